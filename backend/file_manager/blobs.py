"""The bytes of a namespace, each content once: claimed by an upload, let go when nothing needs them."""

import logging
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from content import quotas
from content.models import Namespace
from file_manager import storage
from file_manager.models import Blob, MediaFile, Version
from file_manager.receiving import Incoming
from mediakit.sniff import Sniffed

logger = logging.getLogger(__name__)

#: What a file repeats of its current blob, so that lists need no join.
REPEATED = ("kind", "file_type", "width", "height", "duration", "taken_at", "taken_offset")


class BytesNeeded(Exception):
    """The content is not here (or no longer), so its bytes have to be stored first."""


def known(namespace: Namespace, sha256: str) -> bool:
    return Blob.objects.filter(namespace=namespace, sha256=sha256).exists()


def was_sent(namespace: Namespace, sha256: str) -> bool:
    """Whether this content came before and something else was kept of it."""
    return Version.objects.filter(sent_sha256=sha256, file__namespace=namespace).exists()


def showing(files: QuerySet[MediaFile], sha256: Iterable[str]) -> QuerySet[MediaFile]:
    """Those of `files` whose current content is one of these, or was when it was sent."""
    wanted = list(sha256)
    sent = Version.objects.filter(sent_sha256__in=wanted, file__version=F("number")).values_list("file", flat=True)
    same = Q(blob__in=Blob.objects.filter(sha256__in=wanted).values_list("pk", flat=True))
    return files.filter(same | Q(pk__in=list(sent)))


def sent_as(files: Iterable[MediaFile]) -> dict[UUID, str]:
    """What was sent for the current version of those files of which something else was kept."""
    current = Version.objects.filter(file__in=[file.pk for file in files], file__version=F("number"))
    return dict(current.exclude(sent_sha256="").values_list("file", "sent_sha256"))


def hold(namespace: Namespace, sha256: str) -> Blob:
    """The blob of this content, locked, so that nobody lets it go before the caller's rows refer to it.

    Raises BytesNeeded when it has just gone.
    """
    found = Blob.objects.select_for_update(no_key=True).filter(namespace=namespace, sha256=sha256).first()
    if found is None:
        raise BytesNeeded
    return found


def make(namespace: Namespace, incoming: Incoming, sniffed: Sniffed, key: str) -> Blob:
    """A new blob whose bytes lie at `key`; the caller takes its size from the quota.

    Raises IntegrityError when another upload of the same content was first.
    """
    return Blob.objects.create(
        namespace=namespace,
        sha256=incoming.sha256,
        size=incoming.size,
        kind=sniffed.kind,
        file_type=sniffed.file_type,
        extension=sniffed.extension,
        storage_key=key,
        width=sniffed.width,
        height=sniffed.height,
        metadata=told_of(sniffed),
    )


def told_of(sniffed: Sniffed) -> dict[str, object]:
    """What is known of the bytes before anybody reads their facts."""
    taken_out = sniffed.cleaned.taken_out if sniffed.cleaned else ()
    return {"taken_out": list(taken_out)} if taken_out else {}


def repeated(blob: Blob) -> dict[str, object]:
    return {name: getattr(blob, name) for name in REPEATED} | {"file_size": blob.size}


def adopt_facts(blob: Blob) -> int:
    """Writes what is known of `blob` onto every file whose current version it is; says how many those are."""
    return MediaFile.objects.filter(blob=blob).update(**repeated(blob), updated_at=timezone.now())


def let_go(blob_ids: set) -> None:
    """Deletes those blobs that no file and no version needs any more: row and quota now, objects after commit."""
    keys: list[str] = []
    for blob in Blob.objects.select_for_update().filter(pk__in=blob_ids).order_by("pk"):
        if MediaFile.objects.filter(blob=blob).exists() or Version.objects.filter(blob=blob).exists():
            continue
        keys += [blob.storage_key, *blob.renditions.values_list("storage_key", flat=True)]
        quotas.give_back(blob.namespace_id, blob.size)
        blob.delete()
    # No partial here: Django looks for the name of what fails, and a partial has none.
    transaction.on_commit(lambda: delete_objects(keys), robust=True)


def delete_objects(keys: Iterable[str]) -> None:
    """Deletes what no row refers to any more. What cannot be reached now is left to the nightly sweep."""
    try:
        for key in keys:
            storage.delete(key)
    except storage.StorageAway:
        logger.warning("The file store is away; objects that nothing refers to wait for the nightly sweep")
