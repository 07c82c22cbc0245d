"""M4A: titles and covers stay, a place does not."""

from collections.abc import Iterator
from mmap import mmap

from mediakit.privacy.boxes import Box, Boxes
from mediakit.privacy.pieces import Blank

PLACES = frozenset((b"\xa9xyz", b"loci"))
#: In the names of QuickTime's own keys.
TELLTALE = b"location"


def blanks(data: mmap) -> Iterator[Blank]:
    boxes = Boxes(data)
    for film in boxes.top():
        if film.kind in {b"moov", b"moof"}:
            for holder in (film, *(box for box in boxes.children(film) if box.kind in {b"trak", b"traf"})):
                yield from _of_holder(boxes, holder)


def _of_holder(boxes: Boxes, holder: Box) -> Iterator[Blank]:
    for box in boxes.children(holder):
        if box.kind == b"meta" and TELLTALE in boxes.data[box.content : box.end]:
            yield box.emptied()
        if box.kind == b"udta":
            yield from (note.emptied() for note in boxes.children(box) if _tells(boxes.data, note))


def _tells(data: mmap, note: Box) -> bool:
    return note.kind in PLACES or (note.kind == b"meta" and TELLTALE in data[note.content : note.end])
