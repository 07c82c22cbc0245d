"""JPEG decoded at half, a quarter or an eighth of its size, which spares most of the work on pixels nobody will see."""

from mmap import ACCESS_READ, mmap
from pathlib import Path

from mediakit import vips
from mediakit.headers import jpeg
from mediakit.limits import MEGAPIXEL

JPEG = "image/jpeg"
END = b"\xff\xd9"
TAIL = 1 << 20
FRACTIONS = (8, 4, 2)
# The decoder's own reduction averages blocks, and is the softer and the less exact the more it does; so many pixels on
# each side are left for a better one. Photographs are so large that less makes no difference to be seen.
SPARE, SPARE_OF_PHOTOGRAPHS = 2, 1.5
PHOTOGRAPH = 4 * MEGAPIXEL
# The last columns and rows of a picture that do not fill a whole pixel of the fraction are lost.
LEAST_SIDE = 16


def open_reduced(source: Path, size: tuple[int, int], longest: int) -> vips.Image:
    """The picture of this size as stored, unturned, at most `longest` pixels on its longer side."""
    scale = min(1, longest / max(size))
    width, height = (max(1, int(side * scale + 0.5)) for side in size)
    fraction = _fraction(size, scale)
    if closed := _closed(source):
        image = vips.Image.jpegload_buffer(closed, shrink=fraction, access="sequential")
    else:
        image = vips.Image.jpegload(str(source), shrink=fraction, access="sequential", fail_on="truncated")
    return image.thumbnail_image(width, height=height, size="force", no_rotate=True)


def _fraction(size: tuple[int, int], scale: float) -> int:
    spare = SPARE if size[0] * size[1] < PHOTOGRAPH else SPARE_OF_PHOTOGRAPHS
    return next((one for one in FRACTIONS if scale * one * spare <= 1 and one * LEAST_SIDE <= min(size)), 1)


def _closed(source: Path) -> bytes | None:
    """A JPEG with the end that it lacks, if it lacks no more; None where its end is there."""
    with source.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        start = jpeg.pixels(data) or 0
        # It is mostly the last that there is; programs append notes, though, and cards write zeros behind it.
        if data.rfind(END, max(start, len(data) - TAIL)) >= 0 or jpeg.end(data) is not None:
            return None
        closed = data[:] + END
    # Missing pixels are but a warning to the decoder once the end is there, and to a thumbnail not even that.
    vips.Image.jpegload_buffer(closed, access="sequential", fail_on="warning").avg()
    return closed
