"""MP4, QuickTime and 3GP: what cameras write beside the film goes, and so do their tracks of measurements."""

from collections.abc import Iterator
from itertools import chain, islice, pairwise, repeat
from mmap import mmap
from struct import unpack_from

from mediakit.privacy.boxes import Box, Boxes
from mediakit.privacy.pieces import Blank, Undecidable

#: What a film is made of. Whatever else stands at the top was added by somebody.
PLAYED = frozenset(b"ftyp styp moov moof mdat mfra sidx ssix pdin wide".split())
NOTES = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip"))
#: Handlers of tracks that people see, hear and read, and of time codes.
TRACKS = frozenset(b"vide soun text sbtl subt clcp tmcd auxv pict hint".split())
#: Measurements lie in so many places after two hours, written down with each of sixty pictures a second.
MOST_CHUNKS = 500_000


def blanks(data: mmap) -> Iterator[Blank]:
    boxes = Boxes(data)
    for box in boxes.top():
        if box.kind == b"moov":
            yield from of_film(boxes, box)
        elif box.kind not in PLAYED:
            yield box.emptied()


def of_film(boxes: Boxes, film: Box) -> Iterator[Blank]:
    for box in boxes.children(film):
        if box.kind == b"cmov":  # packed, as nobody does any more
            raise Undecidable
        if box.kind in NOTES:
            yield box.emptied()
        elif box.kind == b"trak":
            yield from _of_track(boxes, box)


def _of_track(boxes: Boxes, track: Box) -> Iterator[Blank]:
    handler = boxes.first(track, b"mdia", b"hdlr")
    if handler and boxes.data[handler.content + 8 : handler.content + 12] not in TRACKS:
        table = boxes.first(track, b"mdia", b"minf", b"stbl")
        if table:
            yield from _samples(boxes, table)
        yield track.emptied()
        return
    for box in boxes.children(track):
        if box.kind in NOTES:
            yield box.emptied()


def _samples(boxes: Boxes, table: Box) -> Iterator[Blank]:
    """What the track holds, wherever in the file its chunks lie."""
    lengths = _lengths(boxes, table, _numbers(boxes, table))
    for count, start in enumerate(_starts(boxes, table)):
        length = next(lengths, None)
        if length is None or start + length > len(boxes.data) or count == MOST_CHUNKS:
            raise Undecidable
        yield Blank(start, length)


def _lengths(boxes: Boxes, table: Box, numbers: Iterator[int]) -> Iterator[int]:
    """Bytes of each chunk, by the number of its samples."""
    box = _table(boxes, table, b"stsz")
    same, left = unpack_from(">LL", boxes.data, box.content + 4)
    sizes = boxes.rows(box, box.content + 8, ">L")
    for number in numbers:
        yield same * min(number, left) if same else sum(size for (size,) in islice(sizes, number))
        left -= min(number, left)


def _starts(boxes: Boxes, table: Box) -> Iterator[int]:
    near = boxes.first(table, b"stco")
    box = near or _table(boxes, table, b"co64")
    return (start for (start,) in boxes.rows(box, box.content + 4, ">L" if near else ">Q"))


def _numbers(boxes: Boxes, table: Box) -> Iterator[int]:
    """How many samples lie in each chunk, one chunk after the other; the last number goes on for ever."""
    box = _table(boxes, table, b"stsc")
    rows = boxes.rows(box, box.content + 4, ">LLL")
    for (first, number, _), (following, *_) in pairwise(chain(rows, [(2**32, 0, 0)])):
        yield from repeat(number, max(following - first, 0))


def _table(boxes: Boxes, table: Box, kind: bytes) -> Box:
    box = boxes.first(table, kind)
    if box is None:
        raise Undecidable
    return box
