"""SVG: whether a file is one, and the size that its outermost element states."""

import re
from mmap import mmap

from mediakit import markup
from mediakit.errors import HostileSvg, UnreadableFile
from mediakit.headers.header import Header

NAMESPACE = "http://www.w3.org/2000/svg"
HEAD = 64 * 1024
LARGEST_FILE = 16 << 20
# What entities stand for must not be more than could be written out.
BOUNDS = markup.Bounds(elements=100_000, depth=200, characters=LARGEST_FILE)
# What may stand before the first element. Each is passed by itself, since no one pattern for all is safe from abuse.
PROLOGUE = (
    re.compile(r"\s+"),
    re.compile(r"<\?.*?\?>", re.DOTALL),
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE),
)
ROOT = re.compile(r"<(?:[\w.-]+:)?svg[\s/>]")
LENGTH = re.compile(r"\s*\+?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d{1,2})?\s*(px|pt|pc|mm|cm|in|em|ex|)\s*", re.IGNORECASE)
PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "em": 16, "ex": 8}
# What browsers take for a picture that states no size at all.
NO_SIZE = (300.0, 150.0)
# A view box is in units of the author's choice, so a huge one is no huge picture.
LONGEST_BOX = 10_000
LONGEST_LENGTH = 1e9


def is_svg(data: mmap) -> bool:
    """Whether the first element of a file is that of an SVG, in whatever encoding."""
    head = data[:HEAD]
    try:
        text = markup.decoded(head).lstrip("\ufeff")
    except markup.MarkupError:
        # A character may be cut in two at the end, and markup is ASCII in nearly every encoding.
        text = head.decode("utf-16" if b"\x00" in head[:4] else "latin-1", "ignore").removeprefix("ï»¿")
    position = 0
    while passed := next((found for part in PROLOGUE if (found := part.match(text, position))), None):
        position = passed.end()
    return ROOT.match(text, position) is not None


def read(data: mmap) -> Header:
    """The header of an SVG; HostileSvg or UnreadableFile where it is not one that can be cleaned."""
    outermost = _Outermost()
    parse(data[: LARGEST_FILE + 1], outermost)
    return Header(*size(outermost.attributes))


def parse(content: bytes, reader: markup.Reader) -> None:
    """Read a whole SVG; HostileSvg for entities, UnreadableFile where it is not well-formed or too large."""
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(f"The SVG is larger than {LARGEST_FILE >> 20} MB. Save it as a PNG.")
    try:
        markup.parse(content, reader, BOUNDS)
    except markup.Entities as error:
        raise HostileSvg("The SVG declares entities. Save it again as a plain SVG.") from error
    except markup.MarkupError as error:
        raise UnreadableFile("The SVG is damaged and cannot be read. Save it again.") from error


def size(attributes: dict[str, str]) -> tuple[int, int]:
    """The size in pixels that the attributes of the outermost element state, the way browsers read them."""
    width, height = _length(attributes.get("width", "")), _length(attributes.get("height", ""))
    across, down = _box(attributes.get("viewBox", ""))
    if not width and not height:
        shrink = min(1, LONGEST_BOX / max(across, down))
        width, height = across * shrink, down * shrink
    elif not width or not height:
        width, height = width or height * across / down, height or width * down / across
    return max(1, round(width)), max(1, round(height))


def _length(text: str) -> float:
    found = LENGTH.fullmatch(text)
    if not found:
        return 0
    number, power, unit = found.groups()
    return min(float(number + (power or "")), LONGEST_LENGTH) * PIXELS[unit.lower()]


def _box(text: str) -> tuple[float, float]:
    numbers = re.split(r"[\s,]+", text.strip())
    width, height = (_length(number) for number in numbers[2:4]) if len(numbers) == 4 else (0, 0)
    return (width, height) if width and height else NO_SIZE


class _Outermost:
    """Keeps the attributes of the first element, and reads on to see whether the rest is sound."""

    def __init__(self) -> None:
        self.attributes: dict[str, str] = {}
        self.seen = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.seen:
            self.attributes, self.seen = attributes, True

    def end(self, name: str) -> None:
        pass

    def text(self, content: str) -> None:
        pass
