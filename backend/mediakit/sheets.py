"""The cells of an Excel workbook, row by row."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from mediakit import elements
from mediakit.elements import END, START, TEXT, Event
from mediakit.packages import Package

STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"
# Programs name them as they like; most count.
SHEET = re.compile(r"xl/worksheets/[^/]{0,80}?(\d{0,6})\.xml")
MOST_STRINGS = 100_000
MOST_STYLES = 5_000
# Numbers of these built-in formats are days since the last day of 1899.
DATES = frozenset((*range(14, 23), *range(45, 48)))
LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
EPOCH = datetime(1899, 12, 30)
LAST_DAY = 2_958_465


def names(package: Package) -> list[str]:
    """The titles of the sheets."""
    found = elements.events(package.chunks(WORKBOOK))
    return [elements.value(attributes, "name") for kind, name, attributes in found if (kind, name) == (START, "sheet")]


def rows(package: Package) -> Iterator[list[str]]:
    """The rows of all sheets as they are shown, near enough: one that is empty stands between two sheets only."""
    strings, dates = _strings(package), _date_styles(package)
    found = (SHEET.fullmatch(name) for name in package.names)
    behind_another = False
    for _, name in sorted((int(sheet[1] or 0), sheet[0]) for sheet in found if sheet):
        of_sheet = _rows(elements.events(package.chunks(name)), strings, dates)
        first = next(of_sheet, None)
        if first is None:
            continue
        if behind_another:
            yield [""]
        yield first
        yield from of_sheet
        behind_another = True


def _rows(events: Iterator[Event], strings: list[str], dates: frozenset[str]) -> Iterator[list[str]]:
    row: list[str] = []
    sort = style = text = ""
    taking = False
    for kind, name, attributes in events:
        if kind == TEXT:
            text += name if taking else ""
        elif name in ("v", "t"):
            taking = kind == START
        elif name == "c" and kind == START:
            sort, style, text = elements.value(attributes, "t"), elements.value(attributes, "s"), ""
        elif name == "c":
            row.append(_shown(text.strip(), sort, strings, is_date=style in dates))
        elif name == "row" and kind == END:
            if any(row):
                yield row
            row = []


def _shown(text: str, sort: str, strings: list[str], *, is_date: bool) -> str:
    if sort == "s":
        index = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else len(strings)
        return strings[index] if index < len(strings) else ""
    if sort in ("", "n"):
        return _number(text, is_date=is_date)
    return {"1": "TRUE", "0": "FALSE"}.get(text, text) if sort == "b" else text


def _number(text: str, *, is_date: bool) -> str:
    try:
        number = float(text)
    except ValueError:
        return text
    if is_date and 0 < number < LAST_DAY:
        when = EPOCH + timedelta(days=number)
        return when.date().isoformat() if number == int(number) else when.isoformat(" ", "minutes")
    # What is stored is the nearest binary fraction, 0.30000000000000004 and the like.
    return f"{number:.12g}" if len(text) > 12 else text


def _strings(package: Package) -> list[str]:
    strings: list[str] = []
    text, phonetic, taking = "", False, False
    for kind, name, _ in elements.events(package.chunks(STRINGS)):
        if kind == TEXT:
            text += name if taking and not phonetic else ""
        elif name == "t":
            taking = kind == START
        elif name == "rPh":
            phonetic = kind == START
        elif name == "si" and kind == END:
            strings.append(" ".join(text.split()))
            text = ""
            if len(strings) >= MOST_STRINGS:
                break
    return strings


def _date_styles(package: Package) -> frozenset[str]:
    own: set[str] = set()
    styles: list[str] = []
    inside = False
    for kind, name, attributes in elements.events(package.chunks(STYLES)):
        if (kind, name) == (START, "numFmt") and _means_date(elements.value(attributes, "formatCode")):
            own.add(elements.value(attributes, "numFmtId"))
        elif name == "cellXfs":
            inside = kind == START
        elif inside and (kind, name) == (START, "xf"):
            styles.append(elements.value(attributes, "numFmtId"))
        if len(styles) > MOST_STYLES:
            break
    dates = own | {str(number) for number in DATES}
    return frozenset(str(number) for number, style in enumerate(styles) if style in dates)


def _means_date(pattern: str) -> bool:
    bare = LITERALS.sub("", pattern.lower())
    return "y" in bare or "d" in bare or ("h" in bare and "m" in bare)
