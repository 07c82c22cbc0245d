"""A card for what has no picture of its own: its first words or cells on a sheet of paper, and what it is."""

from dataclasses import dataclass

from mediakit import fonts, tables
from mediakit.factsheets import DocumentFacts, Facts
from mediakit.kinds import TYPES, XLS
from mediakit.office_kinds import EXCEL, OPEN_SHEETS, OPEN_SLIDES, POWERPOINT

LONGEST_TEXT, LONGEST_TITLE, LONGEST_HEADING = 1_600, 200, 60
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 13, 6, 60

CODE_TYPES = frozenset(("application/json",))
SHEET_TYPES = EXCEL | OPEN_SHEETS
COUNTED = dict.fromkeys(POWERPOINT | OPEN_SLIDES, "slide") | dict.fromkeys([*SHEET_TYPES, XLS], "sheet")


@dataclass(frozen=True)
class Card:
    """What is on a card: the sort of file, a remark beside it, a title, and words or rows of cells."""

    label: str
    remark: str = ""
    title: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    is_code: bool = False


def card_of(facts: Facts, file_type: str) -> Card:
    """The card of a file, without what its face cannot show."""
    label = TYPES[file_type][1].upper()
    remark = _remark(facts, file_type)
    rows = _rows(facts, file_type)
    title = fonts.settable(_one_line(facts.title or "")[:LONGEST_TITLE], fonts.BOLD) or ""
    if rows:
        return Card(label, remark, title, rows=rows)
    is_code = file_type in CODE_TYPES
    text = fonts.settable(facts.text[:LONGEST_TEXT], fonts.CODE if is_code else fonts.TEXT) or ""
    if is_code:
        return Card(label, remark, title, text, is_code=True)
    if not facts.text and facts.author:
        text = fonts.settable(_one_line(facts.author)[:LONGEST_TITLE], fonts.TEXT) or ""
    return Card(label, remark, *_titled(title, text))


def _titled(title: str, text: str) -> tuple[str, str]:
    """A title and the words under it; a short first line is the title of what has none."""
    first, _, rest = text.strip().partition("\n")
    heading = _one_line(first.lstrip("# "))
    if title and heading == _one_line(title):
        return title, rest.strip()
    if not title and rest.strip() and 0 < len(heading) <= LONGEST_HEADING:
        return heading, rest.strip()
    return title, text.strip()


def _rows(facts: Facts, file_type: str) -> tuple[tuple[str, ...], ...]:
    if file_type in SHEET_TYPES:
        found = [line.split("\t") for line in facts.text.splitlines()[:MOST_ROWS]]
    elif isinstance(facts, DocumentFacts) and (facts.columns or 0) > 1:
        found = tables.first_rows(facts.text[: 20 * LONGEST_TEXT], MOST_ROWS)
    else:
        return ()
    rows = tuple(tuple(_one_line(cell)[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]) for row in found if any(row))
    if fonts.settable("".join(map("".join, rows)), fonts.TEXT) is None:
        return ()
    return tuple(tuple(fonts.settable(cell, fonts.TEXT) or "" for cell in row) for row in rows)


def _remark(facts: Facts, file_type: str) -> str:
    if isinstance(facts, DocumentFacts) and facts.rows:
        return _counted(facts.rows, "row")
    if facts.pages:
        return _counted(facts.pages, COUNTED.get(file_type, "page"))
    if facts.duration:
        minutes, seconds = divmod(round(facts.duration), 60)
        return f"{minutes}:{seconds:02}"
    return ""


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _one_line(text: str) -> str:
    return " ".join(text.split())
