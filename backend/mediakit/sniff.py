"""What a file is, by its content. This stands in the way of every upload: it reads headers only (and an SVG whole)."""

from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from pathlib import Path

from mediakit import archives, compound, ends, libmagic, limits, mpeg_sound, signatures, texts
from mediakit.claims import Claims
from mediakit.errors import EmptyFile
from mediakit.headers.reading import READERS
from mediakit.kinds import SVG, TYPES
from mediakit.limits import DEFAULT, PixelLimits
from mediakit.office_kinds import OFFICE
from mediakit.svg import Cleaned, clean_svg

MP3 = "audio/mpeg"


@dataclass(frozen=True)
class Sniffed:
    """The true type of a file with its kind and extension, and the size of a picture as shown.

    Of an SVG there is what is left of it once it is cleaned, for whoever stores it.
    """

    file_type: str
    kind: str
    extension: str
    width: int | None = None
    height: int | None = None
    cleaned: Cleaned | None = field(default=None, repr=False)


def sniff(path: Path, *, filename: str = "", claimed: str = "", limits: PixelLimits = DEFAULT) -> Sniffed:
    """The type of a file; `filename` and `claimed` (a MIME type) are hints that must not contradict its kind.

    Raises EmptyFile, UnsupportedType, TypeMismatch, TooManyPixels, HostileSvg, TruncatedFile or UnreadableFile.
    """
    if not path.stat().st_size:
        raise EmptyFile
    claims = Claims.of(filename, claimed)
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        file_type = _settle(path, data, claims)
        claims.check(file_type)
        kind, extension = TYPES[file_type]
        # Whoever sends a drawing of which nothing would be left is told so at once.
        cleaned = clean_svg(path) if file_type == SVG else None
        width, height = _measure(data, file_type, limits) if file_type in READERS else (None, None)
    return Sniffed(file_type, kind, extension, width, height, cleaned)


def _settle(path: Path, data: mmap, claims: Claims) -> str:
    file_type = signatures.recognise(data)
    if file_type == signatures.ZIP:
        file_type = archives.recognise(path)
        ends.check_package(data)
        return file_type
    if file_type == signatures.OLE:
        return _ole(path, claims)
    if file_type is not None:
        ends.check(data, file_type)
        return file_type
    if MP3 in claims.types and _is_torn_sound(data):
        return MP3
    head = data[: signatures.HEAD]
    judged = libmagic.of_bytes(head)
    text = texts.settle(head, judged, extension=claims.extension, claims=claims.types)
    if text is None:
        raise claims.refusal(judged)
    claims.check_text()
    return text


def _is_torn_sound(data: mmap) -> bool:
    # What is cut out of a broadcast begins anywhere in a frame. That proves too little without a name.
    start = mpeg_sound.first_frame(data)
    if start is None:
        return False
    ends.check_before(data, start)
    ends.check(data, MP3)
    return True


def _ole(path: Path, claims: Claims) -> str:
    if found := compound.recognise(path):
        return found
    named = next((claim for claim in claims.types if claim in OFFICE), None)
    if named is None or not compound.is_locked(path):
        raise claims.refusal(signatures.OLE)
    return named


def _measure(data: mmap, file_type: str, allowed: PixelLimits) -> tuple[int, int]:
    header = READERS[file_type](data)
    limits.check(header, allowed)
    return header.shown
