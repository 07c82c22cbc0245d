"""IPTC-IIM: what agencies wrote into pictures before XMP, inside the resources of Photoshop or by itself."""

from dataclasses import dataclass, field
from datetime import datetime
from struct import error as StructError
from struct import unpack_from

from mediakit import moments
from mediakit.jsonsafe import clean_tags, clean_text
from mediakit.moments import Moment

RESOURCE, IPTC_RESOURCE = b"8BIM", 0x0404
DATASET, CHARACTERS, APPLICATION = 0x1C, (1, 90), 2
UTF_8 = b"\x1b%G"
EXTENDED = 0x8000
LARGEST = 1 << 20
MOST = 500
LONGEST_CAPTION = 5000
NAMES = {
    5: "ObjectName",
    25: "Keywords",
    40: "SpecialInstructions",
    55: "DateCreated",
    60: "TimeCreated",
    80: "By-line",
    85: "By-lineTitle",
    90: "City",
    92: "Sub-location",
    95: "Province-State",
    101: "Country",
    103: "OriginalTransmissionReference",
    105: "Headline",
    110: "Credit",
    115: "Source",
    116: "CopyrightNotice",
    118: "Contact",
    120: "Caption",
    122: "Writer",
}
REPEATED = frozenset(("Keywords", "By-line", "Writer"))


@dataclass(frozen=True)
class Iptc:
    """What a block of IPTC says, as in `Facts`."""

    taken_at: datetime | None = None
    taken_offset: str | None = None
    title: str | None = None
    caption: str | None = None
    author: str | None = None
    credit: str | None = None
    copyright: str | None = None
    keywords: tuple[str, ...] = ()
    tags: dict[str, object] = field(default_factory=dict)


def read_iptc(block: bytes) -> Iptc:
    """The facts of a block of IPTC, or of the resources that hold one; what is damaged ends the reading."""
    if block.startswith(RESOURCE):
        block = _inside_resources(block)
    entries = _entries(block[:LARGEST])
    authors = entries.get("By-line", [])
    first = {name: values[0] for name, values in entries.items()}
    taken_at, taken_offset = _moment(first.get("DateCreated", ""), first.get("TimeCreated", ""))
    return Iptc(
        taken_at=taken_at,
        taken_offset=taken_offset,
        title=first.get("ObjectName") or first.get("Headline"),
        caption=first.get("Caption"),
        author=", ".join(authors) or None,
        credit=first.get("Credit"),
        copyright=first.get("CopyrightNotice"),
        keywords=tuple(dict.fromkeys(entries.get("Keywords", []))),
        tags=clean_tags({name: values if name in REPEATED else values[0] for name, values in entries.items()}),
    )


def _moment(day: str, time: str) -> Moment:
    found = moments.stated(f"{day}T{time}")
    return found if found[0] else moments.stated(day)


def _inside_resources(block: bytes) -> bytes:
    position = 0
    try:
        while block[position : position + 4] == RESOURCE:
            kind, name_length = unpack_from(">HB", block, position + 4)
            # The name is padded with its length byte to an even number, the content by itself.
            position += 6 + (name_length + 2 & ~1)
            size = unpack_from(">I", block, position)[0]
            if kind == IPTC_RESOURCE:
                return block[position + 4 : position + 4 + size]
            position += 4 + (size + 1 & ~1)
    except StructError:
        pass
    return b""


def _entries(block: bytes) -> dict[str, list[str]]:
    entries: dict[str, list[str]] = {}
    unicode = False
    for record, number, value in _datasets(block):
        if (record, number) == CHARACTERS:
            unicode = value == UTF_8
        elif record == APPLICATION and number in NAMES:
            text = clean_text(_decoded(value, unicode), LONGEST_CAPTION if NAMES[number] == "Caption" else 500)
            if text:
                entries.setdefault(NAMES[number], []).append(text)
    return entries


def _datasets(block: bytes) -> list[tuple[int, int, bytes]]:
    found: list[tuple[int, int, bytes]] = []
    position = 0
    try:
        while len(found) < MOST:
            marker, record, number, size = unpack_from(">BBBH", block, position)
            if marker != DATASET or size & EXTENDED:
                break
            position += 5 + size
            found.append((record, number, block[position - size : position]))
    except StructError:
        pass
    return found


def _decoded(value: bytes, unicode: bool) -> str:
    # Many write UTF-8 without saying so; hardly any other text is valid as such.
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("utf-8" if unicode else "cp1252", "replace")
