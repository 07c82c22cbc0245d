"""Cameras that write Adobe RGB say so in EXIF by the rule of their trade, most of them without a profile."""

import pillow_heif
import pytest
from PIL import Image

from mediakit.facts import read_facts
from mediakit.limits import DEFAULT
from mediakit.pictures import examine
from mediakit.shrinking import shrink
from mediakit.tests import makers, screens
from mediakit.tests.screens import ADOBE_POINTS, PATCHES, difference, shown
from mediakit.tests.test_stated_colours import PLAIN, PROFILE, SWAPPED, drawn

SHOWN = shown(PATCHES, ADOBE_POINTS, lambda numbers: numbers ** (563 / 256))
FINE = {"quality": 100, "subsampling": 0}


def photo(path, exif, **options):
    return makers.picture(path, screens.patches(), "JPEG", exif=b"Exif\0\0" + exif, **FINE, **options)


@pytest.mark.parametrize("order", ["<", ">"])
def test_what_a_camera_says_counts(tmp_path, order):
    path = photo(tmp_path / "a", screens.camera_exif(order))
    assert difference(screens.middles(drawn(path)), SHOWN) < 1
    assert read_facts(path, "image/jpeg").color_profile == "Adobe RGB (1998)"


@pytest.mark.parametrize(
    "exif",
    [
        screens.camera_exif("<", space=1),
        screens.camera_exif("<", index=b"R98\0"),
        screens.camera_exif("<")[:50],
        b"II*\0",
        b"",
    ],
)
def test_anything_else_is_as_in_every_picture(tmp_path, exif):
    path = photo(tmp_path / "a", exif)
    assert difference(screens.middles(drawn(path)), PLAIN) < 1
    assert examine(path, DEFAULT).header.stated is None


def test_a_profile_outranks_what_a_camera_says(tmp_path):
    path = photo(tmp_path / "a", screens.camera_exif("<"), **PROFILE)
    assert difference(screens.middles(drawn(path)), SWAPPED) < 1
    assert read_facts(path, "image/jpeg").color_profile == "xRGB built-in"


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_pictures_without_three_colours_are_drawn_as_before(tmp_path, mode):
    exif = b"Exif\0\0" + screens.camera_exif("<")
    path = makers.picture(tmp_path / "a", screens.patches(mode), "JPEG", exif=exif)
    assert examine(path, DEFAULT).header.stated is None


@pytest.mark.parametrize("order", ["<", ">"])
def test_what_was_brought_down_is_converted_once(tmp_path, order):
    small = shrink(photo(tmp_path / "a", screens.camera_exif(order)), 64, tmp_path)
    assert difference(screens.middles(drawn(small)), SHOWN) < 2


def test_what_was_brought_down_from_a_telephone_is_not_converted_either(tmp_path):
    source = tmp_path / "a.heic"
    exif = b"Exif\0\0" + screens.camera_exif("<")
    pillow_heif.from_pillow(screens.patches()).save(source, quality=100, chroma=444, exif=exif)
    small = shrink(source, 64, tmp_path)
    with Image.open(small) as picture:
        assert picture.format == "JPEG"
    assert difference(screens.middles(drawn(small)), PLAIN) < 2
