"""Compound files, in which older Office programs keep their documents: which one it is, and the way in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import error as StructError

import olefile

from mediakit.errors import UnreadableFile
from mediakit.kinds import DOC, PPT, XLS

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN_STREAMS = {"worddocument": DOC, "workbook": XLS, "book": XLS, "powerpoint document": PPT}
# A newer document inside, behind a password.
ENCRYPTED = "encryptedpackage"
MACROS = frozenset(("macros", "_vba_project_cur", "vba", "_vba_project"))
# The directory is a tree that is walked by recursion, and one made to hurt is a chain.
DAMAGE = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    StructError,
    RecursionError,
)


def recognise(path: Path) -> str | None:
    """The MIME type by the streams inside, None for other programs' files; UnreadableFile for a broken one."""
    with opened(path) as ole:
        names = _outermost(ole)
    return next((file_type for stream, file_type in MAIN_STREAMS.items() if stream in names), None)


def is_locked(path: Path) -> bool:
    """Whether it is a compound file around a newer document that only a password opens."""
    with path.open("rb") as file:
        if file.read(len(SIGNATURE)) != SIGNATURE:
            return False
    with opened(path) as ole:
        return ENCRYPTED in _outermost(ole)


@contextmanager
def opened(path: Path) -> Iterator[olefile.OleFileIO]:
    """A compound file open for reading; UnreadableFile for what is wrong inside the block."""
    try:
        with path.open("rb") as file, olefile.OleFileIO(file) as ole:
            yield ole
    except DAMAGE as error:
        raise UnreadableFile("The document is damaged and cannot be opened. Save it again.") from error


def has_macros(ole: olefile.OleFileIO) -> bool:
    return bool(MACROS & {part for entry in _entries(ole) for part in entry})


def _entries(ole: olefile.OleFileIO) -> list[list[str]]:
    return [[part.lower() for part in entry] for entry in ole.listdir(streams=True, storages=True)]


def _outermost(ole: olefile.OleFileIO) -> frozenset[str]:
    return frozenset(entry[0] for entry in _entries(ole) if len(entry) == 1)
