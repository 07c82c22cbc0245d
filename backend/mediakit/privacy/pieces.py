"""What a copy is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap
from struct import pack

from mediakit import directories
from mediakit.headers import tiff

#: A part of the file, or bytes in place of others.
Piece = range | bytes
ORIENTATION, ARTIST, COPYRIGHT = 0x0112, 0x013B, 0x8298
TEXT, SHORT = 2, 3
#: Octets of a value that stands in its entry, and of a text that nobody needs to be longer.
INLINE, LONGEST_TEXT = 4, 2_000


class Undecidable(Exception):
    """The file is not built as its type demands, so nobody can say what it holds."""


@dataclass(frozen=True, slots=True)
class Blank:
    """`length` bytes from `start` that are written over: by `begin`, then by zeros."""

    start: int
    length: int
    begin: bytes = b""

    def is_done(self, data: mmap) -> bool:
        position = self.start
        for piece in self.pieces(64 * 1024):
            if data[position : position + len(piece)] != piece:
                return False
            position += len(piece)
        return True

    def pieces(self, size: int) -> Iterator[bytes]:
        yield self.begin[: self.length]
        left = self.length - len(self.begin)
        while left > 0:
            yield bytes(min(left, size))
            left -= size


def exif_of(block: bytes) -> bytes:
    """What may stay of an Exif block: which way up the picture is, who made it and whose it is; empty without these."""
    upright, said = tiff.orientation(block), directories.read(block).first
    values = {ORIENTATION: (SHORT, pack(">H", upright))} if upright != 1 else {}
    for tag in (ARTIST, COPYRIGHT):
        if isinstance(text := said.get(tag), str) and text.strip(" \0"):
            values[tag] = TEXT, text.encode("latin-1")[:LONGEST_TEXT] + b"\0"
    return _directory(values) if values else b""


def _directory(values: dict[int, tuple[int, bytes]]) -> bytes:
    entries, rest = b"", b""
    behind = 8 + 2 + 12 * len(values) + 4
    for tag, (kind, value) in sorted(values.items()):
        count = len(value) // 2 if kind == SHORT else len(value)
        inline = len(value) <= INLINE
        place = value.ljust(INLINE, b"\0") if inline else pack(">L", behind + len(rest))
        entries += pack(">HHL", tag, kind, count) + place
        rest += b"" if inline else value + bytes(len(value) % 2)
    return b"MM\0*" + pack(">LH", 8, len(values)) + entries + bytes(4) + rest
