"""JPEG: a row of marked segments, and pixels between two of them."""

import re
from collections.abc import Iterator
from mmap import mmap
from struct import pack, unpack_from

from mediakit.privacy.pieces import Piece, Undecidable, exif_of

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
APP0, APP1, APP2, APP14, APP15, COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
EXIF, PROFILE, JFIF, ADOBE = b"Exif\0\0", b"ICC_PROFILE\0", b"JFIF\0", b"Adobe"
#: Between pixels: whatever is no stuffed byte, no restart and no filler.
MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


def kept(data: mmap) -> Iterator[Piece]:
    """Everything up to the end of the first picture, without what programs and cameras have added.

    Behind it may lie other pictures, with places of their own.
    """
    yield range(2)
    position, exif = 2, b""
    head: list[Piece] = []
    while True:
        position, marker = _marker(data, position)
        if marker == SOS:
            break
        if marker in {SOI, EOI}:
            raise Undecidable
        end = position + unpack_from(">H", data, position)[0]
        if end < position + 2 or end > len(data):
            raise Undecidable
        content = data[position + 2 : min(position + 16, end)]
        if marker == APP1 and content.startswith(EXIF[:5]):
            exif = exif_of(data[position + 8 : end])
        if _stays(marker, content):
            head.append(range(position - 2, end))
        position = end
    jfif = head and isinstance(head[0], range) and data[head[0].start + 1] == APP0
    yield from head[:1] if jfif else ()
    if exif:
        yield b"\xff\xe1" + pack(">H", len(EXIF + exif) + 2) + EXIF + exif
    yield from head[1:] if jfif else head
    yield range(position - 2, _end_of_pixels(data, position))


def _marker(data: mmap, position: int) -> tuple[int, int]:
    """The next marker, and where its content starts. Stray bytes before it are left out, as readers pass over them."""
    position = data.find(b"\xff", position)
    if position < 0:
        raise Undecidable
    while data[position] == 0xFF:
        position += 1
    return position + 1, data[position]


def _stays(marker: int, content: bytes) -> bool:
    if marker == APP0:
        return content.startswith(JFIF)
    if marker == APP2:
        return content.startswith(PROFILE)
    if marker == APP14:
        return content.startswith(ADOBE)
    return not (APP0 <= marker <= APP15 or marker == COMMENT)


def _end_of_pixels(data: mmap, position: int) -> int:
    """Behind the end marker; tables and further scans may stand before it. A cut-off picture ends with the file."""
    while found := MARKER.search(data, position):
        marker, content = data[found.start() + 1], found.end()
        if marker == EOI:
            return content
        if APP0 <= marker <= APP15 or marker in {COMMENT, SOI}:  # nothing that may be left out stands here
            raise Undecidable
        position = content + (unpack_from(">H", data, content)[0] if marker > 0x01 else 0)
    return len(data)
