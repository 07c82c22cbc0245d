"""A large picture brought down to a smaller one that says of itself what the large one said."""

import warnings
from pathlib import Path
from struct import error as StructError

import pillow_heif
from PIL import Image as Pillow

from mediakit import encoders, vips
from mediakit.directories import CAMERA, PLACE
from mediakit.encoders import AVIF, JPEG, PNG, WEBP
from mediakit.errors import UnreadableFile
from mediakit.headers import exif_colours
from mediakit.limits import DEFAULT, PixelLimits
from mediakit.pictures import damage_named, examine, open_reduced

# What people keep has to bear being drawn from again.
QUALITY = {WEBP: 90, AVIF: 70, JPEG: 90}
KEPT = {"image/jpeg": JPEG, "image/png": PNG, "image/webp": WEBP, "image/avif": AVIF}
EXTENSIONS = {JPEG: "jpg"}
HEIC, TIFF = "image/heic", "image/tiff"
# Caption, make, model, program, moment, artist and copyright; the other tags of a TIFF are about its pixels.
TOLD = (0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x8298)
# What Pillow says of directories that are not as they should be.
STRANGE = (ArithmeticError, AttributeError, LookupError, OSError, StructError, SyntaxError, TypeError, ValueError)
# The names of pillow-heif and of libvips. Drawing needs none of it, so no decoder fetches it.
SAID = {"exif": "exif-data", "xmp": "xmp-data"}
#: The picture as it was before it was turned, and the tag by which sRGB would be taken for Adobe RGB.
OUTDATED = ("jpeg-thumbnail-data", "heif-thumbnail", "exif-ifd4-InteroperabilityIndex")


def shrink(source: Path, longest: int, out: Path, *, limits: PixelLimits = DEFAULT) -> Path:
    """A file in the folder `out` with the picture upright, at most `longest` pixels long, and with its EXIF, XMP, IPTC.

    It has the format of the source where that is one of the web, else JPEG or, with transparency, PNG. Only the first
    frame is kept. Raises TooManyPixels, TruncatedFile or UnreadableFile.
    """
    examined = examine(source, limits)
    image = open_reduced(examined, longest)
    image_format = KEPT.get(examined.file_type) or encoders.fallback_format(image.hasalpha())
    path = out / f"smaller.{EXTENSIONS.get(image_format, image_format)}"
    with damage_named(), vips.decoding():
        _write(_described(image, source, examined.file_type), path, image_format)
    return path


def _described(image: vips.Image, source: Path, file_type: str) -> vips.Image:
    image = image.copy()
    for name in OUTDATED:
        if name in image.get_fields():
            image.remove(name)
    said = _said(source, file_type)
    for name, field in SAID.items():
        if block := said.get(name):
            image.set_type(vips.BLOB, field, exif_colours.as_srgb(block) if name == "exif" else block)
    image.set_type(vips.INTEGER, "orientation", 1)
    return image


def _said(source: Path, file_type: str) -> dict[str, bytes]:
    """The blocks that libvips does not hand on. A TIFF has no block, for its own directory is one."""
    if file_type == HEIC:
        return pillow_heif.open_heif(str(source)).info
    return {"exif": _exif_of_tiff(source)} if file_type == TIFF else {}


def _exif_of_tiff(source: Path) -> bytes:
    try:
        with warnings.catch_warnings(action="ignore"), source.open("rb") as file:
            told, kept = Pillow.Exif(), Pillow.Exif()
            # Not by way of the picture: there are sorts of pixels that Pillow does not know and libvips does.
            told.load_from_fp(file)
            kept.update({tag: told[tag] for tag in TOLD if tag in told})
            for directory in (CAMERA, PLACE):
                kept.get_ifd(directory).update(told.get_ifd(directory))
            return kept.tobytes()
    except STRANGE as error:
        # Rather than lose what it says it stays as large as it came.
        raise UnreadableFile from error


def _write(image: vips.Image, path: Path, image_format: str) -> None:
    options: dict[str, object] = {"keep": "exif|xmp|iptc"}
    if image_format in QUALITY:
        options["Q"] = QUALITY[image_format]
    if image_format == AVIF:
        image.heifsave(str(path), compression="av1", effort=encoders.AVIF_EFFORT, **options)
    elif image_format == WEBP:
        image.webpsave(str(path), effort=encoders.WEBP_EFFORT, **options)
    elif image_format == PNG:
        image.pngsave(str(path), **options)
    else:
        image.jpegsave(str(path), optimize_coding=True, **options)
