"""WebP: chunks in a RIFF file, the first of which may say which others there are."""

from collections.abc import Iterator
from mmap import mmap
from struct import pack, unpack_from

from mediakit.privacy.pieces import Piece, Undecidable, exif_of

HEAD = 12
EXIF_FLAG, XMP_FLAG = 0x08, 0x04
STAYS = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))


def kept(data: mmap) -> Iterator[Piece]:
    chunks = list(_chunks(data))
    exif = next((_exif(data[part.start + 8 : part.stop]) for kind, part in chunks if kind == b"EXIF"), b"")
    stays = [(kind, part) for kind, part in chunks if kind in STAYS]
    added = b""
    if exif and stays and stays[0][0] == b"VP8X":
        added = b"EXIF" + pack("<L", len(exif)) + exif
    size = 4 + sum(len(part) for _, part in stays) + len(added)
    unchanged = len(stays) == len(chunks) and size + 8 == len(data)
    yield range(HEAD) if unchanged else b"RIFF" + pack("<L", size) + b"WEBP"
    for kind, part in stays:
        yield from _features(data, part, has_exif=bool(added)) if kind == b"VP8X" and not unchanged else [part]
    if added:
        yield added


def _chunks(data: mmap) -> Iterator[tuple[bytes, range]]:
    stop = min(unpack_from("<L", data, 4)[0] + 8, len(data))
    position = HEAD
    while position + 8 <= stop:
        kind, length = unpack_from("<4sL", data, position)
        end = position + 8 + length + length % 2
        if end > len(data):
            raise Undecidable
        yield kind, range(position, end)
        position = end


def _exif(block: bytes) -> bytes:
    return exif_of(block.removeprefix(b"Exif\0\0"))


def _features(data: mmap, part: range, *, has_exif: bool) -> Iterator[Piece]:
    flags = data[part.start + 8] & ~(EXIF_FLAG | XMP_FLAG)
    yield data[part.start : part.start + 8] + bytes([flags | (EXIF_FLAG if has_exif else 0)])
    yield range(part.start + 9, part.stop)
