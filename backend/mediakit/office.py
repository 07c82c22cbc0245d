"""Facts of Office Open XML: Word, Excel and PowerPoint documents."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from mediakit import compound, elements, languages, packages, sheets, wording
from mediakit.archives import CONTENT_TYPES, main_part
from mediakit.elements import END, START, TEXT, Event
from mediakit.factsheets import DocumentFacts
from mediakit.jsonsafe import clean_tags
from mediakit.office_kinds import EXCEL, POWERPOINT, WORD
from mediakit.packages import CHUNK, Package

NOTES = ("word/footnotes.xml", "word/endnotes.xml")
# Some programs begin to count with the second.
SLIDE = re.compile(r"ppt/slides/slide(\d{0,6})\.xml")
# Settings of paragraphs name tabs too, and what old programs see repeats what new ones do.
SKIPPED = frozenset(("Fallback", "pPr", "sectPr", "tblPr"))
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}
# Parts of macros by their names, which are a habit, and by their types, by which the programs go.
MACROS = re.compile(r"vbaproject\.bin$|/macrosheets/", re.IGNORECASE)
MACRO_TYPES = re.compile(r"vbaproject|macrosheet|macroenabled", re.IGNORECASE)
# Twenty thousand parts, which is the most that a document may have, are named in less.
LARGEST_LISTING = 4 << 20


def read_office(path: Path, file_type: str) -> DocumentFacts:
    """The facts of a document, from its properties and its parts; of a locked one, that it is."""
    if compound.is_locked(path):
        return DocumentFacts(encrypted=True)
    with packages.opened(path) as package:
        core = _properties(package, "docProps/core.xml")
        app = _properties(package, "docProps/app.xml")
        has_macros = _has_macros(package)
        text = wording.bounded(WRITERS[file_type](package))
        return DocumentFacts(
            pages=_pages(package, file_type, app),
            title=wording.first(core, "title"),
            author=wording.first(core, "creator"),
            caption=wording.caption(core, "subject", "description"),
            keywords=wording.keywords(core.get("keywords", ())),
            created=wording.moment(wording.first(core, "created")),
            modified=wording.moment(wording.first(core, "modified")),
            language=languages.of_document(wording.first(core, "language"), text),
            has_macros=has_macros,
            text=text,
            metadata=clean_tags({name: said[0] for name, said in (app | core).items() if len(said) == 1}),
        )


def prose(events: Iterator[Event]) -> Iterator[str]:
    """The words of Word and PowerPoint markup: runs of text, a line for each paragraph."""
    skipping, writing = 0, False
    for kind, name, _ in events:
        if kind != TEXT and name in SKIPPED:
            skipping += 1 if kind == START else -1
        elif skipping:
            continue
        elif kind == TEXT:
            if writing:
                yield name
        elif name == "t":
            writing = kind == START
        elif kind == START and name in BREAKS:
            yield BREAKS[name]
        elif kind == END and name == "p":
            yield "\n"


def _properties(package: Package, name: str) -> dict[str, list[str]]:
    try:
        return elements.leaves(package.chunks(name))
    except elements.Malformed:
        # Nobody misses the properties of a document that can be read.
        return {}


def _has_macros(package: Package) -> bool:
    """Whether a part holds macros, or the document is of a type that may; True where its parts cannot all be known."""
    if any(MACROS.search(name) for name in package.names):
        return True
    listing = package.whole(CONTENT_TYPES, LARGEST_LISTING)
    if listing is None:
        return True
    chunks = (listing[at : at + CHUNK] for at in range(0, len(listing), CHUNK))
    try:
        return any(MACRO_TYPES.search(elements.value(said, "ContentType")) for _, _, said in elements.events(chunks))
    except elements.Malformed:
        # No program opens such a document.
        return False


def _written(package: Package) -> Iterator[str]:
    found = main_part(package)
    for name in (found[1] if found else "", *NOTES):
        yield from prose(elements.events(package.chunks(name)))


def _spoken(package: Package) -> Iterator[str]:
    for number in slides(package):
        yield from prose(elements.events(package.chunks(f"ppt/slides/slide{number}.xml")))
        yield from prose(elements.events(package.chunks(f"ppt/notesSlides/notesSlide{number}.xml")))


def _tabled(package: Package) -> Iterator[str]:
    # Cell by cell: thousands may share one long text, and whoever reads stops when there is enough.
    for first, *others in sheets.rows(package):
        yield first
        for cell in others:
            yield "\t"
            yield cell
        yield "\n"


def slides(package: Package) -> list[str]:
    """The numbers of the slides as they are named, in order."""
    found = (SLIDE.fullmatch(name) for name in package.names)
    return sorted((slide[1] for slide in found if slide), key=lambda number: int(number or 0))


def _pages(package: Package, file_type: str, app: dict[str, list[str]]) -> int | None:
    if file_type in POWERPOINT:
        return len(slides(package)) or None
    if file_type in EXCEL:
        return len(sheets.names(package)) or None
    return wording.count(wording.first(app, "Pages"))


WRITERS: dict[str, Callable[[Package], Iterator[str]]] = {
    **dict.fromkeys(WORD, _written),
    **dict.fromkeys(EXCEL, _tabled),
    **dict.fromkeys(POWERPOINT, _spoken),
}
