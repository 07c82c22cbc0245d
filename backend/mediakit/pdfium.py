"""The one door to pdfium. It may crash or eat all memory over a PDF made to hurt, so `confined` calls what is here."""

import contextlib
import ctypes
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from mediakit import wording
from mediakit.errors import TruncatedFile, UnreadableFile
from mediakit.jsonsafe import clean_tags, clean_text

MOST_TEXT_PAGES = 300
MOST_ATTACHMENTS = 50
# Then the words of the pages so far have to do.
SECONDS_FOR_TEXT = 8
LARGEST_PAGE = 1e7


def read(path: str) -> dict[str, object]:
    """What pdfium knows of a PDF, `locked` where it needs a password; TruncatedFile or UnreadableFile."""
    document = _open(path)
    if document is None:
        return {"locked": True}
    with document:
        return {
            "locked": False,
            "pages": len(document),
            "tags": clean_tags(document.get_metadata_dict(skip_empty=True)),
            "language": _utf16(lambda buffer, size: raw.FPDFCatalog_GetLanguage(document, buffer, size)),
            "encrypted": raw.FPDF_GetSecurityHandlerRevision(document) != -1,
            "scripts": raw.FPDFDoc_GetJavaScriptActionCount(document) > 0,
            "attachments": list(_attachments(document)),
            "text": wording.bounded(_texts(document)),
        }


def draw(path: str, out: str, first: int, count: int, longest: int) -> list[str]:
    """Pages from `first`, counted from 0, as PNGs in the folder `out`; none where a password is needed."""
    document = _open(path)
    if document is None:
        return []
    with document:
        with contextlib.suppress(pypdfium2.PdfiumError):
            # What was written into a form is drawn. This build runs no scripts.
            document.init_forms()
        last = min(first + count, len(document))
        return [_draw(document, number, Path(out), longest) for number in range(first, last)]


def _open(path: str) -> pypdfium2.PdfDocument | None:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            return None
        raise UnreadableFile("The PDF is damaged and cannot be opened. Export it again.") from error
    if not len(document):
        document.close()
        raise TruncatedFile("The PDF has no pages. Copy the original again.")
    return document


def _draw(document: pypdfium2.PdfDocument, number: int, out: Path, longest: int) -> str:
    target = out / f"page-{number + 1:04}.png"
    try:
        page = document[number]
        size = max(page.get_size())
        if not math.isfinite(size) or not 0 < size < LARGEST_PAGE:
            raise UnreadableFile("A page of the PDF has no size that can be drawn.")
        picture = page.render(scale=longest / size).to_pil().convert("RGB")
        page.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("A page of the PDF cannot be drawn.") from error
    picture.crop((0, 0, min(picture.width, longest), min(picture.height, longest))).save(target, compress_level=1)
    return str(target)


def _texts(document: pypdfium2.PdfDocument) -> Iterator[str]:
    enough = time.process_time() + SECONDS_FOR_TEXT
    for number in range(min(len(document), MOST_TEXT_PAGES)):
        if time.process_time() > enough:
            return
        try:
            page = document[number]
            yield page.get_textpage().get_text_bounded(errors="ignore") + "\n"
            page.close()
        except pypdfium2.PdfiumError:
            # One broken page does not take the others' words away.
            continue


def _attachments(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for number in range(min(document.count_attachments(), MOST_ATTACHMENTS)):
        try:
            name = clean_text(document.get_attachment(number).get_name(), 200)
        except (pypdfium2.PdfiumError, UnicodeDecodeError):
            continue
        if name:
            yield name


def _utf16(ask: Callable[[object, int], int]) -> str:
    size = ask(None, 0)
    if not 2 < size < 200:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    ask(buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00")
