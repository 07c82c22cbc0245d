"""HEIC and AVIF: Exif and XMP are items like pictures, written over where they lie."""

from collections.abc import Iterator
from mmap import mmap
from struct import unpack_from

from mediakit.privacy import films
from mediakit.privacy.boxes import Box, Boxes
from mediakit.privacy.pieces import Blank, Undecidable, exif_of

PICTURED = films.PLAYED | {b"meta"}
EXIF = b"Exif"
#: An Exif block without an entry: where it starts, and that it is empty.
NO_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08" + bytes(6)
IN_FILE, IN_BOX = 0, 1
WIDTHS = {0: 0, 4: 4, 8: 8}


def blanks(data: mmap) -> Iterator[Blank]:
    boxes = Boxes(data)
    top = list(boxes.top())
    for box in top:
        if box.kind == b"meta":
            yield from _items(boxes, box)
        elif box.kind not in PICTURED:
            yield box.emptied()
    yield from films.moving(boxes, top)


def _items(boxes: Boxes, meta: Box) -> Iterator[Blank]:
    inner = list(boxes.inside(meta.content + 4, meta.end))
    by_kind = {box.kind: box for box in inner}
    yield from (box.emptied() for box in inner if box.kind in {b"udta", b"uuid", b"free", b"skip"})
    if b"iinf" not in by_kind:
        return
    telling = dict(_telling(boxes, by_kind[b"iinf"]))
    if not telling:
        return
    for item, start, length in _places(boxes.data, by_kind[b"iloc"], by_kind.get(b"idat")):
        if item in telling:
            if start + length > len(boxes.data):
                raise Undecidable
            yield Blank(start, length, _left(boxes.data[start : start + length]) if telling[item] == EXIF else b"")


def _left(block: bytes) -> bytes:
    """What is put in the place of an Exif block, which begins with how far on it really begins."""
    kept = bytes(4) + exif_of(block[4 + int.from_bytes(block[:4]) :])
    return next((one for one in (kept, NO_EXIF) if 4 < len(one) <= len(block)), b"")


def _telling(boxes: Boxes, box: Box) -> Iterator[tuple[int, bytes]]:
    """The ids of the items that hold Exif or XMP, and which of the two it is."""
    data = boxes.data
    count = 6 if data[box.content] == 0 else 8
    for entry in boxes.inside(box.content + count, box.end):
        version = data[entry.content]
        if entry.kind != b"infe" or version < 2:
            continue
        wide = version > 2
        item = unpack_from(">L" if wide else ">H", data, entry.content + 4)[0]
        kind = entry.content + (10 if wide else 8)
        said = data[kind : entry.end]
        if said.startswith((EXIF, b"mime", b"uri ")):
            yield item, said[:4]


def _places(data: mmap, box: Box, near: Box | None) -> Iterator[tuple[int, int, int]]:
    """Item, start and length of every part of every item."""
    version, position = data[box.content], box.content + 4
    sizes = data[position], data[position + 1]
    offset, length = WIDTHS[sizes[0] >> 4], WIDTHS[sizes[0] & 15]
    base, index = WIDTHS[sizes[1] >> 4], WIDTHS[sizes[1] & 15] if version else 0
    wide = 4 if version > 1 else 2
    count, position = _number(data, position + 2, wide)
    for _ in range(count):
        item, position = _number(data, position, wide)
        method, position = _number(data, position, 2) if version else (IN_FILE, position)
        origin, position = _number(data, position + 2, base)
        parts, position = _number(data, position, 2)
        for _ in range(parts):
            start, position = _number(data, position + index, offset)
            size, position = _number(data, position, length)
            yield item, _whence(method & 15, near) + origin + start, size


def _whence(method: int, near: Box | None) -> int:
    if method == IN_FILE:
        return 0
    if method == IN_BOX and near:
        return near.content
    raise Undecidable


def _number(data: mmap, position: int, width: int) -> tuple[int, int]:
    return int.from_bytes(data[position : position + width]), position + width
