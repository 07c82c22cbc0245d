import base64

import numpy as np
import pytest
from PIL import Image

from mediakit.colours import dominant
from mediakit.hashing import sha256
from mediakit.perceptual import distance, fingerprint
from mediakit.placeholder import encode, thumbhash
from mediakit.tests import makers


def landscape():
    """Soft shapes, as in a photograph: noise has no likeness to keep."""
    return makers.noise((8, 6)).resize((320, 240), Image.Resampling.BICUBIC)


def drawn(width, height, colour):
    return np.array([[colour(x, y) for x in range(width)] for y in range(height)], np.float64)


def steep(a, b, c):
    """Colours of which no wave is zero: half of its range would be rounded up or down by how a processor sums."""
    return lambda x, y: ((x * a + y * y) % 256, (y * b + x * c) % 256, (x * y + c * x) % 256, 255)


# What the author's JavaScript gives for the same pixels.
REFERENCE = [
    (drawn(64, 48, steep(5, 9, 13)), "H/gBDYIFNRVlclaFk0YVVp+GZFBX"),
    (drawn(20, 50, steep(3, 8, 2)), "WwgKIwZUYweHgYhV75qCOPY="),
    (
        drawn(40, 31, lambda x, y: (200, x * 6 % 256, y * 7 % 256, (x * x + y * 5) % 256)),
        "o5mGLIoHkJiRiYh4OPd4f3c3EAAgY3d3Bw==",
    ),
    (drawn(5, 9, lambda x, y: (9, 9, 9, 0)), "AAiCAwAAAAAAAAAAAAAAAAAAAAAAAAA="),
]


@pytest.mark.parametrize(("pixels", "wanted"), REFERENCE)
def test_thumbhash_is_byte_equal_to_the_reference(pixels, wanted):
    assert base64.b64encode(encode(pixels)).decode() == wanted


def test_thumbhash_of_a_file_is_short_and_bounded(tmp_path):
    code = thumbhash(makers.picture(tmp_path / "a", landscape(), "WEBP"))
    assert len(base64.b64decode(code)) <= 25


def test_copies_look_alike_and_others_do_not(tmp_path):
    original = fingerprint(makers.picture(tmp_path / "a", landscape(), "PNG"))
    smaller = makers.picture(tmp_path / "b", landscape().resize((97, 71)), "JPEG", quality=40)
    grey = makers.picture(tmp_path / "c", landscape().convert("L"), "PNG")
    mirrored = makers.picture(tmp_path / "d", landscape().transpose(Image.Transpose.FLIP_LEFT_RIGHT), "PNG")
    assert distance(original, fingerprint(smaller)) <= 6
    assert distance(original, fingerprint(grey)) <= 6
    assert distance(original, fingerprint(mirrored)) > 16


def test_a_fingerprint_is_an_unsigned_64_bit_number(tmp_path):
    found = [fingerprint(makers.picture(tmp_path / "a", makers.noise((32, 32), seed), "PNG")) for seed in range(8)]
    assert all(0 <= one < 1 << 64 for one in found)
    assert max(found) >= 1 << 63
    assert distance(found[0], found[0]) == 0
    assert distance(0, (1 << 64) - 1) == 64


def test_the_dominant_colour_is_the_commonest(tmp_path):
    picture = Image.new("RGB", (100, 100), (10, 200, 30))
    picture.paste((255, 0, 0), (0, 0, 100, 30))
    assert dominant(makers.picture(tmp_path / "a", picture, "PNG")) == "#0ac81e"


def test_what_is_transparent_has_no_colour(tmp_path):
    picture = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    assert dominant(makers.picture(tmp_path / "a", picture, "PNG")) == "#ffffff"
    picture.paste((0, 0, 255, 255), (0, 0, 40, 5))
    assert dominant(makers.picture(tmp_path / "a", picture, "PNG")) == "#0000ff"


def test_sha256_of_a_known_text(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
