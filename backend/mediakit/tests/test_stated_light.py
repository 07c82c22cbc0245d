"""Pictures of high dynamic range, and those whose statements make no sense."""

import struct
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from mediakit import decoders, profiles, tones, vips
from mediakit.errors import MediaError, TruncatedFile, UnreadableFile
from mediakit.facts import read_facts
from mediakit.headers.stated import BT2020, DISPLAY_P3, HDR10, HLG, Stated
from mediakit.limits import DEFAULT
from mediakit.pictures import examine, open_reduced
from mediakit.sniff import sniff
from mediakit.specs import Spec
from mediakit.tests import makers, screens
from mediakit.tests.screens import PATCHES, difference
from mediakit.tests.test_stated_colours import drawn

PQ_CODE, HLG_CODE = 16, 18
LIGHT = {PQ_CODE: HDR10, HLG_CODE: HLG}
FULL = 65_535
# What is written for a sheet of white paper, for what is half as bright to the eye, and for the sun in it.
PAPER = {PQ_CODE: 0.58, HLG_CODE: 0.75}


def greys(levels):
    return np.repeat(np.asarray(levels, np.float64), 16)[None, :, None].repeat(48, 0).repeat(3, 2) * FULL


def shallow_avif(path, pixels, primaries, transfer):
    # Pillow writes eight bits only, which are enough for squares of one colour.
    return screens.avif(path, Image.fromarray((pixels / 257).round().astype(np.uint8)), primaries, transfer)


def deep_png(path, pixels, primaries, transfer):
    return screens.deep_png(path, pixels, screens.codes(primaries, transfer))


MAKERS = [shallow_avif, screens.deep_heic, deep_png]


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("transfer", LIGHT)
@pytest.mark.parametrize(("primaries", "points"), [(9, BT2020), (12, DISPLAY_P3)])
def test_bright_pictures_are_shown_as_bright_films_are(tmp_path, maker, transfer, primaries, points):
    colours = 0.15 + 0.5 * PATCHES / 255
    pixels = (colours * FULL).repeat(16, 0).repeat(16, 1)
    found = screens.middles(drawn(maker(tmp_path / "a", pixels, primaries, transfer)))
    wanted = 255 * tones.ordinary(colours.reshape(-1, 3), LIGHT[transfer], points).reshape(colours.shape)
    assert difference(found, wanted) < 2


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("transfer", LIGHT)
def test_paper_is_bright_grey_is_between_and_the_sun_is_brightest(tmp_path, maker, transfer):
    paper = PAPER[transfer]
    path = maker(tmp_path / "a", greys([0, paper / 2, paper, 1]), 9, transfer)
    black, grey, white, sun = np.asarray(drawn(path).convert("L"), int)[24, 8::16]
    assert black <= 2
    assert 20 < grey < white - 50
    assert 200 < white < sun
    assert sun >= 250


@pytest.mark.parametrize("maker", [screens.deep_heic, deep_png])
@pytest.mark.parametrize("transfer", LIGHT)
def test_ten_bits_show_no_bands(tmp_path, maker, transfer):
    # Half a step of eight bits from one column to the next.
    ramp = 0.4 + np.arange(64) / 510
    pixels = np.tile(ramp[None, :, None] * FULL, (48, 1, 3))
    found = np.asarray(drawn(maker(tmp_path / "a", pixels, 9, transfer)).convert("L"), int)[24]
    wanted = 255 * tones.ordinary(np.stack((ramp,) * 3, -1), LIGHT[transfer])[:, 0]
    assert np.abs(found - wanted).max() < 1.6


@pytest.mark.parametrize("transfer", LIGHT)
def test_ten_bits_of_avif_show_no_bands(tmp_path, transfer):
    ramp = 0.4 + np.arange(64) / 510
    pixels = np.tile(ramp[None, :, None] * FULL, (48, 1, 3)).astype(np.uint16)
    image = vips.Image.new_from_array(pixels).copy(interpretation="rgb16")
    # libvips writes ten bits and no code points, so they are put into what was read of the header.
    image.heifsave(str(tmp_path / "a"), compression="av1", bitdepth=10, Q=95, subsample_mode="off")
    source = examine(tmp_path / "a", DEFAULT)
    stated = Stated(BT2020, LIGHT[transfer])
    found = open_reduced(replace(source, header=replace(source.header, stated=stated)), 64).numpy()[24, :, 1]
    wanted = 255 * tones.ordinary(np.stack((ramp,) * 3, -1), LIGHT[transfer])[:, 0]
    assert np.abs(found - wanted).max() < 2.5


def test_large_bright_pictures_keep_eight_bits_and_their_light(tmp_path, monkeypatch):
    path = screens.deep_heic(tmp_path / "a", greys([0.1, 0.3, 0.5, 0.7]), 9, PQ_CODE)
    deep = np.asarray(drawn(path), int)
    monkeypatch.setattr(decoders, "LARGE", 0)
    assert np.abs(np.asarray(drawn(path), int) - deep).max() <= 4


@pytest.mark.parametrize("transfer", [HDR10, HLG])
def test_the_same_table_is_made_once(transfer):
    first = profiles.made(Stated(BT2020, transfer))
    assert profiles.made(Stated(BT2020, transfer)) is first
    assert len(first) < 250_000


HUGE, LONG = 0xFFFFFFFF, b"\x7f" * 64
POINTS = {
    "nothing": (0,) * 8,
    "huge": (HUGE,) * 8,
    "one place": (31270, 32900) * 4,
    "a line": (31270, 32900, 10000, 10000, 20000, 20000, 30000, 30000),
    "white outside": (90000, 5000, 64000, 33000, 30000, 60000, 15000, 6000),
    "white without light": (31270, 0, 64000, 33000, 30000, 60000, 15000, 6000),
    "dark white": (31270, 1, 64000, 33000, 30000, 60000, 15000, 6000),
    "red beyond": (31270, 32900, HUGE, 33000, 30000, 60000, 15000, 6000),
    "turned round": (31270, 32900, 15000, 6000, 64000, 33000, 30000, 60000),
}


@pytest.mark.parametrize("name", POINTS)
@pytest.mark.parametrize("mode", ["RGB", "L", "LA", "P"])
def test_places_that_are_no_colours_cost_no_picture(tmp_path, name, mode):
    chunks = screens.chunk(b"cHRM", struct.pack(">8I", *POINTS[name])), screens.power(1.8)
    assert drawn(screens.png(tmp_path / "a", screens.patches(mode), *chunks)).size == (64, 48)
    pixels = np.full((48, 64, 3), 30_000)
    assert drawn(screens.deep_png(tmp_path / "b", pixels, *chunks)).size == (64, 48)


@pytest.mark.parametrize(
    "chunks",
    [[screens.chunk(b"gAMA", struct.pack(">I", number))] for number in (0, 1, 1000, 1_000_001, 1 << 31, HUGE)]
    + [[screens.chunk(kind, content)] for kind in (b"cICP", b"gAMA", b"cHRM") for content in (b"", b"\x09", LONG)]
    + [[screens.codes(primaries, transfer)] for primaries, transfer in ((0, 0), (3, 13), (255, 16), (9, 19), (9, 255))],
)
def test_statements_that_cannot_be_meant_change_nothing(tmp_path, chunks):
    states = drawn(screens.png(tmp_path / "a", screens.patches(), *chunks))
    assert states.tobytes() == drawn(screens.png(tmp_path / "b", screens.patches())).tobytes()


def test_of_many_statements_the_first_counts(tmp_path):
    chunks = screens.codes(12, 13), *[screens.codes(9, 16)] * 5000
    first = drawn(screens.png(tmp_path / "a", screens.patches(), chunks[0]))
    assert drawn(screens.png(tmp_path / "b", screens.patches(), *chunks)).tobytes() == first.tobytes()


def test_statements_behind_the_pixels_come_too_late(tmp_path):
    content = makers.in_memory(screens.patches(), "PNG")
    path = tmp_path / "a"
    path.write_bytes(content[:-12] + screens.codes(12, 8) + content[-12:])
    assert examine(path, DEFAULT).header.stated is None


UNKNOWN = pytest.mark.parametrize(("primaries", "transfer"), [(0, 0), (3, 13), (12, 3), (65_535, 65_535), (9, 19)])


@UNKNOWN
def test_code_points_nobody_knows_change_nothing(tmp_path, primaries, transfer):
    states = drawn(screens.avif(tmp_path / "a", screens.patches(), primaries, transfer))
    assert states.tobytes() == drawn(screens.avif(tmp_path / "b", screens.patches(), 1, 13)).tobytes()


@UNKNOWN
def test_the_decoder_of_heic_refuses_code_points_that_it_does_not_know(tmp_path, primaries, transfer):
    with pytest.raises(UnreadableFile):
        drawn(screens.heic(tmp_path / "a", screens.patches(), primaries, transfer))


@pytest.mark.parametrize("size", [8, 9, 12, 14, 15])
def test_a_box_of_colours_that_is_cut_off_is_no_crash(tmp_path, size):
    path = screens.avif(tmp_path / "a", screens.patches(), 12, 13)
    content = path.read_bytes()
    start = content.index(b"colrnclx") - 4
    # What is left of the room becomes a box of its own, so that all others stay where they were.
    rest = 19 - size
    filler = struct.pack(">I4s", rest, b"free").ljust(rest, b"\0") if rest >= 8 else b""
    shortened = struct.pack(">I", size) + content[start + 4 : start + size]
    path.write_bytes(content[:start] + (shortened + filler).ljust(19, b"\0") + content[start + 19 :])
    with suppress(MediaError):
        assert drawn(path).size == (64, 48)


@pytest.mark.parametrize(
    ("primaries", "transfer", "name"),
    [
        (12, 13, "Display P3"),
        (11, 17, "DCI-P3"),
        (9, 14, "BT.2020"),
        (9, PQ_CODE, "BT.2020 PQ"),
        (9, HLG_CODE, "BT.2020 HLG"),
        (12, PQ_CODE, "Display P3 PQ"),
        (1, 8, "BT.709 linear"),
        (1, 13, None),
        (22, 13, None),
    ],
)
def test_facts_name_the_colours(tmp_path, primaries, transfer, name):
    for path in (
        screens.avif(tmp_path / "a", screens.patches(), primaries, transfer),
        screens.png(tmp_path / "b", screens.patches(), screens.codes(primaries, transfer)),
    ):
        assert read_facts(path, sniff(path).file_type).color_profile == name


def test_facts_name_what_outranks_a_profile(tmp_path):
    wide = {"icc_profile": makers.wide_gamut_profile()}
    path = screens.png(tmp_path / "a", screens.patches(), screens.codes(9, PQ_CODE), **wide)
    assert read_facts(path, "image/png").color_profile == "BT.2020 PQ"
    path = screens.avif(tmp_path / "b", screens.patches(), 9, PQ_CODE, **wide)
    assert read_facts(path, "image/avif").color_profile == "xRGB built-in"


@pytest.mark.parametrize("transfer", [8, PQ_CODE])
@pytest.mark.parametrize("orientation", [1, 6])
def test_deep_pictures_become_ordinary_ones(tmp_path, transfer, orientation, caplog):
    exif = screens.chunk(b"eXIf", makers.in_memory(Image.new("L", (1, 1)), "TIFF", tiffinfo={274: orientation}))
    path = screens.deep_png(tmp_path / "a", np.full((48, 64, 3), 30_000), screens.codes(9, transfer), exif)
    found = open_reduced(examine(path, DEFAULT), 32)
    size = (32, 24) if orientation == 1 else (24, 32)
    assert (found.format, found.interpretation, found.width, found.height) == ("uchar", "srgb", *size)
    assert not caplog.records


@pytest.mark.parametrize("bands", [1, 2])
def test_deep_greys_become_as_bright_as_they_state(tmp_path, bands):
    pixels = np.full((48, 64, bands), FULL)
    pixels[..., 0] = FULL // 4
    path = screens.deep_png(tmp_path / "a", pixels, screens.power(1.0), interpretation="grey16")
    picture = drawn(path, spec=Spec.parse("fit-32")).convert("RGBA")
    assert picture.getpixel((16, 12)) == pytest.approx((137, 137, 137, 255), abs=1)


@pytest.mark.parametrize("transfer", [8, PQ_CODE])
def test_grey_containers_stay_grey(tmp_path, transfer):
    path = screens.heic(tmp_path / "a", screens.patches("L"), 9, transfer)
    found = screens.middles(drawn(path))
    assert np.ptp(found, axis=-1).max() <= 1
    assert found[0, 2].mean() > 140


def test_a_deep_picture_cut_in_its_pixels_says_so(tmp_path):
    pixels = np.random.default_rng(1).integers(0, FULL, (200, 300, 3))
    whole = screens.deep_png(tmp_path / "whole", pixels, screens.codes(9, PQ_CODE))
    with pytest.raises(TruncatedFile):
        drawn(makers.cut(tmp_path / "a", whole, 0.5))
