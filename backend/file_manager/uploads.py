"""Taking a file in: refused with a reason and without a trace, or accepted for good."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from common import jobs
from common.errors import Conflict
from content import access, audit, quotas
from content.models import Namespace, User
from file_manager import announcing, blobs, cleaning, collecting, names, slugs, storage, tagging
from file_manager.models import Blob, Collection, MediaFile, Version
from file_manager.receiving import FileTooLarge, Incoming, Refused
from mediakit.errors import MediaError
from mediakit.kinds import written_extension
from mediakit.limits import MEGAPIXEL, PixelLimits
from mediakit.sniff import Sniffed, sniff

PROCESS_FILE = jobs.declare("process_file")
RACES = 5


class OnDuplicate(StrEnum):
    REJECT = "reject"
    REUSE = "reuse"
    KEEP = "keep"


class Duplicate(Conflict):
    """The same content is here, in `twin`."""

    code = "duplicate"
    detail = "This file is already here."

    def __init__(self, twin: MediaFile):
        self.twin = twin
        trashed = twin.trashed_at is not None
        detail = "This file is in the trash. Restore it there." if trashed else ""
        super().__init__(detail, attr="file", extra={"trashed": True} if trashed else {})


@dataclass(frozen=True)
class Details:
    """What a person says of a file while uploading it."""

    title: str = ""
    description: str = ""
    alt_text: str = ""
    tags: list[str] = field(default_factory=list)
    collection: Collection | None = None
    visibility: str = MediaFile.Visibility.NAMESPACE
    analyze: bool = True


@dataclass(frozen=True)
class Received:
    """`alone` says that there is nothing yet to be read about the file: new bytes, no tags, no collection."""

    file: MediaFile
    created: bool
    alone: bool = False


@dataclass(frozen=True)
class Entry:
    """All that becomes rows once the bytes are safe; `incoming` is what is kept of what was sent."""

    actor: User
    namespace: Namespace
    incoming: Incoming
    sniffed: Sniffed
    filename: str
    details: Details
    sent_sha256: str


def receive(
    *, actor: User, namespace: Namespace, incoming: Incoming, details: Details, on_duplicate: OnDuplicate
) -> Received:
    """Checks the file, stores its bytes once, and writes all rows or none.

    Raises NotAllowed, Refused, FileTooLarge, OverQuota, Duplicate, StorageAway.
    """
    access.require(actor, "upload", namespace.pk)
    if details.collection:
        access.require(actor, "organise", namespace.pk)
    sniffed = examine(incoming, namespace)
    extension = written_extension(incoming.given_name, sniffed.file_type)
    filename = names.safe_name(incoming.given_name, extension=extension)
    with cleaning.harmless(incoming, sniffed) as kept:
        return take_in(Entry(actor, namespace, kept, sniffed, filename, details, incoming.sha256), on_duplicate)


def take_in(entry: Entry, on_duplicate: OnDuplicate) -> Received:
    """A new file, unless its content is here already, as it is kept or as it was sent."""
    namespace, incoming = entry.namespace, entry.incoming
    known = blobs.known(namespace, incoming.sha256)
    seen = known or blobs.was_sent(namespace, entry.sent_sha256)
    if seen and on_duplicate != OnDuplicate.KEEP and (twin := find_twin(entry)):
        return answer_twin(twin, on_duplicate)
    return insert_with_bytes(entry, on_duplicate, known=known)


def examine(incoming: Incoming, namespace: Namespace) -> Sniffed:
    """What the bytes are, if the namespace takes such files of that size."""
    if incoming.size > namespace.size_limit:
        raise FileTooLarge(attr="file")
    limits = PixelLimits(
        frame=settings.MAX_MEGAPIXELS_A_FRAME * MEGAPIXEL, total=settings.MAX_MEGAPIXELS_IN_ALL * MEGAPIXEL
    )
    try:
        sniffed = sniff(incoming.path, filename=incoming.given_name, claimed=incoming.claimed, limits=limits)
    except MediaError as error:
        raise Refused(error.code, error.detail) from error
    if sniffed.kind not in namespace.allowed_kinds:
        raise Refused("unsupported_type", f"This namespace does not take files of the kind {sniffed.kind}.")
    return sniffed


def find_twin(entry: Entry) -> MediaFile | None:
    """A file of the same content that the person may see, one outside the trash first."""
    visible = MediaFile.objects.visible_to(entry.actor).filter(namespace=entry.namespace)
    same = blobs.showing(visible, {entry.incoming.sha256, entry.sent_sha256})
    return same.order_by(F("trashed_at").desc(nulls_first=True), "created_at").first()


def answer_twin(twin: MediaFile, on_duplicate: OnDuplicate) -> Received:
    if on_duplicate == OnDuplicate.REUSE and not twin.trashed_at:
        return Received(twin, created=False)
    raise Duplicate(twin)


def insert_with_bytes(entry: Entry, on_duplicate: OnDuplicate, *, known: bool) -> Received:
    """Stores the bytes unless they are `known`, then writes the rows; again when another upload won the hash or slug.

    The object of whoever loses is deleted, and the winner is its twin. One that a crash leaves between the two is swept
    up later.
    """
    key = kept = None
    try:
        for _ in range(RACES):
            if key is None and not known:
                key = storage.put(
                    entry.incoming.path, namespace_id=entry.namespace.pk, file_type=entry.sniffed.file_type
                )
            try:
                with transaction.atomic():
                    if known or key is None:
                        blob = blobs.hold(entry.namespace, entry.incoming.sha256)
                        if on_duplicate != OnDuplicate.KEEP and (twin := find_twin(entry)):
                            return answer_twin(twin, on_duplicate)  # it came since we looked
                        received = Received(insert(entry, blob), created=True)
                    else:
                        blob = blobs.make(entry.namespace, entry.incoming, entry.sniffed, key)
                        alone = not (entry.details.tags or entry.details.collection)
                        received = Received(insert(entry, blob), created=True, alone=alone)
                        # Last, since from here on every other upload into this namespace waits for our commit.
                        quotas.take(entry.namespace.pk, blob.size)
            except (IntegrityError, blobs.BytesNeeded):
                known = blobs.known(entry.namespace, entry.incoming.sha256)
                continue
            kept = blob.storage_key
            return received
        raise Conflict("Many files of this name are arriving at once. Try again.", attr="file")
    finally:
        if key and key != kept:
            storage.delete(key)


def insert(entry: Entry, blob: Blob) -> MediaFile:
    """All rows of a new file; the caller holds the transaction."""
    details = entry.details
    title = details.title or names.title_from(entry.filename)
    file = MediaFile.objects.create(
        namespace=entry.namespace,
        blob=blob,
        uploaded_by=entry.actor,
        title=title,
        slug=slugs.free(entry.namespace.pk, names.slug_from(title)),
        description=details.description,
        alt_text=details.alt_text,
        original_filename=entry.filename,
        visibility=details.visibility,
        analyze=details.analyze,
        status=MediaFile.Status.QUARANTINED if blob.quarantined else MediaFile.Status.PENDING,
        **blobs.repeated(blob),
    )
    slugs.claim(file)
    Version.objects.create(
        file=file,
        number=1,
        blob=blob,
        original_filename=entry.filename,
        created_by=entry.actor,
        sent_sha256=entry.sent_sha256 if entry.sent_sha256 != blob.sha256 else "",
    )
    if details.tags:
        file.tags.set(tagging.named(entry.actor, entry.namespace, details.tags))
    if details.collection:
        collecting.append(details.collection, [file.pk])
    audit.record(entry.actor, "file.uploaded", file, filename=entry.filename)
    if blob.quarantined:
        audit.record(None, "file.quarantined", file, finding=blob.finding)
    announcing.file("file.uploaded", file)
    jobs.enqueue_first(PROCESS_FILE, file.pk)
    return file
