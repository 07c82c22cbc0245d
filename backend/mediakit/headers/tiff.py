"""TIFF and BigTIFF directories; EXIF is a TIFF too, and gives its orientation here."""

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap
from struct import error as StructError
from struct import unpack_from

from mediakit import foreign
from mediakit.errors import UnreadableFile
from mediakit.headers.header import CMYK, GREY, LAB, RGB, Header

WIDTH, HEIGHT, ORIENTATION, DNG_VERSION = 256, 257, 274, 50706
BITS, PHOTOMETRIC, EXTRA_SAMPLES = 258, 262, 338
SUBFILE, MAKE, SUBDIRECTORIES = 254, 271, 330
CANON = b"CR"
STARTS = (b"II", b"MM")
SENSOR_PHOTOMETRICS = (32803, 34892)
COLOURS = {0: GREY, 1: GREY, 5: CMYK, 8: LAB, 9: LAB}
VALUE_FORMATS = {1: "B", 2: "B", 3: "H", 4: "I", 13: "I", 16: "Q"}
MOST_PAGES = 2_000
MOST_ENTRIES = 1_000


@dataclass(frozen=True)
class Layout:
    """How numbers and directories are written: the order of octets, and the sizes of what counts and points."""

    order: str
    counter: str
    counter_size: int
    entry_size: int
    pointer: str
    pointer_size: int


CLASSIC = ("H", 2, 12, "I", 4)
BIG = ("Q", 8, 20, "Q", 8)


def read(data: mmap) -> Header:
    """The header of a TIFF, its pages counted as frames; UnreadableFile where it has no page."""
    pages = list(_directories(data))
    if not pages or not pages[0].get(WIDTH) or not pages[0].get(HEIGHT):
        raise UnreadableFile("The header of the TIFF is damaged. Save it again.")
    first = pages[0]
    if _is_raw(data, first):
        raise foreign.refused(foreign.RAW_PHOTO)
    return Header(
        first[WIDTH],
        first[HEIGHT],
        frames=len(pages),
        orientation=_valid(first.get(ORIENTATION, 1)),
        largest=max(page.get(WIDTH, 0) * page.get(HEIGHT, 0) for page in pages),
        alpha=first.get(EXTRA_SAMPLES, 0) > 0,
        colours=COLOURS.get(first.get(PHOTOMETRIC, 2), RGB),
    )


def _is_raw(data: mmap, first: dict[int, int]) -> bool:
    # Cameras put a thumbnail first and the sensor's data into directories below it; TIFF decoders show the thumbnail.
    is_thumbnail = first.get(SUBFILE, 0) & 1 and SUBDIRECTORIES in first and MAKE in first
    return bool(
        DNG_VERSION in first or data[8:10] == CANON or is_thumbnail or first.get(PHOTOMETRIC) in SENSOR_PHOTOMETRICS
    )


def orientation(exif: bytes) -> int:
    """The orientation 1..8 in a block of EXIF; 1 where it states none or is damaged."""
    first = next(_directories(exif), {})
    return _valid(first.get(ORIENTATION, 1))


def _valid(value: int) -> int:
    return value if 1 <= value <= 8 else 1


def _directories(data: bytes | mmap) -> Iterator[dict[int, int]]:
    try:
        layout, position = start(data)
        seen: set[int] = set()
        while position and position not in seen and len(seen) < MOST_PAGES:
            seen.add(position)
            entries, position = _directory(data, layout, position)
            yield entries
    except (StructError, IndexError, OverflowError):
        return


def start(data: bytes | mmap) -> tuple[Layout, int]:
    """The layout of a TIFF and where its first directory is; IndexError or StructError where it is none."""
    order = {b"II": "<", b"MM": ">"}.get(bytes(data[:2]))
    if order is None:
        raise IndexError
    version = unpack_from(order + "H", data, 2)[0]
    layout = Layout(order, *(BIG if version == 43 else CLASSIC))
    return layout, unpack_from(order + layout.pointer, data, 8 if version == 43 else 4)[0]


def _directory(data: bytes | mmap, layout: Layout, position: int) -> tuple[dict[int, int], int]:
    count = unpack_from(layout.order + layout.counter, data, position)[0]
    position += layout.counter_size
    if count > MOST_ENTRIES:
        raise IndexError
    entries: dict[int, int] = {}
    value_at = layout.entry_size - layout.pointer_size
    for start in range(position, position + count * layout.entry_size, layout.entry_size):
        tag, value_type = unpack_from(layout.order + "HH", data, start)
        if value_type in VALUE_FORMATS:
            entries[tag] = unpack_from(layout.order + VALUE_FORMATS[value_type], data, start + value_at)[0]
    end = position + count * layout.entry_size
    # EXIF blocks cut behind their first directory are common; what was read still counts.
    following = data[end : end + layout.pointer_size]
    if len(following) < layout.pointer_size:
        return entries, 0
    return entries, unpack_from(layout.order + layout.pointer, following)[0]
