"""Pictures as files in the formats of the web. None keeps any metadata of its source."""

from collections.abc import Callable
from pathlib import Path

from mediakit import vips

WEBP, AVIF, JPEG, PNG = "webp", "avif", "jpeg", "png"
# An AVIF of a photo with 55 has about half the bytes of a WebP with 80.
QUALITY = {WEBP: 80, AVIF: 55, JPEG: 82}
# Two and more cost WebP 30 to 150 % more time for files that are hardly smaller.
WEBP_EFFORT = 1
AVIF_EFFORT = 3
PNG_COMPRESSION = 6
PAPER = [255, 255, 255]


def encode(image: vips.Image, path: Path, image_format: str) -> None:
    """Write a picture in sRGB, an animation where it has several pages and the format can hold one."""
    ENCODERS[image_format](image, str(path))


def fallback_format(has_alpha: bool) -> str:
    """The format for programs that know neither WebP nor AVIF."""
    return PNG if has_alpha else JPEG


def _webp(image: vips.Image, path: str) -> None:
    image.webpsave(path, Q=QUALITY[WEBP], effort=WEBP_EFFORT, keep="none")


def _avif(image: vips.Image, path: str) -> None:
    image.heifsave(path, compression="av1", Q=QUALITY[AVIF], effort=AVIF_EFFORT, keep="none")


def _jpeg(image: vips.Image, path: str) -> None:
    opaque = image.flatten(background=PAPER) if image.hasalpha() else image
    opaque.jpegsave(path, Q=QUALITY[JPEG], interlace=True, optimize_coding=True, keep="none")


def _png(image: vips.Image, path: str) -> None:
    image.pngsave(path, compression=PNG_COMPRESSION, palette=False, keep="none")


ENCODERS: dict[str, Callable[[vips.Image, str], None]] = {WEBP: _webp, AVIF: _avif, JPEG: _jpeg, PNG: _png}
