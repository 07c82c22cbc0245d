"""GIF: the canvas, and a walk over the blocks that counts frames without unpacking one."""

from mmap import mmap
from struct import error as StructError
from struct import unpack_from

from mediakit.errors import UnreadableFile
from mediakit.headers.header import RGB, Header

CONTROL, TRANSPARENT = 0xF9, 1
EXTENSION, FRAME, TRAILER = 0x21, 0x2C, 0x3B
# A width that reads as the start of a comment makes the file a script as well; no real GIF is 10,799 pixels wide.
COMMENT = b"/*"


def read(data: mmap) -> Header:
    """The header of a GIF; UnreadableFile where there is no frame in it."""
    frames = right = bottom = hundredths = 0
    alpha = False
    try:
        width, height, flags = unpack_from("<HHB", data, 6)
        position = 13 + _table_size(flags)
        while (block := data[position]) != TRAILER:
            if block == EXTENSION:
                if data[position + 1] == CONTROL:
                    flags, delay = unpack_from("<BH", data, position + 3)
                    alpha, hundredths = alpha or bool(flags & TRANSPARENT), hundredths + delay
                position = _after_blocks(data, position + 2)
            elif block == FRAME:
                left, top, across, down, flags = unpack_from("<HHHHB", data, position + 1)
                right, bottom = max(right, left + across), max(bottom, top + down)
                frames += 1
                position = _after_blocks(data, position + 11 + _table_size(flags))
            else:
                break
    except (IndexError, StructError):
        pass
    if data[6:8] == COMMENT:
        raise UnreadableFile("The GIF is a script as well. Export the picture again and retry.")
    if not frames or not right or not bottom:
        raise UnreadableFile("There is no picture in the GIF. Save it again and retry.")
    return Header(
        width or right,
        height or bottom,
        frames=frames,
        largest=max(width, right) * max(height, bottom),
        duration=hundredths / 100 if frames > 1 else None,
        bits=8,
        alpha=alpha,
        colours=RGB,
    )


def _table_size(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: mmap, position: int) -> int:
    while length := data[position]:
        position += length + 1
    return position + 1
