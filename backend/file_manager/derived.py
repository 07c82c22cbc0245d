"""What is made of blobs: rows, and places in the store that follow from blob, spec and format.

Whatever a crash leaves behind at such a place is simply written again. None of it counts against a quota.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from file_manager import storage
from file_manager.models import Blob, Rendition
from file_manager.storage import NewObject


class Format(NamedTuple):
    extension: str
    file_type: str


FORMATS = {
    "webp": Format("webp", "image/webp"),
    "avif": Format("avif", "image/avif"),
    "jpeg": Format("jpg", "image/jpeg"),
    "png": Format("png", "image/png"),
    "mp4": Format("mp4", "video/mp4"),
    "m4a": Format("m4a", "audio/mp4"),
    "json": Format("json", "application/json"),
    "original": Format("original", "application/octet-stream"),
}
BY_EXTENSION = {form.extension: name for name, form in FORMATS.items()}
SCRUB, WAVEFORM, WEB_VIDEO, WEB_AUDIO = "scrub", "waveform", "web-video", "web-audio"
PAGES = "page-"
PAGE = re.compile(rf"{PAGES}[1-9]\d{{0,4}}")

ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
KEY = re.compile(
    rf"{ID}/renditions/(?P<blob>{ID})/(?P<spec>[a-z0-9-]{{1,30}})\.(?P<extension>{'|'.join(BY_EXTENSION)})"
)


def page_spec(number: int) -> str:
    """The spec of a page; the first is 1."""
    return f"{PAGES}{number}"


def key_of(blob: Blob, spec: str, format: str = "webp") -> str:
    return f"{blob.namespace_id}/renditions/{blob.pk}/{spec}.{FORMATS[format].extension}"


def place_of(key: str) -> tuple[UUID, str] | None:
    """Blob and spec of such a key; None for any other."""
    found = KEY.fullmatch(key)
    return (UUID(found["blob"]), found["spec"]) if found else None


def stored(row: Rendition, path: Path) -> Rendition:
    """Puts the file at `path` in the place of the row, whence it is moved; the row is not saved. Raises StorageAway."""
    return stored_together([(row, path)])[0]


def stored_together(pieces: Sequence[tuple[Rendition, Path]]) -> list[Rendition]:
    """The same for several, whose folder is made durable once. Where one fails, all of them are to be made again."""
    for row, path in pieces:
        row.storage_key, row.file_size = key_of(row.blob, row.spec, row.format), path.stat().st_size
    storage.store_all([NewObject(path, row.storage_key, FORMATS[row.format].file_type) for row, path in pieces])
    return [row for row, _ in pieces]


def save(rows: Iterable[Rendition]) -> None:
    Rendition.objects.bulk_create(rows, ignore_conflicts=True)
