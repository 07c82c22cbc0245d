"""GIF: the canvas, and a walk over the blocks that counts frames without unpacking one."""

from collections.abc import Iterator
from mmap import mmap
from struct import error as StructError
from struct import unpack_from

from mediakit.errors import TruncatedFile, UnreadableFile
from mediakit.headers.header import RGB, Header

CONTROL, TRANSPARENT = 0xF9, 1
EXTENSION, FRAME, TRAILER = 0x21, 0x2C, 0x3B
# A width that reads as the start of a comment makes the file a script as well; no real GIF is 10,799 pixels wide.
COMMENT = b"/*"
# A packet of XMP stands there as it is, and what follows leads whoever walks over blocks to the end of the extension.
XMP, BEHIND_XMP = b"\x21\xff\x0bXMP DataXMP", b"\x01\xff\xfe\xfd"
LARGEST_XMP = 1 << 20
# Encoders fill blocks with 255 octets, so this is a gigabyte. They are walked over one by one.
MOST_BLOCKS = 4_000_000


def read(data: mmap) -> Header:
    """The header of a GIF; UnreadableFile where there is no frame in it."""
    frames = right = bottom = hundredths = 0
    alpha = False
    blocks: dict[str, bytes] = {}
    try:
        width, height, flags = unpack_from("<HHB", data, 6)
        for block, position in _blocks(data, flags):
            if block == EXTENSION and data[position + 1] == CONTROL:
                flags, delay = unpack_from("<BH", data, position + 3)
                alpha, hundredths = alpha or bool(flags & TRANSPARENT), hundredths + delay
            elif "xmp" not in blocks and block == EXTENSION and data[position : position + len(XMP)] == XMP:
                blocks["xmp"] = _packet(data, position + len(XMP))
            elif block == FRAME:
                left, top, across, down = unpack_from("<HHHH", data, position + 1)
                right, bottom = max(right, left + across), max(bottom, top + down)
                frames += 1
    except (IndexError, StructError):
        pass
    if data[6:8] == COMMENT:
        raise UnreadableFile("The GIF is a script as well. Export the picture again.")
    if not frames or not right or not bottom:
        raise UnreadableFile("There is no picture in the GIF. Save it again.")
    return Header(
        width or right,
        height or bottom,
        frames=frames,
        largest=max(width, right) * max(height, bottom),
        duration=hundredths / 100 if frames > 1 else None,
        bits=8,
        alpha=alpha,
        colours=RGB,
        blocks=blocks,
    )


def end(data: mmap) -> int | None:
    """Where the picture ends; None where it does not say. TruncatedFile inside of a frame."""
    try:
        flags = data[10]
        last, position = max(_blocks(data, flags), key=lambda found: found[1], default=(0, 0))
    except (IndexError, StructError):
        raise TruncatedFile from None
    return position + 1 if last == TRAILER else None


def _blocks(data: mmap, flags: int) -> Iterator[tuple[int, int]]:
    """The sign of each block and where it stands, until the end or what is no block. UnreadableFile for too many."""
    position, left = 13 + _table_size(flags), iter(range(MOST_BLOCKS))
    while position < len(data):
        block = data[position]
        yield block, position
        if block == EXTENSION:
            position = _after_blocks(data, position + 2, left)
        elif block == FRAME:
            position = _after_blocks(data, position + 11 + _table_size(data[position + 9]), left)
        else:
            return


def _packet(data: mmap, start: int) -> bytes:
    end = data.find(BEHIND_XMP, start, start + LARGEST_XMP)
    return data[start:end] if end > 0 else b""


def _table_size(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: mmap, position: int, left: Iterator[int]) -> int:
    for _ in left:
        length = data[position]
        position += length + 1
        if not length:
            return position
    raise UnreadableFile("The GIF has far too many parts to be a picture. Export it again.")
