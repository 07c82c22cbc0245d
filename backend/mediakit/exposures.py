"""How a picture was taken: lens, light and settings, out of the entries of EXIF."""

from dataclasses import dataclass
from typing import Any

from PIL.ExifTags import Base

from mediakit import rationals

FIRED = 1
# Fields of sixteen bits say so when a sensitivity does not fit into them.
TOO_LARGE = 65535
#: What programs call these entries in XMP, where numbers are written as fractions.
IN_XMP = {
    Base.ExposureTime: "exif:ExposureTime",
    Base.ShutterSpeedValue: "exif:ShutterSpeedValue",
    Base.FNumber: "exif:FNumber",
    Base.ApertureValue: "exif:ApertureValue",
    Base.ISOSpeedRatings: "exif:ISOSpeedRatings",
    Base.ISOSpeed: "exifEX:PhotographicSensitivity",
    Base.FocalLength: "exif:FocalLength",
    Base.FocalLengthIn35mmFilm: "exif:FocalLengthIn35mmFilm",
}


@dataclass(frozen=True)
class Exposure:
    """Times in seconds, lengths in millimetres, the f_number as its f-number, `flash` whether it fired."""

    exposure_time: float | None = None
    f_number: float | None = None
    iso: int | None = None
    focal_length: float | None = None
    focal_length_35mm: float | None = None
    flash: bool | None = None


def read_exposure(camera: dict[int, Any]) -> Exposure:
    """The exposure in the entries of EXIF's own directory; what cannot be is left out."""
    time, f_number = _number(camera.get(Base.ExposureTime), 1e5), _number(camera.get(Base.FNumber), 200)
    flash = camera.get(Base.Flash)
    return Exposure(
        exposure_time=time or _from_apex(camera.get(Base.ShutterSpeedValue), -1),
        f_number=f_number or _from_apex(camera.get(Base.ApertureValue), 0.5),
        iso=_sensitivity(camera),
        focal_length=_number(camera.get(Base.FocalLength), 10_000),
        focal_length_35mm=_number(camera.get(Base.FocalLengthIn35mmFilm), 60_000),
        flash=bool(flash & FIRED) if isinstance(flash, int) else None,
    )


def exposure_in_words(said: dict[str, str]) -> Exposure:
    """The same by the names and in the words of XMP."""
    return read_exposure({tag: rationals.number(said[name]) for tag, name in IN_XMP.items() if name in said})


def _number(value: Any, most: float) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    # Zero is how cameras say that they do not know; a NaN is neither above nor below.
    return round(number, 6) if 0 < number <= most else None


def _from_apex(value: Any, exponent: float) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return round(2 ** (exponent * number), 6) if -30 <= number <= 30 else None


def _sensitivity(camera: dict[int, Any]) -> int | None:
    value = camera.get(Base.ISOSpeedRatings)
    value = value[0] if isinstance(value, tuple) and value else value
    if value is None or value == TOO_LARGE:
        value = camera.get(Base.RecommendedExposureIndex) or camera.get(Base.ISOSpeed)
    number = _number(value, 10_000_000)
    return round(number) if number else None
