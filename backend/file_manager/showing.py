"""A rendition for whoever holds its address: what is stored of it, or a picture that is drawn while they wait."""

import os
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from cachetools import TTLCache
from django.db.models import FilteredRelation, Q

from file_manager import browsing, delivery, derived, thumbnails
from file_manager.models import Blob, MediaFile, ProcessingStep, Rendition, Version
from file_manager.serving import Content
from file_manager.turns import seat

#: How long a web process trusts what it knows of a rendition: the time that a quarantine takes to close all doors.
TRUSTED_SECONDS = 10
#: So many AVIF pictures are drawn at once on this machine: a new page may show fifty, and the web has other work.
SEATS = os.cpu_count() or 1


@dataclass(frozen=True)
class Held:
    """Where a rendition lies, its bytes and its format."""

    key: str
    size: int
    format: str


@dataclass(frozen=True)
class Shown:
    """What serving a rendition needs to know."""

    held: Held
    public: bool
    standing_in: bool = False


class Sought(NamedTuple):
    """One rendition of a version, its key and size null where it is missing, and who may open it."""

    key: str | None
    size: int | None
    blob_id: UUID
    visibility: str
    review: str
    trashed_at: datetime | None


COLUMNS = (
    "held__storage_key",
    "held__file_size",
    "blob_id",
    "file__visibility",
    "file__review",
    "file__trashed_at",
)
#: Bytes in which the virus scanner found nothing, or which were let through in spite of that.
CLEAR = Q(blob__finding="") | Q(blob__released_at__isnull=False)

_known: TTLCache[tuple[UUID, int, str, str], Shown] = TTLCache(maxsize=20_000, ttl=TRUSTED_SECONDS)
_lock = Lock()


def find_rendition(file_id: UUID, version: int, spec: str, format: str, *, for_all: bool = False) -> Shown | None:
    """The stored rendition, a picture drawn now where it is missing; None when there is no such file to show.

    `for_all`: the address is that of a public file, which may have become so a moment ago.

    Raises NoSuchRendition, TooManyRenditions, MediaError, StorageAway.
    """
    if known := recall(file_id, version, spec, format, for_all=for_all):
        return known
    sought = seek(file_id, version, spec, format)
    held = sought and (stored(sought, format) or drawn_now(sought.blob_id, spec, format))
    if not sought or not held:
        return None
    found = Shown(held, public=delivery.open_to_all(sought), standing_in=held.format != format)
    if not found.standing_in:
        with _lock:
            _known[file_id, version, spec, format] = found
    return found


def recall(file_id: UUID, version: int, spec: str, format: str, *, for_all: bool) -> Shown | None:
    """What this process knows of the rendition from the last seconds; None where it has to look."""
    with _lock:
        known = _known.get((file_id, version, spec, format))
    return known if known and (known.public or not for_all) else None


def seek(file_id: UUID, version: int, spec: str, format: str) -> Sought | None:
    """By one statement, which for most pictures of a page is the only one; None where the version is shut away."""
    this_one = Q(blob__renditions__spec=spec, blob__renditions__format=format)
    rows = (
        Version.objects.filter(CLEAR, file=file_id, number=version)
        .exclude(file__status=MediaFile.Status.QUARANTINED)
        .annotate(held=FilteredRelation("blob__renditions", condition=this_one))
        .order_by()
        .values_list(*COLUMNS)
    )
    return next((Sought(*row) for row in rows), None)


def stored(sought: Sought, format: str) -> Held | None:
    return Held(sought.key, sought.size, format) if sought.key and sought.size is not None else None


def drawn_now(blob_id: UUID, spec: str, format: str) -> Held | None:
    """A picture drawn now. AVIF takes long: while all seats are taken the WebP stands in for it."""
    if (blob := seen_by_worker(blob_id)) is None:
        return None
    if format != "avif":
        row = thumbnails.ensure(blob, spec, format)
    else:
        with seat("avif", SEATS) as free:
            row = thumbnails.ensure(blob, spec, "avif" if free else thumbnails.FORMAT)
    return Held(row.storage_key, row.file_size, row.format)


def seen_by_worker(blob_id: UUID) -> Blob | None:
    """These bytes, if a worker, which may be lost, has drawn from them before; only then a web process does.

    The texts of a document, which are megabytes, stay behind.
    """
    drawn = Blob.objects.filter(pk=blob_id, steps__step="renditions", steps__state=ProcessingStep.State.DONE)
    return drawn.only("namespace", "kind", "frames", "storage_key").first()


def scrub_track(file_id: UUID, version: int, *, for_all: bool) -> str | None:
    """Where each moment of a film is on its strip of stills, as WebVTT; None where `find_rendition` has no strip."""
    sought = seek(file_id, version, derived.SCRUB, thumbnails.FORMAT)
    public = sought is not None and delivery.open_to_all(sought)
    row = sought and Rendition.objects.filter(storage_key=sought.key).first()
    if not row or (for_all and not public):
        return None
    return browsing.track(row, delivery.rendition_address(file_id, version, row.spec, public=public))


def content_of(shown: Shown, *, filename: str, expires: int | None) -> Content:
    held = shown.held
    return Content(
        key=held.key,
        size=held.size,
        file_type=derived.FORMATS[held.format].file_type,
        etag=f'"{held.key.rpartition("/")[2]}-{held.size}"',
        filename=filename,
        cache_control="no-store" if shown.standing_in else delivery.cache_control(expires),
    )
