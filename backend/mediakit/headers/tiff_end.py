"""TIFF: where the last thing ends that any of its directories points to."""

from collections.abc import Iterator
from mmap import mmap
from struct import error as StructError
from struct import unpack_from

from mediakit.headers import tiff
from mediakit.headers.tiff import Layout

# Octets of one value by its type.
SIZES = {
    **dict.fromkeys((1, 2, 6, 7, 129), 1),
    **dict.fromkeys((3, 8), 2),
    **dict.fromkeys((4, 9, 11, 13), 4),
    **dict.fromkeys((5, 10, 12, 16, 17, 18), 8),
}
NUMBERS = {3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
# Strips, tiles and thumbnails: the tag of their places to that of their sizes.
PIECES = {273: 279, 324: 325, 513: 514}
# Directories below one: of cameras, of places, of interoperability, and of other sizes of the picture.
BELOW = (330, 34665, 34853, 40965)
# Steps of the walk: a part of the picture is one, an entry takes as long as ten of them, a directory as four entries.
MOST_STEPS, PRICE_OF_ENTRIES = 1_000_000, 10

Entry = tuple[int, int, int]


def end(data: mmap) -> int | None:
    """The end of all that is pointed to; None where a directory or a part of the picture cannot be found."""
    try:
        layout, first = tiff.start(data)
        return _Walk(data, layout).end(first)
    except (StructError, IndexError, KeyError, OverflowError):
        return None


class _Walk:
    """A walk over all directories of a TIFF."""

    def __init__(self, data: mmap, layout: Layout) -> None:
        self.data, self.layout, self.left = data, layout, MOST_STEPS

    def end(self, first: int) -> int:
        """The end of all that is pointed to from the first directory on."""
        last, waiting, seen = 0, [first], set[int]()
        while waiting:
            position = waiting.pop()
            if not position or position in seen:
                continue
            seen.add(position)
            entries, behind, following = self._directory(position)
            waiting += [following, *(place for tag in BELOW if tag in entries for place in self._numbers(entries[tag]))]
            last = max(last, behind, *self._ends(entries))
        return last

    def _directory(self, position: int) -> tuple[dict[int, Entry], int, int]:
        """The type, count and place of the value of each entry; where it ends, and where the next directory is."""
        layout = self.layout
        count = unpack_from(layout.order + layout.counter, self.data, position)[0]
        self._step((4 + count) * PRICE_OF_ENTRIES)
        start = position + layout.counter_size
        behind = start + count * layout.entry_size
        entries = dict(self._entry(at) for at in range(start, behind, layout.entry_size))
        following = unpack_from(layout.order + layout.pointer, self.data, behind)[0]
        return entries, behind + layout.pointer_size, following

    def _entry(self, start: int) -> tuple[int, Entry]:
        layout = self.layout
        tag, kind, count = unpack_from(layout.order + "HH" + layout.pointer, self.data, start)
        inline = start + layout.entry_size - layout.pointer_size
        is_inline = count * SIZES[kind] <= layout.pointer_size
        return tag, (kind, count, inline if is_inline else self._pointer(inline))

    def _pointer(self, position: int) -> int:
        return int(unpack_from(self.layout.order + self.layout.pointer, self.data, position)[0])

    def _ends(self, entries: dict[int, Entry]) -> Iterator[int]:
        yield from (place + count * SIZES[kind] for kind, count, place in entries.values())
        for places, sizes in PIECES.items():
            if places in entries:
                lengths = self._numbers(entries[sizes])
                if 0 in lengths:  # as some programs write what they do not know
                    raise IndexError
                yield from map(sum, zip(self._numbers(entries[places]), lengths, strict=False))

    def _numbers(self, entry: Entry) -> tuple[int, ...]:
        kind, count, place = entry
        self._step(count)
        return unpack_from(f"{self.layout.order}{count}{NUMBERS[kind]}", self.data, place)

    def _step(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise IndexError
