"""JPEG: the frame header, and the orientation out of the EXIF segment."""

import re
from collections.abc import Iterator
from dataclasses import replace
from mmap import mmap
from struct import error as StructError
from struct import unpack_from
from typing import NamedTuple

from mediakit.errors import UnreadableFile
from mediakit.headers import exif_colours, tiff
from mediakit.headers.header import CMYK, GREY, RGB, Header

# Every SOFn; C4, C8 and CC are tables.
FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
LONE_MARKERS = frozenset((0x00, 0x01, *range(0xD0, 0xD9)))
# Over megabytes an expression is three times as quick as find().
END = re.compile(rb"\xff\xd9")
BEHIND_PADDING = re.compile(rb"[^\xff]")
END_MARKERS = frozenset((0xD9, 0xDA))
METADATA_MARKERS = frozenset((0xE1, 0xE2, 0xED))
# Where metadata lies: the segment's marker and how it begins, to the name of the block.
BLOCKS = (
    (0xE1, b"Exif\x00", "exif"),
    (0xE1, b"http://ns.adobe.com/xap/1.0/\x00", "xmp"),
    (0xE2, b"ICC_PROFILE\x00", "icc"),
    (0xED, b"Photoshop 3.0\x00", "iptc"),
)
# A profile is cut into pieces, each of which is numbered in two bytes. EXIF is padded with a byte, mostly a zero.
PASSED = {"icc": 2, "exif": 1}
SEVERAL = frozenset(("icc", "iptc"))
COLOURS = {1: GREY, 3: RGB, 4: CMYK}
# Profiles for print have two megabytes. What is larger is left out, since half of it means nothing.
LARGEST_BLOCK = 4 << 20
FRAME_HEADER = 6
MOST_SEGMENTS = 5_000


class Segment(NamedTuple):
    """What stands between `start` and `end`, behind the marker and the length."""

    marker: int
    start: int
    end: int


def read(data: mmap) -> Header:
    """The header of a JPEG; UnreadableFile where there is no frame in it."""
    pieces: dict[str, list[slice]] = {}
    frame = 0
    for segment in _segments(data):
        if segment.marker in FRAME_MARKERS:
            frame = frame or segment.start
        if segment.marker in METADATA_MARKERS:
            _note(pieces, segment, data[segment.start : segment.end])
    # Some programs write what they have to say between the frame header and the pixels.
    if frame and len(data) >= frame + FRAME_HEADER:
        header = _header(data, frame, _joined(data, pieces))
        silent = "icc" in pieces or header.colours != RGB
        return header if silent else replace(header, stated=exif_colours.stated(header.blocks.get("exif", b"")))
    raise UnreadableFile("The JPEG ends before its picture begins. Copy the original again.")


def end(data: mmap) -> int | None:
    """Where the picture ends; None where it is cut off or damaged."""
    start = pixels(data)
    found = END.search(data, start) if start is not None else None
    return found.end() if found else None


def pixels(data: mmap) -> int | None:
    """Where they begin, thumbnails having been passed over: from here on the end marker stands for nothing else."""
    return next((segment.start for segment in _segments(data) if segment.marker in END_MARKERS), None)


def _segments(data: mmap) -> Iterator[Segment]:
    """All up to the marker behind which the pixels are, or the end, which stands for itself alone."""
    position = 2
    try:
        for _ in range(MOST_SEGMENTS):
            position = _next_marker(data, position)
            marker = data[position + 1]
            if marker in END_MARKERS:
                yield Segment(marker, position, position + 2)
                return
            position += 2
            if marker not in LONE_MARKERS:
                length = max(unpack_from(">H", data, position)[0], 2)
                yield Segment(marker, position + 2, position + length)
                position += length
    except (IndexError, StructError):
        return


def _note(pieces: dict[str, list[slice]], segment: Segment, content: bytes) -> None:
    for marker, begins, name in BLOCKS:
        if segment.marker == marker and content.startswith(begins):
            start = len(begins) + PASSED.get(name, 0)
            piece = slice(segment.start + start, segment.end)
            goes_on = name == "exif" and not content.startswith(tiff.STARTS, start)
            if name in SEVERAL or goes_on:
                pieces.setdefault(name, []).append(piece)
            else:
                pieces.setdefault(name, [piece])


def _joined(data: mmap, pieces: dict[str, list[slice]]) -> dict[str, bytes]:
    sizes = {name: sum(piece.stop - piece.start for piece in found) for name, found in pieces.items()}
    return {
        name: b"".join(data[piece] for piece in found) for name, found in pieces.items() if sizes[name] <= LARGEST_BLOCK
    }


def _next_marker(data: mmap, position: int) -> int:
    # Some cameras leave stray bytes between segments, and a marker may be padded with FF.
    position = data.find(b"\xff", position)
    if position < 0:
        raise IndexError
    padded = BEHIND_PADDING.search(data, position)
    if padded is None:
        raise IndexError
    return padded.start() - 1


def _header(data: mmap, position: int, blocks: dict[str, bytes]) -> Header:
    bits, height, width, channels = unpack_from(">BHHB", data, position)
    if not width or not height:
        raise UnreadableFile("The JPEG states no size. Save it again.")
    return Header(
        width,
        height,
        orientation=tiff.orientation(blocks.get("exif", b"")),
        bits=bits,
        alpha=False,
        colours=COLOURS.get(channels),
        blocks=blocks,
    )
