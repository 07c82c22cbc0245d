"""A picture opened for drawing, no larger than needed, by whichever decoder knows its format."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import ENOSPC
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image as Pillow

from mediakit import confined, jpegs, limits, profiles, signatures, tiffs, vips
from mediakit.decoders import DECODERS, SECOND_DECODERS, UNKNOWN_TO_VIPS
from mediakit.errors import EmptyFile, TooManyPixels, TruncatedFile, UnreadableFile
from mediakit.headers.header import Header
from mediakit.headers.reading import READERS
from mediakit.headers.stated import Stated
from mediakit.jpegs import JPEG
from mediakit.kinds import SVG
from mediakit.limits import PixelLimits

SRGB_NAMES = (b"sRGB", b"s\x00R\x00G\x00B")
PROFILE = "icc-profile-data"
GREY_WITH_ALPHA, DEEP = 2, 16
CUT_OFF = ("premature", "truncat", "end of", "read error", "seek error", "unable to parse", "not enough", "incomplete")
TIFF = "image/tiff"


@dataclass(frozen=True)
class Source:
    """A picture whose header was read and found small enough to be decoded."""

    path: Path
    file_type: str
    header: Header

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as a viewer shows them."""
        return self.header.shown

    @property
    def converted(self) -> bool:
        """Whether it states colours that are not those of every picture."""
        return self.header.stated is not None and not self.header.stated.plain

    @property
    def scalable(self) -> bool:
        """Whether it is made of lines, which are as sharp in any size."""
        return self.file_type == SVG


def examine(path: Path, allowed: PixelLimits) -> Source:
    """The picture in a file, undecoded; EmptyFile, TooManyPixels or UnreadableFile."""
    if not path.stat().st_size:
        raise EmptyFile
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        file_type = signatures.recognise(data)
        if file_type not in READERS:
            raise UnreadableFile("The file is not a picture that can be drawn.")
        header = READERS[file_type](data)
    limits.check(header, allowed)
    return Source(path, file_type, header)


def open_reduced(source: Source, longest: int) -> vips.Image:
    """The picture in memory: upright, 8-bit sRGB with its alpha, at most `longest` pixels on its longer side.

    Raises TruncatedFile or UnreadableFile.
    """
    with damage_named():
        try:
            with vips.decoding():
                image = _upright(_shrunk(source, longest), source.header.orientation)
                return to_srgb(image, source.header.stated).copy_memory()
        except vips.DecodingError as error:
            second = SECOND_DECODERS.get(source.file_type)
            if second is None or not any(sign in str(error) for sign in UNKNOWN_TO_VIPS):
                raise
        with vips.decoding():
            image = second(source.path).thumbnail_image(longest, height=longest, size="down", no_rotate=True)
            return to_srgb(image).copy_memory()


@contextmanager
def damage_named() -> Iterator[None]:
    """What decoders complain of inside the block becomes a TruncatedFile or an UnreadableFile."""
    try:
        yield
    except Pillow.DecompressionBombError as error:
        raise TooManyPixels from error
    except (vips.DecodingError, OSError, EOFError, RuntimeError, ValueError, SyntaxError) as error:
        if vips.lacks_memory(str(error)):
            raise MemoryError from error
        if isinstance(error, OSError) and error.errno == ENOSPC:
            raise
        raise _damage(str(error)) from error


def _shrunk(source: Source, longest: int) -> vips.Image:
    path, file_type, deep = source.path, source.file_type, source.converted
    if decode := DECODERS.get(file_type):
        return _reduced(decode(path, longest, deep), longest, deep)
    if file_type == SVG:
        return _lines(path, longest)
    # Orientation is applied from our own header, which knows more places where it is written.
    # libtiff counts missing rows as errors; with the other formats an error may be a blemish that nobody sees.
    fail_on = "error" if file_type == TIFF else "truncated"
    if deep and source.header.bits == DEEP:
        return _reduced(vips.Image.new_from_file(str(path), access="sequential", fail_on=fail_on), longest, deep)
    if file_type == TIFF and (unusual := tiffs.open_unusual(path)):
        return unusual.thumbnail_image(longest, height=longest, size="down", no_rotate=True)
    if file_type == JPEG:
        return jpegs.open_reduced(path, (source.header.width, source.header.height), longest)
    return vips.Image.thumbnail(str(path), longest, height=longest, size="down", no_rotate=True, fail_on=fail_on)


def _reduced(image: vips.Image, longest: int, deep: bool) -> vips.Image:
    if not deep or image.format != "ushort":
        return image.thumbnail_image(longest, height=longest, size="down", no_rotate=True)
    # A thumbnail has eight bits, which are too few for what is to be made brighter or darker afterwards.
    scale = min(1, longest / max(image.width, image.height))
    size = [max(1, round(side * scale)) for side in (image.width, image.height)]
    whole = image.premultiply() if image.hasalpha() else image
    small = whole.resize(size[0] / image.width, vscale=size[1] / image.height)
    small = small.unpremultiply() if image.hasalpha() else small
    return small.cast("ushort").copy(interpretation=image.interpretation)


def _lines(source: Path, longest: int) -> vips.Image:
    with TemporaryDirectory() as folder:
        drawn = Path(folder) / "lines.png"
        asked = {"path": str(source.resolve()), "out": str(drawn)}
        confined.call("mediakit.linework", "draw", longest=longest, **asked)
        return vips.Image.new_from_file(str(drawn)).copy_memory()


def _upright(image: vips.Image, orientation: int) -> vips.Image:
    if orientation == 1:
        return image
    turned = image.copy_memory()
    turned.set_type(vips.INTEGER, "orientation", orientation)
    return turned.autorot()


def to_srgb(image: vips.Image, stated: Stated | None = None) -> vips.Image:
    """The same picture in 8-bit sRGB, by the colours that it states or else by its profile, where it has one."""
    if stated:
        image = _stating(image, profiles.made(stated))
    profile = image.get(PROFILE) if PROFILE in image.get_fields() else b""
    if profile and not any(name in profile for name in SRGB_NAMES):
        # The pixels are fetched first, so that what fails below is the profile and not the file.
        image = image.copy_memory()
        try:
            with vips.decoding():
                return image.icc_transform("srgb", embedded=True, depth=8).copy_memory()
        except vips.DecodingError:
            # A broken profile is no reason to show nothing.
            return image.colourspace("srgb").cast("uchar")
    if image.interpretation == "srgb" and image.format == "uchar":
        return image
    return image.colourspace("srgb").cast("uchar")


def _stating(image: vips.Image, profile: bytes) -> vips.Image:
    if profile and image.bands <= GREY_WITH_ALPHA:
        image = image.colourspace("rgb16" if image.format == "ushort" else "srgb")
    image = image.copy()
    if profile:
        image.set_type(vips.BLOB, PROFILE, profile)
    elif PROFILE in image.get_fields():
        image.remove(PROFILE)
    return image


def _damage(message: str) -> UnreadableFile | TruncatedFile:
    lowered = message.lower()
    return TruncatedFile() if any(sign in lowered for sign in CUT_OFF) else UnreadableFile()
