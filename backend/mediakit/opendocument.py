"""Facts of OpenDocument texts, sheets and presentations."""

from collections.abc import Iterator
from pathlib import Path

from mediakit import elements, languages, packages, wording
from mediakit.elements import END, START, TEXT, Event
from mediakit.factsheets import DocumentFacts
from mediakit.jsonsafe import clean_tags
from mediakit.office_kinds import OPEN_DRAWINGS, OPEN_SHEETS, OPEN_SLIDES, OPEN_TEXT
from mediakit.packages import Package

COUNTED = dict.fromkeys(OPEN_TEXT, "page-count") | dict.fromkeys(OPEN_SHEETS, "table-count")
DRAWN = OPEN_SLIDES | OPEN_DRAWINGS
SKIPPED = frozenset(("tracked-changes", "annotation", "binary-data", "scripts"))
ROWS_AND_SHEETS = frozenset(("table-row", "table"))
PARAGRAPHS = frozenset(("p", "h"))
MOST_BLANKS = 100
MANIFEST = "META-INF/manifest.xml"


def read_open_document(path: Path, file_type: str) -> DocumentFacts:
    """The facts of a document, from its properties and its content; little of one that needs a password."""
    with packages.opened(path) as package:
        if b"encryption-data" in package.beginning(MANIFEST):
            return DocumentFacts(encrypted=True)
        meta, statistics = _properties(package)
        text = wording.bounded(written(elements.events(package.chunks("content.xml"))))
        return DocumentFacts(
            pages=_slides(package) if file_type in DRAWN else wording.count(statistics.get(COUNTED[file_type])),
            title=wording.first(meta, "title"),
            author=wording.first(meta, "initial-creator", "creator"),
            caption=wording.caption(meta, "subject", "description"),
            keywords=wording.keywords(meta.get("keyword", ())),
            created=wording.moment(wording.first(meta, "creation-date")),
            modified=wording.moment(wording.first(meta, "date")),
            language=languages.of_document(wording.first(meta, "language"), text),
            has_macros=any(name.startswith("Basic/") and name.endswith(".xml") for name in package.names),
            text=text,
            metadata=clean_tags({name: said[0] for name, said in meta.items() if len(said) == 1} | statistics),
        )


def written(events: Iterator[Event]) -> Iterator[str]:
    """The words: a line for each paragraph, and in tables one for each row, its cells apart by tabs; an
    empty one behind each table."""
    skipping = paragraphs = cells = 0
    for kind, name, attributes in events:
        step = 1 if kind == START else -1
        if kind == TEXT:
            if paragraphs and not skipping:
                yield name
        elif name in SKIPPED:
            skipping += step
        elif name in PARAGRAPHS:
            paragraphs += step
            if kind == END:
                yield " " if cells else "\n"
        elif name == "table-cell":
            cells += step
            yield "\t" if kind == END else ""
        elif name in ROWS_AND_SHEETS and kind == END:
            yield "\n"
        elif kind == START:
            yield _blank(name, attributes)


def _blank(name: str, attributes: elements.Attributes) -> str:
    if name == "s":
        return " " * min(wording.count(elements.value(attributes, "c")) or 1, MOST_BLANKS)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")


def _properties(package: Package) -> tuple[dict[str, list[str]], dict[str, str]]:
    try:
        meta = elements.leaves(package.chunks("meta.xml"))
        for _, name, attributes in elements.events(package.chunks("meta.xml")):
            if name == "document-statistic" and attributes:
                return meta, {key.rpartition(":")[2]: value for key, value in attributes.items()}
    except elements.Malformed:
        return {}, {}
    return meta, {}


def _slides(package: Package) -> int | None:
    found = elements.events(package.chunks("content.xml"))
    return sum((kind, name) == (START, "page") for kind, name, _ in found) or None
