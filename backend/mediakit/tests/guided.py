"""Damaged files found by how far they get: a search guided by which lines of the parsers ran. Arguments: libFuzzer's.

It dies of the first error that is no MediaError, and leaves the file that it died of.
"""

import logging
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["mediakit"]):
    from mediakit import privacy, signatures
    from mediakit.errors import MediaError
    from mediakit.facts import read_facts
    from mediakit.headers.reading import READERS
    from mediakit.sniff import sniff

#: FFmpeg reads these, where no line of ours would tell the search anything.
SLOW = ("audio/", "video/")


def attempt(content: bytes) -> None:
    path = FOLDER / "fuzzed"
    path.write_bytes(content)
    for file_type in filter(None, {proven(path), accepted(path)}):
        read(path, file_type)


def proven(path: Path) -> str | None:
    """The type that the first bytes prove, however damaged the rest; what is in a container they do not."""
    if not path.stat().st_size:
        return None
    with suppress(MediaError), path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        found = signatures.recognise(data)
        return found if found and "/" in found else None
    return None


def accepted(path: Path) -> str | None:
    with suppress(MediaError):
        return sniff(path, filename="fuzzed").file_type
    return None


def read(path: Path, file_type: str) -> None:
    """Everything that reads a file of this type in Python."""
    acts: list[Callable[[], object]] = [lambda: privacy.without_location(path, file_type, path.with_name("copy"))]
    if not file_type.startswith(SLOW):
        acts.append(lambda: read_facts(path, file_type))
    if file_type in READERS:
        acts.append(lambda: header(path, file_type))
    for act in acts:
        with suppress(MediaError, privacy.CannotStrip):
            act()


def header(path: Path, file_type: str) -> object:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        return READERS[file_type](data)


if __name__ == "__main__":
    logging.disable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with TemporaryDirectory() as folder:
        FOLDER = Path(folder)
        atheris.Setup(sys.argv, attempt)
        atheris.Fuzz()
