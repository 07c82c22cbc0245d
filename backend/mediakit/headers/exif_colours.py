"""The colours that a camera names in EXIF by the rule of its trade (DCF 2.0), which knows sRGB and Adobe RGB."""

from struct import pack

from mediakit.headers.stated import ADOBE, Stated

ORDERS = {b"II": "<", b"MM": ">"}
# Whole entries, which stand nowhere by chance, so that no directory has to be followed: tag, type, count and value.
UNCALIBRATED = ("HHIH", 0xA001, 3, 1, 0xFFFF)
ADOBE_INDEX, SRGB_INDEX = ("HHI4s", 1, 2, 4, b"R03\0"), ("HHI4s", 1, 2, 4, b"R98\0")


def stated(exif: bytes) -> Stated | None:
    """Adobe RGB, where a block of EXIF says so by both of its tags."""
    order = ORDERS.get(exif[:2])
    said = order and all(pack(order + form, *values) in exif for form, *values in (ADOBE_INDEX, UNCALIBRATED))
    return ADOBE if said else None


def as_srgb(exif: bytes) -> bytes:
    """A block of EXIF that no longer names Adobe RGB."""
    for order in ORDERS.values():
        (form, *adobe), (_, *srgb) = ADOBE_INDEX, SRGB_INDEX
        exif = exif.replace(pack(order + form, *adobe), pack(order + form, *srgb))
    return exif
