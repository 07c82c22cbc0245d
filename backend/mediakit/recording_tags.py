"""What the tags of films and sound say, whichever of a dozen ways of tagging they follow."""

import re
from collections.abc import Mapping

from av.container import InputContainer
from av.stream import Stream

from mediakit import moments, places
from mediakit.jsonsafe import clean_text
from mediakit.moments import Moment

QUICKTIME = "com.apple.quicktime."
ANDROID = "com.android."
POSITION = re.compile(r"([+-]\d{1,3}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)")
# ISO 6709 also writes degrees with minutes and seconds, without anything between them.
SEXAGESIMAL = re.compile(r"([+-])(\d{2})((?:\d{2}){1,2}(?:\.\d+)?)([+-])(\d{3})((?:\d{2}){1,2}(?:\.\d+)?)")
HEIGHT = re.compile(r"([+-]\d{1,6}(?:\.\d{1,12})?)(?:CRS|/|$)")
LOCATIONS = (QUICKTIME + "location.iso6709", "location", "location-eng", "xyz")
# Signs of Windows where Latin-1 has controls, which no text holds.
CONTROLS = re.compile(rb"[\x80-\x9f]")
YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
# Said of a track alone, and nothing about the whole.
OF_TRACKS = frozenset(("title", "language", "handler_name", "vendor_id", "encoder", "duration", "comment", "bps"))


def read_tags(container: InputContainer, stream: Stream) -> dict[str, str]:
    """The tags of a container over those of its main stream, by lower-case name."""
    of_track = _clean(stream.metadata)
    # Ogg has no other place for tags than its tracks.
    if container.format.name != "ogg":
        of_track = {name: value for name, value in of_track.items() if name not in OF_TRACKS}
    return of_track | _clean(container.metadata)


def first_of(tags: Mapping[str, str], *names: str) -> str | None:
    """The first of some tags that is there, QuickTime's own spelling before the plain one."""
    return next((tags[name] for plain in names for name in (QUICKTIME + plain, plain) if name in tags), None)


def moment(tags: Mapping[str, str]) -> Moment:
    """When it was recorded: the camera's wall clock with its offset, or else UTC; no offset where none is stated."""
    found = moments.stated(tags.get(QUICKTIME + "creationdate") or tags.get("creation_time"))
    # Cameras without a clock write the start of their epoch.
    return found if found[0] and found[0].year > 1970 else moments.UNKNOWN


def position(tags: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Latitude and longitude out of an ISO 6709 text."""
    found = _place(tags)
    latitude, longitude = _degrees(found) if found else (0.0, 0.0)
    known = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude)
    return (latitude, longitude) if known else (None, None)


def altitude(tags: Mapping[str, str]) -> float | None:
    """Metres above the sea out of the same text."""
    found = _place(tags)
    height = HEIGHT.match(found.string, found.end()) if found else None
    return places.plausible(float(height[1])) if height else None


def year(tags: Mapping[str, str]) -> int | None:
    """The year something came out."""
    found = YEAR.search(first_of(tags, "date", "year", "originaldate", "tory", "tyer", "wm/year") or "")
    return int(found[1]) if found else None


def number(text: str | None) -> int | None:
    """The first number of a text such as "3/12"; None for none, zero and nonsense."""
    digits = re.match(r"\s*(\d{1,4})(?!\d)", text or "")
    return (int(digits[1]) or None) if digits else None


def true_text(text: str) -> str:
    """A text with the characters that were meant.

    Bytes that were no UTF-8 arrive as lone surrogates and are Western; UTF-8 that was declared Latin-1 is undone,
    and so are the quotation marks and dashes of Windows.
    """
    try:
        if any("\ud800" <= character <= "\udfff" for character in text):
            return text.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
        western = text.encode("latin-1")
        return western.decode("cp1252" if CONTROLS.search(western) and not _is_utf8(western) else "utf-8")
    except UnicodeError:
        return text


def _clean(tags: Mapping[str, str]) -> dict[str, str]:
    texts = ((clean_text(true_text(name)).lower(), clean_text(true_text(value))) for name, value in tags.items())
    return {name: text for name, text in texts if name and text}


def _is_utf8(octets: bytes) -> bool:
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _place(tags: Mapping[str, str]) -> re.Match[str] | None:
    said = (tags.get(name, "") for name in LOCATIONS)
    return next((found for text in said if (found := SEXAGESIMAL.match(text) or POSITION.match(text))), None)


def _degrees(place: re.Match[str]) -> tuple[float, float]:
    if place.re is SEXAGESIMAL:
        return _decimal(place[1], place[2], place[3]), _decimal(place[4], place[5], place[6])
    return float(place[1]), float(place[2])


def _decimal(sign: str, degrees: str, rest: str) -> float:
    whole = rest.partition(".")[0]
    minutes, seconds = (float(rest), 0.0) if len(whole) == 2 else (float(rest[:2]), float(rest[2:]))
    value = int(degrees) + minutes / 60 + seconds / 3600
    return round(-value if sign == "-" else value, 7)
