"""Facts of documents, by whoever knows the format."""

from collections.abc import Callable
from pathlib import Path

from mediakit import languages, tables, texts
from mediakit.epub import read_epub
from mediakit.factsheets import DocumentFacts
from mediakit.kinds import EPUB, RTF, TEXT_TYPES
from mediakit.legacy import LEGACY_TYPES, read_legacy
from mediakit.office import read_office
from mediakit.office_kinds import OFFICE, OPEN_DOCUMENTS
from mediakit.opendocument import read_open_document
from mediakit.pdfs import PDF, read_pdf
from mediakit.rtf import read_rtf

CSV = "text/csv"
# The rows of a larger table are not counted.
LARGEST_TABLE = 16 << 20


def read_document(path: Path, file_type: str) -> DocumentFacts:
    """The facts of a document; UnreadableFile or TruncatedFile where it is damaged."""
    return READERS[file_type](path, file_type)


def _text(path: Path, _: str) -> DocumentFacts:
    text = texts.read_text(path)
    return DocumentFacts(text=text, language=languages.guess(text))


def _table(path: Path, _: str) -> DocumentFacts:
    if path.stat().st_size > LARGEST_TABLE:
        return DocumentFacts(text=texts.read_text(path))
    whole = texts.read_text(path, longest=LARGEST_TABLE)
    found = tables.shape(whole)
    return DocumentFacts(
        text=whole[: texts.LONGEST],
        language=languages.guess(whole),
        rows=found.rows,
        columns=found.columns,
        metadata={"delimiter": found.delimiter},
    )


READERS: dict[str, Callable[[Path, str], DocumentFacts]] = {
    PDF: read_pdf,
    RTF: read_rtf,
    EPUB: read_epub,
    **dict.fromkeys(OFFICE, read_office),
    **dict.fromkeys(OPEN_DOCUMENTS, read_open_document),
    **dict.fromkeys(LEGACY_TYPES, read_legacy),
    **dict.fromkeys(TEXT_TYPES, _text),
    CSV: _table,
}
