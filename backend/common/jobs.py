"""Work that survives: the job table is the outbox, Celery only carries ids.

1. `enqueue` writes a row in the caller's transaction; the message goes out after commit, and a broker that is away
   is no error, since the sweeper (`common.sweeper`) sends again what is due.
2. A worker claims the row by one conditional update that takes a lease, and renews it while it works.
3. Every final write asks for that lease (`fenced`), so a worker taken for dead cannot overwrite its successor.
4. An expired lease makes the row claimable again. The third attempt is the last one.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from celery import shared_task
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from common.endings import UNKNOWN, Ending, of_error
from common.models import Job

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
BACKOFF_SECONDS = 10


class JobFailed(Exception):
    """The work can never succeed, as with a damaged file: no further attempt, and a person is told why."""

    def __init__(self, code: str, detail: str):
        self.code, self.detail = code, detail
        super().__init__(detail)


class TryLater(Exception):
    """Something the work needs is away. The attempt does not count; the job is due again in `seconds`."""

    def __init__(self, detail: str, *, seconds: float = 15):
        self.detail, self.seconds = detail, seconds
        super().__init__(detail)


class LostLease(Exception):
    """Another worker holds the job now; nothing that this one made may be written."""


class Handler(NamedTuple):
    work: Callable[[UUID, Job], None]
    gave_up: Callable[[UUID, Job], None] | None


HANDLERS: dict[str, Handler] = {}
NAMES: set[str] = set()
LONG: set[str] = set()  # those that may take hours, as a film does


def declare(name: str, *, long: bool = False) -> str:
    """A name that some act enqueues. A system check proves that each has its function."""
    NAMES.add(name)
    if long:
        LONG.add(name)
    return name


def handler(name: str, *, gave_up: Callable[[UUID, Job], None] | None = None):
    """Registers what does the work called `name`. `gave_up` is told, in the same transaction, when a job has failed."""

    def register(work: Callable[[UUID, Job], None]) -> Callable[[UUID, Job], None]:
        HANDLERS[name] = Handler(work, gave_up)
        return work

    return register


def enqueue(name: str, subject: UUID, *, due_at: datetime | None = None) -> None:
    """Asks for `name` on `subject` once: a job that still waits is joined, one that runs is followed by another."""
    with transaction.atomic():
        job_id = _waiting(name, subject, due_at or timezone.now())
        if due_at is None:
            transaction.on_commit(lambda: send(job_id, name), robust=True)


def enqueue_all(name: str, subjects: Iterable[UUID]) -> int:
    """The same for many in no hurry: the sweeper sends them as workers can take them. Says how many are new."""
    now = timezone.now()
    rows = [Job(name=name, subject=subject, due_at=now, send_at=now) for subject in subjects]
    waiting = Job.objects.filter(name=name, state=Job.State.QUEUED)
    with transaction.atomic():
        before = waiting.count()
        Job.objects.bulk_create(rows, ignore_conflicts=True)
        return waiting.count() - before


def enqueue_first(name: str, subject: UUID) -> None:
    """The same for a subject that the caller's transaction has just made, so that nobody can have asked before."""
    send_at = timezone.now() + timedelta(seconds=settings.JOB_RESEND_SECONDS)
    job = Job.objects.create(name=name, subject=subject, send_at=send_at)
    transaction.on_commit(lambda: send(job.pk, name), robust=True)


def _waiting(name: str, subject: UUID, due: datetime) -> UUID:
    """The id of the one queued job, due at `due` at the latest, locked for as long as the caller may still write."""
    send_at = due + timedelta(seconds=settings.JOB_RESEND_SECONDS)
    while True:
        Job.objects.bulk_create([Job(name=name, subject=subject, due_at=due, send_at=send_at)], ignore_conflicts=True)
        queued = Job.objects.select_for_update().filter(name=name, subject=subject, state=Job.State.QUEUED).first()
        if queued is None:  # another worker took it between the two lines; now there is room for a new one
            continue
        if queued.due_at > due:
            Job.objects.filter(pk=queued.pk).update(due_at=due, send_at=send_at)
        return queued.pk


def send(job_id: UUID, name: str) -> bool:
    """Hands the id to the broker. False when it is away; the sweeper then tries again."""
    # Said also where it is none: Celery else writes the limit that all have, and each job would count as a long one.
    own_limit = settings.LONG_CHILD_SECONDS if name in LONG else None
    try:
        run.apply_async((str(job_id),), retry=False, ignore_result=True, soft_time_limit=own_limit)
    except (OSError, run.OperationalError) as error:
        logger.warning("The broker is away, the job waits: %s", type(error).__name__)
        return False
    return True


def claim(job_id: UUID, message_id: str | None = None) -> Job | None:
    """Takes the job with a lease, or None when it is done, not due, or in other hands."""
    now = timezone.now()
    free = Q(state=Job.State.QUEUED, due_at__lte=now) | Q(state=Job.State.RUNNING, leased_until__lt=now)
    lease = uuid4()
    try:
        with transaction.atomic():
            taken = Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(
                state=Job.State.RUNNING,
                lease=lease,
                message_id=message_id,
                leased_until=lease_end(),
                attempts=F("attempts") + 1,
                updated_at=now,
            )
    except IntegrityError:  # the same work on the same subject is running; this row's turn comes after it
        return None
    return Job.objects.get(pk=job_id) if taken else None


def lease_end():
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


@contextmanager
def fenced(job: Job) -> Iterator[None]:
    """A transaction that only happens while `job` is still ours. Raises LostLease otherwise."""
    with transaction.atomic():
        held = Job.objects.select_for_update().filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
        if not held.exists():
            raise LostLease
        yield


def still_ours(job: Job) -> bool:
    """Whether no other worker has taken the job for abandoned. Long work asks now and then."""
    return Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING).exists()


@contextmanager
def renewed(job: Job) -> Iterator[None]:
    """Keeps the lease alive from a thread of its own while the body works."""
    stop = threading.Event()

    def renew() -> None:
        while not stop.wait(settings.JOB_LEASE_SECONDS / 3):
            try:
                Job.objects.filter(pk=job.pk, lease=job.lease).update(leased_until=lease_end())
            except DatabaseError:  # the next turn may still come in time
                logger.exception("The lease of job %s could not be renewed", job.pk)
            finally:
                connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@shared_task(name="vitrine.run", acks_late=True, ignore_result=True)
def run(job_id: str) -> None:
    """The one Celery task: claims the job and does what its name says."""
    job = claim(UUID(job_id), run.request.id)
    if job is None:
        return
    try:
        with renewed(job):
            HANDLERS[job.name].work(job.subject, job)
        settle(job, state=Job.State.DONE, error_code="", error_detail="")
    except LostLease:
        logger.warning("Job %s went to another worker", job.pk)
    except TryLater as wait:
        put_off(job, wait)
    except JobFailed as failure:
        give_up(job, failure.code, failure.detail)
    except Exception as error:
        logger.exception("Job %s (%s) failed at attempt %s", job.pk, job.name, job.attempts)
        try_again(job, of_error(error))


def settle(job: Job, **changes: object) -> bool:
    """The last write of a job, if it is still ours."""
    mine = Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
    return bool(mine.update(lease=None, leased_until=None, updated_at=timezone.now(), **changes))


def try_again(job: Job, ending: Ending = UNKNOWN) -> None:
    if job.attempts >= MAX_ATTEMPTS:
        give_up(job, *ending)
    else:
        requeue(job, ending, seconds=BACKOFF_SECONDS * 2 ** (job.attempts - 1))


def put_off(job: Job, wait: TryLater) -> None:
    requeue(job, Ending("waiting", wait.detail), seconds=wait.seconds, attempts=job.attempts - 1)


def requeue(job: Job, why: Ending, *, seconds: float, **changes: object) -> None:
    """Due again in `seconds`; when the same work was asked for meanwhile, that job does it."""
    due = timezone.now() + timedelta(seconds=seconds)
    changes |= {"due_at": due, "send_at": due, "sends": 0, "error_code": why.code, "error_detail": why.detail}
    try:
        with transaction.atomic():
            settle(job, state=Job.State.QUEUED, **changes)
    except IntegrityError:
        settle(job, state=Job.State.DONE)


def give_up(job: Job, code: str, detail: str) -> None:
    """Marks the job failed and tells its owner, both or neither."""
    job.error_code, job.error_detail = code, detail
    with transaction.atomic():
        owned = settle(job, state=Job.State.FAILED, error_code=code, error_detail=detail)
        gave_up = HANDLERS[job.name].gave_up if job.name in HANDLERS else None
        if owned and gave_up:
            gave_up(job.subject, job)
