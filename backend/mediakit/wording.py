"""What a document says of itself and what is written in it, brought into the shape of facts."""

import re
from collections.abc import Iterable
from datetime import datetime

from mediakit.jsonsafe import clean_text
from mediakit.texts import LONGEST

LONGEST_CAPTION = 2_000
MOST_KEYWORDS = 50
# All controls but the tab and the two line breaks, and what no text may hold.
UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF))
SEPARATORS = re.compile(r"[,;\n\r]+")


def first(found: dict[str, list[str]], *names: str) -> str | None:
    """The first of several properties that says anything."""
    said = (clean_text(text) for name in names for text in found.get(name, ()))
    return next((text for text in said if text), None)


def caption(found: dict[str, list[str]], *names: str) -> str | None:
    said = (clean_text(text, LONGEST_CAPTION) for name in names for text in found.get(name, ()))
    return next((text for text in said if text), None)


def keywords(stated: Iterable[str]) -> tuple[str, ...]:
    """Keywords each once, in their order; lists within a text are taken apart."""
    parts = (clean_text(part, 100) for text in stated for part in SEPARATORS.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))[:MOST_KEYWORDS]


def moment(stated: str | None) -> str | None:
    """A date and time in ISO 8601, without fractions; None for nonsense and for the empty dates of programs."""
    try:
        when = datetime.fromisoformat((stated or "").strip())
    except ValueError:
        return None
    return when.replace(microsecond=0).isoformat() if when.year > 1970 else None


def count(stated: str | None) -> int | None:
    """A number of pages as stated; None where it cannot be one."""
    text = (stated or "").strip()
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else None


def bounded(parts: Iterable[str], longest: int = LONGEST) -> str:
    """Parts joined until there is enough, without control characters and lone surrogates."""
    kept: list[str] = []
    length = 0
    for part in parts:
        kept.append(part)
        length += len(part)
        if length >= longest:
            break
    text = "".join(kept)[:longest].replace("\r\n", "\n").translate(UNPRINTABLE)
    # Two halves of one character meet here, and a half without its other becomes a question mark.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
