"""WebP: canvas or key frame, number of frames, and the orientation out of the EXIF chunk."""

from mmap import mmap
from struct import error as StructError
from struct import unpack_from

from mediakit.errors import UnreadableFile
from mediakit.headers import tiff
from mediakit.headers.header import RGB, Header

FIRST_CHUNK = 12
LARGEST_BLOCK = 4 << 20
BLOCKS = {b"EXIF": "exif", b"XMP ": "xmp", b"ICCP": "icc"}
EXIF = b"Exif\x00\x00"
EXTENDED_ALPHA, LOSSLESS_ALPHA = 0x10, 0x10
MOST_CHUNKS = 20_000
KEY_FRAME = b"\x9d\x01\x2a"
LOSSLESS = 0x2F


def read(data: mmap) -> Header:
    """The header of a WebP; UnreadableFile where it states no size."""
    width = height = frames = milliseconds = 0
    alpha, position = False, FIRST_CHUNK
    blocks: dict[str, bytes] = {}
    try:
        for _ in range(MOST_CHUNKS):
            kind, length = unpack_from("<4sI", data, position)
            content = position + 8
            across, down = _size(data, kind, content)
            width, height = max(width, across), max(height, down)
            alpha = alpha or _has_alpha(data, kind, content)
            if kind == b"ANMF":
                frames += 1
                milliseconds += int.from_bytes(data[content + 12 : content + 15], "little")
            elif kind in BLOCKS and length <= LARGEST_BLOCK:
                blocks.setdefault(BLOCKS[kind], data[content : content + length].removeprefix(EXIF))
            position = content + length + (length & 1)
    except (IndexError, StructError):
        pass
    if not width or not height:
        raise UnreadableFile("The header of the WebP is damaged. Save it again.")
    return Header(
        width,
        height,
        frames=max(frames, 1),
        orientation=tiff.orientation(blocks.get("exif", b"")),
        duration=milliseconds / 1000 if frames > 1 else None,
        bits=8,
        alpha=alpha,
        colours=RGB,
        blocks=blocks,
    )


def _has_alpha(data: mmap, kind: bytes, content: int) -> bool:
    if kind == b"VP8L":
        return bool(data[content + 4] & LOSSLESS_ALPHA)
    return kind == b"ALPH" or (kind == b"VP8X" and bool(data[content] & EXTENDED_ALPHA))


def _size(data: mmap, kind: bytes, content: int) -> tuple[int, int]:
    if kind == b"VP8X":
        return (
            1 + int.from_bytes(data[content + 4 : content + 7], "little"),
            1 + int.from_bytes(data[content + 7 : content + 10], "little"),
        )
    if kind == b"VP8 " and data[content + 3 : content + 6] == KEY_FRAME:
        across, down = unpack_from("<HH", data, content + 6)
        return across & 0x3FFF, down & 0x3FFF
    if kind == b"VP8L" and data[content] == LOSSLESS:
        bits = unpack_from("<I", data, content + 1)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return 0, 0
