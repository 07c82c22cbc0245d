"""Facts of PDFs, without drawing a page of them."""

import re
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

from mediakit import confined, elements, languages, wording
from mediakit.factsheets import DocumentFacts

PDF = "application/pdf"
XMP_START, XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"
LONGEST_XMP = 256 << 10
# Pictures inside bring their own, which say what they are.
MOST_XMP = 100
FOREIGN = re.compile(rb"""\bdc:format\s*(?:>|=\s*["'])\s*(?:image/|application/vnd\.adobe\.photoshop)""")
# Where a PDF tells its viewer to run something; the sign before is what ends a name.
SCRIPTS = re.compile(rb"/(?:JavaScript|Launch)(?=[\s/<>\[\]()])")
LARGEST_SEARCHED = 64 << 20
DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-]\d\d)'?(\d\d)?|(Z))?")


def read_pdf(path: Path, _: str) -> DocumentFacts:
    """The facts of a PDF; TruncatedFile or UnreadableFile for a broken one."""
    found = confined.call("mediakit.pdfium", "read", path=str(path.resolve()))
    if found["locked"]:
        return DocumentFacts(encrypted=True)
    described, scripts = _searched(path)
    said = _said(found["tags"], described)
    return DocumentFacts(
        pages=found["pages"],
        title=wording.first(said, "title"),
        author=wording.first(said, "creator"),
        caption=wording.caption(said, "description"),
        copyright=wording.first(said, "rights"),
        keywords=wording.keywords(said.get("keywords", ())),
        created=_moment(said, "CreationDate", "CreateDate"),
        modified=_moment(said, "ModDate", "ModifyDate"),
        language=languages.of_document(found["language"], found["text"]),
        encrypted=found["encrypted"],
        has_scripts=scripts or found["scripts"],
        attachments=tuple(found["attachments"]),
        text=found["text"],
        metadata=found["tags"],
    )


def _searched(path: Path) -> tuple[dict[str, list[str]], bool]:
    """The description in XMP, which by its rules lies in the open, and whether something is to be run."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        scripts = SCRIPTS.search(data, 0, LARGEST_SEARCHED) is not None
        # The last one counts: a changed PDF has its changes at its end.
        packet = next((found for found in _packets(data) if not FOREIGN.search(found)), b"")
    return _described(packet), scripts


def _packets(data: mmap) -> Iterator[bytes]:
    """The packets of XMP from the end of the file on."""
    start = len(data)
    for _ in range(MOST_XMP):
        start = data.rfind(XMP_START, 0, start)
        if start < 0:
            return
        end = data.find(XMP_END, start, start + LONGEST_XMP)
        if end > 0:
            yield data[start : end + len(XMP_END)]


def _described(packet: bytes) -> dict[str, list[str]]:
    """The texts by the names of the properties around them, whose lists are wrapped twice."""
    found: dict[str, list[str]] = {}
    path: list[str] = []
    try:
        for kind, name, attributes in elements.events([packet] if packet else []):
            if kind == elements.START:
                path.append(name)
                for key, text in attributes.items():
                    found.setdefault(key.rpartition(":")[2], []).append(text)
            elif kind == elements.END:
                path.pop()
            elif name.strip() and path:
                owner = path[-3] if path[-1] == "li" and len(path) > 2 else path[-1]
                found.setdefault(owner, []).append(name)
    except (elements.Malformed, elements.Declared):
        # Nobody misses the description of a PDF that can be read.
        return {}
    return found


def _said(tags: dict[str, object], described: dict[str, list[str]]) -> dict[str, list[str]]:
    """The newer description over the older tags, under the names of the newer."""
    old = {name: [text] for name, text in tags.items() if isinstance(text, str)}
    names = {"title": "Title", "creator": "Author", "description": "Subject", "keywords": "Keywords"}
    merged = {new: old[name] for new, name in names.items() if name in old}
    if subjects := described.get("subject"):
        merged["keywords"] = subjects
    wanted = ("title", "creator", "description", "rights", "CreateDate", "ModifyDate")
    return old | merged | {name: described[name] for name in wanted if name in described}


def _moment(said: dict[str, list[str]], old: str, new: str) -> str | None:
    found = DATE.match(wording.first(said, old) or "")
    if not found:
        return wording.moment(wording.first(said, new))
    year, month, day, hour, minute, second, *zone, is_utc = (part or "" for part in found.groups())
    offset = f"{zone[0]}:{zone[1] or '00'}" if zone[0] else "+00:00" if is_utc else ""
    text = f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}{offset}"
    return wording.moment(text)
