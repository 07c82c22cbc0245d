"""Large pictures brought down: upright, no larger than asked for, and saying what the large one said."""

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from mediakit import vips
from mediakit.errors import TruncatedFile
from mediakit.images import read_image
from mediakit.shrinking import shrink
from mediakit.sniff import sniff
from mediakit.tests import makers
from mediakit.tests.test_picture_facts import written

TURNED = 6


@pytest.mark.parametrize("source_format", ["JPEG", "WEBP", "PNG", "AVIF"])
def test_the_format_stays_and_so_does_what_the_camera_wrote(tmp_path, source_format):
    source = tmp_path / "source"
    makers.noise((400, 300)).convert("RGB").save(source, source_format, exif=exif())
    small = shrink(source, 200, tmp_path)
    assert sniff(small, filename=small.name).file_type == f"image/{source_format.lower()}"
    assert_described(small, f"image/{source_format.lower()}")


def test_what_only_telephones_know_becomes_a_jpeg(tmp_path):
    source = tmp_path / "source.heic"
    pillow_heif.from_pillow(makers.noise((400, 300)).convert("RGB")).save(source, exif=exif().tobytes())
    assert_described(shrink(source, 200, tmp_path), "image/jpeg")


def test_what_the_directories_of_a_tiff_say_stays(tmp_path):
    source = tmp_path / "source"
    told = exif()
    told[0x013B], told[0x8298] = "Ada Lund", "2026 Ada Lund"
    told.get_ifd(0x8825).update({1: "N", 2: (52.0, 6.0, 0.0), 3: "E", 4: (4.0, 18.0, 0.0)})
    told.load(told.tobytes())  # only what was read names its directories, which TIFF asks for
    makers.noise((400, 300)).convert("RGB").save(source, "TIFF", exif=told)
    small = shrink(source, 200, tmp_path)
    assert_described(small, "image/jpeg")
    facts = read_image(small, "image/jpeg")
    assert (facts.author, facts.copyright) == ("Ada Lund", "2026 Ada Lund")
    assert (facts.latitude, facts.longitude) == (pytest.approx(52.1), pytest.approx(4.3))


@pytest.mark.parametrize(("sort", "brightest"), [("float32", 1), ("uint32", 2**32 - 1), ("uint16", 2**16 - 1)])
def test_a_tiff_in_rare_numbers_is_brought_down_like_any_other(tmp_path, sort, brightest):
    source = tmp_path / "source"
    shares = np.random.default_rng(1).random((300, 400, 3))
    meant = {"float32": "scrgb", "uint16": "rgb16"}.get(sort, "srgb")
    vips.Image.new_from_array((shares * brightest).astype(sort), interpretation=meant).tiffsave(str(source))
    with Image.open(shrink(source, 200, tmp_path)) as small:
        assert (small.format, small.size) == ("JPEG", (200, 150))


@pytest.mark.parametrize("source_format", ["JPEG", "WEBP", "PNG", "TIFF", "HEIC", "AVIF"])
def test_what_people_wrote_stays(tmp_path, source_format):
    source = written(tmp_path / "source", source_format, makers.noise((400, 300)).convert("RGB"))
    small = shrink(source, 200, tmp_path)
    facts = read_image(small, sniff(small, filename=small.name).file_type)
    assert (max(facts.width, facts.height), facts.title, facts.keywords) == (200, "Harbour", ("boat", "dusk"))


def exif():
    tags = Image.Exif()
    tags[0x0110], tags[0x0112] = "Lumix", TURNED
    return tags


def assert_described(small, file_type):
    facts = read_image(small, file_type)
    assert (max(facts.width, facts.height), facts.orientation, facts.camera_model) == (200, 1, "Lumix")


def test_what_may_be_seen_through_stays_so(tmp_path):
    source = makers.picture(tmp_path / "clear.tif", Image.new("RGBA", (400, 300), (9, 9, 9, 90)), "TIFF")
    small = shrink(source, 200, tmp_path)
    with Image.open(small) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGBA", (200, 150))


def test_a_truncated_picture_is_none(tmp_path):
    whole = makers.picture(tmp_path / "whole.jpg", makers.noise((400, 300)).convert("RGB"), "JPEG")
    with pytest.raises(TruncatedFile):
        shrink(makers.cut(tmp_path / "cut.jpg", whole, 0.5), 200, tmp_path)
