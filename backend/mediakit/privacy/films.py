"""MP4, QuickTime and 3GP: what cameras write beside the film goes, and so do their tracks of measurements."""

from collections.abc import Iterator
from mmap import mmap
from struct import unpack_from

from mediakit.privacy import boxes
from mediakit.privacy.boxes import Box
from mediakit.privacy.pieces import Blank, Undecidable

#: What a film is made of. Whatever else stands at the top was added by somebody.
PLAYED = frozenset(b"ftyp styp moov moof mdat mfra sidx ssix pdin wide".split())
NOTES = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip"))
#: Handlers of tracks that people see, hear and read, and of time codes.
TRACKS = frozenset(b"vide soun text sbtl subt clcp tmcd auxv pict hint".split())


def blanks(data: mmap) -> Iterator[Blank]:
    for box in boxes.inside(data, 0, len(data)):
        if box.kind == b"moov":
            yield from of_film(data, box)
        elif box.kind not in PLAYED:
            yield box.emptied()


def of_film(data: mmap, film: Box) -> Iterator[Blank]:
    for box in boxes.children(data, film):
        if box.kind == b"cmov":  # packed, as nobody does any more
            raise Undecidable
        if box.kind in NOTES:
            yield box.emptied()
        elif box.kind == b"trak":
            yield from _of_track(data, box)


def _of_track(data: mmap, track: Box) -> Iterator[Blank]:
    handler = boxes.first(data, track, b"mdia", b"hdlr")
    if handler and data[handler.content + 8 : handler.content + 12] not in TRACKS:
        table = boxes.first(data, track, b"mdia", b"minf", b"stbl")
        if table:
            yield from _samples(data, table)
        yield track.emptied()
        return
    for box in boxes.children(data, track):
        if box.kind in NOTES:
            yield box.emptied()


def _samples(data: mmap, table: Box) -> Iterator[Blank]:
    """What the track holds, wherever in the file its chunks lie."""
    sizes = _sizes(data, table)
    taken = 0
    for start, number in zip(_starts(data, table), _numbers(data, table), strict=False):
        length = sum(sizes[taken : taken + number])
        taken += number
        if start + length > len(data):
            raise Undecidable
        yield Blank(start, length)


def _sizes(data: mmap, table: Box) -> list[int]:
    box = boxes.first(data, table, b"stsz")
    if box is None:
        raise Undecidable
    same, count = unpack_from(">LL", data, box.content + 4)
    if count > len(data):
        raise Undecidable
    return [same] * count if same else list(unpack_from(f">{count}L", data, box.content + 12))


def _starts(data: mmap, table: Box) -> tuple[int, ...]:
    for kind, letter in ((b"stco", "L"), (b"co64", "Q")):
        if box := boxes.first(data, table, kind):
            count = unpack_from(">L", data, box.content + 4)[0]
            if count > len(data):
                raise Undecidable
            return unpack_from(f">{count}{letter}", data, box.content + 8)
    raise Undecidable


def _numbers(data: mmap, table: Box) -> Iterator[int]:
    """How many samples lie in each chunk, one chunk after the other; the last number goes on for ever."""
    box = boxes.first(data, table, b"stsc")
    if box is None:
        raise Undecidable
    count = unpack_from(">L", data, box.content + 4)[0]
    rows = [unpack_from(">LL", data, box.content + 8 + 12 * row) for row in range(min(count, boxes.MOST))]
    for place, (first, number) in enumerate(rows):
        following = rows[place + 1][0] if place + 1 < len(rows) else 2**32
        for _ in range(first, following):
            yield number
