"""Decoders of the formats that libvips does not read. They give pixels to be reduced, already turned where need be."""

import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image as Pillow
from PIL import ImageCms

from mediakit import heif_planes, vips
from mediakit.kinds import ICON
from mediakit.limits import MEGAPIXEL

# Pillow loads a format when it is first needed. One that does not fit into memory then, which a worker has little of,
# is missing for as long as the process lives.
Pillow.init()

# What libvips says of sorts of TIFF that it does not know and Pillow does: packings, eight bits of Lab, twelve of grey,
# tiles of one colour each.
UNKNOWN_TO_VIPS = (
    "compression support is not configured",
    "bad labq format",
    "not a whole number of bytes",
    "tiled separate planes",
)
BITS = 258
# Smaller ones cost too little to be read in two ways.
LARGE = 16 * MEGAPIXEL


def _decode_heic(source: Path, longest: int, deep: bool) -> vips.Image:
    # The libvips wheel carries no HEVC decoder. libheif turns the picture upright by itself.
    heif = pillow_heif.open_heif(str(source), convert_hdr_to_8bit=True)
    large = heif.size[0] * heif.size[1] >= LARGE
    if deep and not large:
        heif = pillow_heif.open_heif(str(source), convert_hdr_to_8bit=False)
    image = _by_planes(source, longest) if large else None
    image = image or vips.Image.new_from_array(heif, interpretation="auto")
    if profile := heif.info.get("icc_profile"):
        image.set_type(vips.BLOB, "icc-profile-data", profile)
    return image


def _decode_avif(source: Path, _longest: int, _deep: bool) -> vips.Image:
    # Those that move begin like films, by which libvips would not know them.
    return vips.Image.heifload(str(source), access="sequential", fail_on="truncated")


def _by_planes(source: Path, longest: int) -> vips.Image | None:
    try:
        return heif_planes.open_planes(source, longest)
    except heif_planes.Unusual:
        return None


def _decode_by_pillow(source: Path, _longest: int, _deep: bool, *, image_format: str) -> vips.Image:
    with warnings.catch_warnings(action="ignore"), Pillow.open(source, formats=[image_format]) as picture:
        # Only the pixels of an icon say whether it has alpha.
        picture.load()
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        # Converting copies, even where there is nothing to convert.
        converted = picture if picture.mode == mode else picture.convert(mode)
        return vips.Image.new_from_array(converted, interpretation="auto")


def _decode_rare_tiff(source: Path) -> vips.Image:
    profile = None
    with warnings.catch_warnings(action="ignore"), Pillow.open(source, formats=["TIFF"]) as picture:
        picture.load()
        if picture.mode == "LAB":
            lab, rgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, lab, rgb, outputMode="RGB")
        elif picture.mode.startswith("I;16"):
            stated = picture.getexif().get(BITS, 16)
            bits = stated[0] if isinstance(stated, tuple) else stated
            converted = Pillow.fromarray((np.asarray(picture) >> max(0, bits - 8)).astype(np.uint8))
        else:
            profile = picture.info.get("icc_profile") if picture.mode in ("RGB", "RGBA") else None
            converted = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    image = vips.Image.new_from_array(converted, interpretation="auto")
    if profile:
        image.set_type(vips.BLOB, "icc-profile-data", profile)
    return image


#: From a type to its decoder, which takes a file, the longer side that is wanted, and whether more than eight bits are
#: worth their memory. It may give more.
DECODERS: dict[str, Callable[[Path, int, bool], vips.Image]] = {
    "image/heic": _decode_heic,
    "image/avif": _decode_avif,
    "image/bmp": partial(_decode_by_pillow, image_format="BMP"),
    ICON: partial(_decode_by_pillow, image_format="ICO"),
}
#: From a type to a decoder for what libvips calls one of `UNKNOWN_TO_VIPS`; it turns the picture upright.
SECOND_DECODERS: dict[str, Callable[[Path], vips.Image]] = {"image/tiff": _decode_rare_tiff}
