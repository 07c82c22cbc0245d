"""Starting again, by hand."""

from django.db import transaction
from django.utils import timezone

from common import jobs
from content import audit
from content.models import User
from file_manager import announcing
from file_manager.models import MediaFile, ProcessingStep
from file_manager.processing.running import Status, turn
from file_manager.uploads import PROCESS_FILE

State = ProcessingStep.State


def retry(*, actor: User | None, file: MediaFile, redo: tuple[str, ...] = ()) -> None:
    """Forgets why steps failed and asks for the missing ones again; those named in `redo` even if they are done.

    A file in quarantine is scanned again, and stays there until the scanner finds nothing or a manager releases it.
    """
    with transaction.atomic():
        row = MediaFile.objects.select_for_update().get(pk=file.pk)
        steps = ProcessingStep.objects.filter(blob=row.blob)
        again = steps.filter(state=State.FAILED) | steps.filter(step__in=redo)
        again.update(state=State.PENDING, error_code="", error_detail="", updated_at=timezone.now())
        if row.status == Status.FAILED:
            turn(row, Status.PENDING)
        audit.record(actor, "file.reprocessed", row)
        announcing.file("file.changed", row)
        jobs.enqueue(PROCESS_FILE, row.pk)
