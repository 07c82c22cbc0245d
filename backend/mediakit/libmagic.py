"""The one door to libmagic, for what our own signatures do not settle."""

from functools import cache
from pathlib import Path

# pylibmagic puts the library and its database where python-magic looks, so it comes first.
import pylibmagic  # noqa: F401

# isort: split
import magic


def of_bytes(head: bytes) -> str:
    """The MIME type of the beginning of a file; `application/octet-stream` where libmagic has no opinion."""
    return _reader().from_buffer(head)


def of_file(path: Path) -> str:
    """The MIME type of a whole file, for formats whose directory lies anywhere in it."""
    return _reader().from_file(str(path))


@cache
def _reader() -> magic.Magic:
    return magic.Magic(mime=True)
