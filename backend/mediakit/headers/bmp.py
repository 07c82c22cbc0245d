"""BMP: the size out of its information header."""

from mmap import mmap
from struct import error as StructError
from struct import unpack_from

from mediakit.errors import UnreadableFile
from mediakit.headers.header import RGB, Header

OLD_HEADER = 12


def read(data: mmap) -> Header:
    """The header of a BMP; UnreadableFile where it states no size."""
    try:
        form = "<HH" if unpack_from("<I", data, 14)[0] == OLD_HEADER else "<ii"
        width, height = unpack_from(form, data, 18)
    except StructError:
        width = height = 0
    # A negative height says that the rows run from the top.
    if width <= 0 or not height:
        raise UnreadableFile("The header of the BMP is damaged. Save it again.")
    return Header(width, abs(height), whole=True, bits=8, colours=RGB)
