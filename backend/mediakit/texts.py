"""Plain text: which sort it is, and its first characters."""

import codecs
import re
from pathlib import Path

from mediakit import charsets
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
# What browsers and servers act upon, however many blank lines stand before it.
ACTIVE_START = re.compile(
    r"#!|<(?:(?:!doctype|html|head|body|script|iframe|svg|math|\?php|\?xml)\b|\?=|\?\s|%)", re.IGNORECASE
)
LIKE_TEXT = ("text/", "message/")
# What libmagic takes texts of East Asia and others for, by their first letter alone.
GUESSED = frozenset(("application/x-dosexec", "audio/x-hx-aac-adts"))
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
DOS_END = b"\x1a"
LONGEST = 200_000


def settle(head: bytes, judged: str, *, extension: str, claims: tuple[str, ...]) -> str | None:
    """The type under which a text is kept; None where it is not passive text. UnreadableFile where it is blank."""
    text = charsets.unguessed(head)
    passive = judged in PASSIVE or (judged == UNKNOWN and _printable(head)) or _is_prose(head, judged, extension)
    if not passive or extension in ACTIVE_EXTENSIONS or ACTIVE_START.match(text.lstrip()):
        return None
    if not text.strip("\ufeff\x00 \t\r\n\f"):
        raise UnreadableFile("The file holds nothing but blanks. Choose the original again.")
    claimed = next((claim for claim in claims if claim in TEXT_TYPES), None)
    if claimed == "application/json" and head.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1] not in (b"{", b"["):
        claimed = None
    return claimed or (judged if judged in TEXT_TYPES else "text/plain")


def read_text(path: Path, *, longest: int = LONGEST) -> str:
    """The characters of a text, at most `longest`, whatever its encoding; NULs are left out."""
    with path.open("rb") as file:
        content = file.read(4 * longest)
    return charsets.decode(content)[:longest].replace("\x00", "")


def _printable(head: bytes) -> bool:
    # libmagic has no opinion on the very shortest texts, and none on those that end as DOS ended them.
    text = charsets.attempt(head.removesuffix(DOS_END), "utf-8")
    return text is not None and charsets.is_shown(text)


def _is_prose(head: bytes, judged: str, extension: str) -> bool:
    # Notes with a line of code or markup in them look like programs and pages to libmagic, but not to who named them.
    like_text = (
        judged.startswith(LIKE_TEXT)
        or (judged == UNKNOWN and charsets.unmarked(head) is not None)
        or (judged in GUESSED and not CONTROLS.search(head.removesuffix(DOS_END)))
    )
    return like_text and EXTENSIONS.get(extension) in TEXT_TYPES
