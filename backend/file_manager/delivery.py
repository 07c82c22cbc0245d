"""Addresses of files and renditions, and who may open them.

A rendition's address names file, version and spec and is signed by us: whoever holds it may open that rendition and
nothing else. Those of public files never expire; the others do so on the hour, so that caches can share them.
"""

import base64
import hmac
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from content.models import User
from file_manager import antivirus, derived, public_copies
from file_manager.models import MediaFile, Rendition, Version
from file_manager.serving import Content

HOUR = 3600
YEAR = 365 * 24 * HOUR
PUBLIC: str = MediaFile.Visibility.PUBLIC.value


class Reviewed(Protocol):
    """What decides whether everybody may open a file."""

    @property
    def visibility(self) -> str: ...
    @property
    def review(self) -> str: ...
    @property
    def trashed_at(self) -> datetime | None: ...


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
    return rendition_address(file.id, file.version, spec, extension, public=file.visibility == PUBLIC)


def rendition_address(file_id: UUID, version: int, spec: str, extension: str = "webp", *, public: bool) -> str:
    path = f"/renditions/{file_id}/{version}/{spec}.{extension}"
    return signed(path, None if public else expiry())


def address_of(file: Named, row: Rendition) -> str:
    return rendition_url(file, row.spec, derived.FORMATS[row.format].extension)


def file_url(file: Named, *, namespace_slug: str, extension: str) -> str:
    return f"/files/{namespace_slug}/{file.slug}.{extension}"


def srcset(file: Named, renditions: Iterable[Rendition], extension: str = "webp") -> str:
    """Every width of these pictures once, for `<img srcset>`; in a format in which they may still have to be drawn."""
    widths = {row.width: row for row in renditions if row.width}
    return ", ".join(f"{rendition_url(file, row.spec, extension)} {width}w" for width, row in sorted(widths.items()))


def cache_control(expires: int | None) -> str:
    if expires is None:
        return f"public, max-age={YEAR}, immutable"
    return f"private, max-age={max(int(expires - time.time()), 0)}"


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


def open_to_all(file: Reviewed) -> bool:
    return (
        file.visibility == MediaFile.Visibility.PUBLIC
        and file.review == MediaFile.Review.APPROVED
        and file.trashed_at is None
    )
