"""Rich Text Format: its words and properties. One pass, so that no file takes longer than its length."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from mediakit import languages, wording
from mediakit.factsheets import DocumentFacts

LARGEST = 8 << 20
LONGEST_PROPERTY = 2_000
DEEPEST = 1_000
TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
BREAKS = {"par": "\n", "sect": "\n\n", "page": "\n\n", "line": "\n", "row": "\n", "cell": "\t", "nestcell": "\t"}
SIGNS = BREAKS | {
    "tab": "\t",
    "emdash": "\u2014",
    "endash": "\u2013",
    "emspace": " ",
    "enspace": " ",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
}
ESCAPED = {"~": " ", "_": "\u2011", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
PROPERTIES = frozenset(("title", "author", "subject", "keywords", "doccomm"))
MOMENTS = {"creatim": "created", "revtim": "modified"}
HIDDEN = frozenset(
    (
        "colortbl",
        "fldinst",
        "fonttbl",
        "footer",
        "footerf",
        "footerl",
        "footerr",
        "header",
        "headerf",
        "headerl",
        "headerr",
        "info",
        "objdata",
        "pict",
        "stylesheet",
    )
)
CODE_PAGES = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
STATED = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950", 10000: "mac_roman", 65001: "utf-8"}
WINDOWS = range(1250, 1259)


@dataclass
class _Group:
    """What holds inside a pair of braces."""

    place: str = ""
    hidden: bool = False
    font: int = -1
    skips: int = 1
    corrects: bool = False


@dataclass
class _Page:
    """What has been read so far."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    said: dict[str, str] = field(default_factory=dict)
    fonts: dict[int, str] = field(default_factory=dict)
    encoding: str = "cp1252"
    pages: int | None = None
    skip: int = 0
    octets: bytearray = field(default_factory=bytearray)


def read_rtf(path: Path, _: str) -> DocumentFacts:
    """The facts of a text."""
    with path.open("rb") as file:
        page = _read(file.read(LARGEST).decode("latin-1"))
    text = wording.bounded(page.text)
    said = {name: [text] for name, text in page.said.items()}
    return DocumentFacts(
        pages=page.pages,
        title=wording.first(said, "title"),
        author=wording.first(said, "author"),
        caption=wording.caption(said, "subject", "doccomm"),
        keywords=wording.keywords(said.get("keywords", ())),
        created=wording.moment(_date(page.said.get("creatim", ""))),
        modified=wording.moment(_date(page.said.get("revtim", ""))),
        language=languages.of_document(None, text),
        text=text,
    )


def _read(source: str) -> _Page:
    page, groups = _Page(), [_Group()]
    position = 0
    while page.length < wording.LONGEST and (found := TOKEN.match(source, position)):
        position = found.end()
        word, number, octet, sign, brace, plain = found.groups()
        if octet:
            if page.skip:
                page.skip -= 1
            else:
                page.octets.append(int(octet, 16))
            continue
        _flush(page, groups[-1])
        if brace:
            page.skip = 0
            if brace == "{" and len(groups) < DEEPEST:
                groups.append(replace(groups[-1]))
            elif brace == "}" and len(groups) > 1:
                groups.pop()
        elif word == "bin":
            position += max(0, int(number or 0))
        elif word:
            _obey(page, groups[-1], word, int(number) if number else None)
        elif sign == "*":
            groups[-1].hidden = True
        elif sign or plain:
            _write(page, groups[-1], plain if plain else ESCAPED.get(sign, ""))
    _flush(page, groups[-1])
    return page


def _obey(page: _Page, group: _Group, word: str, number: int | None) -> None:
    if word in PROPERTIES or word in MOMENTS:
        _begin_property(page, group, word)
    elif word == "ud":
        group.corrects = True
    elif word in HIDDEN:
        group.place, group.hidden = word, True
    elif word == "ansicpg" and number:
        page.encoding = STATED.get(number) or (f"cp{number}" if number in WINDOWS else page.encoding)
    elif word == "f" and number is not None:
        group.font = number
    elif word == "fcharset" and number in CODE_PAGES:
        page.fonts[group.font] = CODE_PAGES[number]
    elif word == "uc" and number is not None:
        group.skips = min(max(number, 0), 10)
    elif word == "u" and number is not None:
        _write(page, group, _unit(number))
        page.skip = group.skips
    elif word == "nofpages":
        page.pages = wording.count(str(number))
    elif group.place in MOMENTS:
        _say(page, group.place, f"{word}{number} ")
    elif word in SIGNS:
        _write(page, group, SIGNS[word])


def _begin_property(page: _Page, group: _Group, word: str) -> None:
    """The first to say something counts, but for what says it once more with characters that the first did not have."""
    if group.corrects:
        page.said.pop(word, None)
    is_first = word not in page.said
    group.place, group.hidden = (word, False) if is_first else ("", True)


def _unit(number: int) -> str:
    # Signs beyond the first 65,536 come as two halves, which meet again in the whole text.
    return chr(number % 0x10000)


def _flush(page: _Page, group: _Group) -> None:
    if page.octets:
        encoding = page.fonts.get(group.font, page.encoding)
        _write(page, group, page.octets.decode(encoding, "replace"))
        page.octets.clear()


def _write(page: _Page, group: _Group, text: str) -> None:
    if page.skip and text:
        skipped = min(page.skip, len(text))
        page.skip -= skipped
        text = text[skipped:]
    if group.place in PROPERTIES:
        _say(page, group.place, text)
    elif not group.hidden and text:
        page.text.append(text)
        page.length += len(text)


def _say(page: _Page, name: str, text: str) -> None:
    # Each addition copies what is there, so that without an end the work would grow with the square of the length.
    page.said[name] = (page.said.get(name, "") + text)[:LONGEST_PROPERTY]


def _date(stated: str) -> str:
    parts = dict(re.findall(r"(yr|mo|dy|hr|min)(\d{1,4})", stated))
    numbers = {name: int(parts.get(name, 0)) for name in ("yr", "mo", "dy", "hr", "min")}
    return "{yr:04}-{mo:02}-{dy:02}T{hr:02}:{min:02}:00".format(**numbers)
