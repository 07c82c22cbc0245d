"""Moving pictures drawn smaller, with all their frames."""

import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

from PIL.PngImagePlugin import PngImageFile

from mediakit import vips
from mediakit.limits import MEGAPIXEL
from mediakit.pictures import Source, damage_named, to_srgb
from mediakit.specs import Spec

PNG = "image/png"
MOVING = frozenset(("image/gif", "image/webp", PNG))
# All frames lie in memory at once, first as wide as the source, then as small as they are wanted.
MOST_PIXELS = 100 * MEGAPIXEL
MOST_FRAMES = 500
MOST_LOOPS = 65_535
# What Pillow says of a PNG that is not as it should be.
BROKEN = (EOFError, OSError, SyntaxError, ValueError)


def can_keep(source: Source) -> bool:
    """Whether the frames of a picture can be kept at a bearable price."""
    header = source.header
    few = 1 < header.frames <= MOST_FRAMES and header.pixels * header.frames <= MOST_PIXELS
    return few and source.file_type in MOVING and header.orientation == 1


def open_reduced(source: Source, spec: Spec) -> vips.Image:
    """The frames one below the other, each as the spec wants it, in 8-bit sRGB.

    Raises TruncatedFile or UnreadableFile.
    """
    width, height = spec.scaled(*source.size)
    with damage_named(), vips.decoding():
        if source.file_type == PNG:
            frames = _join_png(source.path, width, height)
        else:
            frames = vips.Image.thumbnail(
                f"{source.path}[n=-1]", width, height=height, size="force", no_rotate=True, fail_on="truncated"
            )
        return _cut(to_srgb(frames, source.header.stated).copy_memory(), spec)


def _join_png(path: Path, width: int, height: int) -> vips.Image:
    """The frames of a moving PNG, of which libvips sees only the first, reduced one by one.

    One that breaks off moves as far as it goes, and stands still where it does not get to move.
    """
    frames: list[vips.Image] = []
    said: dict[Any, Any] = {}
    delays: list[int] = []
    with suppress(*BROKEN), warnings.catch_warnings(action="ignore"), PngImageFile(path) as picture:
        said = picture.info
        # A picture for those who know no moving PNG may come before the first frame.
        for number in range(int(picture.default_image), picture.n_frames):
            picture.seek(number)
            pixels = vips.Image.new_from_array(picture.convert("RGBA"), interpretation="srgb")
            frames.append(pixels.thumbnail_image(width, height=height, size="force").copy_memory())
            delays.append(round(picture.info.get("duration", 0)))
    if not frames:
        frames, delays = (
            [vips.Image.thumbnail(str(path), width, height=height, size="force", no_rotate=True, fail_on="truncated")],
            [0],
        )
    joined = vips.Image.arrayjoin(frames, across=1).copy()
    joined.set_type(vips.INTEGER, "page-height", height)
    joined.set_type(vips.INTEGER, "loop", min(said.get("loop", 0), MOST_LOOPS))
    joined.set_type(vips.INTEGERS, "delay", delays)
    if profile := said.get("icc_profile"):
        joined.set_type(vips.BLOB, "icc-profile-data", profile)
    return joined


def _cut(frames: vips.Image, spec: Spec) -> vips.Image:
    whole = frames.get("page-height")
    area = spec.area(frames.width, whole)
    if (area.width, area.height) == (frames.width, whole):
        return frames
    tops = range(0, frames.height, whole)
    cut = [frames.extract_area(area.left, top + area.top, area.width, area.height) for top in tops]
    joined = vips.Image.arrayjoin(cut, across=1).copy()
    joined.set_type(vips.INTEGER, "page-height", area.height)
    return joined.copy_memory()
