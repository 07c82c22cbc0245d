"""The faces that cards are set in, and which characters they have."""

import unicodedata
from functools import cache
from io import BytesIO

import pymupdf_fonts
from PIL import ImageFont, features

TEXT, BOLD, CODE = "figo", "figbo", "fimo"
# Letters of these scripts join and change places, which takes a shaping library.
SHAPED = ("ARABIC", "HEBREW", "DEVANAGARI", "THAI")
# At most so much of a text may be left out before it is better not shown at all.
MOST_MISSING = 0.1
PROBE = 24
# No font has it, so what is drawn for it is the box that stands for a missing character.
NOWHERE = "\uffff"

Face = ImageFont.FreeTypeFont


@cache
def face(name: str, size: int) -> Face:
    """A face in a size in pixels."""
    return ImageFont.truetype(BytesIO(_file(name)), size)


def settable(text: str, name: str) -> str | None:
    """The text without the characters that the face lacks; None where they are too many."""
    wanted = [character for character in text if not character.isspace()]
    kept = [character for character in wanted if _has(name, character)]
    if len(kept) < len(wanted) * (1 - MOST_MISSING):
        return None
    return "".join(character for character in text if character.isspace() or _has(name, character))


def runs_leftwards(text: str) -> bool:
    """Whether the first letter is of a script that is written from right to left."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)


@cache
def _file(name: str) -> bytes:
    content: bytes = pymupdf_fonts.fontbuffers[name]()
    return content


@cache
def _can_shape() -> bool:
    return bool(features.check_feature("raqm") and features.check_feature("fribidi"))


@cache
def _has(name: str, character: str) -> bool:
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return False
    if unicodedata.name(character, "").startswith(SHAPED) and not _can_shape():
        return False
    probe = face(name, PROBE)
    return bytes(probe.getmask(character)) != bytes(probe.getmask(NOWHERE))
