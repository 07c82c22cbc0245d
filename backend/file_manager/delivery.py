"""Addresses of files and renditions, and who may open them.

A rendition's address names file, version and spec and is signed by us: whoever holds it may open that rendition and
nothing else. Those of public files never expire; the others do so on the hour, so that caches can share them.
"""

import base64
import hmac
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from typing import Protocol
from uuid import UUID

from cachetools import TTLCache
from django.conf import settings
from django.utils.crypto import salted_hmac

from content.models import User
from file_manager import antivirus, derived, public_copies, thumbnails
from file_manager.models import Blob, MediaFile, ProcessingStep, Rendition, Version
from file_manager.serving import Content
from file_manager.turns import seat

HOUR = 3600
YEAR = 365 * 24 * HOUR
#: How long a web process trusts what it knows of a rendition: the time that a quarantine takes to close all doors.
TRUSTED_SECONDS = 10
#: So many AVIF pictures are drawn at once on this machine: a new page may show fifty, and the web has other work.
SEATS = os.cpu_count() or 1

#: What showing a version needs to know; the texts of a document are megabytes.
SHOWN = (
    *(f"file__{name}" for name in ("version", "visibility", "review", "status", "trashed_at")),
    *(f"blob__{name}" for name in ("namespace", "kind", "frames", "storage_key", "finding", "released_at")),
)

_known: TTLCache[tuple[UUID, int, str, str], "Drawn"] = TTLCache(maxsize=20_000, ttl=TRUSTED_SECONDS)
_lock = Lock()


PUBLIC: str = MediaFile.Visibility.PUBLIC.value


class Named(Protocol):
    """What an address says of a file: the row itself, or what a list read of it."""

    @property
    def id(self) -> UUID: ...
    @property
    def slug(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def visibility(self) -> str: ...


@dataclass(frozen=True)
class Drawn:
    """What serving a rendition needs to know."""

    key: str
    size: int
    file_type: str
    public: bool
    standing_in: bool = False


@cache
def signing_key(secret: str) -> bytes:
    return salted_hmac("vitrine.delivery", "", secret=secret, algorithm="sha256").digest()


def sign(path: str, expires: int | None) -> str:
    mac = hmac.digest(signing_key(settings.SECRET_KEY), f"{path}?{expires or ''}".encode(), "sha256")
    return base64.urlsafe_b64encode(mac[:18]).decode()


def signed(path: str, expires: int | None) -> str:
    query = f"e={expires}&s=" if expires else "s="
    return f"{path}?{query}{sign(path, expires)}"


def expiry() -> int:
    """The end of the next full hour, in seconds since the epoch."""
    return (int(time.time()) // HOUR + 2) * HOUR


def genuine(path: str, given: str, expires: int | None) -> bool:
    """Whether we signed this path and its time is not over."""
    in_time = expires is None or expires > time.time()
    return in_time and hmac.compare_digest(sign(path, expires).encode(), given.encode())


def rendition_url(file: Named, spec: str, extension: str = "webp") -> str:
    public = file.visibility == PUBLIC
    path = f"/renditions/{file.id}/{file.version}/{spec}.{extension}"
    return signed(path, None if public else expiry())


def address_of(file: Named, row: Rendition) -> str:
    return rendition_url(file, row.spec, derived.FORMATS[row.format].extension)


def file_url(file: Named, *, namespace_slug: str, extension: str) -> str:
    return f"/files/{namespace_slug}/{file.slug}.{extension}"


def srcset(file: Named, renditions: Iterable[Rendition], extension: str = "webp") -> str:
    """Every width of these pictures once, for `<img srcset>`; in a format in which they may still have to be drawn."""
    widths = {row.width: row for row in renditions if row.width}
    return ", ".join(f"{rendition_url(file, row.spec, extension)} {width}w" for width, row in sorted(widths.items()))


def find_rendition(file_id: UUID, version: int, spec: str, format: str, *, for_all: bool = False) -> Drawn | None:
    """The stored rendition, a picture drawn now where it is missing; None when there is no such file to show.

    `for_all`: the address is that of a public file, which may have become so a moment ago.

    Raises NoSuchRendition, TooManyRenditions, MediaError, StorageAway.
    """
    wanted = (file_id, version, spec, format)
    with _lock:
        known = _known.get(wanted)
    if known and (known.public or not for_all):
        return known
    if (state := shown_version(file_id, version)) is None:
        return None
    row = thumbnails.find(state.blob, spec, format)
    if row is None and seen_by_worker(state.blob):
        row = drawn_or_spared(state.blob, spec, format)
    if row is None:
        return None
    found = Drawn(
        key=row.storage_key,
        size=row.file_size,
        file_type=derived.FORMATS[row.format].file_type,
        public=open_to_all(state.file),
        standing_in=row.format != format,
    )
    if not found.standing_in:
        with _lock:
            _known[wanted] = found
    return found


def drawn_or_spared(blob: Blob, spec: str, format: str) -> Rendition:
    """A picture drawn now. AVIF takes long: while all seats are taken the WebP that is there stands in for it."""
    ready = thumbnails.find(blob, spec, thumbnails.FORMAT) if format == "avif" else None
    if ready is None:
        return thumbnails.ensure(blob, spec, format)
    with seat("avif", SEATS) as free:
        return thumbnails.ensure(blob, spec, format) if free else ready


def shown_version(file_id: UUID, version: int) -> Version | None:
    """A version with what there is to know of its file and its bytes to show a picture of them; texts stay behind."""
    states = Version.objects.filter(file=file_id, number=version).select_related("file", "blob").only(*SHOWN)
    state = states.first()
    shut = state is None or state.blob.quarantined or state.file.status == MediaFile.Status.QUARANTINED
    return None if shut else state


def seen_by_worker(blob: Blob) -> bool:
    """Whether a worker, which may be lost, has drawn from these bytes before; only then a web process does."""
    done = ProcessingStep.objects.filter(blob=blob, step="renditions", state=ProcessingStep.State.DONE)
    return done.exists()


def cache_control(expires: int | None) -> str:
    if expires is None:
        return f"public, max-age={YEAR}, immutable"
    return f"private, max-age={max(int(expires - time.time()), 0)}"


def rendition_content(drawn: Drawn, *, filename: str, expires: int | None) -> Content:
    return Content(
        key=drawn.key,
        size=drawn.size,
        file_type=drawn.file_type,
        etag=f'"{drawn.key.rpartition("/")[2]}-{drawn.size}"',
        filename=filename,
        cache_control="no-store" if drawn.standing_in else cache_control(expires),
    )


def original(state: MediaFile | Version, *, attachment: bool = False) -> Content:
    """The bytes of a file as it is, or as it was, under the name that they came with. Raises BeingScanned."""
    antivirus.require_verdict(state.blob)
    return Content(
        key=state.blob.storage_key,
        size=state.blob.size,
        file_type=state.blob.file_type,
        etag=f'"{state.blob.sha256}"',
        filename=state.original_filename,
        attachment=attachment,
    )


def public_original(file: MediaFile, user: User) -> Content:
    """The bytes at the stable address. Of a public file they are the same for all, so that caches can share them.

    Raises LocationWithheld to strangers, BeingScanned, BeingPrepared, StorageAway.
    """
    content = original(file)
    if not open_to_all(file):
        return content
    shared = replace(content, cache_control="public, max-age=300")
    if not public_copies.wanted(file):
        return shared
    try:
        copy = public_copies.find(file.blob)
    except public_copies.LocationWithheld:
        if MediaFile.objects.visible_to(user).filter(pk=file.pk).exists():
            return content
        raise
    if copy is None:
        return shared
    etag = f'"{file.blob.sha256}-public"'
    return replace(shared, key=copy.storage_key, size=copy.file_size, etag=etag)


def find_original(namespace_slug: str, slug: str, user: User) -> MediaFile | None:
    """The file that has or had this slug, if it is public or the person may see it."""
    named = MediaFile.objects.filter(slugs__namespace__slug=namespace_slug, slugs__slug=slug)
    file = named.select_related("blob", "namespace").first()
    if file is None or file.status == MediaFile.Status.QUARANTINED:
        return None
    if open_to_all(file) or MediaFile.objects.visible_to(user).filter(pk=file.pk).exists():
        return file
    return None


def open_to_all(file: MediaFile) -> bool:
    return (
        file.visibility == MediaFile.Visibility.PUBLIC
        and file.review == MediaFile.Review.APPROVED
        and file.trashed_at is None
    )
