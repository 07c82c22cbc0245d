"""Office documents and books are zip archives: which one it is, from the directory and two small entries."""

import re
from pathlib import Path

from mediakit import elements, foreign, packages
from mediakit.kinds import EPUB
from mediakit.office_kinds import OFFICE, OPEN_DOCUMENTS, main_type
from mediakit.packages import Package

CONTENT_TYPES = "[Content_Types].xml"
MIMETYPE = "mimetype"
MIMETYPES = frozenset((*OPEN_DOCUMENTS, EPUB))
CONTAINER, BOOK = "META-INF/container.xml", b"application/oebps-package+xml"
# OpenOffice named the rules of this list at its beginning for ten years; nothing expands because of that.
MANIFEST = "META-INF/manifest.xml"
# Their beginnings are read before anybody relies on them.
PARTS = ("content.xml", "meta.xml", CONTAINER, MANIFEST)
PROPERTIES = ("docProps/core.xml", "docProps/app.xml")
MAIN_PARTS = {main_type(file_type).encode(): file_type for file_type in OFFICE}
OVERRIDE = re.compile(rb"<(?:\w+:)?Override\b[^>]{0,2000}>")
PART_NAME = re.compile(rb"""\bPartName\s*=\s*["']/([^"']{1,500})["']""")
# Microsoft's library takes the type of the first part for that of all XML, and only the links tell which part it is.
DEFAULT = re.compile(rb"<(?:\w+:)?Default\b[^>]{0,2000}>")
LINKS, MAIN_LINK = "_rels/.rels", "/officeDocument"


def recognise(path: Path) -> str:
    """The MIME type of an office document or book.

    UnsupportedType for any other archive, UnreadableFile for a broken one.
    """
    with packages.opened(path) as package:
        file_type, parts = _contents(package)
        for part in parts:
            _check_beginning(package, part)
    return file_type


def main_part(package: Package) -> tuple[str, str] | None:
    """The type of an Office Open XML document and the name of its main part."""
    listing = package.beginning(CONTENT_TYPES)
    for override in OVERRIDE.findall(listing):
        named = PART_NAME.search(override)
        for mark, file_type in MAIN_PARTS.items():
            if named and mark in override:
                return file_type, named[1].decode("utf-8", "replace")
    by_default = b"".join(DEFAULT.findall(listing))
    file_type = next((found for mark, found in MAIN_PARTS.items() if mark in by_default), "")
    part = _linked_part(package) if file_type else ""
    return (file_type, part) if part in package.names else None


def _linked_part(package: Package) -> str:
    for kind, _, attributes in elements.events(package.chunks(LINKS)):
        if kind == elements.START and elements.value(attributes, "Type").endswith(MAIN_LINK):
            return elements.value(attributes, "Target").removeprefix("/")
    return ""


def _contents(package: Package) -> tuple[str, tuple[str, ...]]:
    if MIMETYPE in package.names:
        declared = package.beginning(MIMETYPE).strip().decode("ascii", "replace")
        if declared in MIMETYPES:
            return declared, PARTS
    if CONTAINER in package.names and BOOK in package.beginning(CONTAINER):
        # Some programs forget to say that a book is one.
        return EPUB, PARTS
    if found := main_part(package):
        file_type, part = found
        return file_type, (CONTENT_TYPES, part, *PROPERTIES)
    raise foreign.refused(foreign.ARCHIVE)


def _check_beginning(package: Package, part: str) -> None:
    # Office formats forbid document type declarations, which come before the first element if at all: one is there to
    # make a reader expand or fetch something.
    next(elements.events(package.chunks(part), doctype=part == MANIFEST), None)
