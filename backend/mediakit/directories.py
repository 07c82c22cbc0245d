"""The directories of a TIFF with their values, of which EXIF is one. A damaged entry leaves the others as they are."""

from dataclasses import dataclass, field
from mmap import mmap
from struct import error as StructError
from struct import unpack_from
from typing import Any

from mediakit.headers import tiff
from mediakit.headers.tiff import Layout

CAMERA, PLACE = 0x8769, 0x8825
NUMBERS = {3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I", 16: "Q", 17: "q", 18: "Q"}
FRACTIONS = {5: "I", 10: "i"}
# The last of the texts is in UTF-8 by the third edition of EXIF; many write that into the first as well.
TEXTS, OCTETS = (2, 129), (1, 7)
SIZES = {**dict.fromkeys((*TEXTS, *OCTETS, 6), 1), **dict.fromkeys((3, 8), 2), **dict.fromkeys((4, 9, 11, 13), 4)}
LONGEST_SIZE = 8
MOST_ENTRIES = 1_000
# Octets of one value, and of all together: profiles of colour take two megabytes, and many values may claim the same
# place. Numbers take up more room in memory than in a file.
LARGEST_VALUE, BUDGET, PRICE_OF_NUMBERS = 8 << 20, 32 << 20, 16

Entries = dict[int, Any]


@dataclass(frozen=True)
class Directories:
    """The values by tag of the first directory and of the two that it points to.

    Texts are as in Latin-1, fractions are floats (a NaN over zero), of several numbers there is a tuple.
    """

    first: Entries = field(default_factory=dict)
    camera: Entries = field(default_factory=dict)
    place: Entries = field(default_factory=dict)


def read(data: bytes | mmap) -> Directories:
    """What can be read of a TIFF; nothing at all of what is none."""
    try:
        layout, position = tiff.start(data)
    except (StructError, IndexError):
        return Directories()
    reader = _Reader(data, layout)
    first = reader.entries(position)
    return Directories(first, *(reader.entries(first.get(pointer)) for pointer in (CAMERA, PLACE)))


@dataclass
class _Reader:
    data: bytes | mmap
    layout: Layout
    left: int = BUDGET

    def entries(self, position: object) -> Entries:
        """The readable values of the directory at a position; none where there is no directory."""
        found: Entries = {}
        if not isinstance(position, int) or not 0 < position < len(self.data):
            return found
        try:
            count = min(self._unpack(self.layout.counter, position)[0], MOST_ENTRIES)
            for number in range(count):
                start = position + self.layout.counter_size + number * self.layout.entry_size
                tag, value = self._entry(start)
                if value is not None:
                    found.setdefault(tag, value)
        except StructError:
            # The directory was cut off; what was read still counts.
            pass
        return found

    def _entry(self, start: int) -> tuple[int, Any]:
        """A tag and its value, None where that lies outside of the file, is too large or of no known type."""
        tag, kind = self._unpack("HH", start)
        count = self._unpack(self.layout.pointer, start + 4)[0]
        inline = start + self.layout.entry_size - self.layout.pointer_size
        size = count * SIZES.get(kind, LONGEST_SIZE)
        at = inline if size <= self.layout.pointer_size else self._unpack(self.layout.pointer, inline)[0]
        is_text = kind in TEXTS or kind in OCTETS
        price = size if is_text else size * PRICE_OF_NUMBERS
        if not count or price > min(LARGEST_VALUE, self.left) or at >= len(self.data):
            return tag, None
        self.left -= price
        return tag, self._text(kind, at, size) if is_text else self._numbers(kind, at, count)

    def _text(self, kind: int, at: int, size: int) -> str | bytes:
        # One that the end of the file cuts is there as far as it goes.
        content = bytes(self.data[at : at + size])
        return content.removesuffix(b"\x00").decode("latin-1") if kind in TEXTS else content

    def _numbers(self, kind: int, at: int, count: int) -> Any:
        try:
            if kind in NUMBERS:
                values = self._unpack(f"{count}{NUMBERS[kind]}", at)
            elif kind in FRACTIONS:
                parts = self._unpack(f"{2 * count}{FRACTIONS[kind]}", at)
                values = tuple(map(_fraction, parts[::2], parts[1::2]))
            else:
                return None
        except StructError:
            return None
        return values if count > 1 else values[0]

    def _unpack(self, form: str, position: int) -> tuple[Any, ...]:
        return unpack_from(self.layout.order + form, self.data, position)


def _fraction(numerator: int, denominator: int) -> float:
    return numerator / denominator if denominator else float("nan")
