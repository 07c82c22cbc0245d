"""Raw tags of strangers, made fit for a JSON column: bounded, finite, and without what PostgreSQL refuses."""

import math
from collections.abc import Mapping
from numbers import Real

LONGEST_TEXT = 500
LONGEST_LIST = 32
MOST_TAGS = 300


def clean_text(value: str, longest: int = LONGEST_TEXT) -> str:
    """A text cut at its first NUL, without lone surrogates and surrounding blanks."""
    bare = value.partition("\x00")[0].encode("utf-8", "replace").decode("utf-8")
    return bare.strip()[:longest].strip()


def clean_tags(tags: Mapping[str, object]) -> dict[str, object]:
    """Tags whose values are texts, finite numbers and short lists of these; others are left out."""
    cleaned = ((clean_text(name, 100), clean_value(value)) for name, value in list(tags.items())[:MOST_TAGS])
    return {name: value for name, value in cleaned if value not in (None, "")}


def clean_value(value: object) -> object:
    """One value made fit for JSON; None where it cannot be."""
    if isinstance(value, bytes):
        value = _printable(value)
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool | int):
        return value if abs(value) < 1 << 63 else None
    if isinstance(value, Real):
        return _finite(value)
    if isinstance(value, tuple | list):
        return [clean_value(part) for part in value] if len(value) <= LONGEST_LIST else None
    return None


def _printable(value: bytes) -> str | None:
    try:
        text = value.rstrip(b"\x00").decode("ascii")
    except UnicodeDecodeError:
        return None
    return text if text.isprintable() else None


def _finite(value: Real) -> float | None:
    try:
        number = round(float(value), 6)
    except (ZeroDivisionError, OverflowError, ValueError):
        return None
    return number if math.isfinite(number) else None
