"""How many pixels a picture may have, checked from its header before anything is decoded."""

from dataclasses import dataclass

from mediakit.errors import TooManyPixels
from mediakit.headers.header import Header

MEGAPIXEL = 1_000_000


@dataclass(frozen=True)
class PixelLimits:
    """The most pixels of one frame, and of all frames together, and the most frames.

    `whole` is that of a frame in a format that has to be decoded at once.
    """

    frame: int = 150 * MEGAPIXEL
    total: int = 500 * MEGAPIXEL
    whole: int = 64 * MEGAPIXEL
    frames: int = 10_000


DEFAULT = PixelLimits()


def check(header: Header, limits: PixelLimits) -> None:
    """Raise TooManyPixels for a picture over a limit."""
    most = min(limits.frame, limits.whole) if header.whole else limits.frame
    if header.pixels > most:
        raise TooManyPixels(
            f"The picture has {_megapixels(header.pixels)} megapixels; at most {_megapixels(most)} are taken. "
            "Upload a smaller version."
        )
    if header.frames > limits.frames:
        raise TooManyPixels(
            f"The picture has {header.frames} frames; at most {limits.frames} are taken. Upload a shorter version."
        )
    total = header.pixels * header.frames
    if total > limits.total:
        raise TooManyPixels(
            f"The {header.frames} frames have {_megapixels(total)} megapixels together; "
            f"at most {_megapixels(limits.total)} are taken. Upload a shorter or smaller version."
        )


def _megapixels(pixels: int) -> str:
    return f"{pixels / MEGAPIXEL:,.4g}" if pixels < 1000 * MEGAPIXEL else f"{pixels / MEGAPIXEL:,.0f}"
