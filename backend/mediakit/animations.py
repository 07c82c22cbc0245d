"""Moving pictures drawn smaller, with all their frames."""

from mediakit import vips
from mediakit.limits import MEGAPIXEL
from mediakit.pictures import Source, damage_named, to_srgb
from mediakit.specs import Spec

MOVING = frozenset(("image/gif", "image/webp"))
# All frames lie in memory at once, first as wide as the source, then as small as they are wanted.
MOST_PIXELS = 100 * MEGAPIXEL
MOST_FRAMES = 500


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
        frames = vips.Image.thumbnail(
            f"{source.path}[n=-1]", width, height=height, size="force", no_rotate=True, fail_on="truncated"
        )
        return _cut(to_srgb(frames).copy_memory(), spec)


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
