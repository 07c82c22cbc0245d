"""PNG and APNG: the first chunk, and what is written around the pixels."""

from binascii import unhexlify
from mmap import mmap
from struct import error as StructError
from struct import unpack_from
from zlib import crc32, decompressobj
from zlib import error as ZlibError

from mediakit.errors import TruncatedFile, UnreadableFile
from mediakit.headers import png_colours, tiff
from mediakit.headers.header import GREY, RGB, Header

FIRST_CHUNK = 8
LARGEST_BLOCK = 1 << 20
MOST_CHUNKS = 20_000
# Unpacking is what takes time, and nobody has more kinds of metadata than this.
MOST_BLOCKS = 10
GREYS, WITH_ALPHA, PALETTE = (0, 4), (4, 6), 3
EXIF = b"Exif\x00\x00"
# How ImageMagick wrote metadata before PNG had a place for it: a text with a name, a length and hexadecimal digits.
RAW_PROFILES = {
    b"Raw profile type exif\x00": "exif",
    b"Raw profile type APP1\x00": "exif",
    b"Raw profile type iptc\x00": "iptc",
    b"Raw profile type xmp\x00": "xmp",
}
PIXELS = frozenset((b"IDAT", b"fdAT"))
# No browser shows a picture with a wrong checksum in one of these; the decoder at hand looks past it.
SUMMED = frozenset((b"IDAT", b"PLTE"))
XMP = b"XML:com.adobe.xmp\x00"


def read(data: mmap) -> Header:
    """The header of a PNG; UnreadableFile where it is damaged or no pixels follow."""
    try:
        width, height, bits, colours = _first(data)
        around = _Around(data)
    except (IndexError, StructError):
        raise UnreadableFile("The header of the PNG is damaged. Save it again.") from None
    return Header(
        width,
        height,
        frames=around.frames,
        orientation=tiff.orientation(around.blocks.get("exif", b"")),
        duration=round(around.seconds, 3) if around.frames > 1 else None,
        bits=8 if colours == PALETTE else bits,
        alpha=colours in WITH_ALPHA or around.alpha,
        colours=GREY if colours in GREYS else RGB,
        stated=png_colours.stated(around.colours),
        blocks=around.blocks,
    )


def end(data: mmap) -> int | None:
    """Where the picture ends; None where it does not say.

    TruncatedFile inside of its pixels, UnreadableFile where those are not the ones that were written.
    """
    position = FIRST_CHUNK
    for _ in range(MOST_CHUNKS):
        try:
            length, kind = unpack_from(">I4s", data, position)
        except StructError:
            return None
        position += length + 12
        if kind in PIXELS and position > len(data):
            raise TruncatedFile
        if kind in SUMMED and crc32(memoryview(data)[position - length - 8 : position - 4]) != _sum(data, position):
            raise UnreadableFile("The pixels of the PNG are damaged. Copy the original again.")
        if kind == b"IEND":
            return position
    return None


def _sum(data: mmap, position: int) -> int:
    return int.from_bytes(data[position - 4 : position], "big")


def _first(data: mmap) -> tuple[int, int, int, int]:
    length, kind, width, height, bits, colours = unpack_from(">I4sIIBB", data, FIRST_CHUNK)
    checksum = unpack_from(">I", data, FIRST_CHUNK + 21)[0]
    if length != 13 or kind != b"IHDR" or not width or not height or crc32(data[12:29]) != checksum:
        raise IndexError
    return width, height, bits, colours


class _Around:
    """What the chunks before and behind the pixels say. Behind them, a damaged one only ends the reading."""

    def __init__(self, data: mmap) -> None:
        self.frames, self.seconds, self.alpha = 1, 0.0, False
        self.blocks: dict[str, bytes] = {}
        self.colours: dict[bytes, bytes] = {}
        self.unpacked = 0
        position, has_pixels = FIRST_CHUNK, False
        for _ in range(MOST_CHUNKS):
            try:
                length, kind = unpack_from(">I4s", data, position)
                if kind == b"IDAT":
                    has_pixels = True
                else:
                    self._note(kind, data, position + 8, length)
                # Behind the pixels they come too late for every decoder.
                if kind in png_colours.SIZES and not has_pixels:
                    size = min(length, png_colours.SIZES[kind] + 1)
                    self.colours.setdefault(kind, data[position + 8 : position + 8 + size])
            except (StructError, IndexError):
                break
            position += length + 12
        if not has_pixels:
            raise IndexError

    def _note(self, kind: bytes, data: mmap, content: int, length: int) -> None:
        if kind == b"acTL":
            self.frames = max(1, unpack_from(">I", data, content)[0])
        elif kind == b"fcTL":
            numerator, denominator = unpack_from(">HH", data, content + 20)
            self.seconds += numerator / (denominator or 100)
        elif kind == b"tRNS":
            self.alpha = True
        elif length <= LARGEST_BLOCK and self.unpacked < MOST_BLOCKS and (reader := BLOCK_READERS.get(kind)):
            name, block = reader(data[content : content + length])
            self.unpacked += bool(name)
            if block:
                self.blocks.setdefault(name, block)


def _exif(chunk: bytes) -> tuple[str, bytes]:
    return "exif", chunk.removeprefix(EXIF)


def _profile(chunk: bytes) -> tuple[str, bytes]:
    # A name of at most 79 letters, a zero, and a zero for the only method of compression.
    return "icc", _inflated(chunk[chunk.index(b"\x00", 0, 80) + 2 :]) if b"\x00" in chunk[:80] else b""


def _text(chunk: bytes) -> tuple[str, bytes]:
    name = next((name for name in RAW_PROFILES if chunk.startswith(name)), b"")
    return (RAW_PROFILES[name], _unpacked(chunk[len(name) :])) if name else ("", b"")


def _compressed_text(chunk: bytes) -> tuple[str, bytes]:
    # libvips puts it into this kind of text, which is meant for Latin-1.
    if chunk.startswith(XMP):
        return "xmp", _inflated(chunk[len(XMP) + 1 :])
    name = next((name for name in RAW_PROFILES if chunk.startswith(name)), b"")
    return (RAW_PROFILES[name], _unpacked(_inflated(chunk[len(name) + 1 :]))) if name else ("", b"")


def _international_text(chunk: bytes) -> tuple[str, bytes]:
    if not chunk.startswith(XMP):
        return "", b""
    compressed, rest = chunk[len(XMP) : len(XMP) + 1] == b"\x01", chunk[len(XMP) + 2 :]
    # The language and the translated name come first, both usually empty.
    text = rest.split(b"\x00", 2)[-1]
    return "xmp", _inflated(text) if compressed else text


def _inflated(packed: bytes) -> bytes:
    unpacker = decompressobj()
    try:
        content = unpacker.decompress(packed, LARGEST_BLOCK)
    except ZlibError:
        return b""
    return content if unpacker.eof else b""


def _unpacked(text: bytes) -> bytes:
    # A line with a name, which may be of several words, one with a length, then the digits.
    lines = text.strip().split(b"\n", 2)
    try:
        return unhexlify(b"".join(lines[2].split())).removeprefix(EXIF) if len(lines) > 2 else b""
    except ValueError:
        return b""


BLOCK_READERS = {
    b"eXIf": _exif,
    b"iCCP": _profile,
    b"tEXt": _text,
    b"zTXt": _compressed_text,
    b"iTXt": _international_text,
}
