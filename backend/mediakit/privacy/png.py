"""PNG: a row of named chunks."""

from collections.abc import Iterator
from mmap import mmap
from struct import pack, unpack_from
from zlib import crc32

from mediakit.privacy.pieces import Piece, exif_of

SIGNATURE = 8
#: What says how the pixels look. Texts, private chunks and whatever is to come are left out.
STAYS = frozenset(
    b"IHDR PLTE IDAT IEND cHRM gAMA iCCP sBIT sRGB cICP mDCV mDCv cLLI cLLi bKGD hIST tRNS pHYs sPLT".split()
    + b"acTL fcTL fdAT".split()
)


def kept(data: mmap) -> Iterator[Piece]:
    """The chunks that stay. What lies behind the last goes; a cut-off file stays cut off."""
    yield range(SIGNATURE)
    position, kind = SIGNATURE, b""
    while kind != b"IEND" and position + 8 <= len(data):
        length, kind = unpack_from(">L4s", data, position)
        end = min(position + length + 12, len(data))
        if kind in STAYS:
            yield range(position, end)
        elif kind == b"eXIf" and (exif := exif_of(data[position + 8 : end - 4])):
            yield chunk(b"eXIf", exif)
        position = end


def chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">L", len(content)) + kind + content + pack(">L", crc32(kind + content))
