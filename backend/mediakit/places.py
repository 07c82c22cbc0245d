"""Where something was made, as programs write it."""

import re

from mediakit import rationals

DEGREES = re.compile(
    r"([+-]?)(\d{1,3}(?:\.\d{1,20})?)(?:,(\d{1,2}(?:\.\d{1,20})?))?(?:,(\d{1,2}(?:\.\d{1,20})?))? ?([NSEW]?)"
)
# Metres: the deepest sea, and somewhat above airliners, gliders and balloons.
LOWEST, HIGHEST = -12_000, 60_000


def position(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    """Degrees out of texts such as "47,22.614N", "47,22,36.84N" and "47.3769"; None twice where one makes no sense."""
    found = _degrees(latitude, 90, "NS"), _degrees(longitude, 180, "EW")
    # Cameras without a fix write zeros.
    return found if None not in found and any(found) else (None, None)


def height(text: str, *, below: bool) -> float | None:
    """Metres above the sea out of a fraction such as "4085/10"."""
    metres = rationals.number(text)
    return None if metres is None else plausible(-metres if below else metres)


def plausible(metres: float) -> float | None:
    """The height, if anything that takes pictures gets there. False for a NaN."""
    return round(metres, 2) if LOWEST <= metres <= HIGHEST else None


def _degrees(text: str, limit: int, letters: str) -> float | None:
    found = DEGREES.fullmatch(text)
    if not found or found[5] not in letters:
        return None
    degrees, minutes, seconds = (float(part or 0) for part in found.groups()[1:4])
    value = degrees + minutes / 60 + seconds / 3600
    if value > limit:
        return None
    return round(-value if found[1] == "-" or found[5] in {"S", "W"} else value, 7)
