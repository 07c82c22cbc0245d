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
    top = list(boxes.top())
    yield from (box.emptied() for box in top if box.kind not in PLAYED)
    yield from moving(boxes, top)


def moving(boxes: Boxes, top: list[Box]) -> Iterator[Blank]:
    """What goes of films, and of their fragments, which may stand before them."""
    stays: dict[int, bool] = {}
    for box in top:
        if box.kind == b"moov":
            yield from _of_film(boxes, box, stays)
    for box in top:
        if box.kind == b"moof":
            yield from _of_fragment(boxes, box, stays)


def _of_film(boxes: Boxes, film: Box, stays: dict[int, bool]) -> Iterator[Blank]:
    """What goes of a film. `stays` is told of each track by its number."""
    for box in boxes.children(film):
        if box.kind == b"cmov":  # packed, as nobody does any more
            raise Undecidable
        if box.kind in NOTES:
            yield box.emptied()
        elif box.kind == b"trak":
            number, kept = _track_id(boxes, box), _is_kept(boxes, box)
            stays[number] = kept and stays.get(number, True)
            yield from _notes(boxes, box) if kept else _whole(boxes, box)


def _of_fragment(boxes: Boxes, fragment: Box, stays: dict[int, bool]) -> Iterator[Blank]:
    for box in boxes.children(fragment):
        if box.kind in NOTES:
            yield box.emptied()
        elif box.kind == b"traf":
            head = boxes.first(box, b"tfhd")
            # Where the measurements of a fragment lie depends on what stands in half a dozen boxes; cameras write none.
            if head is None or not stays.get(unpack_from(">L", boxes.data, head.content + 4)[0]):
                raise Undecidable
            yield from _notes(boxes, box)


def _track_id(boxes: Boxes, track: Box) -> int:
    """By which fragments name the track; no number is zero."""
    head = boxes.first(track, b"tkhd")
    if head is None:
        return 0
    # Two times stand before it, which are wider in the second version.
    number: int = unpack_from(">L", boxes.data, head.content + (20 if boxes.data[head.content] else 12))[0]
    return number


def _is_kept(boxes: Boxes, track: Box) -> bool:
    handler = boxes.first(track, b"mdia", b"hdlr")
    return handler is None or boxes.data[handler.content + 8 : handler.content + 12] in TRACKS


def _notes(boxes: Boxes, holder: Box) -> Iterator[Blank]:
    return (box.emptied() for box in boxes.children(holder) if box.kind in NOTES)


def _whole(boxes: Boxes, track: Box) -> Iterator[Blank]:
    table = boxes.first(track, b"mdia", b"minf", b"stbl")
    if table:
        yield from _samples(boxes, table)
    yield track.emptied()


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
