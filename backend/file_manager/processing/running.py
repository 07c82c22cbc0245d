"""Taking a file through its steps, so that any interruption costs at most the step it fell into.

1. The file is marked `processing`; the steps have rows, one for each blob and step.
2. Every step that is not done makes what is missing, outside of any transaction.
3. Its end is written together with its results, in a transaction that needs the job's lease and the blob as it was.
   Steps that take a moment are written along with the one beside them.
4. With the text index the file is `ready`; a later step may fail alone.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from common import endings, jobs
from common.models import Job
from content import quotas
from file_manager import announcing, antivirus, bringing_down, public_copies, search, storage
from file_manager.models import Blob, MediaFile, ProcessingStep
from file_manager.processing.steps import (
    LAST_BEFORE_READY,
    OF_THE_FILE,
    ON_ARRIVAL,
    STEPS,
    Outcome,
    State,
    Work,
    may_fail,
)
from file_manager.processing.stretches import Stretch, stretches
from mediakit.errors import MediaError

logger = logging.getLogger(__name__)

Status = MediaFile.Status
AWAY: dict[type[Exception], str] = {
    storage.StorageAway: "The file store is away. This goes on as soon as it is back.",
    antivirus.ScannerAway: "The virus scanner is away. This goes on as soon as it is back.",
    antivirus.NoAddress: "The address of the virus scanner is wrong. This goes on as soon as it is mended.",
}
TWIN = "Another file with the same content is being processed. This one comes after it."
TWIN_SECONDS = 3
#: What a run writes of a step; how far a film has come is written by the job that makes it.
NOTED = ["state", "attempts", "job_id", "error_code", "error_detail", "updated_at"]
#: What telling of a file needs to know of it.
TOLD = ["status", "visibility", "uploaded_by", "namespace", "blob__id"]
UNFINISHED = (Status.PENDING, Status.PROCESSING)


class Gone(Exception):
    """The file was purged or replaced meanwhile; whoever did that has asked for what is needed now."""


def run(file: MediaFile, job: Job) -> None:
    """Does what is missing for the file's current version. Raises JobFailed, TryLater, LostLease."""
    try:
        with Work(file, job) as work:
            found = begin(work)
            followers = [*(stretch.slow for stretch in found[1:]), ""]
            for stretch, following in zip(found, followers, strict=True):
                if stretch.slow not in ON_ARRIVAL:
                    bring_down(work)
                carry_out(work, stretch, following)
    except Gone:
        logger.info("File %s was purged or replaced while it was processed", file.pk)


def begin(work: Work) -> list[Stretch]:
    """Starts the first step that is not done, and says what there is to do."""
    with writing(work) as file:
        work.known = known = {row.step: row for row in steps_of(work.blob)}
        if in_other_hands(known.values(), work.job):
            raise jobs.TryLater(TWIN, seconds=TWIN_SECONDS)
        work.attempts.update({name: row.attempts for name, row in known.items()})
        done = {name for name, row in known.items() if row.state == State.DONE}
        found = stretches(work, [name for name in STEPS if name not in done or name in OF_THE_FILE])
        first = found[0].slow
        note([started(work, first), *(row_of(work, name) for name in STEPS if name not in {first, *known})])
        if file.status in UNFINISHED:
            turn(file, Status.PROCESSING)
            announcing.file("file.processing", file)
    return found


def in_other_hands(rows: Iterable[ProcessingStep], job: Job) -> bool:
    """Whether another file of the same bytes is worked on now.

    Both would do the same twice, and the end of one could not be told from the end of the other.
    """
    others = {row.job_id for row in rows if row.state == State.RUNNING and row.job_id} - {job.pk}
    alive = Job.objects.filter(name=job.name, state=Job.State.RUNNING, leased_until__gt=timezone.now())
    return bool(others) and alive.filter(pk__in=others).exists()


def bring_down(work: Work) -> None:
    """Exchanges a picture that is larger than its namespace keeps for a smaller one. Raises Gone when it has."""
    if work.settled:
        return
    work.settled = True
    if not bringing_down.wanted(work.file):
        return
    try:
        with bringing_down.smaller(work.file, work.source) as picture, writing(work) as file:
            bringing_down.take(MediaFile.objects.select_related("blob", "namespace").get(pk=file.pk), picture)
    except storage.StorageAway as away:
        raise jobs.TryLater(AWAY[type(away)]) from away
    except (MediaError, storage.ObjectMissing, quotas.OverQuota) as reason:
        # What is wrong with the picture the next steps say; one that finds no room stays as it came.
        logger.info("File %s keeps its size: %s", work.file.pk, reason.code)
        return
    raise Gone


def carry_out(work: Work, stretch: Stretch, following: str) -> None:
    """Does a step that was started and the quick ones around it, and starts the `following` one, if any."""
    outcomes: dict[str, Outcome] = {}
    for name in stretch.names:
        try:
            outcome = outcomes[name] = outcome_of(work, name)
        except jobs.TryLater as wait:
            outcomes[name] = Outcome(State.PENDING, code="waiting", detail=wait.detail)
            finish(work, stretch.slow, outcomes, "")
            raise
        except Exception:
            # Whatever it was goes on to the job; before that what has ended is kept, and the step to blame is marked.
            if name != stretch.slow:
                finish(work, stretch.slow, outcomes, name)
            raise
        if outcome.state != State.FAILED:
            continue
        work.failed.add(name)
        if not may_fail(work, name):
            finish(work, stretch.slow, outcomes, "")
            raise jobs.JobFailed(outcome.code, outcome.detail)
    finish(work, stretch.slow, outcomes, following)


def outcome_of(work: Work, name: str) -> Outcome:
    """How the step ends. Raises TryLater, or whatever may go better at the next attempt."""
    try:
        return STEPS[name](work)
    except tuple(AWAY) as away:
        raise jobs.TryLater(AWAY[type(away)]) from away
    except (MediaError, storage.ObjectMissing) as damage:
        return Outcome(State.FAILED, code=damage.code, detail=damage.detail)
    except Exception as error:
        if not may_fail(work, name) or work.job.attempts < jobs.MAX_ATTEMPTS:
            raise
        logger.exception("Step %s of file %s failed for the last time", name, work.file.pk)
        ending = endings.of_error(error)
        return Outcome(State.FAILED, code=ending.code, detail=ending.detail)


def finish(work: Work, begun: str, outcomes: dict[str, Outcome], following: str) -> None:
    """Writes how steps have ended, of which one was started before. One left to another job was not tried yet."""
    work.attempts.update(name for name, outcome in outcomes.items() if name != begun and outcome.state != State.PENDING)
    rows = [row_of(work, name, outcome) for name, outcome in outcomes.items()]
    with writing(work) as file:
        note([*rows, started(work, following)] if following else rows)
        for outcome in outcomes.values():
            outcome.write()
        if ended_well("antivirus", outcomes) and file.status == Status.QUARANTINED:
            turn(file, Status.PROCESSING)
        if ended_well(LAST_BEFORE_READY, outcomes) and file.status in UNFINISHED:
            turn(file, Status.READY)
            announcing.file("file.ready", file)
            if public_copies.wanted(work.file):
                public_copies.enqueue(work.blob)
        else:
            announcing.file("file.changed", file)


def started(work: Work, name: str) -> ProcessingStep:
    work.attempts[name] += 1
    return row_of(work, name, Outcome(State.RUNNING))


def row_of(work: Work, name: str, outcome: Outcome | None = None) -> ProcessingStep:
    """The step as it stands, in the hands of this job; without an outcome nobody has tried it."""
    row = ProcessingStep(blob=work.blob, step=name, attempts=work.attempts[name])
    if outcome:
        row.job_id, row.state = work.job.pk, outcome.state
        row.error_code, row.error_detail = outcome.code, outcome.detail
    return row


def note(rows: list[ProcessingStep]) -> None:
    """Writes the rows over those that are there, all by one statement."""
    ProcessingStep.objects.bulk_create(rows, update_conflicts=True, unique_fields=["blob", "step"], update_fields=NOTED)


def ended_well(name: str, outcomes: dict[str, Outcome]) -> bool:
    return name in outcomes and outcomes[name].state == State.DONE


@contextmanager
def writing(work: Work) -> Iterator[MediaFile]:
    """A transaction with what is `TOLD` of the file as it is now, if job, blob and file are still what they were.

    The blob is locked, so that two files of the same bytes write its facts one after the other.
    """
    with jobs.fenced(work.job):
        blob_locked = MediaFile.objects.select_for_update(no_key=True, of=("blob",)).select_related("blob")
        file = blob_locked.only(*TOLD).filter(pk=work.file.pk, blob=work.blob).first()
        if file is None:
            raise Gone
        yield file


def turn(file: MediaFile, status: str) -> None:
    MediaFile.objects.filter(pk=file.pk).update(status=status, updated_at=timezone.now())
    file.status = status


def steps_of(blob: Blob) -> QuerySet[ProcessingStep]:
    return ProcessingStep.objects.filter(blob=blob)


def gave_up(file_id: UUID, job: Job) -> None:
    """Puts the reason on the step that this job was in, and the file into `failed` unless it had got to `ready`.

    One that failed is found by its name like any other: people look for it to see what became of it.
    """
    file = MediaFile.objects.select_related("blob").filter(pk=file_id).first()
    if file is None:
        return
    running = steps_of(file.blob).filter(state=State.RUNNING, job_id=job.pk)
    running.update(
        state=State.FAILED, error_code=job.error_code, error_detail=job.error_detail, updated_at=timezone.now()
    )
    if file.status in UNFINISHED:
        turn(file, Status.FAILED)
        search.index_files([file.pk])
        announcing.file("file.failed", file)
    else:
        announcing.file("file.changed", file)
