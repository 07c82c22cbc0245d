"""Colours that pictures state without a profile."""

import numpy as np
import pytest
from PIL import Image, ImageCms

from mediakit import decoders
from mediakit.renditions import Wanted, draw
from mediakit.specs import Spec
from mediakit.tests import makers, screens
from mediakit.tests.screens import P3_POINTS, PATCHES, SRGB_POINTS, WIDE_POINTS, difference, shown, srgb_curve

WHOLE = Spec.parse("fit-64")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# What encoders that lose something, and eight bits, leave of a colour, in Lab.
NEAR = 1.5


def drawn(path, image_format="png", spec=WHOLE, **options):
    (one,) = draw(path, (Wanted("one", spec, image_format, **options),), path.parent)
    with Image.open(one.path) as picture:
        picture.load()
        return picture


def straight(numbers):
    return numbers


@pytest.mark.parametrize("maker", [screens.avif, screens.heic])
@pytest.mark.parametrize(
    ("primaries", "transfer", "points", "curve"),
    [
        (12, 13, P3_POINTS, srgb_curve),
        (12, 1, P3_POINTS, srgb_curve),
        (9, 14, WIDE_POINTS, srgb_curve),
        (1, 8, SRGB_POINTS, straight),
        (9, 8, WIDE_POINTS, straight),
        (12, 4, P3_POINTS, lambda numbers: numbers**2.2),
    ],
)
def test_code_points_of_a_container_count(tmp_path, maker, primaries, transfer, points, curve):
    found = screens.middles(drawn(maker(tmp_path / "a", screens.patches(), primaries, transfer)))
    assert difference(found, shown(PATCHES, points, curve)) < NEAR


def test_code_points_of_large_pictures_that_are_decoded_by_planes_count(tmp_path, monkeypatch):
    monkeypatch.setattr(decoders, "LARGE", 0)
    found = screens.middles(drawn(screens.heic(tmp_path / "a", screens.patches(), 12, 13)))
    assert difference(found, shown(PATCHES, P3_POINTS, srgb_curve)) < NEAR


def test_a_white_of_the_cinema_is_white(tmp_path):
    found = screens.middles(drawn(screens.avif(tmp_path / "a", screens.patches(), 11, 13)))
    assert found[0] == pytest.approx(PATCHES[0], abs=2)
    assert difference(found, shown(PATCHES, P3_POINTS, srgb_curve)) < 3


@pytest.mark.parametrize("image_format", ["webp", "avif", "jpeg", "png"])
def test_every_format_has_the_colours(tmp_path, image_format):
    path = screens.avif(tmp_path / "a", screens.patches(), 12, 13)
    found = screens.middles(drawn(path, image_format))
    assert difference(found, shown(PATCHES, P3_POINTS, srgb_curve)) < 3


ADOBE = screens.power(563 / 256), screens.chunk(b"cHRM", screens.ADOBE_CHUNK)
P3_POWER = screens.power(2.2), screens.chunk(b"cHRM", screens.P3_CHUNK)


@pytest.mark.parametrize(
    ("chunks", "points", "curve"),
    [
        ([screens.codes(12, 13)], P3_POINTS, srgb_curve),
        ([screens.codes(9, 13)], WIDE_POINTS, srgb_curve),
        ([screens.power(1.0)], SRGB_POINTS, straight),
        ([screens.power(1.8)], SRGB_POINTS, lambda numbers: numbers**1.8),
        (ADOBE, screens.ADOBE_POINTS, lambda numbers: numbers ** (563 / 256)),
        ([screens.chunk(b"cHRM", screens.P3_CHUNK)], P3_POINTS, srgb_curve),
    ],
)
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_chunks_of_a_png_count(tmp_path, chunks, points, curve, mode):
    found = screens.middles(drawn(screens.png(tmp_path / "a", screens.patches(mode), *chunks)))
    own = np.asarray(screens.middles(screens.patches(mode).convert("RGB")))
    assert difference(found, shown(own, points, curve)) < 0.5


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_greys_become_as_bright_as_they_state(tmp_path, mode):
    grey = np.array([[0, 64, 128, 255]], np.uint8).repeat(3, 0)
    found = screens.middles(drawn(screens.png(tmp_path / "a", screens.patches(mode, grey), screens.power(1.0))))
    colours = np.stack((grey,) * 3, -1)
    assert difference(found, shown(colours, SRGB_POINTS, straight)) < 0.5


@pytest.mark.parametrize("longest", [64, 32])
def test_sixteen_bits_are_kept_until_they_are_shown(tmp_path, longest):
    # In eight bits these would be two levels of light, and far apart once they are shown.
    row = np.linspace(0, 0.01 * 65_535, 64)
    pixels = np.stack((np.tile(row, (48, 1)),) * 3, -1)
    path = screens.deep_png(tmp_path / "a", pixels, screens.power(1.0))
    found = np.asarray(drawn(path, spec=Spec.parse(f"fit-{longest}")).convert("L"), np.int64)[longest // 4]
    assert len(set(found)) > 20
    assert abs(np.diff(found)).max() <= 12
    assert found[-1] == pytest.approx(shown(np.full(3, 2.55), SRGB_POINTS, straight)[0], abs=2)


def test_what_may_be_seen_through_stays_so(tmp_path):
    veil = screens.patches("RGBA")
    veil.paste((0, 0, 0, 0), (0, 0, 16, 48))
    for path in (
        screens.png(tmp_path / "a", veil, screens.codes(12, 13)),
        screens.avif(tmp_path / "b", veil, 12, 13),
    ):
        picture = drawn(path)
        assert (picture.mode, picture.getpixel((4, 24))[3], picture.getpixel((40, 24))[3]) == ("RGBA", 0, 255)
        found = screens.middles(picture)[:, 1:]
        assert difference(found, shown(PATCHES, P3_POINTS, srgb_curve)[:, 1:]) < NEAR


def test_deep_pictures_may_be_seen_through(tmp_path):
    pixels = np.full((48, 64, 4), (40_000, 40_000, 40_000, 65_535))
    pixels[:, :32, 3] = 0
    picture = drawn(screens.deep_png(tmp_path / "a", pixels, screens.codes(12, 8)), spec=Spec.parse("fit-32"))
    assert (picture.getpixel((4, 12))[3], picture.getpixel((28, 12))[3]) == (0, 255)
    assert picture.getpixel((28, 12))[0] == pytest.approx(255 * (1.055 * (40_000 / 65_535) ** (1 / 2.4) - 0.055), abs=2)


def test_moving_pictures_state_colours_too(tmp_path):
    frames = [screens.patches(), screens.patches().rotate(180)]
    path = screens.png(tmp_path / "a", frames[0], screens.codes(12, 13), save_all=True, append_images=frames[1:])
    picture = drawn(path, "webp", animated=True)
    assert picture.n_frames == 2
    assert difference(screens.middles(picture), shown(PATCHES, P3_POINTS, srgb_curve)) < 4


PROFILE = {"icc_profile": makers.wide_gamut_profile()}
SWAPPED = shown(PATCHES[..., (1, 0, 2)], SRGB_POINTS, srgb_curve)
PLAIN, WIDE = np.asarray(PATCHES, np.float64), shown(PATCHES, P3_POINTS, srgb_curve)
ORDINARY = screens.chunk(b"sRGB", b"\0")


@pytest.mark.parametrize(
    ("chunks", "options", "wanted"),
    [
        ([screens.codes(12, 13), screens.power(1.0)], PROFILE, WIDE),
        ([screens.codes(1, 13)], PROFILE, PLAIN),
        ([screens.codes(12, 13), ORDINARY], {}, WIDE),
        ([screens.codes(12, 13, matrix=1)], {}, PLAIN),
        ([screens.power(1.0)], PROFILE, SWAPPED),
        ([ORDINARY, screens.power(1.0), screens.chunk(b"cHRM", screens.P3_CHUNK)], {}, PLAIN),
        ([screens.power(1.0), ORDINARY], {}, PLAIN),
    ],
)
def test_the_order_of_chunks_is_that_of_png(tmp_path, chunks, options, wanted):
    found = screens.middles(drawn(screens.png(tmp_path / "a", screens.patches(), *chunks, **options)))
    assert difference(found, wanted) < 2


def test_a_profile_in_a_container_outranks_code_points(tmp_path):
    path = screens.avif(tmp_path / "a", screens.patches(), 9, 13, **PROFILE)
    assert difference(screens.middles(drawn(path)), SWAPPED) < 3


@pytest.mark.parametrize(
    "chunks",
    [
        [screens.codes(1, 13)],
        [screens.codes(1, 1)],
        [screens.codes(2, 2)],
        [ORDINARY],
        [screens.power(2.2)],
        [screens.power(2.2), screens.chunk(b"cHRM", screens.ORDINARY_CHUNK)],
    ],
)
def test_a_png_that_states_srgb_looks_as_one_that_states_nothing(tmp_path, chunks):
    states = drawn(screens.png(tmp_path / "a", screens.patches(), *chunks), "webp")
    silent = drawn(screens.png(tmp_path / "b", screens.patches()), "webp")
    assert states.tobytes() == silent.tobytes()


@pytest.mark.parametrize("maker", [screens.avif, screens.heic])
def test_a_container_that_states_srgb_looks_as_one_that_states_nothing(tmp_path, maker):
    pictures = [drawn(maker(tmp_path / "a", screens.patches(), *codes)) for codes in ((1, 13), (1, 1), (2, 2))]
    assert len({picture.tobytes() for picture in pictures}) == 1
