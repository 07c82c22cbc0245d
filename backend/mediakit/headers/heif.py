"""HEIC and AVIF: the properties of the primary item. Rotation belongs to the container here, not to EXIF."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from mmap import mmap
from struct import error as StructError
from struct import unpack_from

from mediakit import boxes
from mediakit.boxes import Box
from mediakit.errors import UnreadableFile
from mediakit.headers.header import Header
from mediakit.headers.stated import Stated, by_code_points

FULL_BOX = 4
# As many as one entry can name.
MOST_ASSOCIATED = 255
SIDEWAYS = (1, 3)
TRACKS = (b"pict", b"vide")
CODES, PROFILES = b"nclx", (b"prof", b"rICC")
SIZE_OF_CODES = 8


def read(data: mmap) -> Header:
    """The header of a HEIC or AVIF with its size as shown; UnreadableFile where it states none."""
    try:
        header = _primary(data)
    except (StructError, IndexError, StopIteration):
        header = None
    if header is None or not header.width or not header.height:
        raise UnreadableFile("The header of the picture is damaged. Save it again.")
    return header


def read_avif(data: mmap) -> Header:
    """The same of an AVIF, whose decoder knows no parts; large HEIC pictures are decoded by planes."""
    return replace(read(data), whole=True)


def _primary(data: mmap) -> Header | None:
    meta = next(boxes.find(data, (b"meta",)))
    meta = Box(meta.kind, meta.start + FULL_BOX, meta.end)
    left = iter(range(boxes.MOST_BOXES))
    properties = [
        box
        for container in boxes.find(data, (b"iprp", b"ipco"), meta, left=left)
        for box in boxes.inside(data, container.start, container.end, left=left)
    ]
    sizes = {box: _extent(data, box) for box in properties if box.kind == b"ispe"}
    item = _primary_item(data, next(boxes.find(data, (b"pitm",), meta)))
    associated = islice(_associated(data, meta, item), MOST_ASSOCIATED)
    mine = [properties[index - 1] for index in associated if 1 <= index <= len(properties)]
    width, height = next((sizes[box] for box in mine if box in sizes), (0, 0))
    frames, seconds = _moving(data)
    for box in mine:
        if box.kind == b"clap":
            # Encoders pad to whole blocks and cut the padding off again with this clean aperture.
            width, height = min(width, _whole(data, box.start)), min(height, _whole(data, box.start + 8))
    if any(box.kind == b"irot" and data[box.start] & 3 in SIDEWAYS for box in mine):
        width, height = height, width
    largest = max((across * down for across, down in sizes.values()), default=0)
    return Header(
        width,
        height,
        frames=frames,
        largest=largest,
        duration=seconds if frames > 1 else None,
        stated=_stated(data, [box for box in mine if box.kind == b"colr"]),
    )


def _stated(data: mmap, found: list[Box]) -> Stated | None:
    """The colours of the first box of code points; a profile, which may stand beside it, says more than they do."""
    kinds = {data[box.start : box.start + 4]: box for box in reversed(found)}
    codes = kinds.get(CODES)
    if codes is None or codes.end - codes.start < SIZE_OF_CODES or any(kind in kinds for kind in PROFILES):
        return None
    return by_code_points(*unpack_from(">HH", data, codes.start + len(CODES)))


def _moving(data: mmap) -> tuple[int, float | None]:
    """The frames of the track of pictures and how long it takes; one frame where nothing moves."""
    left = iter(range(boxes.MOST_BOXES))
    for track in boxes.find(data, (b"moov", b"trak"), left=left):
        handler = next(boxes.find(data, (b"mdia", b"hdlr"), track, left=left), None)
        clock = next(boxes.find(data, (b"mdia", b"mdhd"), track, left=left), None)
        sizes = next(boxes.find(data, (b"mdia", b"minf", b"stbl", b"stsz"), track, left=left), None)
        if handler and clock and sizes and data[handler.start + 8 : handler.start + 12] in TRACKS:
            form, at = (">IQ", 20) if data[clock.start] else (">II", 12)
            ticks, length = unpack_from(form, data, clock.start + at)
            return max(1, unpack_from(">I", data, sizes.start + 8)[0]), round(length / ticks, 3) if ticks else None
    return 1, None


def _extent(data: mmap, box: Box) -> tuple[int, int]:
    width, height = unpack_from(">II", data, box.start + FULL_BOX)
    return width, height


def _whole(data: mmap, position: int) -> int:
    numerator, denominator = unpack_from(">II", data, position)
    return numerator // denominator if denominator else 0


def _primary_item(data: mmap, box: Box) -> int:
    item: int = unpack_from(">H" if data[box.start] == 0 else ">I", data, box.start + FULL_BOX)[0]
    return item


def _associated(data: mmap, meta: Box, wanted: int) -> Iterator[int]:
    """The numbers of the properties of an item, counted from one."""
    left = iter(range(boxes.MOST_BOXES))
    for box in boxes.find(data, (b"iprp", b"ipma"), meta, left=left):
        item_size, item_format = (2, ">H") if data[box.start] == 0 else (4, ">I")
        size, form, mask = (2, "H", 0x7FFF) if data[box.start + 3] & 1 else (1, "B", 0x7F)
        entries = unpack_from(">I", data, box.start + FULL_BOX)[0]
        position = box.start + FULL_BOX + 4
        # A box may state more entries than it has, and there may be many boxes.
        for _ in zip(range(entries), left, strict=False):
            if position + item_size >= box.end:
                break
            item = unpack_from(item_format, data, position)[0]
            count = data[position + item_size]
            position += item_size + 1
            if item == wanted:
                yield from (index & mask for index in unpack_from(f">{count}{form}", data, position))
            position += count * size
