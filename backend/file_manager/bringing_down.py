"""Pictures that are larger than their namespace keeps: exchanged on arrival for smaller ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone

from common import jobs
from content import audit, quotas
from file_manager import announcing, blobs, names, storage
from file_manager.models import Blob, MediaFile, ProcessingStep, Version
from file_manager.models.blobs import Kind
from file_manager.receiving import Incoming
from file_manager.thumbnails import pixel_limits
from file_manager.uploads import PROCESS_FILE
from mediakit import hashing, shrinking
from mediakit.kinds import SVG, written_extension
from mediakit.sniff import Sniffed, sniff

ARRIVING = (MediaFile.Status.PENDING, MediaFile.Status.PROCESSING)


@dataclass(frozen=True)
class Smaller:
    """The smaller picture, which lies at `key` in the store already."""

    incoming: Incoming
    sniffed: Sniffed
    key: str


def wanted(file: MediaFile) -> bool:
    """Whether the file is to be brought down. Its facts are known by now."""
    longest, blob = file.namespace.downscale_longest, file.blob
    if longest is None or blob.kind != Kind.IMAGE or file.status not in ARRIVING:
        return False
    one_frame = (blob.frames or 1) == 1 and (blob.pages or 1) == 1
    if blob.file_type == SVG or not one_frame or max(blob.width or 0, blob.height or 0) <= longest:
        return False
    # Whoever goes back to the large one means it.
    return not file.versions.filter(sent_sha256=blob.sha256).exists()


@contextmanager
def smaller(file: MediaFile, source: Path) -> Iterator[Smaller]:
    """The picture brought down, in the store for as long as a row refers to it. Raises MediaError, StorageAway."""
    with TemporaryDirectory(dir=settings.TEMPORARY, prefix="smaller-") as folder:
        longest = file.namespace.downscale_longest or 0
        path = shrinking.shrink(source, longest, Path(folder), limits=pixel_limits())
        sniffed = sniff(path, filename=path.name)
        incoming = Incoming(path, path.name, sniffed.file_type, path.stat().st_size, hashing.sha256(path))
        key = storage.put(path, namespace_id=file.namespace_id, file_type=sniffed.file_type)
    try:
        yield Smaller(incoming, sniffed, key)
    finally:
        if not Blob.objects.filter(storage_key=key).exists():
            storage.delete(key)


def take(file: MediaFile, picture: Smaller) -> None:
    """Makes the smaller one the file's current bytes and asks for its processing. The caller holds the transaction.

    Where originals are kept it becomes a version of its own; else it takes the place of the one there was, and the
    original goes once nothing else needs it. Raises OverQuota.
    """
    large, namespace = file.blob, file.namespace
    number = file.version + 1 if namespace.keep_original else file.version
    blob = small_blob(file, picture, freed=0 if namespace.keep_original else large.size)
    extension = written_extension(file.original_filename, blob.file_type)
    filename = names.safe_name(file.original_filename, extension=extension)
    Version.objects.update_or_create(
        file=file,
        number=number,
        defaults={"blob": blob, "original_filename": filename, "sent_sha256": large.sha256},
        create_defaults={
            "blob": blob,
            "original_filename": filename,
            "sent_sha256": large.sha256,
            "created_by": file.uploaded_by,
        },
    )
    current = {"blob": blob, "version": number, "original_filename": filename, "updated_at": timezone.now()}
    MediaFile.objects.filter(pk=file.pk).update(**current, **blobs.repeated(blob))
    ProcessingStep.objects.filter(blob=large, state=ProcessingStep.State.RUNNING).update(
        state=ProcessingStep.State.PENDING
    )
    audit.record(None, "file.brought_down", file, size=[large.width, large.height], kept=namespace.keep_original)
    announcing.file("file.changed", file)
    blobs.let_go({large.pk})
    jobs.enqueue(PROCESS_FILE, file.pk)


def small_blob(file: MediaFile, picture: Smaller, *, freed: int) -> Blob:
    if blobs.known(file.namespace, picture.incoming.sha256):
        return blobs.hold(file.namespace, picture.incoming.sha256)
    quotas.take(file.namespace_id, picture.incoming.size, freed=freed)
    return blobs.make(file.namespace, picture.incoming, picture.sniffed, picture.key)
