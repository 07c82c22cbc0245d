"""Films and recordings made again for browsers."""

import av
import numpy as np
import pytest

from mediakit.errors import MediaError, UnreadableFile
from mediakit.facts import read_facts
from mediakit.posters import poster
from mediakit.sniff import sniff
from mediakit.tests import makers, reels
from mediakit.tests.test_films_shown import MATRICES, close, shown_by
from mediakit.transcoding import Goal, plays_in_browsers, transcode

TEN = [makers.noise((160, 120), seed).resize((20, 15)).resize((160, 120)) for seed in range(10)]
HLG = 18
LONGEST = 320
# What every MP4 says, whoever made it.
UNSPEAKING = {"major_brand", "minor_version", "compatible_brands", "language", "handler_name", "vendor_id"}


def audible(path):
    """The mean loudness of the sound of a film, 0..1."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("fltp", "mono", 48000)
        parts = [p.to_ndarray() for frame in container.decode(audio=0) for p in resampler.resample(frame)]
    return float(np.abs(np.concatenate(parts, axis=1)).mean())


def tags(path):
    with av.open(str(path)) as container:
        return {**container.metadata, **{k: v for stream in container.streams for k, v in stream.metadata.items()}}


@pytest.mark.parametrize(
    ("container_format", "codec", "sound", "file_type", "plays"),
    [
        ("mp4", "libx264", "aac", "video/mp4", True),
        ("mp4", "libx264", "libmp3lame", "video/mp4", True),
        ("webm", "libvpx", "libopus", "video/webm", True),
        ("webm", "libvpx-vp9", "libopus", "video/webm", True),
        ("mp4", "libx265", "aac", "video/mp4", False),
        ("mp4", "mpeg4", "aac", "video/mp4", False),
        ("mp4", "libx264", "ac3", "video/mp4", False),
        ("mov", "libx264", "aac", "video/quicktime", False),
        ("matroska", "libx264", "aac", "video/x-matroska", False),
        ("avi", "mpeg4", "libmp3lame", "video/x-msvideo", False),
        ("mpegts", "libx264", "aac", "video/mp2t", False),
        ("flv", "flv", "libmp3lame", "video/x-flv", False),
        ("asf", "wmv2", "wmav2", "video/x-ms-wmv", False),
    ],
)
def test_a_film_plays_or_is_made_to(tmp_path, container_format, codec, sound, file_type, plays):
    film = reels.reel(tmp_path / "a", TEN * 2, container_format, codec=codec, sound=sound)
    assert plays_in_browsers(read_facts(film, file_type), file_type) == plays
    shares = []
    made = transcode(film, file_type, tmp_path / "out.mp4", progress=shares.append)
    facts = read_facts(made.path, "video/mp4")
    assert plays_in_browsers(facts, "video/mp4")
    assert (facts.codec, facts.width, facts.height, facts.audio_tracks) == ("h264", 160, 120, 1)
    assert facts.duration == pytest.approx(2, abs=0.2)
    assert audible(made.path) == pytest.approx(0.318, abs=0.06)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize("pixel_format", ["yuv422p", "yuv444p", "yuv420p10le"])
def test_colours_that_phones_cannot_decode_are_made_plain(tmp_path, pixel_format):
    film = reels.reel(tmp_path / "a", TEN, pixel_format=pixel_format)
    assert not plays_in_browsers(read_facts(film, "video/mp4"), "video/mp4")
    made = transcode(film, "video/mp4", tmp_path / "out.mp4")
    assert read_facts(made.path, "video/mp4").pixel_format == "yuv420p"


def test_what_is_fine_is_copied_and_not_encoded_again(tmp_path):
    film = reels.reel(tmp_path / "a", TEN, "matroska", sound="aac")
    assert transcode(film, "video/x-matroska", tmp_path / "out.mp4").copied
    other = reels.reel(tmp_path / "b", TEN, "matroska", codec="mpeg4", sound="aac")
    assert not transcode(other, "video/x-matroska", tmp_path / "out.mp4").copied


def test_pictures_that_wait_for_others_are_copied_in_order(tmp_path):
    film = reels.reel(tmp_path / "a", TEN * 3, "matroska", options={"bf": "3"})
    made = transcode(film, "video/x-matroska", tmp_path / "out.mp4")
    assert made.copied
    with av.open(str(made.path)) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert times == pytest.approx([number / reels.RATE for number in range(30)], abs=0.11)


def test_a_player_can_begin_before_the_end_has_come(tmp_path):
    film = reels.reel(tmp_path / "a", TEN, "avi", codec="mpeg4", sound="libmp3lame")
    whole = transcode(film, "video/x-msvideo", tmp_path / "out.mp4").path.read_bytes()
    assert whole.index(b"moov") < whole.index(b"mdat")


def test_the_title_is_kept_and_nothing_else_is(tmp_path):
    said = {"title": "Fountain", "artist": "Somebody", "location": "+48.2082+016.3738/"}
    said |= {"creation_time": "2024-05-01T12:00:00Z", "comment": "at home", "make": "Kamera"}
    for codec in ("libx264", "mpeg4"):
        film = reels.reel(tmp_path / "a", TEN, "mov", codec=codec, tags=said, muxing={"movflags": "use_metadata_tags"})
        assert read_facts(film, "video/quicktime").latitude
        made = transcode(film, "video/quicktime", tmp_path / "out.mp4")
        found = tags(made.path)
        assert found.pop("title") == "Fountain"
        assert set(found) <= {
            "major_brand",
            "minor_version",
            "compatible_brands",
            "language",
            "handler_name",
            "vendor_id",
        }
        assert b"48.2082" not in made.path.read_bytes()


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])
@pytest.mark.parametrize("matrix", MATRICES)
def test_a_turned_film_stays_as_it_was_shown(tmp_path, codec, matrix):
    film = reels.reel(tmp_path / "a", [makers.quarters(160, 120)] * 5, matrix=matrix, codec=codec)
    made = transcode(film, "video/mp4", tmp_path / "out.mp4")
    wanted = shown_by(matrix, makers.quarters(160, 120))
    assert (made.width, made.height) == wanted.size
    assert close(poster(made.path, "video/mp4"), wanted, away=40)
    assert not read_facts(made.path, "video/mp4").mirrored


def test_a_film_of_high_range_is_made_ordinary(tmp_path):
    paper = [reels.picture((191, 191, 191))] * 5
    film = reels.reel(tmp_path / "a", paper, codec="libx265", pixel_format="yuv420p10le", transfer=HLG)
    made = transcode(film, "video/mp4", tmp_path / "out.mp4")
    facts = read_facts(made.path, "video/mp4")
    assert (facts.hdr, facts.bit_depth) == (None, 8)
    assert min(poster(made.path, "video/mp4").getpixel((80, 60))) > 220


def test_sizes_are_even_and_pixels_square(tmp_path):
    odd = reels.reel(tmp_path / "a", [makers.quarters(161, 121)] * 5, "webm", codec="libvpx")
    made = transcode(odd, "video/webm", tmp_path / "out.mp4")
    assert (made.width % 2, made.height % 2) == (0, 0)
    wide = reels.reel(tmp_path / "b", [makers.quarters(160, 120)] * 5, codec="mpeg4", pixel_aspect=2)
    made = transcode(wide, "video/mp4", tmp_path / "out.mp4")
    assert (made.width, made.height) == (320, 120)


def test_a_large_film_is_made_smaller(tmp_path):
    film = reels.reel(tmp_path / "a", [makers.quarters(320, 160)] * 5)
    made = transcode(film, "video/mp4", tmp_path / "out.mp4", goal=Goal(128))
    assert (made.width, made.height, made.copied) == (128, 64, False)


def test_frames_keep_their_times(tmp_path):
    film = tmp_path / "a"
    moments = [0, 1, 2, 7, 8, 20]
    with av.open(str(film), "w", format="matroska") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for moment, drawn in zip(moments, TEN, strict=False):
            frame = av.VideoFrame.from_image(drawn)
            frame.pts = moment
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    made = transcode(film, "video/x-matroska", tmp_path / "out.mp4")
    with av.open(str(made.path)) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert times == pytest.approx([moment / 10 for moment in moments], abs=0.01)


@pytest.mark.parametrize(
    ("container_format", "codec", "file_type", "plays"),
    [
        ("mp3", "libmp3lame", "audio/mpeg", True),
        ("wav", "pcm_s16le", "audio/wav", True),
        ("flac", "flac", "audio/flac", True),
        ("ogg", "libopus", "audio/ogg", True),
        ("ipod", "aac", "audio/mp4", True),
        ("ipod", "alac", "audio/mp4", False),
        ("aiff", "pcm_s16be", "audio/aiff", False),
        ("asf", "wmav2", "audio/x-ms-wma", False),
        ("caf", "pcm_s16le", "audio/x-caf", False),
        ("wav", "pcm_mulaw", "audio/wav", False),
    ],
)
def test_a_recording_plays_or_is_made_to(tmp_path, container_format, codec, file_type, plays):
    path = reels.recording(tmp_path / "a", reels.tone(2), container_format, codec=codec, tags={"title": "Tone"})
    assert plays_in_browsers(read_facts(path, file_type), file_type) == plays
    made = transcode(path, file_type, tmp_path / "out.m4a")
    facts = read_facts(made.path, sniff(made.path).file_type)
    assert (made.file_type, facts.codec, facts.sample_rate) == ("audio/mp4", "aac", 48000)
    assert facts.duration == pytest.approx(2, abs=0.2)
    assert audible(made.path) == pytest.approx(0.318, abs=0.05)


class Enough(ValueError):
    """Somebody does not want it any more."""


def test_whoever_watches_may_end_it(tmp_path):
    def stop(share):
        raise Enough

    film = reels.reel(tmp_path / "a", TEN * 3, codec="mpeg4")
    with pytest.raises(Enough):
        transcode(film, "video/mp4", tmp_path / "out.mp4", progress=stop)
    assert not (tmp_path / "out.mp4").exists()


def test_a_film_that_cannot_be_read_leaves_nothing_behind(tmp_path):
    (tmp_path / "a").write_bytes(bytes(range(256)) * 50)
    with pytest.raises(UnreadableFile):
        transcode(tmp_path / "a", "video/mp4", tmp_path / "out.mp4")
    assert not (tmp_path / "out.mp4").exists()


def test_a_recording_without_a_single_packet_is_refused(tmp_path):
    data = bytearray(reels.recording(tmp_path / "a", reels.tone(1), "ipod", codec="aac").read_bytes())
    for table in (b"stsz", b"stco"):
        start = data.index(table) + (12 if table == b"stsz" else 8)
        data[start : start + 4] = bytes(4)
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(UnreadableFile):
        transcode(tmp_path / "a", "audio/mp4", tmp_path / "out.mp4")


def with_sound_at(path, *seconds):
    """A recording with a second of sound at each of these times."""
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("pcm_s16le", rate=reels.SECOND, layout="mono")
        for start in seconds:
            frame = av.AudioFrame.from_ndarray(reels.tone(1), format="s16", layout="mono")
            frame.sample_rate, frame.pts = reels.SECOND, start * reels.SECOND
            container.mux(stream.encode(frame))
    return path


def test_a_hole_is_silent_and_a_clock_that_jumps_is_no_hole(tmp_path):
    hole = transcode(with_sound_at(tmp_path / "a", 0, 4), "audio/x-matroska", tmp_path / "out.m4a")
    assert hole.duration == pytest.approx(5, abs=0.2)
    jump = transcode(with_sound_at(tmp_path / "b", 0, 50_000), "audio/x-matroska", tmp_path / "out.m4a")
    assert jump.duration == pytest.approx(2, abs=0.2)


def test_subtitles_and_covers_are_left_out(tmp_path, corpus):
    made = transcode(corpus.folder / "video/dolbyvision-hdr.mov", "video/quicktime", tmp_path / "out.mp4")
    assert [track.kind for track in read_facts(made.path, "video/mp4").tracks] == ["video", "audio"]


@pytest.mark.parametrize("folder", ["video/", "audio/", "hostile/"])
def test_real_files_are_converted_or_refused(corpus, tmp_path, folder):
    for entry in corpus.entries(folder):
        path = corpus.folder / entry["path"]
        file_type = "video/x-msvideo" if folder == "hostile/" else sniff(path).file_type
        try:
            made = transcode(path, file_type, tmp_path / "out", goal=Goal(LONGEST))
        except MediaError:
            assert folder == "hostile/", entry["path"]
            continue
        facts = read_facts(made.path, made.file_type)
        assert plays_in_browsers(facts, made.file_type), entry["path"]
        if "width" in entry:
            assert made.width / made.height == pytest.approx(entry["width"] / entry["height"], rel=0.03)
        if "duration" in entry:
            assert made.duration == pytest.approx(entry["duration"], abs=max(0.3, 0.02 * entry["duration"]))
