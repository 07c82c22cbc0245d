"""What the header of a picture says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mediakit.headers.stated import Stated

RGB, GREY, CMYK, LAB = "RGB", "Grey", "CMYK", "Lab"
TURNED = frozenset((5, 6, 7, 8))


@dataclass(frozen=True)
class Header:
    """Size as stored, number of frames and their duration in seconds, and EXIF orientation 1..8.

    `largest` is the biggest area that a decoder would allocate, and `whole` says that it has all of it in memory at
    once, some of it twice. `bits` are those of a channel. `blocks` are those of
    metadata (exif, iptc, xmp, icc) as they stand in the file, as far as the header's reader comes across them.
    `stated` are colours that outrank any profile, or that stand in for the one which is not there.
    """

    width: int
    height: int
    frames: int = 1
    orientation: int = 1
    largest: int = 0
    whole: bool = False
    duration: float | None = None
    bits: int | None = None
    alpha: bool | None = None
    colours: str | None = None
    stated: Stated | None = None
    blocks: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def pixels(self) -> int:
        """The pixels of one frame, at the most."""
        return max(self.width * self.height, self.largest)

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height as a viewer shows them."""
        return (self.height, self.width) if self.orientation in TURNED else (self.width, self.height)
