"""Office documents and books as packages: zip archives whose entries are read in memory, within a budget."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from mediakit.errors import UnreadableFile

# An end with the longest remark, and what may stand before it.
TAIL = 22 + 65_535 + 76
END_RECORD = b"PK\x05\x06"
# Archives of more than four gigabytes say their measures once more, in a record that this points to.
LOCATOR, LOCATOR_SIZE, LONG_RECORD_SIZE = b"PK\x06\x07", 20, 56
MOST_ENTRIES = 20_000
LARGEST_DIRECTORY = 8 << 20
# Text packs about twenty to one; what unpacks to more than this was made to fill a disk.
LARGEST_EXPANSION = 50 << 20
LARGEST_RATIO = 100
# What is inflated of one package, all entries together.
BUDGET = 16 << 20
CHUNK = 64 << 10
LOCAL_HEADER = 30
# Others are allowed in zip archives and in no document; LZMA may ask for gigabytes before the first byte.
METHODS = frozenset((ZIP_STORED, ZIP_DEFLATED))
# RuntimeError is what an encrypted entry raises.
DAMAGE = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


class Package:
    """The entries of an archive by name. Reading stops where the budget ends, without an error."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.names = frozenset(archive.namelist())
        self.left = BUDGET

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of an entry, piece by piece; nothing for one that is not there."""
        if name not in self.names:
            return
        with self.archive.open(name) as entry:
            while self.left > 0 and (chunk := entry.read(min(CHUNK, self.left))):
                self.left -= len(chunk)
                yield chunk

    def beginning(self, name: str, longest: int = CHUNK) -> bytes:
        """The first bytes of an entry."""
        content = b""
        for chunk in self.chunks(name):
            content += chunk
            if len(content) >= longest:
                break
        return content[:longest]

    def whole(self, name: str, largest: int) -> bytes | None:
        """The content of an entry; None where there is none, or more than `largest` bytes of it."""
        if name not in self.names or self.archive.getinfo(name).file_size > min(largest, self.left):
            return None
        return b"".join(self.chunks(name))


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """A package open for reading; UnreadableFile for what is damaged or was made to hurt, also inside the block."""
    _check_directory(path)
    try:
        # The file is ours to close: an entry that is read halfway would keep an archive's own open.
        with path.open("rb") as file, ZipFile(file) as archive:
            _check_entries(archive, path.stat().st_size)
            yield Package(archive)
    except DAMAGE:
        raise UnreadableFile("The file is damaged and cannot be opened. Save it again.") from None


def _check_directory(path: Path) -> None:
    # ZipFile reads the whole directory, so its size is looked at first.
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - TAIL))
        tail = file.read(TAIL)
    found = tail.rfind(END_RECORD)
    if found < 0 or found + 22 > len(tail):
        raise UnreadableFile("The end of the file is missing. Copy the original again.")
    if any(entries > MOST_ENTRIES or directory > LARGEST_DIRECTORY for entries, directory in _claims(tail, found)):
        raise UnreadableFile("The file has far too many parts to be a document.")


def _claims(tail: bytes, end: int) -> Iterator[tuple[int, int]]:
    """The entries and octets of the directory as the end says, and as the longer record before it does if there is one.

    ZipFile goes by the longer one, also where the end itself says something smaller.
    """
    yield unpack_from("<HI", tail, end + 10)
    if tail[max(0, end - LOCATOR_SIZE) : end].startswith(LOCATOR) and end >= LOCATOR_SIZE + LONG_RECORD_SIZE:
        yield unpack_from("<QQ", tail, end - LOCATOR_SIZE - LONG_RECORD_SIZE + 32)


def _check_entries(archive: ZipFile, size: int) -> None:
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    expanded = sum(entry.file_size for entry in entries)
    if expanded > LARGEST_EXPANSION and expanded > LARGEST_RATIO * size:
        raise UnreadableFile("The file unpacks to far more than a document would, so it is not opened.")
    if any(entry.compress_type not in METHODS for entry in entries):
        raise UnreadableFile("The file is packed in a way that no office program uses, so it is not opened.")
    if any(".." in re.split(r"[/\\]", entry.filename) for entry in entries):
        raise UnreadableFile("A part of the file is named to land outside of it, so it is not opened.")
    if entries and entries[0].header_offset:
        raise UnreadableFile("Something is hidden before the content of the file, so it is not opened.")
    ends = [entry.header_offset + LOCAL_HEADER + entry.compress_size for entry in entries]
    if any(end > following.header_offset for end, following in zip(ends, entries[1:], strict=False)):
        raise UnreadableFile("Parts of the file lie on top of each other, so it is not opened.")
