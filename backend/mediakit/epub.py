"""Facts of EPUB books, and their cover."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from mediakit import elements, languages, packages, wording
from mediakit.elements import END, START, TEXT, Attributes
from mediakit.errors import UnreadableFile
from mediakit.factsheets import DocumentFacts
from mediakit.jsonsafe import clean_tags
from mediakit.packages import Package

CONTAINER = "META-INF/container.xml"
RIGHTS = "META-INF/encryption.xml"
MOST_CHAPTERS = 2_000
BLANKS = re.compile(r"[ \t\r\n]+")
UNSEEN = frozenset(("head", "script", "style"))
BLOCKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "tr", "br", "blockquote", "section"))


@dataclass
class Book:
    """What the package document of a book lists: its properties, chapters in order, and the name of its cover."""

    folder: str
    properties: dict[str, list[str]]
    items: dict[str, Attributes] = field(default_factory=dict)
    chapters: list[str] = field(default_factory=list)
    cover: str = ""

    def place(self, item: str) -> str:
        """The name in the archive of an item by its id."""
        href = unquote(elements.value(self.items.get(item, {}), "href"))
        return posixpath.normpath(posixpath.join(self.folder, href)) if href else ""


def read_epub(path: Path, _: str) -> DocumentFacts:
    """The facts of a book; UnreadableFile where it does not say what belongs to it."""
    with packages.opened(path) as package:
        book = open_book(package)
        said = book.properties
        text = wording.bounded(_read(package, book))
        return DocumentFacts(
            title=wording.first(said, "title"),
            author=wording.first(said, "creator"),
            caption=wording.caption(said, "description"),
            copyright=wording.first(said, "rights"),
            credit=wording.first(said, "publisher"),
            keywords=wording.keywords(said.get("subject", ())),
            created=wording.moment(wording.first(said, "date")),
            language=languages.of_document(wording.first(said, "language"), text),
            encrypted=RIGHTS in package.names and not text,
            text=text,
            metadata=clean_tags({name: texts[0] for name, texts in said.items() if len(texts) == 1}),
        )


def open_book(package: Package) -> Book:
    """The package document of a book; UnreadableFile where there is none."""
    place = next(
        (
            elements.value(attributes, "full-path")
            for kind, name, attributes in elements.events(package.chunks(CONTAINER))
            if (kind, name) == (START, "rootfile")
        ),
        "",
    )
    if place not in package.names:
        raise UnreadableFile("The book does not say where its chapters are. Export it again.")
    # The first edition of the format named its rules in a declaration, as pages do.
    book = Book(posixpath.dirname(place), elements.leaves(package.chunks(place), doctype=True))
    for kind, name, attributes in elements.events(package.chunks(place), doctype=True):
        if kind == START:
            _note(book, name, attributes)
    return book


def _note(book: Book, name: str, attributes: Attributes) -> None:
    if name == "item":
        book.items[elements.value(attributes, "id")] = attributes
        if "cover-image" in elements.value(attributes, "properties").split():
            book.cover = elements.value(attributes, "id")
    elif name == "itemref" and len(book.chapters) < MOST_CHAPTERS:
        book.chapters.append(elements.value(attributes, "idref"))
    elif name == "meta" and elements.value(attributes, "name") == "cover":
        book.cover = book.cover or elements.value(attributes, "content")


def _read(package: Package, book: Book) -> Iterator[str]:
    for chapter in book.chapters:
        try:
            yield from _words(package, book.place(chapter))
        except elements.Malformed:
            # One broken chapter does not take the others' words away.
            continue


def _words(package: Package, name: str) -> Iterator[str]:
    unseen = 0
    for kind, name_or_text, _ in elements.events(package.chunks(name), doctype=True):
        if kind == TEXT:
            if not unseen:
                # Line breaks of the source mean nothing in a page.
                yield BLANKS.sub(" ", name_or_text)
        elif name_or_text in UNSEEN:
            unseen += 1 if kind == START else -1
        elif kind == END and name_or_text in BLOCKS:
            yield "\n"
