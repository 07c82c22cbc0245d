"""Plain text: which sort it is, and its characters."""

import codecs
import re
from pathlib import Path

from mediakit.errors import UnreadableFile
from mediakit.kinds import ACTIVE_EXTENSIONS, EXTENSIONS, TEXT_TYPES

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
# Those of Windows, then those of Unix. Every Korean text can be read as one of the latter too, but without syllables.
JAPANESE_ENCODINGS = (("cp932", re.compile("")), ("euc_jp", re.compile("[\u3041-\u30ff]")))
# Japanese stands in runs; a quotation mark of the West that passes for a sign of it stands alone.
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]{2,}")
# What browsers and servers act upon, however many blank lines stand before it.
ACTIVE_START = re.compile(
    r"#!|<(?:(?:!doctype|html|head|body|script|iframe|svg|math|\?php|\?xml)\b|\?=|\?\s|%)", re.IGNORECASE
)
LIKE_TEXT = ("text/", "message/")
# What libmagic takes texts of East Asia and others for, by their first letter alone.
GUESSED = frozenset(("application/x-dosexec", "audio/x-hx-aac-adts"))
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
DOS_END = b"\x1a"
# Texts of Windows programs that leave out the mark. Other octets hardly ever make so many signs that can all be shown.
UNMARKED, SHORTEST_UNMARKED, BLANKS = ("utf-16-le", "utf-16-be"), 16, (" ", "\n", "\t")
LONGEST = 200_000


def settle(head: bytes, judged: str, *, extension: str, claims: tuple[str, ...]) -> str | None:
    """The type under which a text is kept; None where it is not passive text. UnreadableFile where it is blank."""
    passive = judged in PASSIVE or (judged == UNKNOWN and _printable(head)) or _is_prose(head, judged, extension)
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
    # libmagic has no opinion on the very shortest texts, and none on those that end as DOS ended them.
    text = _attempt(head.removesuffix(DOS_END), "utf-8")
    return text is not None and _is_shown(text)


def _is_shown(text: str) -> bool:
    return all(character.isprintable() or character in "\t\r\n\f\u3000" for character in text)


def _is_prose(head: bytes, judged: str, extension: str) -> bool:
    # Notes with a line of code or markup in them look like programs and pages to libmagic, but not to who named them.
    like_text = (
        judged.startswith(LIKE_TEXT)
        or (judged == UNKNOWN and _unmarked(head) is not None)
        or (judged in GUESSED and not CONTROLS.search(head.removesuffix(DOS_END)))
    )
    return like_text and EXTENSIONS.get(extension) in TEXT_TYPES


def _unmarked(content: bytes) -> str | None:
    """The encoding of a text in units of two octets that does not say so; None where it is none."""
    whole = content[: len(content) & ~1]
    for encoding in UNMARKED:
        text = _attempt(whole, encoding) if len(whole) >= SHORTEST_UNMARKED else None
        if text and _is_shown(text) and any(blank in text for blank in BLANKS):
            return encoding
    return None


def _decode(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    text = _attempt(content, "utf-8")
    if (text is None or "\x00" in text) and (wide := _unmarked(content)):
        return content.decode(wide, "replace")
    if text is None:
        text = next(filter(None, (_japanese(content, *encoding) for encoding in JAPANESE_ENCODINGS)), None)
    return content.decode("cp1252", "replace") if text is None else text


def _japanese(content: bytes, encoding: str, needed: re.Pattern[str]) -> str | None:
    text = _attempt(content, encoding) or ""
    foreign = sum(not character.isascii() for character in text)
    is_japanese = needed.search(text) and 2 * sum(map(len, JAPANESE.findall(text))) > foreign
    return text if is_japanese else None


def _attempt(content: bytes, encoding: str) -> str | None:
    # The last character may be cut by the limit, so the decoder is not told that this is the end.
    try:
        return codecs.getincrementaldecoder(encoding)().decode(content)
    except UnicodeDecodeError:
        return None
