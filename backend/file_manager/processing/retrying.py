"""Starting again, by hand."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common import jobs
from content import audit
from content.models import User
from file_manager import announcing, browsing, preparing
from file_manager.models import MediaFile, ProcessingStep
from file_manager.processing.running import Status, turn
from file_manager.uploads import PROCESS_FILE

State = ProcessingStep.State


def retry(*, actor: User | None, file: MediaFile) -> None:
    """Forgets why steps failed and asks for the missing ones again.

    A file in quarantine is scanned again, and stays there until the scanner finds nothing or a manager releases it.
    """
    with transaction.atomic():
        row = MediaFile.objects.select_for_update().get(pk=file.pk)
        failed = ProcessingStep.objects.filter(blob=row.blob, state=State.FAILED)
        if failed.filter(step=browsing.STEP).exists():  # which no step asks for where the version for the web is done
            preparing.enqueue(row.blob)
        put_back(failed)
        if row.status == Status.FAILED:
            turn(row, Status.PENDING)
        ask(actor, row)


def complete(*, file: MediaFile, redo: tuple[str, ...]) -> None:
    """Asks for what is missing, also of the steps named in `redo` that are done.

    Why others were skipped or failed is kept: each run decides anew what to skip, and without the reason it would
    make a whole film again only to find once more that it gets no smaller.
    """
    with transaction.atomic():
        row = MediaFile.objects.select_for_update().get(pk=file.pk)
        put_back(ProcessingStep.objects.filter(blob=row.blob, step__in=redo, state=State.DONE))
        ask(None, row)


def put_back(steps: QuerySet[ProcessingStep]) -> None:
    steps.update(state=State.PENDING, error_code="", error_detail="", updated_at=timezone.now())


def ask(actor: User | None, file: MediaFile) -> None:
    audit.record(actor, "file.reprocessed", file)
    announcing.file("file.changed", file)
    jobs.enqueue(PROCESS_FILE, file.pk)
