"""Cards as pictures: a sheet of paper with its words or cells set in one quiet face."""

import itertools
import textwrap
from collections.abc import Iterable

from PIL import Image, ImageDraw, ImageFilter

from mediakit import fonts
from mediakit.cards import Card

SIZE = (1600, 1200)
PAPER, SHEET, LINE = "#efede8", "#ffffff", "#e3e0d9"
INK, INK_2, INK_3 = "#1c1b19", "#5d5a53", "#8d897f"
# The sheet lies on the desk and runs out at its lower edge.
LEFT, TOP, RIGHT, BOTTOM = 190, 110, 1410, 1200
MARGIN = 100
INNER = RIGHT - LEFT - 2 * MARGIN
HEAD, RULE = TOP + 62, TOP + 130
BEGINNING = RULE + 62
FADE = 220
LABEL_SIZE, TITLE_SIZE, TEXT_SIZE, CODE_SIZE, CELL_SIZE, SIGN_SIZE = 34, 68, 42, 36, 36, 132
MOST_TITLE_LINES = 3
# More than a sheet holds; and what is longer than this is no word.
MOST_LINES, LONGEST_WORD = 24, 300
ROW = 74
NARROWEST, GAP = 90, 40


def draw_card(card: Card) -> Image.Image:
    """The card as a picture of 1600 by 1200 pixels."""
    picture = _desk()
    pen = ImageDraw.Draw(picture)
    if not (card.title or card.text or card.rows):
        _sign(pen, card)
        return picture
    _head(pen, card)
    top = _title(pen, card.title, BEGINNING) if card.title else BEGINNING
    if card.rows:
        _table(pen, card.rows, top)
    elif card.is_code:
        _write(pen, _code_lines(card.text), top, fonts.face(fonts.CODE, CODE_SIZE))
    else:
        face = fonts.face(fonts.TEXT, TEXT_SIZE)
        _write(pen, wrapped(card.text, face, INNER), top, face)
    return _faded(picture)


def wrapped(text: str, face: fonts.Face, width: int) -> list[str]:
    """The first lines of a text as they fit into a width; what is longer than a line is broken where it ends."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        if len(lines) > MOST_LINES:
            break
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if face.getlength(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _broken(word[:LONGEST_WORD], face, width)
            lines.extend(full)
        if line or (lines and lines[-1]):
            lines.append(line)
    return lines


def _desk() -> Image.Image:
    picture = Image.new("RGB", SIZE, PAPER)
    shadow = Image.new("L", SIZE, 0)
    ImageDraw.Draw(shadow).rectangle((LEFT + 6, TOP + 14, RIGHT - 6, BOTTOM), fill=26)
    picture.paste("#1c1b19", mask=shadow.filter(ImageFilter.GaussianBlur(18)))
    ImageDraw.Draw(picture).rectangle((LEFT, TOP, RIGHT, BOTTOM + 2), fill=SHEET, outline=LINE, width=2)
    return picture


def _sign(pen: ImageDraw.ImageDraw, card: Card) -> None:
    across, down = (LEFT + RIGHT) // 2, (TOP + BOTTOM) // 2
    pen.text((across, down), card.label, fill=INK_3, font=fonts.face(fonts.TEXT, SIGN_SIZE), anchor="ms")
    pen.text((across, down + 90), card.remark, fill=INK_3, font=fonts.face(fonts.TEXT, LABEL_SIZE), anchor="ms")


def _head(pen: ImageDraw.ImageDraw, card: Card) -> None:
    face = fonts.face(fonts.TEXT, LABEL_SIZE)
    pen.text((LEFT + MARGIN, HEAD), card.label, fill=INK_3, font=face)
    pen.text((RIGHT - MARGIN, HEAD), card.remark, fill=INK_3, font=face, anchor="ra")
    pen.line((LEFT + MARGIN, RULE, RIGHT - MARGIN, RULE), fill=LINE, width=2)


def _title(pen: ImageDraw.ImageDraw, title: str, top: int) -> int:
    face = fonts.face(fonts.BOLD, TITLE_SIZE)
    lines = wrapped(title, face, INNER)
    if len(lines) > MOST_TITLE_LINES:
        lines = [*lines[: MOST_TITLE_LINES - 1], _cut(" ".join(lines[MOST_TITLE_LINES - 1 :]), face, INNER)]
    for line in lines:
        _line(pen, line, top, face, INK)
        top += TITLE_SIZE * 6 // 5
    return top + TITLE_SIZE // 2


def _write(pen: ImageDraw.ImageDraw, lines: Iterable[str], top: int, face: fonts.Face) -> None:
    for line in lines:
        if top > BOTTOM:
            return
        _line(pen, line, top, face, INK_2)
        # An empty line parts paragraphs, which takes less room than a line of words.
        top += int(face.size * (1.5 if line else 0.7))


def _line(pen: ImageDraw.ImageDraw, line: str, top: int, face: fonts.Face, ink: str) -> None:
    if fonts.runs_leftwards(line):
        pen.text((RIGHT - MARGIN, top), line, fill=ink, font=face, anchor="ra")
    else:
        pen.text((LEFT + MARGIN, top), line, fill=ink, font=face)


def _table(pen: ImageDraw.ImageDraw, rows: tuple[tuple[str, ...], ...], top: int) -> None:
    face, head = fonts.face(fonts.TEXT, CELL_SIZE), fonts.face(fonts.BOLD, CELL_SIZE)
    widths, numeric = _widths(rows, face), _numeric(rows)
    for number, row in enumerate(rows):
        left = LEFT + MARGIN
        for cell, width, is_number in zip(row, widths, numeric, strict=False):
            used = face if number else head
            text, ink = _cut(cell, used, width), INK_2 if number else INK
            if is_number:
                pen.text((left + width, top), text, fill=ink, font=used, anchor="ra")
            else:
                pen.text((left, top), text, fill=ink, font=used)
            left += width + GAP
        pen.line((LEFT + MARGIN, top + ROW - 14, RIGHT - MARGIN, top + ROW - 14), fill=LINE, width=2)
        top += ROW


def _numeric(rows: tuple[tuple[str, ...], ...]) -> list[bool]:
    """Which columns are numbers for the most part, below their heading."""
    columns = itertools.zip_longest(*rows[1:], fillvalue="")
    shares = [(sum(map(_is_number, cells)), sum(map(bool, cells))) for cells in columns]
    shares += [(0, 1)] * (max(map(len, rows)) - len(shares))
    return [2 * numbers > filled for numbers, filled in shares]


def _widths(rows: tuple[tuple[str, ...], ...], face: fonts.Face) -> list[int]:
    """What each column needs; where that is too much, the widest give most."""
    columns = max(map(len, rows))
    needed = [
        max(NARROWEST, *(int(face.getlength(row[column])) + 12 for row in rows if column < len(row)))
        for column in range(columns)
    ]
    room = INNER - GAP * (columns - 1)
    while sum(needed) > room and max(needed) > NARROWEST:
        widest = needed.index(max(needed))
        needed[widest] = max(NARROWEST, needed[widest] - max(1, (sum(needed) - room) // columns))
    spare = max(0, room - sum(needed)) // columns
    return [width + spare for width in needed]


def _faded(picture: Image.Image) -> Image.Image:
    """The last lines grow pale: there is more of it."""
    veil = Image.linear_gradient("L").resize((RIGHT - LEFT - 4, FADE))
    picture.paste(SHEET, (LEFT + 2, BOTTOM - FADE), mask=veil)
    return picture


def _cut(text: str, face: fonts.Face, width: int) -> str:
    if face.getlength(text) <= width:
        return text
    while text and face.getlength(f"{text}\u2026") > width:
        text = text[:-1].rstrip()
    return f"{text}\u2026"


def _broken(word: str, face: fonts.Face, width: int) -> list[str]:
    parts = [""]
    for character in word:
        if face.getlength(parts[-1] + character) > width:
            parts.append("")
        parts[-1] += character
    return parts


def _code_lines(text: str) -> list[str]:
    face = fonts.face(fonts.CODE, CODE_SIZE)
    fitting = int(INNER // face.getlength("0"))
    return [
        part
        for line in text.expandtabs(2).splitlines()
        for part in textwrap.wrap(line, fitting, drop_whitespace=False, subsequent_indent="  ") or [""]
    ]


def _is_number(cell: str) -> bool:
    return bool(cell) and cell.strip("-+$\u20ac\u00a3% ").replace(".", "").replace(",", "").replace(" ", "").isdigit()
