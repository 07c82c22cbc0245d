"""What a copy is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap
from struct import pack

#: A part of the file, or bytes in place of others.
Piece = range | bytes
ORIENTATION, SHORT = 0x0112, 3


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


def exif_of(orientation: int) -> bytes:
    """An Exif block that says which way up the picture is, and nothing else."""
    return b"MM\0*" + pack(">LHHHLHHL", 8, 1, ORIENTATION, SHORT, 1, orientation, 0, 0)
