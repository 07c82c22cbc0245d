"""Taking a file through its steps, so that any interruption costs at most the step it fell into.

1. The file is marked `processing`; the steps have rows, one for each blob and step.
2. Every step that is not done makes what is missing, outside of any transaction.
3. Its end is written together with its results, in a transaction that needs the job's lease and the blob as it was.
   Steps that take no time are written along with the one beside them.
4. With the text index the file is `ready`; a later step may fail alone.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from common import endings, jobs
from common.models import Job
from content import quotas
from file_manager import announcing, antivirus, bringing_down, public_copies, storage
from file_manager.models import Blob, MediaFile, ProcessingStep
from file_manager.processing.steps import (
    LAST_BEFORE_READY,
    MAY_FAIL,
    OF_THE_FILE,
    ON_ARRIVAL,
    QUICK,
    STEPS,
    Outcome,
    State,
    Work,
)
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
UNFINISHED = (Status.PENDING, Status.PROCESSING)


class Gone(Exception):
    """The file was purged or replaced meanwhile; whoever did that has asked for what is needed now."""


def run(file: MediaFile, job: Job) -> None:
    """Does what is missing for the file's current version. Raises JobFailed, TryLater, LostLease."""
    try:
        with Work(file, job) as work:
            done = set(steps_of(work.blob).filter(state=State.DONE).values_list("step", flat=True))
            due = [name for name in STEPS if name not in done or name in OF_THE_FILE]
            found = stretches(work, due)
            begin(work, found[0].slow)
            followers = [*(stretch.slow for stretch in found[1:]), ""]
            for stretch, following in zip(found, followers, strict=True):
                if stretch.slow not in ON_ARRIVAL:
                    bring_down(work)
                carry_out(work, stretch, following)
    except Gone:
        logger.info("File %s was purged or replaced while it was processed", file.pk)


@dataclass
class Stretch:
    """Steps whose ends are written together: one that takes time, which is started before, and quick ones around it."""

    slow: str
    names: list[str]


def stretches(work: Work, due: list[str]) -> list[Stretch]:
    """The steps in their order. Quick ones belong to the slow one before them; the very first, to that behind them.

    Where all are quick the last one counts as slow, since it comes when the picture has its size for good.
    """
    quick = [name in QUICK and QUICK[name](work) for name in due]
    first = quick.index(False) if False in quick else len(due) - 1
    found = [Stretch(due[first], due[: first + 1])]
    for name, is_quick in zip(due[first + 1 :], quick[first + 1 :], strict=True):
        if is_quick:
            found[-1].names.append(name)
        else:
            found.append(Stretch(name, [name]))
    return found


def begin(work: Work, first: str) -> None:
    rows = [ProcessingStep(blob=work.blob, step=name) for name in STEPS]
    with writing(work) as file:
        if in_other_hands(work):
            raise jobs.TryLater(TWIN, seconds=TWIN_SECONDS)
        ProcessingStep.objects.bulk_create(rows, ignore_conflicts=True)
        start(work, first)
        if file.status in UNFINISHED:
            turn(file, Status.PROCESSING)
            announcing.file("file.processing", file)


def in_other_hands(work: Work) -> bool:
    """Whether another file of the same bytes is worked on now.

    Both would do the same twice, and the end of one could not be told from the end of the other.
    """
    running = steps_of(work.blob).filter(state=State.RUNNING).exclude(job_id=work.job.pk)
    alive = Job.objects.filter(name=work.job.name, state=Job.State.RUNNING, leased_until__gt=timezone.now())
    return alive.filter(pk__in=running.values("job_id")).exists()


def bring_down(work: Work) -> None:
    """Exchanges a picture that is larger than its namespace keeps for a smaller one. Raises Gone when it has."""
    if work.settled:
        return
    work.settled = True
    if not bringing_down.wanted(work.file):
        return
    try:
        with bringing_down.smaller(work.file, work.source) as picture, writing(work) as file:
            bringing_down.take(file, picture)
    except storage.StorageAway as away:
        raise jobs.TryLater(AWAY[type(away)]) from away
    except (MediaError, storage.ObjectMissing, quotas.OverQuota) as reason:
        # What is wrong with the picture the next steps say; one that finds no room stays as it came.
        logger.info("File %s keeps its size: %s", work.file.pk, reason.code)
        return
    raise Gone


def start(work: Work, name: str) -> None:
    steps_of(work.blob).filter(step=name).update(
        state=State.RUNNING,
        attempts=F("attempts") + 1,
        job_id=work.job.pk,
        error_code="",
        error_detail="",
        updated_at=timezone.now(),
    )


def carry_out(work: Work, stretch: Stretch, following: str) -> None:
    """Does a step that was started and the quick ones around it, and starts the `following` one, if any."""
    outcomes: dict[str, Outcome] = {}
    for name in stretch.names:
        outcome = outcomes[name] = outcome_of(work, name)
        if outcome.state != State.FAILED:
            continue
        work.failed.add(name)
        if name not in MAY_FAIL:
            finish(work, stretch.slow, outcomes, "")
            raise jobs.JobFailed(outcome.code, outcome.detail)
    finish(work, stretch.slow, outcomes, following)


def outcome_of(work: Work, name: str) -> Outcome:
    """How the step ends. Raises TryLater, or whatever may go better at the next attempt."""
    try:
        return STEPS[name](work)
    except tuple(AWAY) as away:
        detail = AWAY[type(away)]
        finish(work, name, {name: Outcome(State.PENDING, code="waiting", detail=detail)}, "")
        raise jobs.TryLater(detail) from away
    except (MediaError, storage.ObjectMissing) as damage:
        return Outcome(State.FAILED, code=damage.code, detail=damage.detail)
    except Exception as error:
        if name not in MAY_FAIL or work.job.attempts < jobs.MAX_ATTEMPTS:
            raise
        logger.exception("Step %s of file %s failed for the last time", name, work.file.pk)
        ending = endings.of_error(error)
        return Outcome(State.FAILED, code=ending.code, detail=ending.detail)


def finish(work: Work, started: str, outcomes: dict[str, Outcome], following: str) -> None:
    """Writes how steps have ended, of which one was started before. One left to another job was not tried yet."""
    with writing(work) as file:
        for name, outcome in outcomes.items():
            steps_of(work.blob).filter(step=name).update(
                state=outcome.state,
                attempts=F("attempts") + int(name != started and outcome.state != State.PENDING),
                job_id=work.job.pk,
                error_code=outcome.code,
                error_detail=outcome.detail,
                updated_at=timezone.now(),
            )
            outcome.write()
        if following:
            start(work, following)
        if ended_well("antivirus", outcomes) and file.status == Status.QUARANTINED:
            turn(file, Status.PROCESSING)
        if ended_well(LAST_BEFORE_READY, outcomes) and file.status in UNFINISHED:
            turn(file, Status.READY)
            announcing.file("file.ready", file)
            if public_copies.wanted(work.file):
                public_copies.enqueue(work.blob)
        else:
            announcing.file("file.changed", file)


def ended_well(name: str, outcomes: dict[str, Outcome]) -> bool:
    return name in outcomes and outcomes[name].state == State.DONE


@contextmanager
def writing(work: Work) -> Iterator[MediaFile]:
    """A transaction with the file as it is now, if job, blob and file are still what they were.

    The blob is locked, so that two files of the same bytes write its facts one after the other.
    """
    with jobs.fenced(work.job):
        blob_locked = MediaFile.objects.select_for_update(no_key=True, of=("blob",)).select_related("blob")
        light = blob_locked.defer("blob__text", "blob__metadata", "ai_analysis", "custom")
        file = light.filter(pk=work.file.pk, blob=work.blob).first()
        if file is None:
            raise Gone
        yield file


def turn(file: MediaFile, status: str) -> None:
    MediaFile.objects.filter(pk=file.pk).update(status=status, updated_at=timezone.now())
    file.status = status


def steps_of(blob: Blob) -> QuerySet[ProcessingStep]:
    return ProcessingStep.objects.filter(blob=blob)


def gave_up(file_id: UUID, job: Job) -> None:
    """Puts the reason on the step that this job was in, and the file into `failed` unless it had got to `ready`."""
    file = MediaFile.objects.select_related("blob").filter(pk=file_id).first()
    if file is None:
        return
    running = steps_of(file.blob).filter(state=State.RUNNING, job_id=job.pk)
    running.update(
        state=State.FAILED, error_code=job.error_code, error_detail=job.error_detail, updated_at=timezone.now()
    )
    if file.status in UNFINISHED:
        turn(file, Status.FAILED)
        announcing.file("file.failed", file)
    else:
        announcing.file("file.changed", file)
