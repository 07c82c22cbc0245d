"""Originals as strangers get them: without place and serial numbers, unless their namespace says otherwise.

Most files hold nothing to take out, and go out as they are. Of the others a copy is kept beside the renditions; it is
made by a worker once a file is public, and a small one that a worker has read before on the spot, where that has not
happened yet.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction

from common import jobs
from common.errors import NotAllowed, NotYet
from common.models import Job
from file_manager import antivirus, derived, storage
from file_manager.models import Blob, MediaFile, ProcessingStep, Rendition
from file_manager.turns import turn
from mediakit import privacy

MAKE = jobs.declare("make_public_copy", long=True)
SPEC, FORMAT = "public-original", "original"
#: Up to here a request waits for the copy; it is about as quick as sending it.
AT_ONCE = 32 * 1024**2
Copy = Blob.PublicCopy
State = ProcessingStep.State
SETTLED = (State.DONE, State.FAILED)


class LocationWithheld(NotAllowed):
    code = "location_withheld"
    detail = "This file says where it was made, and that cannot be taken out of it. Ask its owner for a copy."


class BeingPrepared(NotYet):
    code = "being_prepared"
    detail = "The public copy of this file is being made. Try again in a moment."


def wanted(file: MediaFile) -> bool:
    """Whether strangers get this file, and get a copy of it. `namespace` is at hand."""
    return file.visibility == MediaFile.Visibility.PUBLIC and not file.namespace.public_location


def enqueue(blob: Blob) -> None:
    if blob.public_copy == Copy.UNKNOWN:
        jobs.enqueue(MAKE, blob.pk)


def find(blob: Blob) -> Rendition | None:
    """The copy; None where the file itself says nothing. Raises LocationWithheld, BeingPrepared, StorageAway."""
    if blob.public_copy == Copy.UNKNOWN:
        # Nothing is opened here at which a worker may still die.
        if blob.size > AT_ONCE or facts_of(blob) not in SETTLED:
            enqueue(blob)
            raise BeingPrepared
        with turn(f"{blob.pk}/{SPEC}"):
            make(blob)
    if blob.public_copy == Copy.WITHHELD:
        raise LocationWithheld
    return blob.renditions.get(spec=SPEC) if blob.public_copy == Copy.MADE else None


def says_no_place(blob: Blob) -> bool:
    """Whether a file that cannot be stripped says none: its facts were read and know of none. Raises BeingPrepared.

    A file of a type that we take apart is built otherwise than we know, so the facts may not have found what it says.
    """
    if privacy.can_strip(blob.file_type):
        return False
    facts = facts_of(blob)
    if facts not in SETTLED:
        raise BeingPrepared
    return facts == State.DONE and blob.latitude is None


def facts_of(blob: Blob) -> str | None:
    """The state of the step that reads them."""
    return ProcessingStep.objects.filter(blob=blob, step="facts").values_list("state", flat=True).first()


def run(blob: Blob, job: Job) -> None:
    """The work of the job, unless the bytes are in quarantine; when they are let out it is asked for anew.

    Raises TryLater.
    """
    if blob.quarantined:
        return
    try:
        antivirus.require_verdict(blob)
        make(blob)
    except (storage.StorageAway, antivirus.BeingScanned, BeingPrepared) as wait:
        raise jobs.TryLater(wait.detail) from wait


def make(blob: Blob) -> None:
    """Makes the copy if there is something to take out, and notes how that went. Raises BeingPrepared, StorageAway."""
    blob.refresh_from_db(fields=["public_copy"])
    if blob.public_copy != Copy.UNKNOWN:
        return
    with cleaned(blob) as (outcome, path):
        rows = [derived.stored(Rendition(blob=blob, spec=SPEC, format=FORMAT), path)] if path else []
    with transaction.atomic():
        if not Blob.objects.select_for_update(no_key=True).filter(pk=blob.pk).exists():
            raise BeingPrepared  # its last file was purged meanwhile; the object is swept up
        derived.save(rows)
        Blob.objects.filter(pk=blob.pk).update(public_copy=outcome)
    blob.public_copy = outcome


@contextmanager
def cleaned(blob: Blob) -> Iterator[tuple[str, Path | None]]:
    """What becomes of the blob, and the copy where there is one, for as long as the block lasts."""
    with (
        storage.local_copy(blob.storage_key) as source,
        TemporaryDirectory(dir=settings.TEMPORARY, prefix="public-") as folder,
    ):
        try:
            path = privacy.without_location(source, blob.file_type, Path(folder) / "copy")
        except privacy.CannotStrip:
            yield (Copy.AS_IT_IS if says_no_place(blob) else Copy.WITHHELD), None
        else:
            yield (Copy.MADE if path else Copy.AS_IT_IS), path
