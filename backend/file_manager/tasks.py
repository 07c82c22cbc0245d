"""Where queued work enters: take an id, read the row again, leave quietly when it is gone, call one function."""

from uuid import UUID

from celery import shared_task

from common import jobs
from common.models import Job
from file_manager import analysis, cleanup, completing, preparing, processing, public_copies
from file_manager.models import Blob, MediaFile
from file_manager.uploads import PROCESS_FILE


@jobs.handler(PROCESS_FILE, gave_up=processing.gave_up)
def process_file(file_id: UUID, job: Job) -> None:
    if file := MediaFile.objects.select_related("blob", "namespace").filter(pk=file_id).first():
        processing.run(file, job)


@jobs.handler(analysis.ANALYZE_FILE, gave_up=analysis.gave_up)
def analyze_file(file_id: UUID, job: Job) -> None:
    if file := MediaFile.objects.select_related("blob", "namespace").filter(pk=file_id).first():
        analysis.run(file, job)


@jobs.handler(preparing.PREPARE, gave_up=preparing.gave_up)
def prepare_blob(blob_id: UUID, job: Job) -> None:
    if blob := Blob.objects.select_related("namespace").filter(pk=blob_id).first():
        preparing.run(blob, job)


@jobs.handler(public_copies.MAKE)
def make_public_copy(blob_id: UUID, job: Job) -> None:
    if blob := Blob.objects.filter(pk=blob_id).first():
        public_copies.run(blob, job)


@jobs.handler(completing.COMPLETE)
def complete_blob(blob_id: UUID, job: Job) -> None:
    if blob := Blob.objects.filter(pk=blob_id).first():
        completing.run(blob, job)


@shared_task(name="vitrine.clean_up", ignore_result=True)
def clean_up() -> None:
    cleanup.run()
