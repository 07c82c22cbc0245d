"""TIFF in numbers that libvips does not bring to eight bits as they are meant, as science and scanners write them."""

from pathlib import Path

from mediakit import vips

# The brightest value of each sort, and one more. What is below zero is black.
SPANS = {"char": 1 << 7, "short": 1 << 15, "int": 1 << 31, "uint": 1 << 32}
LEVELS = 256
GREY_WITH_ALPHA = 2


def open_unusual(source: Path) -> vips.Image | None:
    """The picture in eight bits where its numbers are signed, of 32 bits, or grey in parts of one; else None."""
    image = _open(source)
    span = SPANS.get(image.format) or (1 if _grey_in_parts(image, source) else None)
    if span is None:
        return None
    kind = "b-w" if image.bands <= GREY_WITH_ALPHA else "srgb"
    return (image * (LEVELS / span)).cast("uchar").copy(interpretation=kind)


def _grey_in_parts(image: vips.Image, source: Path) -> bool:
    # Three colours in such numbers are known to libvips; grey may also go up to 255 as it takes for granted.
    return image.format == "float" and image.interpretation == "b-w" and _open(source).max() <= 1


def _open(source: Path) -> vips.Image:
    return vips.Image.new_from_file(str(source), access="sequential", fail_on="error")
