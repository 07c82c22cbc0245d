"""JPEG of which the decoder does not give all pixels: half, a quarter or an eighth of them on each side."""

import numpy as np
import pytest
from PIL import Image

from mediakit import jpegs
from mediakit.errors import TruncatedFile
from mediakit.renditions import Wanted, draw
from mediakit.specs import Spec
from mediakit.tests import makers

# The picture, and what is made of it: from all pixels, from half of each side, a quarter, and an eighth.
SMALL, PHOTOGRAPH = (1200, 800), (2400, 1680)
SIZES = [
    *((SMALL, size) for size in [(900, 600), (300, 200), (150, 100), (75, 50)]),
    *((PHOTOGRAPH, size) for size in [(2000, 1400), (790, 553), (395, 277), (197, 138)]),
]
SAVINGS = [{}, {"progressive": True}, {"subsampling": 0}]


def landscape(size=SMALL):
    """Coarse shapes with finer ones on them, as a photograph has."""
    coarse, fine = (makers.noise(cells, seed=number) for number, cells in enumerate([(12, 8), (150, 100)]))
    return Image.blend(*(one.resize(size, Image.Resampling.BICUBIC) for one in (coarse, fine)), 0.2)


def drawn_from(path, longest, folder):
    (drawn,) = draw(path, [Wanted("one", Spec.parse(f"fit-{longest}"), "png")], folder)
    with Image.open(drawn.path) as picture:
        return picture.convert("RGB")


@pytest.mark.parametrize("saving", SAVINGS)
@pytest.mark.parametrize(("whole", "size"), SIZES)
def test_it_looks_as_if_all_pixels_had_been_reduced(tmp_path, whole, size, saving):
    path = makers.picture(tmp_path / "a", landscape(whole), "JPEG", quality=90, **saving)
    with Image.open(path) as picture:
        wanted = picture.resize(size, Image.Resampling.LANCZOS)
    found = drawn_from(path, size[0], tmp_path)
    assert found.size == size
    difference = np.abs(np.asarray(found, float) - np.asarray(wanted, float))
    assert difference.mean() < 1
    assert np.percentile(difference, 99) < 5


@pytest.mark.parametrize(("longest", "size"), [(900, (900, 601)), (401, (401, 268)), (203, (203, 136)), (99, (99, 66))])
def test_the_size_is_that_of_the_whole_where_blocks_stand_over_its_edges(tmp_path, longest, size):
    path = makers.picture(tmp_path / "a", landscape().resize((1203, 803)), "JPEG", quality=90)
    assert drawn_from(path, longest, tmp_path).size == size


@pytest.mark.parametrize(("mode", "colour"), [("L", 90), ("CMYK", (0, 200, 200, 20))])
@pytest.mark.parametrize(("whole", "size"), SIZES)
def test_grey_and_inks_become_the_same_colours_in_every_size(tmp_path, whole, size, mode, colour):
    path = makers.picture(tmp_path / "a", Image.new(mode, whole, colour), "JPEG", quality=95)
    plain, found = drawn_from(path, whole[0], tmp_path), drawn_from(path, size[0], tmp_path)
    assert found.size == size
    assert np.abs(np.asarray(found, float).mean((0, 1)) - plain.getpixel((600, 400))).max() < 2


@pytest.mark.parametrize("saving", SAVINGS)
@pytest.mark.parametrize(("whole", "size"), SIZES)
def test_one_that_breaks_off_is_refused_in_every_size(tmp_path, whole, size, saving):
    path = makers.picture(tmp_path / "a", landscape(whole), "JPEG", quality=90, **saving)
    with pytest.raises(TruncatedFile):
        drawn_from(makers.cut(tmp_path / "b", path, 0.6), size[0], tmp_path)


def with_thumbnail(content):
    """A JPEG with another one inside, whose end is not that of the picture."""
    block = b"Exif\0\0" + makers.in_memory(makers.quarters(), "JPEG")
    return content[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2) + block + content[2:]


@pytest.mark.parametrize("inside", [bytes, with_thumbnail])
@pytest.mark.parametrize("saving", SAVINGS)
@pytest.mark.parametrize(("whole", "size"), SIZES)
def test_one_that_lacks_its_end_alone_is_drawn_in_every_size(tmp_path, whole, size, saving, inside):
    path = tmp_path / "a"
    content = makers.in_memory(landscape(whole), "JPEG", quality=90, **saving)
    path.write_bytes(inside(content.removesuffix(b"\xff\xd9")))
    assert drawn_from(path, size[0], tmp_path).size == size


def test_zeros_behind_it_are_no_reason_to_read_all_of_it(tmp_path, monkeypatch):
    path = makers.picture(tmp_path / "a", landscape(), "JPEG")
    path.write_bytes(path.read_bytes() + bytes(3 << 20))
    read = []
    monkeypatch.setattr(jpegs.vips.Image, "jpegload_buffer", lambda content, **more: read.append(content))
    assert drawn_from(path, 150, tmp_path).size == (150, 100)
    assert read == []


@pytest.mark.parametrize("size", [(5000, 1), (1, 5000), (10_000, 3), (20_000, 7), (4000, 31), (3, 3000), (9, 9)])
def test_however_thin_it_is_something_is_drawn(tmp_path, size):
    path = makers.picture(tmp_path / "a", Image.new("RGB", size, makers.RED), "JPEG", quality=95)
    found = drawn_from(path, 150, tmp_path)
    assert found.size == Spec.parse("fit-150").size(*size)
    assert found.getpixel((0, 0)) == pytest.approx(makers.RED, abs=8)
