"""Boxes of MP4 and its kin, to be emptied where they stand: nothing may move, for tables point into the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap
from struct import calcsize, iter_unpack, unpack_from

from mediakit.privacy.pieces import Blank, Undecidable

#: A file has a few dozen; over so many goes who looks into ten hours of film in fragments of two seconds.
MOST_BOXES = 300_000
HEAD = 8
#: Of tables so many rows are read at once.
ROWS = 4096


@dataclass(frozen=True)
class Box:
    """A box that starts at `start`; its content lies from `content` to `end`."""

    kind: bytes
    start: int
    content: int
    end: int
    large_size: bytes = b""

    def emptied(self) -> Blank:
        """The same room, of a kind that every reader skips."""
        return Blank(self.start + 4, self.end - self.start - 4, b"free" + self.large_size)


class Boxes:
    """The boxes of a file. Raises Undecidable when more than MOST_BOXES are walked over, whichever they are."""

    def __init__(self, data: mmap) -> None:
        self.data, self.walked = data, 0

    def top(self) -> Iterator[Box]:
        return self.inside(0, len(self.data))

    def children(self, box: Box) -> Iterator[Box]:
        return self.inside(box.content, box.end)

    def inside(self, start: int, end: int) -> Iterator[Box]:
        """The boxes between two positions. Raises Undecidable where they do not fit into each other."""
        while start + HEAD <= end:
            self.walked += 1
            if self.walked > MOST_BOXES:
                raise Undecidable
            size, kind = unpack_from(">L4s", self.data, start)
            content, large = start + HEAD, b""
            if size == 1:
                large = self.data[content : content + 8]
                size, content = unpack_from(">Q", self.data, content)[0], content + 8
            following = end if size == 0 else start + size
            if following < content or following > end:
                # The end of a QuickTime list, or a film that was cut off.
                if kind in {b"\0\0\0\0", b"mdat"} or not size:
                    return
                raise Undecidable
            yield Box(kind, start, content, following, large)
            start = following

    def first(self, box: Box, *path: bytes) -> Box | None:
        """The first box at the end of a path of kinds."""
        for kind in path:
            found = next((child for child in self.children(box) if child.kind == kind), None)
            if found is None:
                return None
            box = found
        return box

    def rows(self, box: Box, at: int, form: str) -> Iterator[tuple[int, ...]]:
        """The rows of a table, whose number stands at `at`. Raises Undecidable where the box is too short for them."""
        width, start = calcsize(form), at + 4
        stop = start + unpack_from(">L", self.data, at)[0] * width
        if stop > box.end:
            raise Undecidable
        for position in range(start, stop, ROWS * width):
            yield from iter_unpack(form, self.data[position : min(position + ROWS * width, stop)])
