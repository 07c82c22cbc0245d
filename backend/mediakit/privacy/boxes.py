"""Boxes of MP4 and its kin, to be emptied where they stand: nothing may move, for tables point into the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap
from struct import unpack_from

from mediakit.privacy.pieces import Blank, Undecidable

#: A file has a few dozen; one in many fragments, thousands.
MOST = 1_000_000
HEAD = 8


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


def inside(data: mmap, start: int, end: int) -> Iterator[Box]:
    """The boxes between two positions. Raises Undecidable where they do not fit into each other."""
    for _ in range(MOST):
        if start + HEAD > end:
            return
        size, kind = unpack_from(">L4s", data, start)
        content, large = start + HEAD, b""
        if size == 1:
            large = data[content : content + 8]
            size, content = unpack_from(">Q", data, content)[0], content + 8
        following = end if size == 0 else start + size
        if following < content or following > end:
            if kind in {b"\0\0\0\0", b"mdat"} or not size:  # the end of a QuickTime list, or a film that was cut off
                return
            raise Undecidable
        yield Box(kind, start, content, following, large)
        start = following
    raise Undecidable


def children(data: mmap, box: Box) -> Iterator[Box]:
    return inside(data, box.content, box.end)


def first(data: mmap, box: Box, *path: bytes) -> Box | None:
    """The first box at the end of a path of kinds."""
    for kind in path:
        found = next((child for child in children(data, box) if child.kind == kind), None)
        if found is None:
            return None
        box = found
    return box
