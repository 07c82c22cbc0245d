"""From a type of picture to the reader of its header."""

from collections.abc import Callable
from mmap import ACCESS_READ, mmap
from pathlib import Path

from mediakit.headers import bmp, gif, heif, ico, jpeg, png, svg, tiff, webp
from mediakit.headers.header import Header

READERS: dict[str, Callable[[mmap], Header]] = {
    "image/jpeg": jpeg.read,
    "image/png": png.read,
    "image/gif": gif.read,
    "image/webp": webp.read,
    "image/avif": heif.read_avif,
    "image/heic": heif.read,
    "image/tiff": tiff.read,
    "image/bmp": bmp.read,
    "image/svg+xml": svg.read,
    "image/vnd.microsoft.icon": ico.read,
}


def read_header(path: Path, file_type: str) -> Header:
    """The header of a picture of a known type; UnreadableFile where it is damaged."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        return READERS[file_type](data)
