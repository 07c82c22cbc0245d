"""JPEG of which the decoder does not give all pixels: half, a quarter or an eighth of them on each side."""

import numpy as np
import pytest
from PIL import Image

from mediakit.errors import TruncatedFile
from mediakit.renditions import Wanted, draw
from mediakit.specs import Spec
from mediakit.tests import makers

SIZE = (1200, 800)
# From all pixels, from half of each side, a quarter, and an eighth.
SIZES = [(900, 600), (400, 267), (200, 133), (100, 67)]
SAVINGS = [{}, {"progressive": True}, {"subsampling": 0}]


def landscape():
    """Coarse shapes with finer ones on them, as a photograph has."""
    coarse, fine = (makers.noise(cells, seed=number) for number, cells in enumerate([(12, 8), (150, 100)]))
    return Image.blend(*(one.resize(SIZE, Image.Resampling.BICUBIC) for one in (coarse, fine)), 0.2)


def drawn_from(path, longest, folder):
    (drawn,) = draw(path, [Wanted("one", Spec.parse(f"fit-{longest}"), "png")], folder)
    with Image.open(drawn.path) as picture:
        return picture.convert("RGB")


@pytest.mark.parametrize("saving", SAVINGS)
@pytest.mark.parametrize("size", SIZES)
def test_it_looks_as_if_all_pixels_had_been_reduced(tmp_path, size, saving):
    path = makers.picture(tmp_path / "a", landscape(), "JPEG", quality=90, **saving)
    with Image.open(path) as whole:
        wanted = whole.resize(size, Image.Resampling.LANCZOS)
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
@pytest.mark.parametrize("size", SIZES)
def test_grey_and_inks_become_the_same_colours_in_every_size(tmp_path, size, mode, colour):
    path = makers.picture(tmp_path / "a", Image.new(mode, SIZE, colour), "JPEG", quality=95)
    plain, found = drawn_from(path, SIZE[0], tmp_path), drawn_from(path, size[0], tmp_path)
    assert found.size == size
    assert np.abs(np.asarray(found, float).mean((0, 1)) - plain.getpixel((600, 400))).max() < 2


@pytest.mark.parametrize("saving", SAVINGS)
@pytest.mark.parametrize("size", SIZES)
def test_one_that_breaks_off_is_refused_in_every_size(tmp_path, size, saving):
    whole = makers.picture(tmp_path / "a", landscape(), "JPEG", quality=90, **saving)
    with pytest.raises(TruncatedFile):
        drawn_from(makers.cut(tmp_path / "b", whole, 0.6), size[0], tmp_path)


@pytest.mark.parametrize("size", SIZES)
def test_one_that_lacks_its_end_alone_is_drawn_in_every_size(tmp_path, size):
    path = makers.picture(tmp_path / "a", landscape(), "JPEG", quality=90)
    path.write_bytes(path.read_bytes().removesuffix(b"\xff\xd9"))
    assert drawn_from(path, size[0], tmp_path).size == size
