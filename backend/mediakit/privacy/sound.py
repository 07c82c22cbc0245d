"""M4A: titles and covers stay, a place does not."""

from collections.abc import Iterator
from mmap import mmap

from mediakit.privacy import boxes
from mediakit.privacy.boxes import Box
from mediakit.privacy.pieces import Blank

PLACES = frozenset((b"\xa9xyz", b"loci"))
#: In the names of QuickTime's own keys.
TELLTALE = b"location"


def blanks(data: mmap) -> Iterator[Blank]:
    for film in boxes.inside(data, 0, len(data)):
        if film.kind == b"moov":
            for holder in (film, *(box for box in boxes.children(data, film) if box.kind == b"trak")):
                yield from _of_holder(data, holder)


def _of_holder(data: mmap, holder: Box) -> Iterator[Blank]:
    for box in boxes.children(data, holder):
        if box.kind == b"meta" and TELLTALE in data[box.content : box.end]:
            yield box.emptied()
        if box.kind == b"udta":
            yield from (note.emptied() for note in boxes.children(data, box) if _tells(data, note))


def _tells(data: mmap, note: Box) -> bool:
    return note.kind in PLACES or (note.kind == b"meta" and TELLTALE in data[note.content : note.end])
