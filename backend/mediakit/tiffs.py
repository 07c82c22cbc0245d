"""TIFF in numbers that libvips does not bring to eight bits as they are meant, as science and scanners write them."""

from pathlib import Path

from mediakit import vips

# The brightest value of each sort, and one more. What is below zero is black.
SPANS = {"char": 1 << 7, "short": 1 << 15, "int": 1 << 31, "uint": 1 << 32}
LEVELS = 256
GREY_WITH_ALPHA = 2
INFINITE = 3e38


def open_unusual(source: Path) -> vips.Image | None:
    """The picture in eight bits where its numbers are signed, of 32 bits, or fractions of grey; None elsewhere."""
    image = _open(source)
    if span := SPANS.get(image.format):
        return _in_levels(image, 0, span)
    # Three colours in fractions are known to libvips.
    return _measured(source) if image.format == "float" and image.interpretation == "b-w" else None


def _measured(source: Path) -> vips.Image:
    """Grey in fractions of one, or up to 255, by what is meant; any other measure from its least to its greatest."""
    darkest, brightest = _finite(_open(source)).min(), _finite(_open(source)).max()
    image = _finite(_open(source))
    if darkest < 0 or brightest >= LEVELS:
        return _in_levels(image, darkest, brightest - darkest or 1)
    return _in_levels(image, 0, 1 if brightest <= 1 else LEVELS)


def _finite(image: vips.Image) -> vips.Image:
    # One that is no number, or without an end, would decide over all others.
    return (image.abs() < INFINITE).ifthenelse(image, 0)


def _in_levels(image: vips.Image, darkest: float, span: float) -> vips.Image:
    kind = "b-w" if image.bands <= GREY_WITH_ALPHA else "srgb"
    return ((image - darkest) * (LEVELS / span)).cast("uchar").copy(interpretation=kind)


def _open(source: Path) -> vips.Image:
    return vips.Image.new_from_file(str(source), access="sequential", fail_on="error")
