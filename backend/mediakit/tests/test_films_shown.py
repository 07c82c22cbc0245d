"""How films look: their poster, and the strip of small pictures."""

import gc
import re
from itertools import pairwise

import numpy as np
import pytest
from av.video.frame import VideoFrame
from PIL import Image

from mediakit import drawing, framing, scrubbing, streams, tones
from mediakit.errors import MediaError, UnreadableFile
from mediakit.facts import read_facts
from mediakit.posters import detail, poster
from mediakit.scrubbing import scrub
from mediakit.sniff import sniff
from mediakit.tests import makers, reels

MATRICES = [
    (1, 0, 0, 1),
    (-1, 0, 0, 1),
    (1, 0, 0, -1),
    (-1, 0, 0, -1),
    (0, 1, 1, 0),
    (0, -1, 1, 0),
    (0, 1, -1, 0),
    (0, -1, -1, 0),
]
PQ, HLG = 16, 18
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def close(picture, wanted, away=30):
    """Whether two pictures have the same colours in the middle of each quarter."""
    assert picture.size == wanted.size
    places = [(picture.width * x // 4, picture.height * y // 4) for x in (1, 3) for y in (1, 3)]
    pairs = [(picture.getpixel(place), wanted.getpixel(place)) for place in places]
    return all(abs(a - b) <= away for one, other in pairs for a, b in zip(one, other, strict=True))


def shown_by(matrix, picture):
    """What a display matrix makes of a picture, point by point: (x, y) goes to (ax + cy, bx + dy)."""
    a, b, c, d = matrix
    stored = np.asarray(picture)
    height, width = stored.shape[:2]
    size = (height, width) if b else (width, height)
    shown = np.zeros((size[1], size[0], 3), np.uint8)
    for y in range(height):
        for x in range(width):
            right, down = a * x + c * y, b * x + d * y
            shown[down % size[1], right % size[0]] = stored[y, x]
    return Image.fromarray(shown)


@pytest.mark.parametrize("matrix", MATRICES)
def test_a_film_is_turned_and_mirrored_as_its_matrix_says(tmp_path, matrix):
    film = reels.reel(tmp_path / "a", [makers.quarters(160, 120)] * 3, matrix=matrix)
    wanted = shown_by(matrix, makers.quarters(160, 120))
    assert close(poster(film, "video/mp4"), wanted)
    facts = read_facts(film, "video/mp4")
    assert (facts.width, facts.height) == wanted.size
    a, b, c, d = matrix
    assert facts.mirrored == (a * d - b * c < 0)


def test_pixels_that_are_not_square_are_made_square(tmp_path):
    film = reels.reel(tmp_path / "a", [makers.quarters(160, 120)] * 3, pixel_aspect=2)
    assert poster(film, "video/mp4").size == (320, 120)
    facts = read_facts(film, "video/mp4")
    assert (facts.width, facts.height, facts.pixel_aspect) == (160, 120, 2.0)


def test_a_film_that_begins_with_black_is_shown_by_what_comes_after(tmp_path):
    black, scene = reels.picture(BLACK), makers.noise((160, 120)).resize((16, 12)).resize((160, 120))
    for options in ({"g": "5"}, {"g": "250", "sc_threshold": "0"}):
        film = reels.reel(tmp_path / "a", [black] * 40 + [scene] * 30, options=options)
        assert detail(poster(film, "video/mp4")) == pytest.approx(detail(scene), rel=0.25), options


def test_a_scene_says_more_than_a_title(tmp_path):
    title = reels.picture(WHITE)
    title.paste((0, 90, 160), (50, 55, 110, 65))
    scene = makers.noise((160, 120)).resize((16, 12)).resize((160, 120))
    assert detail(title) < detail(scene)
    film = reels.reel(tmp_path / "a", [title] * 30 + [scene] * 10, options={"g": "5"})
    assert detail(poster(film, "video/mp4")) == pytest.approx(detail(scene), rel=0.2)


def test_a_black_film_is_black(tmp_path):
    film = reels.reel(tmp_path / "a", [reels.picture(BLACK)] * 5)
    assert max(poster(film, "video/mp4").getpixel((80, 60))) < 10


def test_a_large_film_gets_a_small_poster(tmp_path):
    film = reels.reel(tmp_path / "a", [makers.quarters(2000, 400)])
    assert poster(film, "video/mp4").size == (1600, 320)


@pytest.mark.parametrize(("matrix", "name"), [(1, "bt709"), (6, "smpte170m")])
def test_colours_are_read_as_they_are_written(tmp_path, matrix, name):
    pure = [reels.picture(makers.RED)] * 3
    film = reels.reel(tmp_path / "a", pure, matrix_of_colours=matrix)
    red, green, blue = poster(film, "video/mp4").getpixel((80, 60))
    assert (red, green, blue) == pytest.approx(makers.RED, abs=8), name


@pytest.mark.parametrize(("transfer", "white"), [("hdr10", 0.5807), ("hlg", 0.75)])
def test_paper_white_of_a_high_range_is_nearly_white_and_highlights_are_whiter(transfer, white):
    levels = tones.ordinary(np.array([[0.0] * 3, [white / 2] * 3, [white] * 3, [1.0] * 3]), transfer)
    black, grey, paper, brightest = levels.mean(axis=1)
    assert black == pytest.approx(0, abs=0.01)
    assert 0.05 < grey < 0.7
    assert 0.88 < paper < 0.97
    assert paper < brightest <= 1


@pytest.mark.parametrize(("transfer", "level"), [(PQ, 148), (HLG, 191)])
def test_a_film_of_high_range_is_not_grey(tmp_path, transfer, level):
    paper = [reels.picture((level, level, level))] * 3
    film = reels.reel(tmp_path / "a", paper, codec="libx265", pixel_format="yuv420p10le", transfer=transfer)
    drawn = poster(film, "video/mp4").getpixel((80, 60))
    assert min(drawn) > 222
    assert max(drawn) - min(drawn) < 12


def test_a_film_without_pictures_has_no_poster(tmp_path):
    path = reels.recording(tmp_path / "a", reels.tone(1), "ipod", codec="aac")
    with pytest.raises(UnreadableFile):
        poster(path, "video/mp4")


def test_frames_may_change_their_size_on_the_way(tmp_path):
    film = reels.reel(tmp_path / "a", [makers.quarters(160, 120)] * 2)
    other = reels.reel(tmp_path / "b", [makers.quarters(320, 200)] * 2)
    drawn = []
    with streams.opened(film, "video/mp4") as container, streams.opened(other, "video/mp4") as second:
        stream = streams.picture_track(container)
        drawer = drawing.Drawer(stream, (80, 60), drawing.PICTURE)
        drawn = [drawer.picture(frame) for frame in (*container.decode(video=0), *second.decode(video=0))]
    assert [picture.size for picture in drawn] == [(80, 60)] * 4
    assert all(close(picture, makers.quarters(80, 60)) for picture in drawn)


def hues(count):
    return [reels.picture(tuple(int(v) for v in np.random.default_rng(n).integers(30, 220, 3))) for n in range(count)]


def half_seconds(pictures):
    """The frames of a film that shows each picture for half a second."""
    return [picture for picture in pictures for _ in range(5)]


def assert_shows(strip, pictures):
    """A strip of tiles of 160 by 120 has these plain pictures in this order."""
    sheet = Image.open(strip.path).convert("RGB")
    assert sheet.size == (1600, 240)
    for number, picture in enumerate(pictures):
        place = (number % 10 * 160 + 80, number // 10 * 120 + 60)
        assert sheet.getpixel(place) == pytest.approx(picture.getpixel((80, 60)), abs=24), number


@pytest.mark.parametrize("through", [True, False])
def test_a_strip_has_the_pictures_of_their_moments(tmp_path, monkeypatch, through):
    if not through:
        monkeypatch.setattr(scrubbing, "READ_THROUGH", 0)
    pictures = hues(12)
    film = reels.reel(tmp_path / "a", half_seconds(pictures), options={"g": "5"})
    strip = scrub(film, "video/mp4", tmp_path)
    assert (strip.count, strip.columns, strip.rows) == (12, 10, 2)
    assert (strip.tile_width, strip.tile_height, strip.interval) == (160, 120, pytest.approx(0.5))
    assert_shows(strip, pictures)


def test_a_strip_keeps_its_moments_where_the_film_begins_with_damage(tmp_path, monkeypatch):
    monkeypatch.setattr(scrubbing, "READ_THROUGH", 0)
    # So that no jump goes on beyond its own moment.
    monkeypatch.setattr(scrubbing, "MOST_PACKETS", 5)
    pictures = hues(12)
    film = reels.reel(tmp_path / "a", half_seconds(pictures), options={"g": "5", "tune": "zerolatency"})
    reels.spoil(film, packets=20)
    strip = scrub(film, "video/mp4", tmp_path)
    assert (strip.count, strip.interval) == (12, pytest.approx(0.5))
    assert_shows(strip, [pictures[4]] * 4 + pictures[4:])


def test_a_strip_is_told_to_players_in_webvtt(tmp_path):
    film = reels.reel(tmp_path / "a", [makers.noise((160, 120))] * 60)
    strip = scrub(film, "video/mp4", tmp_path)
    text = strip.vtt("https://example.org/strip.webp?signed=1")
    assert text.startswith(
        "WEBVTT\n\n00:00:00.000 --> 00:00:00.500\nhttps://example.org/strip.webp?signed=1#xywh=0,0,160,120\n\n"
    )
    cues = re.findall(r"(\S+) --> (\S+)\n\S+#xywh=(\d+),(\d+),160,120\n", text)
    assert len(cues) == strip.count == 12
    assert cues[-1] == ("00:00:05.500", "00:00:06.000", "160", "120")
    assert all(before[1] == after[0] for before, after in pairwise(cues))


def test_a_strip_stands_upright_and_has_a_hundred_tiles_at_most(tmp_path, monkeypatch):
    monkeypatch.setattr(scrubbing, "MOST_TILES", 4)
    film = reels.reel(tmp_path / "a", [makers.quarters(160, 80)] * 60, matrix=(0, 1, -1, 0))
    strip = scrub(film, "video/mp4", tmp_path)
    assert (strip.count, strip.tile_width, strip.tile_height) == (4, 160, 320)


def test_a_moment_needs_no_strip(tmp_path):
    assert scrub(reels.reel(tmp_path / "a", [makers.quarters(160, 120)] * 5), "video/mp4", tmp_path) is None


def test_real_films_are_shown_upright_and_lit(corpus, tmp_path):
    for entry in corpus.entries("video/"):
        path = corpus.folder / entry["path"]
        found = sniff(path)
        if found.kind != "video":
            continue
        drawn = poster(path, found.file_type)
        assert max(drawn.size) <= 1600
        wanted = entry["width"] / entry["height"]
        assert drawn.width / drawn.height == pytest.approx(wanted, rel=0.02), entry["path"]
        strip = scrub(path, found.file_type, tmp_path)
        assert strip is None or strip.tile_width / strip.tile_height == pytest.approx(wanted, rel=0.02), entry["path"]


def test_hostile_films_have_no_poster_or_an_honest_one(corpus, tmp_path):
    for entry in corpus.entries("hostile/"):
        for file_type in ("video/mp4", "video/x-msvideo", "video/x-matroska", "video/mpeg", "video/mp2t"):
            try:
                drawn = poster(corpus.folder / entry["path"], file_type)
            except MediaError:
                continue
            assert max(drawn.size) <= 1600


def test_the_framing_of_a_frame_without_a_matrix_is_plain(tmp_path):
    film = reels.reel(tmp_path / "a", [makers.quarters(160, 120)])
    with streams.opened(film, "video/mp4") as container:
        stream = streams.picture_track(container)
        assert framing.of(next(container.decode(stream)), stream) == framing.Framing()


def look_at_a_frame(film):
    with streams.opened(film, "video/mp4") as container:
        stream = streams.picture_track(container)
        frame = next(container.decode(stream))
        framing.of(frame, stream)
        framing.light(frame, stream.codec_context)


def test_a_frame_that_was_looked_at_is_gone_with_its_last_use(tmp_path):
    film = reels.reel(tmp_path / "a", [makers.quarters(160, 120)])
    gc.collect()
    gc.disable()
    try:
        look_at_a_frame(film)
        # Not `isinstance`, which asks things that only stand for others, some of which are gone.
        assert not [thing for thing in gc.get_objects() if type(thing) is VideoFrame]
    finally:
        gc.enable()


def test_frames_of_two_halves_are_all_given_back(tmp_path):
    film = reels.reel(tmp_path / "a", [makers.quarters(160, 120)] * 6)
    with streams.opened(film, "video/mp4") as container:
        stream = streams.picture_track(container)
        drawer = drawing.Drawer(stream, (160, 120), drawing.FILM, interlaced=True)
        drawn = [done for frame in (*container.decode(stream), None) for done in drawer.push(frame)]
    assert [frame.format.name for frame in drawn] == ["yuv420p"] * 6
    assert all(close(frame.to_image(), makers.quarters(160, 120)) for frame in drawn)
