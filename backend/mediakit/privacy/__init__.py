"""A file without what tells where it was made and with which very device, all else left as it is.

Pictures and films are not encoded again: parts are left out or overwritten. What only harms by its absence stays, as
colour profiles and the way up.
"""

import shutil
from collections.abc import Callable, Iterable
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import error as StructError
from typing import BinaryIO

from mediakit.errors import MediaError
from mediakit.privacy import films, gif, heif, jpeg, png, sound, tiff, webp
from mediakit.privacy.pieces import Blank, Piece, Undecidable

CHUNK = 1024 * 1024
#: What is written of the file, in order.
KEPT: dict[str, Callable[[mmap], Iterable[Piece]]] = {
    "image/jpeg": jpeg.kept,
    "image/png": png.kept,
    "image/webp": webp.kept,
    "image/gif": gif.kept,
}
#: What is written over parts of it.
BLANKED: dict[str, Callable[[mmap], Iterable[Blank]]] = {
    "image/heic": heif.blanks,
    "image/avif": heif.blanks,
    "image/tiff": tiff.blanks,
    "video/mp4": films.blanks,
    "video/quicktime": films.blanks,
    "video/3gpp": films.blanks,
    "audio/mp4": sound.blanks,
}
#: Of these nobody knows such a thing, or they hold it where people read it, as in a text.
LEFT_ALONE = ("application/", "text/", "audio/", "image/svg+xml", "image/bmp")


class CannotStrip(MediaError):
    code = "location_stays"
    default_detail = "What this file says of its place cannot be taken out of it."


def can_strip(file_type: str) -> bool:
    """Whether we know where such files keep a place. It says nothing of files that keep none."""
    return file_type in KEPT or file_type in BLANKED or file_type.startswith(LEFT_ALONE)


def without_location(path: Path, file_type: str, out: Path) -> Path | None:
    """Writes the copy to `out` and returns that; None when there is nothing to take out.

    Raises CannotStrip for types and files that it does not understand.
    """
    if not can_strip(file_type):
        raise CannotStrip
    if file_type not in KEPT and file_type not in BLANKED:
        return None
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            if file_type in KEPT:
                return _rebuilt(data, list(KEPT[file_type](data)), out)
            return _blanked(path, data, merged(BLANKED[file_type](data)), out)
    except (StructError, IndexError, KeyError, ValueError, OverflowError, Undecidable) as error:
        raise CannotStrip from error


def _rebuilt(data: mmap, pieces: list[Piece], out: Path) -> Path | None:
    if all(isinstance(piece, range) for piece in pieces) and _covers(pieces, len(data)):
        return None
    with out.open("wb") as target:
        for piece in pieces:
            if isinstance(piece, bytes):
                target.write(piece)
            else:
                _copy(data, piece, target)
    return out


def _covers(pieces: list[Piece], size: int) -> bool:
    ranges = [piece for piece in pieces if isinstance(piece, range) and len(piece)]
    joined = all(before.stop == after.start for before, after in pairwise(ranges))
    return bool(ranges) and joined and (ranges[0].start, ranges[-1].stop) == (0, size)


def _copy(data: mmap, part: range, target: BinaryIO) -> None:
    for start in range(part.start, part.stop, CHUNK):
        target.write(data[start : min(start + CHUNK, part.stop)])


def merged(blanks: Iterable[Blank]) -> list[Blank]:
    """In the order of their place, without those that change nothing by being empty."""
    return sorted((blank for blank in blanks if blank.length), key=lambda blank: blank.start)


def _blanked(path: Path, data: mmap, blanks: list[Blank], out: Path) -> Path | None:
    if all(blank.is_done(data) for blank in blanks):
        return None
    shutil.copyfile(path, out)
    with out.open("r+b") as target:
        for blank in blanks:
            target.seek(blank.start)
            for piece in blank.pieces(CHUNK):
                target.write(piece)
    return out
