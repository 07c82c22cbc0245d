"""Plain text: which sort it is, and its characters."""

import codecs
import re
from pathlib import Path

from mediakit.errors import UnreadableFile
from mediakit.kinds import ACTIVE_EXTENSIONS, TEXT_TYPES

UNKNOWN = "application/octet-stream"
# What nobody's browser or shell would run.
PASSIVE = TEXT_TYPES | {
    "application/x-ndjson",
    "message/rfc822",
    "text/troff",
    "text/vcard",
    "text/x-Algol68",
    "text/x-bibtex",
    "text/x-c",
    "text/x-c++",
    "text/x-diff",
    "text/x-java",
    "text/x-po",
    # Notes with a piece of a program in them; programs are called after their language.
    "text/x-script.python",
    "text/x-tex",
}
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # It begins like the next one, so it comes first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Japanese stands in runs; a quotation mark of the West that passes for a sign of it stands alone.
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]{2,}")
# What browsers and servers act upon, however many blank lines stand before it.
ACTIVE_START = re.compile(
    r"#!|<(?:(?:!doctype|html|head|body|script|iframe|svg|math|\?php|\?xml)\b|\?=|\?\s|%)", re.IGNORECASE
)
LONGEST = 200_000


def settle(head: bytes, judged: str, *, extension: str, claims: tuple[str, ...]) -> str | None:
    """The type under which a text is kept; None where it is not passive text. UnreadableFile where it is blank."""
    passive = judged in PASSIVE or (judged == UNKNOWN and _printable(head))
    if not passive or extension in ACTIVE_EXTENSIONS or ACTIVE_START.match(_decode(head).lstrip()):
        return None
    if not _decode(head).strip("\ufeff\x00 \t\r\n\f"):
        raise UnreadableFile("The file holds nothing but blanks. Choose the original again.")
    claimed = next((claim for claim in claims if claim in TEXT_TYPES), None)
    if claimed == "application/json" and head.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1] not in (b"{", b"["):
        claimed = None
    return claimed or (judged if judged in TEXT_TYPES else "text/plain")


def read_text(path: Path, *, longest: int = LONGEST) -> str:
    """The characters of a text, at most `longest`, whatever its encoding; NULs are left out."""
    with path.open("rb") as file:
        content = file.read(4 * longest)
    return _decode(content)[:longest].replace("\x00", "")


def _printable(head: bytes) -> bool:
    # libmagic has no opinion on the very shortest texts.
    text = _attempt(head, "utf-8")
    return text is not None and all(character.isprintable() or character in "\t\r\n\f" for character in text)


def _decode(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    text = _attempt(content, "utf-8")
    if text is None:
        text = _attempt(content, "cp932")
        if text is None or not _is_japanese(text):
            text = content.decode("cp1252", "replace")
    return text


def _is_japanese(text: str) -> bool:
    foreign = sum(not character.isascii() for character in text)
    return 2 * sum(map(len, JAPANESE.findall(text))) > foreign


def _attempt(content: bytes, encoding: str) -> str | None:
    # The last character may be cut by the limit, so the decoder is not told that this is the end.
    try:
        return codecs.getincrementaldecoder(encoding)().decode(content)
    except UnicodeDecodeError:
        return None
