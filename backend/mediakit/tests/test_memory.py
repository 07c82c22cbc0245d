"""Want of memory, or of room on the disk, is no damage of the file."""

import subprocess
import sys
from errno import ENOMEM
from pathlib import Path

import pytest
import pyvips

from mediakit import confined, pictures, shrinking, vips
from mediakit.errors import UnreadableFile
from mediakit.tests import makers

BACKEND = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "message",
    [
        "vips_tracked: out of memory --- size == 900MB",
        "heif: Invalid input: Unspecified: Memory allocation error (2.0)",
        "VipsJpeg: Insufficient memory (case 4)",
    ],
)
def test_what_libvips_says_of_memory_is_an_error_of_memory(message):
    with pytest.raises(MemoryError), vips.decoding():
        raise pyvips.Error("unable to copy to memory", message)


@pytest.mark.parametrize(
    "error", [RuntimeError("Memory allocation error: Unspecified"), OSError(ENOMEM, "Cannot allocate memory")]
)
def test_what_other_decoders_and_the_system_say_of_memory_is_one_too(error):
    with pytest.raises(MemoryError), pictures.damage_named():
        raise error


def test_a_size_that_no_decoder_would_ask_for_is_the_files_own_fault():
    with pytest.raises(UnreadableFile), pictures.damage_named():
        raise ValueError("Memory allocation error: Security limit exceeded: 4 GB")


def test_anything_else_is_the_files_own_fault():
    with pytest.raises(vips.DecodingError, match="premature end"), vips.decoding():
        raise pyvips.Error("unable to call", "VipsJpeg: premature end of JPEG image")


def test_the_formats_of_pillow_are_there_before_memory_is_bounded():
    program = "import mediakit.renditions; from PIL import Image; print({'WEBP', 'TIFF', 'AVIF'} <= Image.OPEN.keys())"
    found = subprocess.run([sys.executable, "-c", program], cwd=BACKEND, capture_output=True, text=True, timeout=60)
    assert found.stdout == "True\n"


@pytest.fixture
def full(tmp_path):
    """A folder in which what is written under some names finds no room."""
    folder = tmp_path / "full"
    folder.mkdir()
    for name in ("smaller.jpg", "lines.png"):
        (folder / name).symlink_to("/dev/full")
    return folder


def test_a_full_disk_is_not_the_fault_of_a_picture_that_is_made_smaller(tmp_path, full):
    path = makers.picture(tmp_path / "a", makers.noise((400, 300)), "JPEG")
    with pytest.raises(OSError, match="No space left"):
        shrinking.shrink(path, 300, full)


def test_a_full_disk_is_not_the_fault_of_a_drawing(tmp_path, full):
    path = tmp_path / "a.svg"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><rect width='8' height='8'/></svg>")
    asked = {"path": str(path), "out": str(full / "lines.png")}
    with pytest.raises(OSError, match="No space left"):
        confined.call("mediakit.linework", "draw", longest=8, **asked)
