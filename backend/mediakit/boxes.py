"""The nested boxes of MP4, QuickTime, HEIF and AVIF files."""

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap
from struct import error as StructError
from struct import unpack_from

MOST_BOXES = 10_000
# What stands in a file beside other boxes and is large.
OUTERMOST = frozenset((b"ftyp", b"moov", b"moof", b"mdat", b"meta", b"free", b"skip", b"wide", b"uuid", b"sidx"))


@dataclass(frozen=True)
class Box:
    """A box by its four-letter kind, and where its content starts and ends in the file."""

    kind: bytes
    start: int
    end: int


def inside(data: mmap, start: int = 0, end: int | None = None, *, left: Iterator[int] | None = None) -> Iterator[Box]:
    """The boxes between two positions, in order; one that reaches beyond the end is cut there.

    At most `MOST_BOXES` of them, or what is `left` of a number that others share.
    """
    stop = len(data) if end is None else min(end, len(data))
    for _ in range(MOST_BOXES) if left is None else left:
        try:
            size, kind = unpack_from(">I4s", data, start)
            content = start + 8
            if size == 1:
                size = unpack_from(">Q", data, content)[0]
                content += 8
        except StructError:
            return
        following = stop if size == 0 else start + size
        if following < content or content > stop:
            return
        yield Box(kind, content, min(following, stop))
        start = following
        if start + 8 > stop:
            return


def find(
    data: mmap, path: tuple[bytes, ...], parent: Box | None = None, *, left: Iterator[int] | None = None
) -> Iterator[Box]:
    """Every box at the end of a path of kinds, such as `(b"moov", b"trak")`; `left` is shared as in inside()."""
    within = inside(data, left=left) if parent is None else inside(data, parent.start, parent.end, left=left)
    for box in within:
        if box.kind != path[0]:
            continue
        if len(path) == 1:
            yield box
        else:
            yield from find(data, path[1:], box, left=left)
