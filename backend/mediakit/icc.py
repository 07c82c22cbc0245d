"""ICC profiles: what they are called and for which colours they are."""

from struct import error as StructError
from struct import unpack_from

from mediakit.jsonsafe import clean_tags, clean_text

HEADER = 128
MOST_TAGS = 100
COLOURS = {b"RGB ": "RGB", b"CMYK": "CMYK", b"GRAY": "Grey", b"Lab ": "Lab"}


def read_icc(profile: bytes) -> dict[str, object]:
    """`description`, `color_space` and `version` of a profile, as far as they can be read."""
    if len(profile) <= HEADER:
        return {}
    version = f"{profile[8]}.{profile[9] >> 4}"
    colours = COLOURS.get(profile[16:20], "")
    return clean_tags({"description": _description(profile), "color_space": colours, "version": version})


def _description(profile: bytes) -> str:
    try:
        for number in range(min(unpack_from(">I", profile, HEADER)[0], MOST_TAGS)):
            kind, start, size = unpack_from(">4sII", profile, HEADER + 4 + 12 * number)
            if kind == b"desc":
                return clean_text(_text(profile[start : start + size]), 100)
    except StructError:
        pass
    return ""


def _text(tag: bytes) -> str:
    if tag[:4] == b"mluc":
        length, start = unpack_from(">II", tag, 20)
        return tag[start : start + length].decode("utf-16-be", "replace")
    length = unpack_from(">I", tag, 8)[0]
    return tag[12 : 12 + length].decode("latin-1")
