"""The nightly sweep: objects that nothing refers to, trash whose time has come, and what a crash left half done."""

import logging
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from common.errors import DomainError
from content.models import Namespace
from file_manager import crops, derived, storage, thumbnails, trashing
from file_manager.models import Blob, MediaFile, Rendition, Version

logger = logging.getLogger(__name__)

#: Whoever writes an object refers to it within seconds; a day leaves room for the slowest of uploads.
SETTLED = timedelta(days=1)
A_BATCH = 500


def run() -> None:
    """Each part stands for itself, so that a store that is away does not keep the trash full."""
    purge_trash()
    clear_temporary()
    try:
        drop_stale_crops()
        sweep_objects()
    except storage.StorageAway:
        logger.warning("The file store is away; its sweep waits for tomorrow")


def purge_trash() -> None:
    """Deletes for good what has lain in the trash longer than its namespace keeps it."""
    now = timezone.now()
    for namespace_id, days in Namespace.objects.values_list("pk", "trash_retention_days"):
        over = MediaFile.objects.trashed().filter(namespace=namespace_id, trashed_at__lt=now - timedelta(days=days))
        for file in over.iterator(chunk_size=A_BATCH):
            purge(file)


def purge(file: MediaFile) -> None:
    try:
        trashing.purge(actor=None, file=file)
    except (DomainError, MediaFile.DoesNotExist) as reason:
        logger.info("File %s stays in the trash or is gone already: %s", file.pk, type(reason).__name__)


def sweep_objects() -> int:
    """Deletes the settled objects that no row claims and says how many those were. Raises StorageAway."""
    before = timezone.now() - SETTLED
    settled = (found.key for found in storage.walk() if found.modified < before)
    swept = 0
    while batch := set(islice(settled, A_BATCH)):
        for key in batch - claimed(batch):
            storage.delete(key)
            swept += 1
    return swept


def claimed(keys: set[str]) -> set[str]:
    """Those that a row refers to, or may refer to any moment: what every file has is made again under the same key."""
    blobs = Blob.objects.filter(storage_key__in=keys).values_list("storage_key", flat=True)
    rows = Rendition.objects.filter(storage_key__in=keys).values_list("storage_key", flat=True)
    places = {key: place for key in keys if (place := derived.place_of(key))}
    made_again = {key: blob_id for key, (blob_id, spec) in places.items() if not thumbnails.on_demand(spec)}
    living = set(Blob.objects.filter(pk__in=made_again.values()).values_list("pk", flat=True))
    return {*blobs, *rows} | {key for key, blob_id in made_again.items() if blob_id in living}


def drop_stale_crops() -> int:
    """Deletes crops around a focal point that their files have no more, once no page can show their address."""
    cut = Rendition.objects.filter(spec__startswith="fill-", created_at__lt=timezone.now() - SETTLED)
    dropped = 0
    for rows in batched(cut.order_by("pk").iterator(chunk_size=A_BATCH)):
        points = focal_points({row.blob_id for row in rows})
        for row in rows:
            if crops.is_stale(row, points.get(row.blob_id, set())):
                # In this order whoever asks meanwhile draws nothing that would then lose its bytes.
                storage.delete(row.storage_key)
                row.delete()
                dropped += 1
    return dropped


def batched(rows: Iterator[Rendition]) -> Iterator[list[Rendition]]:
    while batch := list(islice(rows, A_BATCH)):
        yield batch


def focal_points(blob_ids: set[UUID]) -> dict[UUID, set[tuple[int, int]]]:
    """The focal points of all files that show these blobs in some version."""
    points: dict[UUID, set[tuple[int, int]]] = defaultdict(set)
    for version in Version.objects.filter(blob__in=blob_ids).select_related("file"):
        points[version.blob_id].add(crops.focus_of(version.file))
    return points


def clear_temporary() -> None:
    """Deletes what uploads and workers that died have left in the temporary folder."""
    before = (timezone.now() - SETTLED).timestamp()
    for path in list(Path(settings.TEMPORARY).iterdir()):
        try:
            if path.stat().st_mtime >= before:
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        except OSError as error:
            logger.warning("%s cannot be removed: %s", path.name, error.strerror)
