"""Having a model look at a picture: when that may happen, and what becomes of the answer."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from common import jobs
from common.errors import Conflict
from common.models import Job
from content import audit
from content.models import Namespace, User
from file_manager import ai_services, announcing, storage, suggestions, thumbnails, trashing
from file_manager.ai_services import Answer, Busy, NoAnswer
from file_manager.models import MediaFile, ProcessingStep
from file_manager.models.blobs import Kind
from file_manager.suggestions import Proposal

ANALYZE_FILE = jobs.declare("analyze_file")
STEP = "analysis"
#: How often a service may ask us to wait, and the first and the longest wait in seconds, doubling between.
MOST_TRIES, FIRST_WAIT, LONGEST_WAIT = 10, 15, 3600

State = ProcessingStep.State
Mode = Namespace.AnalysisMode


class Reason(NamedTuple):
    """Why a file is not analysed."""

    code: str
    detail: str


OFF = Reason("analysis_off", "Analysis is switched off in this namespace.")
NO_KEY = Reason("no_key", "No key for an analysis service is set up.")
NOT_A_PICTURE = Reason("not_a_picture", "Only pictures are analysed.")
TRASHED = Reason("trashed", "This file is in the trash. Restore it first.")
QUARANTINED = Reason("quarantined", "This file is in quarantine, and nothing of it is sent anywhere.")
NOT_ASKED = Reason("not_asked", "Whoever uploaded this file did not want it analysed unasked.")


class CannotAnalyze(Conflict):
    def __init__(self, reason: Reason):
        self.code = reason.code
        super().__init__(reason.detail)


def hindered(file: MediaFile) -> Reason | None:
    """Why nobody may have the file analysed."""
    if file.namespace.analysis_mode == Mode.OFF:
        return OFF
    if file.trashed_at:
        return TRASHED
    if file.status == MediaFile.Status.QUARANTINED:
        return QUARANTINED
    return NOT_A_PICTURE if file.blob.kind != Kind.IMAGE else None


def not_wanted(file: MediaFile) -> Reason | None:
    """Why the file is not analysed when it was uploaded."""
    if reason := hindered(file):
        return reason
    if not file.analyze:
        return NOT_ASKED
    return None if ai_services.configured() else NO_KEY


def is_done(file: MediaFile) -> bool:
    return file.ai_analysis.get("version") == file.version


def request(*, actor: User, file: MediaFile) -> None:
    """Asks for an analysis of a file that the person may change. Raises NotAllowed, CannotAnalyze."""
    trashing.require_change(actor, file)
    if reason := hindered(file):
        raise CannotAnalyze(reason)
    with transaction.atomic():
        ProcessingStep.objects.get_or_create(blob=file.blob, step=STEP)
        end(file, State.PENDING)
        audit.record(actor, "file.analysis_requested", file)
        enqueue(file)


def enqueue(file: MediaFile) -> None:
    step_of(file).update(attempts=0)
    jobs.enqueue(ANALYZE_FILE, file.pk)


def run(file: MediaFile, job: Job) -> None:
    """Analyses the file's current version. Raises TryLater while the service asks us to wait, LostLease."""
    reason = hindered(file) or (None if ai_services.configured() else NO_KEY)
    if reason:
        with jobs.fenced(job):
            end(file, State.SKIPPED, *reason)
        return
    step_of(file).update(state=State.RUNNING, attempts=F("attempts") + 1, updated_at=timezone.now())
    try:
        answer = ask(file)
    except Busy as busy:
        put_off(file, job, busy)
    except NoAnswer as failure:
        with jobs.fenced(job):
            end(file, State.FAILED, failure.code, failure.detail)
    else:
        with jobs.fenced(job):
            keep(file, answer)


def ask(file: MediaFile) -> Answer:
    try:
        # A model looks at stills, and what is large of a moving picture moves.
        size = "medium" if thumbnails.moves(file.blob) else "large"
        with storage.local_copy(thumbnails.ensure(file.blob, thumbnails.spec_of(size)).storage_key) as picture:
            return ai_services.describe(picture)
    except storage.StorageAway as away:
        raise jobs.TryLater(away.detail) from away


def put_off(file: MediaFile, job: Job, busy: Busy) -> None:
    tries = step_of(file).values_list("attempts", flat=True).first() or 1
    with jobs.fenced(job):
        if tries >= MOST_TRIES:
            end(file, State.FAILED, "service_busy", f"{busy.detail} It was asked {tries} times.")
            return
        end(file, State.PENDING, "waiting", busy.detail)
    own = FIRST_WAIT * 2 ** (tries - 1)
    raise jobs.TryLater(busy.detail, seconds=min(max(own, busy.seconds or 0), LONGEST_WAIT))


def keep(file: MediaFile, answer: Answer) -> None:
    """Writes the answer onto the file, and its parts as suggestions; sure ones at once where the namespace says so."""
    row = MediaFile.objects.select_for_update().select_related("namespace").filter(pk=file.pk, blob=file.blob).first()
    if row is None:
        return
    row.ai_analysis = report(answer, row.version)
    row.save(update_fields=["ai_analysis", "updated_at"])
    proposed = suggestions.propose(file=row, proposals=proposals(answer), source=answer.model)
    audit.record(None, "file.analyzed", row, model=answer.model)
    if row.namespace.analysis_mode == Mode.AUTO:
        suggestions.apply_sure(file=row, suggestions=proposed, threshold=row.namespace.analysis_threshold)
    end(row, State.DONE)


def report(answer: Answer, version: int) -> dict[str, object]:
    return {
        **answer.description.model_dump(),
        "model": answer.model,
        "analyzed_at": timezone.now().isoformat(),
        "version": version,
        "usage": {"input_tokens": answer.input_tokens, "output_tokens": answer.output_tokens},
    }


def proposals(answer: Answer) -> Iterator[Proposal]:
    said = answer.description
    yield Proposal("title", said.title.value, said.title.confidence)
    yield Proposal("description", said.description.value, said.description.confidence)
    yield Proposal("alt_text", said.alt_text.value, said.alt_text.confidence)
    for tag in said.tags[: ai_services.MOST_TAGS]:
        yield Proposal("tag", tag.value, tag.confidence)


def end(file: MediaFile, state: str, code: str = "", detail: str = "") -> None:
    """Notes how the step stands and tells whoever watches. The caller holds the transaction."""
    step_of(file).update(state=state, error_code=code, error_detail=detail, updated_at=timezone.now())
    if seen := MediaFile.objects.filter(pk=file.pk).first():
        announcing.file("file.changed", seen)


def step_of(file: MediaFile) -> QuerySet[ProcessingStep]:
    return ProcessingStep.objects.filter(blob=file.blob, step=STEP)


def gave_up(file_id: UUID, job: Job) -> None:
    if file := MediaFile.objects.select_related("blob").filter(pk=file_id).first():
        end(file, State.FAILED, job.error_code, job.error_detail)
