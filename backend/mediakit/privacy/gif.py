"""GIF: pictures and extensions, each a chain of short blocks."""

from collections.abc import Iterator
from mmap import mmap

from mediakit.privacy.pieces import Piece, Undecidable

EXTENSION, PICTURE, TRAILER = 0x21, 0x2C, 0x3B
CONTROL, APPLICATION = 0xF9, 0xFF
#: Those of applications that say how to play it, and its colours.
STAYS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
SCREEN, FRAME = 13, 10


def kept(data: mmap) -> Iterator[Piece]:
    """Everything but comments, texts and what applications added. What lies behind the trailer goes."""
    position = SCREEN + _table(data[10])
    yield range(position)
    while data[position] != TRAILER:
        start, stays = position, True
        if data[start] == PICTURE:
            position = start + FRAME + _table(data[start + 9]) + 1
        elif data[start] == EXTENSION:
            stays = data[start + 1] == CONTROL or (
                data[start + 1] == APPLICATION and data[start + 3 : start + 14] in STAYS
            )
            position = start + 2
        else:
            raise Undecidable
        position = _after_blocks(data, position)
        if stays:
            yield range(start, position)
    yield range(position, position + 1)


def _table(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: mmap, position: int) -> int:
    while length := data[position]:
        position += 1 + length
    return position + 1
