"""Files as lists show them. Rows are built by plain functions, since a list has to be fast."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from file_manager import delivery
from file_manager.models import MediaFile
from file_manager.serializers.reading import THUMBNAILS, in_order

Json = dict[str, Any]
NAMES = {spec: name for name, spec in THUMBNAILS.items()}
UNITS = ["KB", "MB", "GB", "TB"]


def rows(files: Sequence[MediaFile]) -> list[Json]:
    """The files as in lists, read anew by one query, in their order; one that is gone is left out."""
    return [row(read) for read in in_order([file.pk for file in files])]


def row(read: Any) -> Json:
    """A file as in lists, of what `reading.listed` read."""
    return {
        "id": str(read.id),
        "title": read.title,
        "slug": read.slug,
        "description": read.description,
        "alt_text": read.alt_text,
        "kind": read.kind,
        "file_type": read.file_type,
        "file_size": read.file_size,
        "file_size_display": size_display(read.file_size),
        "width": read.width,
        "height": read.height,
        "duration": read.duration,
        "file_url": delivery.file_url(read, namespace_slug=read.namespace_slug, extension=read.extension),
        "thumbnails": thumbnails_of(read),
        "placeholder": read.placeholder or None,
        "dominant_color": read.dominant_color or None,
        "focal_point": {"x": read.focal_x, "y": read.focal_y},
        "namespace": {"id": str(read.namespace_id), "slug": read.namespace_slug, "name": read.namespace_name},
        "tags": tags_of(read),
        "uploaded_by": uploader_of(read),
        "usage_count": read.usage_count,
        "status": read.status,
        "review": read.review,
        "visibility": read.visibility,
        "version": read.version,
        "taken_at": wall_clock(read.taken_at, read.taken_offset),
        "created_at": moment(read.created_at),
        "updated_at": moment(read.updated_at),
    }


def thumbnails_of(read: Any) -> Json:
    found: Json = dict.fromkeys(THUMBNAILS)
    if read.status == MediaFile.Status.QUARANTINED:
        return found
    for spec, width, height in read.pictures or ():
        found[NAMES[spec]] = {"url": delivery.rendition_url(read, spec), "width": width, "height": height}
    return found


def tags_of(read: Any) -> list[Json]:
    return [
        {"id": dashed(pk), "name": name, "slug": slug, "color": color}
        for name, pk, slug, color in sorted(read.tag_rows or ())
    ]


def uploader_of(read: Any) -> Json | None:
    if read.uploaded_by_id is None:
        return None
    return {"id": str(read.uploaded_by_id), "username": read.username, "display_name": read.display_name}


def dashed(text: str) -> str:
    """An id as text; inside JSON, SQLite gives the 32 digits that it keeps."""
    if len(text) != 32:
        return text
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def moment(value: datetime | None) -> str | None:
    return value.isoformat().replace("+00:00", "Z") if value else None


def wall_clock(value: datetime | None, offset: str) -> str | None:
    """What the camera's clock showed; with an offset only where the file states one."""
    return f"{value.replace(tzinfo=None).isoformat(timespec='seconds')}{offset}" if value else None


def size_display(size: int) -> str:
    if size < 1024:
        return f"{size} bytes" if size != 1 else "1 byte"
    amount = float(size)
    for unit in UNITS:
        amount /= 1024
        if amount < 1024 or unit == UNITS[-1]:
            break
    return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"
