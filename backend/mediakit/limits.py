"""How many pixels a picture may have, checked from its header before anything is decoded."""

from dataclasses import dataclass

from mediakit.errors import TooManyPixels
from mediakit.headers.header import Header

MEGAPIXEL = 1_000_000


@dataclass(frozen=True)
class PixelLimits:
    """The most pixels of one frame, and of all frames together."""

    frame: int = 150 * MEGAPIXEL
    total: int = 500 * MEGAPIXEL


DEFAULT = PixelLimits()


def check(header: Header, limits: PixelLimits) -> None:
    """Raise TooManyPixels for a picture over either limit."""
    if header.pixels > limits.frame:
        raise TooManyPixels(
            f"The picture has {_megapixels(header.pixels)} megapixels, at most {_megapixels(limits.frame)} are taken. "
            "Upload a smaller version."
        )
    total = header.pixels * header.frames
    if total > limits.total:
        raise TooManyPixels(
            f"The {header.frames} frames have {_megapixels(total)} megapixels together, "
            f"at most {_megapixels(limits.total)} are taken. Upload a shorter or smaller version."
        )


def _megapixels(pixels: int) -> str:
    return f"{pixels / MEGAPIXEL:,.4g}" if pixels < 1000 * MEGAPIXEL else f"{pixels / MEGAPIXEL:,.0f}"
