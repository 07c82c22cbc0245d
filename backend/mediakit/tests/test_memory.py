"""Want of memory is no damage of the file."""

import pytest
import pyvips

from mediakit import vips


def test_what_libvips_says_of_memory_is_an_error_of_memory():
    with pytest.raises(MemoryError), vips.decoding():
        raise pyvips.Error("unable to write", "vips_tracked: out of memory --- size == 900MB")


def test_anything_else_is_the_files_own_fault():
    with pytest.raises(vips.DecodingError, match="premature end"), vips.decoding():
        raise pyvips.Error("unable to call", "VipsJpeg: premature end of JPEG image")
