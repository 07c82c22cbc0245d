"""TIFF: entries that tell are taken out of their directories, and what they pointed to is overwritten."""

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap
from struct import pack, unpack_from

from mediakit.privacy.pieces import Blank, Undecidable

GPS, EXIF, SUB_DIRECTORIES = 0x8825, 0x8769, 0x014A
MOST_DIRECTORIES = 1000
SERIALS = {0xA420, 0xA430, 0xA431, 0xA435, 0xC62F, 0xC65D}  # the owner's name among them
NOTES = {0x02BC, 0x83BB, 0x8649, 0x927C, 0xC634}  # XMP, IPTC, Photoshop, and what only the maker can read
MAPS = {0x830E, 0x8482, 0x85D8, 0x87AF, 0x87B0, 0x87B1}
TELLING = frozenset({GPS} | SERIALS | NOTES | MAPS)
#: Bytes of one value, by its type.
WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}


@dataclass(frozen=True)
class Layout:
    """How numbers are written, and how wide the parts of a directory are."""

    order: str
    big: bool

    @property
    def entry(self) -> int:
        return 20 if self.big else 12

    def number(self, data: mmap, position: int, *, count: bool = False) -> int:
        letter = ("Q" if self.big else "H") if count else ("Q" if self.big else "L")
        value: int = unpack_from(self.order + letter, data, position)[0]
        return value

    @property
    def counted(self) -> str:
        return self.order + ("Q" if self.big else "H")


@dataclass(frozen=True)
class Entry:
    tag: int
    kind: int
    count: int
    place: int
    position: int
    length: int


def blanks(data: mmap) -> Iterator[Blank]:
    layout, first = _start(data)
    seen: set[int] = set()
    waiting = [first]
    while waiting:
        position = waiting.pop()
        if position == 0 or position in seen:
            continue
        seen.add(position)
        if len(seen) > MOST_DIRECTORIES:
            raise Undecidable
        entries = list(_entries(data, layout, position))
        yield from _without(data, layout, position, entries)
        for entry in entries:
            if entry.tag in (EXIF, SUB_DIRECTORIES):
                waiting += _pointers(data, layout, entry)
        waiting.append(layout.number(data, _behind(layout, position, len(entries))))


def _start(data: mmap) -> tuple[Layout, int]:
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None:
        raise Undecidable
    big = unpack_from(order + "H", data, 2)[0] == 43
    layout = Layout(order, big)
    return layout, layout.number(data, 8 if big else 4)


def _behind(layout: Layout, position: int, count: int) -> int:
    return position + (8 if layout.big else 2) + count * layout.entry


def _entries(data: mmap, layout: Layout, position: int) -> Iterator[Entry]:
    count = layout.number(data, position, count=True)
    if _behind(layout, position, count) > len(data):
        raise Undecidable
    for number in range(count):
        place = _behind(layout, position, number)
        tag, kind = unpack_from(layout.order + "HH", data, place)
        values = layout.number(data, place + 4)
        inline = place + (12 if layout.big else 8)
        length = values * WIDTHS.get(kind, 1)
        near = length <= (8 if layout.big else 4)
        start = inline if near else layout.number(data, inline)
        if start + length > len(data):
            raise Undecidable
        yield Entry(tag, kind, values, place, start, length)


def _pointers(data: mmap, layout: Layout, entry: Entry) -> list[int]:
    letter = "Q" if entry.length == entry.count * 8 else "L"
    if entry.count > MOST_DIRECTORIES:
        raise Undecidable
    return list(unpack_from(f"{layout.order}{entry.count}{letter}", data, entry.position))


def _without(data: mmap, layout: Layout, position: int, entries: list[Entry]) -> Iterator[Blank]:
    """The directory with fewer entries, which move up, and the values of the others."""
    telling = [entry for entry in entries if entry.tag in TELLING]
    if not telling:
        return
    stays = [data[entry.place : entry.place + layout.entry] for entry in entries if entry.tag not in TELLING]
    following = _behind(layout, position, len(entries))
    width = 8 if layout.big else 4
    directory = pack(layout.counted, len(stays)) + b"".join(stays) + data[following : following + width]
    for entry in telling:
        if entry.tag == GPS:
            yield from _whole(data, layout, layout.number(data, entry.place + (12 if layout.big else 8)))
        if not entry.place <= entry.position < entry.place + layout.entry:
            yield Blank(entry.position, entry.length)
    yield Blank(position, following + width - position, directory)


def _whole(data: mmap, layout: Layout, position: int) -> Iterator[Blank]:
    """A directory of which nothing stays."""
    entries = list(_entries(data, layout, position))
    for entry in entries:
        yield Blank(entry.position, entry.length)
    yield Blank(position, _behind(layout, position, len(entries)) - position)
