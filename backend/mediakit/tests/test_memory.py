"""Want of memory is no damage of the file."""

import subprocess
import sys
from pathlib import Path

import pytest
import pyvips

from mediakit import vips

BACKEND = Path(__file__).resolve().parents[2]


def test_what_libvips_says_of_memory_is_an_error_of_memory():
    with pytest.raises(MemoryError), vips.decoding():
        raise pyvips.Error("unable to write", "vips_tracked: out of memory --- size == 900MB")


def test_anything_else_is_the_files_own_fault():
    with pytest.raises(vips.DecodingError, match="premature end"), vips.decoding():
        raise pyvips.Error("unable to call", "VipsJpeg: premature end of JPEG image")


def test_the_formats_of_pillow_are_there_before_memory_is_bounded():
    program = "import mediakit.renditions; from PIL import Image; print({'WEBP', 'TIFF', 'AVIF'} <= Image.OPEN.keys())"
    found = subprocess.run([sys.executable, "-c", program], cwd=BACKEND, capture_output=True, text=True, timeout=60)
    assert found.stdout == "True\n"
