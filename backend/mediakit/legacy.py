"""Facts of Word, Excel and PowerPoint documents of 1997 to 2003: their properties, words and macros."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import olefile

from mediakit import binarytexts, compound, languages, wording
from mediakit.factsheets import DocumentFacts
from mediakit.jsonsafe import clean_text
from mediakit.kinds import DOC, PPT, XLS

LEGACY_TYPES = frozenset((DOC, XLS, PPT))
LARGEST_STREAM = 32 << 20


def read_legacy(path: Path, file_type: str) -> DocumentFacts:
    """The facts of a document; UnreadableFile for a broken one."""
    with compound.opened(path) as ole:
        said = _properties(ole)
        text = _text(ole, file_type)
        return DocumentFacts(
            pages=wording.count(said.get("slides") or said.get("num_pages")),
            title=said.get("title"),
            author=said.get("author"),
            caption=said.get("subject") or said.get("comments"),
            keywords=wording.keywords([said.get("keywords", "")]),
            created=wording.moment(said.get("create_time")),
            modified=wording.moment(said.get("last_saved_time")),
            language=languages.of_document(None, text),
            has_macros=compound.has_macros(ole),
            text=text,
            metadata=dict(said),
        )


def _properties(ole: olefile.OleFileIO) -> dict[str, str]:
    try:
        stated = ole.get_metadata()
    except compound.DAMAGE:
        return {}
    found = {name: _said(getattr(stated, name, None)) for name in WANTED}
    return {name: text for name, text in found.items() if text}


def _said(value: object) -> str:
    if isinstance(value, bytes):
        # The code page is stated and often wrong.
        value = value.decode("utf-8" if _is_utf8(value) else "cp1252", "replace")
    if isinstance(value, datetime):
        return value.isoformat()
    return clean_text(value) if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(ole: olefile.OleFileIO, file_type: str) -> str:
    def stream(name: str) -> bytes:
        if not ole.exists(name) or ole.get_size(name) > LARGEST_STREAM:
            return b""
        return ole.openstream(name).read()

    try:
        return wording.bounded(WRITERS[file_type](stream))
    except compound.DAMAGE:
        # These are forty years of formats: what cannot be read is not searched.
        return ""


WANTED = (
    "title",
    "subject",
    "author",
    "keywords",
    "comments",
    "last_saved_by",
    "create_time",
    "last_saved_time",
    "num_pages",
    "slides",
    "creating_application",
    "company",
    "manager",
    "category",
)
WRITERS: dict[str, Callable[[binarytexts.Streams], Iterator[str]]] = {
    DOC: binarytexts.of_word,
    XLS: binarytexts.of_excel,
    PPT: binarytexts.of_powerpoint,
}
