"""The picture that a book or an office document brings along: a cover, or its first page drawn by who saved it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageStat

from mediakit import encoders, epub, packages, pictures
from mediakit.errors import MediaError
from mediakit.kinds import EPUB
from mediakit.limits import PixelLimits
from mediakit.office_kinds import OFFICE, OPEN_DOCUMENTS
from mediakit.packages import Package

LARGEST = 12 << 20
PIXELS = PixelLimits(frame=50_000_000, total=50_000_000)
# Smaller ones are icons; and of an empty page there is nothing to see.
SHORTEST = 256
LEAST_CONTRAST = 4.0


def embedded_picture(path: Path, file_type: str, longest: int) -> Image.Image | None:
    """The picture, at most `longest` pixels long; None where there is none worth showing."""
    finder = FINDERS.get(file_type)
    if finder is None:
        return None
    try:
        with packages.opened(path) as package:
            content = package.whole(finder(package), LARGEST)
        picture = opened(content, longest) if content else None
    except MediaError:
        # What is wrong with it is no reason not to show the document itself.
        return None
    return picture if picture and _is_worth_showing(picture) else None


def opened(content: bytes, longest: int) -> Image.Image:
    """A picture that lies in another file, on white, at most `longest` pixels long. Raises what drawing does."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "picture"
        path.write_bytes(content)
        image = pictures.open_reduced(pictures.examine(path, PIXELS), longest)
    # What cannot be seen is mostly stored as black, like the letters that stand on it.
    opaque = image.flatten(background=encoders.PAPER) if image.hasalpha() else image
    return Image.open(BytesIO(opaque.pngsave_buffer(compression=1))).convert("RGB")


def _is_worth_showing(picture: Image.Image) -> bool:
    return max(picture.size) >= SHORTEST and max(ImageStat.Stat(picture).stddev) >= LEAST_CONTRAST


def _cover(package: Package) -> str:
    book = epub.open_book(package)
    return book.place(book.cover)


def _office(package: Package) -> str:
    return next((name for name in sorted(package.names) if name.lower().startswith("docprops/thumbnail.")), "")


def _open_document(package: Package) -> str:
    return "Thumbnails/thumbnail.png"


FINDERS: dict[str, Callable[[Package], str]] = {
    EPUB: _cover,
    **dict.fromkeys(OFFICE, _office),
    **dict.fromkeys(OPEN_DOCUMENTS, _open_document),
}
