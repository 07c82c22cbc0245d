"""ICO: the directory of pictures, and the true size of the largest one."""

from mmap import mmap
from struct import error as StructError
from struct import unpack_from

from mediakit.errors import UnreadableFile
from mediakit.headers.header import RGB, Header

DIRECTORY, ENTRY = 6, 16
MOST_PICTURES = 100
# The sizes in the directory have one byte each, in which zero stands for 256.
FULL = 256
PNG = b"\x89PNG\r\n\x1a\n"
HEADER_SIZES = (40, 52, 56, 64, 108, 124)


def is_icon(data: mmap) -> bool:
    """Whether a file is a directory of icons whose first picture is one."""
    try:
        return unpack_from("<HH", data) == (0, 1) and bool(_entries(data)) and all(_size(data, _entries(data)[0][1]))
    except (StructError, IndexError):
        return False


def read(data: mmap) -> Header:
    """The header of an icon: the size of its largest picture; UnreadableFile where it holds none."""
    try:
        entries = _entries(data)
        sizes = [_size(data, start) for _, start in entries]
        largest = max(range(len(entries)), key=lambda number: entries[number][0])
    except (StructError, IndexError, ValueError):
        raise UnreadableFile("The icon is damaged. Save it again.") from None
    width, height = sizes[largest]
    if not width or not height:
        raise UnreadableFile("The icon is damaged. Save it again.")
    largest_area = max(across * down for across, down in sizes)
    return Header(width, height, largest=largest_area, whole=True, bits=8, colours=RGB)


def _entries(data: mmap) -> list[tuple[int, int]]:
    """The stated area of each picture, and where it begins."""
    count = unpack_from("<H", data, 4)[0]
    if count > MOST_PICTURES:
        raise IndexError
    places = range(DIRECTORY, DIRECTORY + count * ENTRY, ENTRY)
    return [((data[at] or FULL) * (data[at + 1] or FULL), unpack_from("<I", data, at + 12)[0]) for at in places]


def _size(data: mmap, start: int) -> tuple[int, int]:
    if data[start : start + 8] == PNG:
        width, height = unpack_from(">II", data, start + 16)
        return width, height
    kind, width, height = unpack_from("<Iii", data, start)
    # Twice as high as it is shown, since the mask follows the colours.
    return (abs(width), abs(height) // 2) if kind in HEADER_SIZES else (0, 0)
