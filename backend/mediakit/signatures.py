"""The type of a file by the bytes it begins with, where these settle it."""

import re
from collections.abc import Callable
from mmap import mmap

from mediakit import boxes, mpeg_sound
from mediakit.errors import UnreadableFile
from mediakit.headers import ico, svg
from mediakit.kinds import ICON, SVG

HEAD = 64 * 1024
ZIP = "application/zip"
OLE = "application/x-ole-storage"

PREFIXES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"PK\x03\x04", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"fLaC", "audio/flac"),
    (b"#!AMR\n", "audio/amr"),
    (b"#!AMR-WB\n", "audio/amr"),
    (b"caff\x00\x01\x00\x00", "audio/x-caf"),
    (b"FLV\x01", "video/x-flv"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
)
RIFF_FORMS = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
AIFF_FORMS = (b"AIFF", b"AIFC")
AVIF_BRANDS = frozenset((b"avif", b"avis"))
HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
RAW_BRANDS = frozenset((b"crx ", b"jp2 ", b"jxl "))
SOUND_BRANDS = frozenset((b"M4A ", b"M4B ", b"M4P "))
QUICKTIME_ATOMS = frozenset((b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"))
# A track's codec name follows element 0x86 and its one-byte length.
MATROSKA_VIDEO, MATROSKA_AUDIO = re.compile(rb"\x86[\x80-\xff]V_"), re.compile(rb"\x86[\x80-\xff]A_")
ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
ASF_VIDEO, ASF_AUDIO = (
    bytes.fromhex(guid) for guid in ("c0ef19bc4d5bcf11a8fd00805f5c442b", "409e69f84d5bcf11a8fd00805f5c442b")
)
# A camcorder writes four bytes of time before each packet of a transport stream.
TRANSPORT_PACKETS, TRANSPORT_PROOF = ((188, 0), (192, 4)), 5
# The boxes of a film that are looked at for its tracks, those beside the index among them.
MOST_IN_TRACKS = 20_000
# Printers are told in this way what comes next, and a job that was kept is a PDF with it in front.
PRINT_JOB = re.compile(rb"(?:\x1b%-12345X|@PJL)[^<]{0,900}?%PDF-")
BMP_HEADER_SIZES = frozenset((12, 40, 52, 56, 64, 108, 124))


def recognise(data: mmap) -> str | None:
    """The MIME type that the first bytes prove, `ZIP` and `OLE` for containers still to be opened, else None."""
    head = data[:64]
    for prefix, file_type in PREFIXES:
        if head.startswith(prefix):
            return file_type
    return next((found for examine in EXAMINERS if (found := examine(data, head))), None)


def _riff(data: mmap, head: bytes) -> str | None:
    if head[:4] == b"FORM" and head[8:12] in AIFF_FORMS:
        return "audio/aiff"
    return RIFF_FORMS.get(head[8:12]) if head[:4] in (b"RIFF", b"RF64") else None


def _iso_media(data: mmap, head: bytes) -> str | None:
    if head[4:8] in QUICKTIME_ATOMS and len(list(zip(range(2), boxes.inside(data), strict=False))) == 2:
        return _moving(data, b"qt  ")
    if head[4:8] != b"ftyp":
        return None
    size = min(int.from_bytes(head[:4], "big"), HEAD)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, size, 4))}
    if brands & AVIF_BRANDS:
        return "image/avif"
    if brands & HEIC_BRANDS:
        return "image/heic"
    if brands & RAW_BRANDS:
        return None
    return _moving(data, data[8:12])


def _moving(data: mmap, brand: bytes) -> str | None:
    if next(boxes.find(data, (b"moov",)), None) is None:
        raise UnreadableFile("The film has no index, so it was cut off or never finished. Copy the original again.")
    found = boxes.find(data, (b"moov", b"trak", b"mdia", b"hdlr"), left=iter(range(MOST_IN_TRACKS)))
    handlers = {data[box.start + 8 : box.start + 12] for box in found}
    if not handlers:
        raise UnreadableFile("The index of the film is damaged. Copy the original again.")
    if b"vide" in handlers and brand not in SOUND_BRANDS:
        if brand == b"qt  ":
            return "video/quicktime"
        return "video/3gpp" if brand[:2] == b"3g" else "video/mp4"
    return "audio/mp4" if b"soun" in handlers else None


def _matroska(data: mmap, head: bytes) -> str | None:
    if head[:4] != b"\x1a\x45\xdf\xa3":
        return None
    start = data[:HEAD]
    sound_only = MATROSKA_AUDIO.search(start) and not MATROSKA_VIDEO.search(start)
    family = "webm" if b"webm" in start[:64] else "x-matroska"
    return f"{'audio' if sound_only else 'video'}/{family}"


def _ogg(data: mmap, head: bytes) -> str | None:
    if head[:4] != b"OggS":
        return None
    return "video/ogg" if b"\x80theora" in data[:4096] else "audio/ogg"


def _asf(data: mmap, head: bytes) -> str | None:
    if not head.startswith(ASF):
        return None
    start = data[:HEAD]
    if ASF_VIDEO in start:
        return "video/x-ms-wmv"
    return "audio/x-ms-wma" if ASF_AUDIO in start else None


def _transport_stream(data: mmap, head: bytes) -> str | None:
    for size, start in TRANSPORT_PACKETS:
        if data[start : start + size * TRANSPORT_PROOF : size] == b"G" * TRANSPORT_PROOF:
            return "video/mp2t"
    return None


def _bmp(data: mmap, head: bytes) -> str | None:
    known = head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in BMP_HEADER_SIZES
    return "image/bmp" if known else None


def _pdf(data: mmap, head: bytes) -> str | None:
    # Some programs leave blanks before it, and every reader passes over them.
    is_pdf = head.lstrip(b"\xef\xbb\xbf\t\r\n ").startswith(b"%PDF-") or PRINT_JOB.match(data)
    return "application/pdf" if is_pdf else None


def _icon(data: mmap, head: bytes) -> str | None:
    return ICON if ico.is_icon(data) else None


def _svg(data: mmap, head: bytes) -> str | None:
    return SVG if svg.is_svg(data) else None


EXAMINERS: tuple[Callable[[mmap, bytes], str | None], ...] = (
    _riff,
    _iso_media,
    _matroska,
    _ogg,
    _asf,
    _bmp,
    _pdf,
    _icon,
    _transport_stream,
    mpeg_sound.recognise,
    _svg,
)
