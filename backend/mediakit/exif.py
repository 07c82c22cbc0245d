"""EXIF: the camera, when and where, and the raw tags."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PIL import ExifTags
from PIL.ExifTags import GPS, Base

from mediakit import directories, places
from mediakit.directories import Directories
from mediakit.exposures import Exposure, read_exposure
from mediakit.jsonsafe import clean_tags, clean_text

# Cameras and programs part the numbers by whatever they like, and leave out zeros and seconds.
MOMENT = re.compile(
    r"(\d{4})[:/.-] ?(\d{1,2})[:/.-] ?(\d{1,2})(?:[ T:-]{1,2}(\d{1,2})[:.] ?(\d{1,2})(?:[:.] ?(\d{1,2}))?)"
)
OFFSET = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d")
BULKY = frozenset((Base.MakerNote, Base.UserComment, Base.PrintImageMatching, Base.XMLPacket))
WIDE = frozenset((Base.XPTitle, Base.XPComment, Base.XPAuthor, Base.XPKeywords, Base.XPSubject))
PREFIX = b"Exif\x00\x00"
LARGEST = 1 << 20
COLOUR_SPACES = {1: "sRGB", 2: "Adobe RGB"}
# What cameras write into every picture where people could have described it.
BOILERPLATE = re.compile(
    r"(olympus|sony|sanyo|casio|konica ?minolta|minolta|kodak|samsung|medion|digital|fujifilm|jenoptik|vivitar|pentax"
    r"|benq|polaroid|praktica)?[ _-]*(digital +(still +)?camera|dsc|dcim\b.*|camera|digital)|exif[ _-]jpeg[ _-]picture"
    r"|default|untitled|samsung|medion|maginon|<.*>|created with gimp|file written by adobe photoshop.*"
    r"|lead technologies.*|charset=.*|ascii|unicode|jpeg|picture|none|image ?description|screenshot|hdr|cof|dav",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Exif:
    """What a block of EXIF says, as in `Facts`."""

    taken_at: datetime | None = None
    taken_offset: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera_make: str | None = None
    camera_model: str | None = None
    altitude: float | None = None
    lens: str | None = None
    software: str | None = None
    color_space: str | None = None
    title: str | None = None
    caption: str | None = None
    author: str | None = None
    copyright: str | None = None
    keywords: tuple[str, ...] = ()
    exposure: Exposure = field(default_factory=Exposure)
    tags: dict[str, object] = field(default_factory=dict)


def read_exif(block: bytes) -> Exif:
    """The facts of a block of EXIF (a TIFF, with or without its prefix); an empty Exif where it is damaged."""
    return from_directories(directories.read(block.removeprefix(PREFIX))) if len(block) <= LARGEST else Exif()


def from_directories(found: Directories) -> Exif:
    """The facts of EXIF whose directories were read."""
    first, camera, gps = found.first, found.camera, found.place
    latitude, longitude = _position(gps)
    return Exif(
        taken_at=_moment(camera.get(Base.DateTimeOriginal)),
        taken_offset=_offset(camera.get(Base.OffsetTimeOriginal)),
        latitude=latitude,
        longitude=longitude,
        camera_make=_text(first.get(Base.Make)),
        camera_model=_text(first.get(Base.Model)),
        altitude=_altitude(gps),
        lens=_text(camera.get(Base.LensModel)),
        software=_text(first.get(Base.Software)),
        color_space=COLOUR_SPACES.get(camera.get(Base.ColorSpace, 0)),
        title=_wide_text(first.get(Base.XPTitle)),
        caption=_caption(first),
        author=_text(first.get(Base.Artist)) or _wide_text(first.get(Base.XPAuthor)),
        copyright=_copyright(first.get(Base.Copyright)),
        keywords=_keywords(first.get(Base.XPKeywords)),
        exposure=read_exposure(camera),
        tags=clean_tags(_named(first) | _named(camera)),
    )


def _wide_text(value: Any) -> str | None:
    if isinstance(value, tuple):
        value = bytes(part & 0xFF for part in value if isinstance(part, int))
    if not isinstance(value, bytes):
        return None
    return clean_text(value.decode("utf-16-le", "replace")) or None


def _keywords(value: Any) -> tuple[str, ...]:
    words = (word.strip() for word in (_wide_text(value) or "").split(";"))
    return tuple(dict.fromkeys(word for word in words if word))


def _caption(first: dict[int, Any]) -> str | None:
    text = _text(first.get(Base.ImageDescription))
    return text if text and not BOILERPLATE.fullmatch(text) else _wide_text(first.get(Base.XPComment))


def _copyright(value: Any) -> str | None:
    # The photographer's and the editor's stand in one field; a lone blank says that there is no photographer.
    text = value.replace("\x00", ", ") if isinstance(value, str) else value
    found = _text(text)
    return found.strip(" ,") or None if found else None


def _altitude(gps: dict[int, Any]) -> float | None:
    try:
        height = float(gps.get(GPS.GPSAltitude, "nan"))
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    below = gps.get(GPS.GPSAltitudeRef) in (b"\x01", 1)
    return places.plausible(-height if below else height)


def _named(entries: dict[int, Any]) -> dict[str, object]:
    return {
        ExifTags.TAGS[tag]: _wide_text(value) if tag in WIDE else _true_characters(value)
        for tag, value in entries.items()
        if tag in ExifTags.TAGS and tag not in BULKY
    }


def _text(value: Any) -> str | None:
    value = _true_characters(value)
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return clean_text(value) or None if isinstance(value, str) else None


def _true_characters(text: Any) -> Any:
    # EXIF knows ASCII only, we read Latin-1, and everybody writes UTF-8.
    if not isinstance(text, str):
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _moment(value: Any) -> datetime | None:
    found = MOMENT.match(_text(value) or "")
    if not found:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None


def _offset(value: Any) -> str | None:
    text = _text(value)
    return text if text and OFFSET.fullmatch(text) else None


def _position(gps: dict[int, Any]) -> tuple[float | None, float | None]:
    latitude = _degrees(gps.get(GPS.GPSLatitude), gps.get(GPS.GPSLatitudeRef), limit=90)
    longitude = _degrees(gps.get(GPS.GPSLongitude), gps.get(GPS.GPSLongitudeRef), limit=180)
    # Cameras without a fix write zeros.
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None, None
    return latitude, longitude


def _degrees(parts: Any, reference: Any, *, limit: int) -> float | None:
    parts = parts if isinstance(parts, tuple) else (parts,)
    try:
        degrees, minutes, seconds = (*(abs(float(part)) for part in parts), 0.0, 0.0)[:3]
    except (TypeError, ValueError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    # Also false for a NaN, which is what a fraction over zero becomes.
    if not 0 <= value <= limit:
        return None
    return round(-value if (_text(reference) or "").upper()[:1] in ("S", "W") else value, 7)
