"""The characters of texts that do not say how they are encoded, which most do not."""

import codecs
import re

from charset_normalizer import from_bytes

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # It begins like the next one, so it comes first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SYLLABLE = re.compile("[\u3041-\u30ff]")
# Japanese stands in runs; a quotation mark of the West that passes for a sign of it stands alone.
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]{2,}")
WESTERN = "cp1252"
FOREIGN_ENCODINGS = (
    *("cp1251", "koi8_r", "iso8859_5", "cp866"),
    *("gb18030", "big5", "cp949", "cp932", "euc_jp"),
    *("cp1253", "cp1255", "cp1256", "cp874"),
)
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
# In the West an accent or a sign stands alone or beside one other, and dots or dashes in a row are all the same.
FOREIGN_WORD, FEWEST_FOREIGN, FEWEST_SORTS = re.compile(rb"[\x80-\xff]{3,}"), 16, 8
# No character of any of these encodings ends or goes on with what comes before the digits.
NO_BLANKS = bytes(range(0x30, 0x100))
# Texts of Windows programs that leave out the mark. Other octets hardly ever make so many signs that can all be shown.
UNMARKED, SHORTEST_UNMARKED, BLANKS = ("utf-16-le", "utf-16-be"), 16, (" ", "\n", "\t")


def decode(content: bytes) -> str:
    """The text, which may be cut anywhere; by the encoding that it names, fits or seems to have, else a Western one."""
    text = _told(content)
    if text is None:
        text = _japanese(content)
    return content.decode(_foreign(content) or WESTERN, "replace") if text is None else text


def unguessed(content: bytes) -> str:
    """The same without a guess, for whoever must not be led astray."""
    text = _told(content)
    return content.decode(WESTERN, "replace") if text is None else text


def unmarked(content: bytes) -> str | None:
    """The encoding of a text in units of two octets that does not say so; None where it is none."""
    whole = content[: len(content) & ~1]
    for encoding in UNMARKED:
        text = attempt(whole, encoding) if len(whole) >= SHORTEST_UNMARKED else None
        if text and is_shown(text) and any(blank in text for blank in BLANKS):
            return encoding
    return None


def is_shown(text: str) -> bool:
    """Whether all its characters are such as people write."""
    return all(character.isprintable() or character in "\t\r\n\f\u3000" for character in text)


def _told(content: bytes) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    text = attempt(content, "utf-8")
    if (text is None or "\x00" in text) and (wide := unmarked(content)):
        return content.decode(wide, "replace")
    return text


def _japanese(content: bytes) -> str | None:
    """A Japanese text of Windows or Unix, also where most of it is in Latin letters; None for all others."""
    if (text := attempt(content, "cp932")) and _mostly_japanese(text):
        return text
    text = attempt(content, "euc_jp")
    # Every Korean text can be read as one of Unix, but without syllables.
    return text if text and SYLLABLE.search(text) and _mostly_japanese(text) else None


def _mostly_japanese(text: str) -> bool:
    return 2 * sum(map(len, JAPANESE.findall(text))) > sum(not character.isascii() for character in text)


def _foreign(content: bytes) -> str | None:
    """The encoding of a text most of which beyond ASCII is words of another script; None for all others."""
    words = b"".join(FOREIGN_WORD.findall(content))
    if len(words) < FEWEST_FOREIGN or len(set(words)) < FEWEST_SORTS:
        return None
    if 2 * len(words) < len(BEYOND_ASCII.findall(content)):
        return None
    # A character that is cut would speak against its encoding.
    best = from_bytes(content.rstrip(NO_BLANKS) or content, cp_isolation=[*FOREIGN_ENCODINGS]).best()
    return best.encoding if best else None


def attempt(content: bytes, encoding: str) -> str | None:
    """The text; None where it is not of this encoding."""
    # The last character may be cut by the limit, so the decoder is not told that this is the end.
    try:
        return codecs.getincrementaldecoder(encoding)().decode(content)
    except UnicodeDecodeError:
        return None
