"""Where a file ends by its own account: earlier it is truncated, and what follows may be meant for another program."""

import re
import sys
from collections.abc import Callable
from mmap import mmap
from struct import error as StructError
from struct import unpack_from
from typing import TypeGuard

from mediakit import boxes, directories
from mediakit.errors import TruncatedFile, UnreadableFile
from mediakit.headers import gif, jpeg, png, tiff_end

TILES, TILE_SIZES = 324, 325
# Of a stack the directory names the first picture alone, behind which the others are.
DESCRIPTION, STACK = 270, "ImageJ="
PDF = "application/pdf"
PDF_START = b"%PDF-"
PDF_END = b"%%EOF"
PDF_ENDS = (PDF_END, b"startxref", b"trailer")
PDF_OBJECT = re.compile(rb"[\r\n ]\d{1,10} \d{1,5} obj\b")
# Readers look for the beginning of a PDF in so many bytes, and for its end in less than these.
PDF_PROLOGUE, PDF_TAIL = 1024, 64 * 1024
ZIP_END, ZIP_DIRECTORY = b"PK\x05\x06", b"PK\x01\x02"
ZIP_END_SIZE, ZIP_TAIL = 22, 22 + 65_535
# Some programs count a header too often, which is much of a small file, and the last seconds of a recording are missed
# by nobody.
TOLERATED_SHARE, TOLERATED_AT_LEAST = 50, 64
TOLERATED, TOLERATED_SHARE_OF_A_SMALL_ONE = 1024, 8
OGG_PAGE, OGG_HEADER = b"OggS\x00", 27
INDEX = b"moov"
# The longest page, and whatever else may be behind it.
OGG_TAIL = 128 * 1024
# Programs that write as they go state the most that can be stated, or nothing.
OPEN_END = 0x7FFF0000
TAIL = 64 * 1024
HIDDEN = "Something else is hidden behind the content of the file. Export it again."
BLANKS = b"\0\x1a\r\n\t "
LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,300}?/L\s+(\d{1,12})\b")
# Cameras append pictures, films and notes of their own. Pages, scripts, programs and archives come from elsewhere.
FOREIGN = re.compile(
    rb"[\s\0]*(?:<[a-z?!%]|\*/|#!|PK\x03\x04|Rar!\x1a|7z\xbc\xaf|\x1f\x8b\x08|%PDF-|\x7fELF|MZ[\0-\xff]{2}[\0-\x0f]\0)"
    rb"|[\0-\xff]*?<(?:\?php|script|html|!doctype html)",
    re.IGNORECASE,
)
# Programs pass over whatever stands before an archive, and these have so much structure that no film holds one by
# chance. Each is looked for by itself, which is quicker than all of them together.
FOREIGN_ANYWHERE = tuple(
    re.compile(signature)
    for signature in (
        rb"Rar!\x1a\x07[\x00\x01]",
        rb"7z\xbc\xaf\x27\x1c",
        rb"PK\x03\x04[\x0a-\x3f]\x00[\x00-\xff][\x00-\x0f][\x00\x08\x09\x0c\x0e\x5d-\x63]\x00",
        rb"MSCF\x00{4}",
        rb"\xfd7zXZ\x00",
        rb"\x7fELF[\x01\x02][\x01\x02]\x01",
        # Programs for DOS, as which those for Windows begin, and the second header of the latter.
        rb"MZ(?:\x90\x00\x03\x00{3}|[\x00-\xff][\x00\x01][\x00-\xff]{2}(?:[\x00-\xff]\x00){2}[\x00-\xff]{2}\xff\xff)",
        rb"PE\x00\x00(?:L\x01|d\x86|d\xaa|[\xc0\xc4]\x01|\x00\x02)",
    )
)
# No program looks as far as this for an archive.
SEARCHED = 64 << 20


def check(data: mmap, file_type: str) -> None:
    """Raise UnreadableFile for what another program would open as something else, TruncatedFile for half a file."""
    if _hides_archive(data):
        raise UnreadableFile("An archive is hidden behind the content of the file. Export it again.")
    if file_type == PDF:
        _check_end_of_pdf(data)
    else:
        _check_beginning(data)
    end = ENDS[file_type](data) if file_type in ENDS else None
    if end is None:
        return
    small = min(TOLERATED, end // TOLERATED_SHARE_OF_A_SMALL_ONE)
    if end - len(data) > max(TOLERATED_AT_LEAST, small, end // TOLERATED_SHARE):
        raise TruncatedFile
    if end < len(data):
        _check_tail(data, end)


def _check_end_of_pdf(data: mmap) -> None:
    tail = max(0, len(data) - PDF_TAIL)
    end = data.rfind(PDF_END, tail)
    # Each change is written behind the whole before it, so that one which is cut off hides behind an older end.
    changed = end >= 0 and PDF_OBJECT.search(data, end)
    if not _says_end(data, end + len(PDF_END) if changed else tail):
        raise TruncatedFile("The end of the PDF is missing. Copy the original again.")


def _says_end(data: mmap, start: int) -> bool:
    return any(data.find(sign, start) >= 0 for sign in PDF_ENDS)


def check_package(data: mmap) -> None:
    """The same of a document that is a zip archive itself: nothing but its remark may follow the end of it."""
    _check_beginning(data)
    found = data.rfind(ZIP_END, max(0, len(data) - ZIP_TAIL))
    end = found + ZIP_END_SIZE
    remark = int.from_bytes(data[end - 2 : end], "little")
    if found < 0 or data[end + remark :].strip(BLANKS):
        raise UnreadableFile(HIDDEN)
    _check_tail(data, end)


def check_before(data: mmap, start: int) -> None:
    """Raise UnreadableFile for a page or program in what stands before the content proper."""
    _check_free(data, 0, start)


def _check_beginning(data: mmap) -> None:
    if data.find(PDF_START, 0, PDF_PROLOGUE) >= 0:
        raise UnreadableFile("A PDF is hidden at the beginning of the file. Export it again.")


def _check_tail(data: mmap, end: int) -> None:
    _check_free(data, end, end + SEARCHED)


def _check_free(data: mmap, start: int, stop: int) -> None:
    found = FOREIGN.match(data[start : min(stop, start + TAIL)])
    if found or any(signature.search(data, start, stop) for signature in FOREIGN_ANYWHERE):
        raise UnreadableFile(HIDDEN)


def _hides_archive(data: mmap) -> bool:
    end = data.rfind(ZIP_END, max(0, len(data) - ZIP_TAIL))
    if end < 0 or end + ZIP_END_SIZE > len(data):
        return False
    # Only a remark may follow the end, or else it is that of a file inside, such as an attachment of a PDF.
    remark = int.from_bytes(data[end + 20 : end + 22], "little")
    start = end - int.from_bytes(data[end + 12 : end + 16], "little")
    is_last = end + ZIP_END_SIZE + remark >= len(data)
    return is_last and start >= 0 and data[start : start + len(ZIP_DIRECTORY)] == ZIP_DIRECTORY


def _of_riff(data: mmap) -> int | None:
    size = int.from_bytes(data[4:8], "little")
    return 8 + size + (size & 1) if 0 < size < OPEN_END else None


def _of_aiff(data: mmap) -> int | None:
    size = int.from_bytes(data[4:8], "big")
    return 8 + size if 0 < size < OPEN_END else None


def _of_boxes(data: mmap) -> int | None:
    position = 0
    for _ in range(boxes.MOST_BOXES):
        try:
            size, kind = unpack_from(">I4s", data, position)
            size = unpack_from(">Q", data, position + 8)[0] if size == 1 else size
        except StructError:
            return position
        if not size:
            return None
        # What no program wrote as a box has no size either.
        if size < 8 or (position + size > len(data) and kind not in boxes.OUTERMOST):
            return position
        # Nothing plays without the index, of which a part may be less than what is tolerated elsewhere.
        if kind == INDEX and position + size > len(data):
            return sys.maxsize
        position += size
    return None


def _of_tiff(data: mmap) -> int | None:
    # Decoders say nothing of tiles that are missing and draw them black; of missing rows they do.
    first = directories.read(data).first
    places, sizes = (value if isinstance(value, tuple) else (value,) for value in map(first.get, (TILES, TILE_SIZES)))
    ends = (place + size for place, size in zip(places, sizes, strict=False) if _is_place(place) and _is_place(size))
    last = max([0, *ends])
    if last > len(data):
        return last
    if str(first.get(DESCRIPTION, "")).startswith(STACK):
        return None
    # What else is missing may be a note of the camera, and the picture itself is left to the decoder.
    found = tiff_end.end(data)
    return found if found is not None and found <= len(data) else None


def _is_place(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and value >= 0


def _of_matroska(data: mmap) -> int | None:
    head, start = _matroska_size(data, 4)
    if head is None or data[start + head : start + head + 4] != b"\x18\x53\x80\x67":
        return None
    size, start = _matroska_size(data, start + head + 4)
    return None if size is None else start + size


def _matroska_size(data: mmap, position: int) -> tuple[int | None, int]:
    """A size of as many octets as its first bits say, None for an open end, and where its content begins."""
    first = data[position] if position < len(data) else 0
    length = 9 - first.bit_length()
    if length > 8:
        return None, position
    end = position + length
    value = int.from_bytes(data[position:end], "big") & ((1 << 7 * length) - 1)
    return (None if value == (1 << 7 * length) - 1 else value), end


def _of_ogg(data: mmap) -> int | None:
    """The end of the last page; None where none is near the end. TruncatedFile inside of it, however little is missing.

    Nothing else says how long an Ogg is, and a page is all that there is to measure its loss by.
    """
    page = data.rfind(OGG_PAGE, max(0, len(data) - OGG_TAIL))
    if page < 0:
        return None
    segments = page + OGG_HEADER
    content = segments + data[segments - 1] if segments <= len(data) else sys.maxsize
    end = content + sum(data[segments:content])
    if content > len(data) or end - len(data) > TOLERATED_AT_LEAST:
        raise TruncatedFile
    return end


def _of_pdf(data: mmap) -> int | None:
    end = data.rfind(PDF_END) + len(PDF_END)
    # One that is made to be read while it arrives says at its beginning how long it is, and has an end there too.
    stated = LINEARIZED.search(data, 0, PDF_PROLOGUE)
    return max(end, int(stated[1]) if stated else 0)


def _of_rtf(data: mmap) -> int | None:
    tail = data[-TAIL:].rstrip(BLANKS)
    # Without the last brace there is no saying how much is missing, but something is.
    return None if tail.endswith(b"}") else sys.maxsize


ENDS: dict[str, Callable[[mmap], int | None]] = {
    "image/jpeg": jpeg.end,
    "image/png": png.end,
    "image/gif": gif.end,
    PDF: _of_pdf,
    "application/rtf": _of_rtf,
    "image/tiff": _of_tiff,
    "audio/aiff": _of_aiff,
    **dict.fromkeys(("audio/ogg", "video/ogg"), _of_ogg),
    **dict.fromkeys(("image/webp", "audio/wav", "video/x-msvideo"), _of_riff),
    **dict.fromkeys(("image/heic", "image/avif", "video/mp4", "video/quicktime", "video/3gpp", "audio/mp4"), _of_boxes),
    **dict.fromkeys(("video/webm", "video/x-matroska", "audio/webm", "audio/x-matroska"), _of_matroska),
}
