"""How large a rendition is and what it shows, as a short word that serves as its name: `fit-800`, `fill-640x360`."""

import re
from dataclasses import dataclass

from mediakit.errors import MediaError

FIT, FILL = "fit", "fill"
MIDDLE = (500, 500)
THOUSAND = 1000
LONGEST = 10_000
NUMBER = r"(0|[1-9][0-9]{0,4})"
FORM = re.compile(rf"(?:fit-{NUMBER}|(fit|fill)-{NUMBER}x{NUMBER}(?:-{NUMBER}-{NUMBER})?)")


class UnknownSpec(MediaError):
    code = "unknown_spec"
    default_detail = "A size is written fit-800, fit-800x600, fill-800x600 or fill-800x600-500-250."


@dataclass(frozen=True)
class Area:
    """A rectangle in a picture, in pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Spec:
    """A box that a picture is fitted into or made to fill. Nothing is ever enlarged.

    `focus` is the point that filling keeps as near to the middle as it can, in thousandths of width and height.
    """

    mode: str
    width: int
    height: int
    focus: tuple[int, int] = MIDDLE

    @classmethod
    def parse(cls, text: str) -> "Spec":
        """The spec of a word; UnknownSpec where it is none."""
        found = FORM.fullmatch(text)
        if found is None:
            raise UnknownSpec
        longest, mode, width, height, across, down = found.groups()
        if across and mode == FIT:
            raise UnknownSpec
        focus = (int(across), int(down)) if across else MIDDLE
        spec = cls(mode or FIT, int(longest or width), int(longest or height), focus)
        if not (1 <= spec.width <= LONGEST and 1 <= spec.height <= LONGEST and max(focus) <= THOUSAND):
            raise UnknownSpec
        return spec

    def __str__(self) -> str:
        if self.mode == FIT and self.width == self.height:
            return f"{FIT}-{self.width}"
        point = "" if self.focus == MIDDLE else f"-{self.focus[0]}-{self.focus[1]}"
        return f"{self.mode}-{self.width}x{self.height}{point}"

    def scaled(self, width: int, height: int, *, enlarging: bool = False) -> tuple[int, int]:
        """The size to which a whole picture is reduced before anything is cut off."""
        choose = min if self.mode == FIT else max
        scale = choose(self.width / width, self.height / height)
        if scale >= 1 and not enlarging:
            return width, height
        return max(1, _nearest(width * scale)), max(1, _nearest(height * scale))

    def area(self, width: int, height: int) -> Area:
        """What is kept of a picture that was reduced to this size."""
        if self.mode == FIT:
            return Area(0, 0, width, height)
        # Where the picture is too small for the box, the largest part of the box's shape is kept.
        scale = min(1, width / self.width, height / self.height)
        across = min(width, max(1, round(self.width * scale)))
        down = min(height, max(1, round(self.height * scale)))
        return Area(_start(width, across, self.focus[0]), _start(height, down, self.focus[1]), across, down)

    def size(self, width: int, height: int) -> tuple[int, int]:
        """The size of the rendition of a picture of this size."""
        area = self.area(*self.scaled(width, height))
        return area.width, area.height


def _nearest(length: float) -> int:
    # Halves go up, as libvips has them, and not to the even neighbour.
    return int(length + 0.5)


def _start(whole: int, part: int, focus: int) -> int:
    wanted = round(whole * focus / THOUSAND - part / 2)
    return min(max(wanted, 0), whole - part)
