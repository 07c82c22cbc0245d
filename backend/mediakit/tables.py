"""Tables as text: what parts the cells, and how many there are."""

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

SAMPLE_LINES = 50
LONGEST_CELL = 1 << 20
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Shape:
    """What parts the cells of a table, and its size; the first row counts."""

    delimiter: str
    rows: int
    columns: int


def shape(text: str) -> Shape:
    """The shape of a table; one column where nothing parts the lines evenly."""
    delimiter = delimiter_of(text)
    widths = [len(row) for row in rows(text, delimiter) if row]
    return Shape(delimiter, len(widths), max(widths, default=0))


def delimiter_of(text: str) -> str:
    """What parts the cells: the sign that gives most rows the same width above one."""
    lines = text.splitlines()[:SAMPLE_LINES]
    sample = "\n".join(lines)

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row in rows(sample, delimiter) if row]
        commonest = max(set(widths), key=widths.count, default=1)
        return (widths.count(commonest) / len(widths), commonest) if commonest > 1 else (0.0, 1)

    # Of two that are as even, the one that comes first is the commoner.
    return max(DELIMITERS, key=evenness)


def rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a table, until one that cannot be."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    with_error_as_end = iter(lambda: _next(reader), None)
    yield from with_error_as_end


def first_rows(text: str, most: int) -> list[list[str]]:
    """The first rows of a table."""
    return list(itertools.islice((row for row in rows(text, delimiter_of(text)) if any(row)), most))


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error:
        return None
