"""Bytes in which malware was found: shut away with every file that holds them, until somebody answers for them.

The verdict belongs to the bytes. All files of a namespace with that content go into quarantine together and come out
together; what another namespace holds is scanned by itself.
"""

from django.db import transaction
from django.utils import timezone

from common import jobs
from common.errors import Conflict
from content import access, audit
from content.models import User
from file_manager import announcing
from file_manager.models import Blob, MediaFile, ProcessingStep
from file_manager.trashing import lock
from file_manager.uploads import PROCESS_FILE

QUARANTINED = MediaFile.Status.QUARANTINED
LONGEST_FINDING = 255
State = ProcessingStep.State
VERDICT = ["finding", "found_at", "released_at"]
RELEASED_MEANWHILE = "A manager has let this file through meanwhile."


class NotQuarantined(Conflict):
    code = "not_quarantined"
    detail = "This file is not in quarantine."


def covered(blob: Blob, finding: str) -> bool:
    """Whether a manager has let these bytes through in spite of just this finding."""
    return blob.released_at is not None and blob.finding == finding[:LONGEST_FINDING]


def shut_away(blob: Blob, finding: str) -> None:
    """Notes what was found and shuts away all files of these bytes. The caller holds the transaction and the blob.

    Raises TryLater where a manager has answered for just this finding since the scan began.
    """
    blob.refresh_from_db(fields=VERDICT)
    if covered(blob, finding):
        raise jobs.TryLater(RELEASED_MEANWHILE, seconds=0)
    blob.finding, blob.found_at, blob.released_at = finding[:LONGEST_FINDING], timezone.now(), None
    blob.save(update_fields=VERDICT)
    shut_files(blob)


def keep_shut(blob: Blob) -> None:
    """Shuts away what came later, as a version or by another way than an upload. The caller holds both as above.

    Raises TryLater where the bytes were let out since somebody looked.
    """
    blob.refresh_from_db(fields=VERDICT)
    if not blob.quarantined:
        raise jobs.TryLater(RELEASED_MEANWHILE, seconds=0)
    shut_files(blob)


def shut_files(blob: Blob) -> None:
    files = list(MediaFile.objects.filter(blob=blob).outside_quarantine())
    announcing.files("file.changed", files)  # to all who saw them until now
    turn(files, QUARANTINED)
    audit.record_all(None, "file.quarantined", files, finding=blob.finding)
    announcing.files("file.quarantined", files)


def clear(blob: Blob) -> None:
    """The scanner takes back what it found: nobody has to answer for the bytes. The caller holds both as above."""
    blob.finding, blob.found_at, blob.released_at = "", None, None
    blob.save(update_fields=VERDICT)
    let_out(None, blob)


def release(*, actor: User, file: MediaFile) -> None:
    """Lets the file through on a manager's word, and with it every other file of the same bytes.

    Should the scanner ever find something else in them, they are shut away again. Raises NotAllowed, NotQuarantined.
    """
    access.require(actor, "release", file.namespace_id)
    with transaction.atomic():
        row = lock(file)
        if row.status != QUARANTINED:
            raise NotQuarantined
        blob = Blob.objects.select_for_update(no_key=True).get(pk=row.blob_id)
        blob.released_at = timezone.now()
        blob.save(update_fields=["released_at"])
        verdict = ProcessingStep.objects.filter(blob=blob, step="antivirus", state=State.FAILED)
        verdict.update(state=State.PENDING, error_code="", error_detail="", updated_at=timezone.now())
        let_out(actor, blob)


def let_out(actor: User | None, blob: Blob) -> None:
    files = list(MediaFile.objects.filter(blob=blob, status=QUARANTINED))
    turn(files, MediaFile.Status.PENDING)
    audit.record_all(actor, "file.released", files, finding=blob.finding)
    announcing.files("file.released", files)
    for file in files:
        jobs.enqueue(PROCESS_FILE, file.pk)


def turn(files: list[MediaFile], status: str) -> None:
    MediaFile.objects.filter(pk__in=[file.pk for file in files]).update(status=status, updated_at=timezone.now())
    for file in files:
        file.status = status
