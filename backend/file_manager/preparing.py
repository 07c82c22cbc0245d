"""What takes long and nothing waits for: pages, strips of stills, waveforms, and versions for the web.

It belongs to the bytes, so that two files of one content share it, and is a job of its own:

1. What is missing for looking through is made and written piece by piece.
2. The version for the web is made in one of a few seats, so that photographs never queue behind films.
3. Once a second it asks whether anybody still wants it; its progress is written as it goes.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone

from common import endings, jobs
from common.models import Job
from file_manager import announcing, browsing, derived, playing, storage
from file_manager.models import Blob, MediaFile, ProcessingStep, Rendition
from file_manager.models.blobs import Kind
from file_manager.turns import seat
from mediakit import transcoding
from mediakit.errors import MediaError
from mediakit.transcoding import Goal

logger = logging.getLogger(__name__)

PREPARE = jobs.declare("prepare_blob", long=True)
STEP = "transcode"
State = ProcessingStep.State
SEATS = "films"
TURN = "Other films are in work. This one's turn comes by itself."
TURN_SECONDS = 15
#: Of the time that the worker's own limit leaves, so that a film which takes too long ends with a reason.
SHARE_OF_TIME = 0.95
#: A film that plays is made again for no less than a tenth of its bytes.
WORTH_IT = 0.9
#: A change that a bar on a screen shows.
NOTABLE = 0.01


class Gone(Exception):
    """The last file of these bytes was purged meanwhile."""


class TookTooLong(MediaError):
    code = "took_too_long"
    default_detail = "The version for the web was not done in the time that the server gives it."


def enqueue(blob: Blob) -> None:
    jobs.enqueue(PREPARE, blob.pk)


class Preparation(ExitStack):
    """One run over one blob; the original is opened at most once."""

    def __init__(self, blob: Blob, job: Job) -> None:
        super().__init__()
        self.blob, self.job = blob, job

    @cached_property
    def source(self) -> Path:
        return self.enter_context(storage.local_copy(self.blob.storage_key))

    @cached_property
    def folder(self) -> Path:
        return Path(self.enter_context(TemporaryDirectory(dir=settings.TEMPORARY, prefix="prepare-")))


def run(blob: Blob, job: Job) -> None:
    """Makes what is missing, unless all files of these bytes are in quarantine. Raises TryLater, LostLease."""
    if not MediaFile.objects.filter(blob=blob).outside_quarantine().exists():
        return
    try:
        with Preparation(blob, job) as work:
            look_through(work)
            play(work)
    except Gone:
        logger.info("Blob %s went while its films or pages were made", blob.pk)
    except storage.StorageAway as away:
        wait(blob, job, away.detail)


def look_through(work: Preparation) -> None:
    """Makes what is missing. What cannot be made is noted, so that no later run decodes all of it for nothing."""
    for make in browsing.missing(work.blob):
        try:
            made = make(work.blob, work.source, work.folder)
        except (MediaError, storage.ObjectMissing) as damage:  # it can be looked at without
            note(work, State.FAILED, damage.code, damage.detail)
            continue
        except storage.StorageAway:
            raise
        except Exception as error:
            if work.job.attempts < jobs.MAX_ATTEMPTS:
                raise
            logger.exception("Blob %s has no %s, tried for the last time", work.blob.pk, make.__name__)
            note(work, State.FAILED, *endings.of_error(error))
            continue
        keep(work, made)
        if browsing.missing(work.blob):
            note(work, State.FAILED, *browsing.NOT_MADE)
        else:
            note(work, State.DONE)


def note(work: Preparation, state: str, code: str = "", detail: str = "") -> None:
    with writing(work):
        browsing.note(work.blob, state, code, detail)


def play(work: Preparation) -> None:
    blob = work.blob
    if playing.unwanted(blob, blob.namespace, step_of(blob).first()):
        return
    if playing.web_version(blob, blob.renditions.all()):
        with writing(work):
            end(blob, State.DONE)
        return
    with seat(SEATS, max(settings.WORKERS - 1, 1)) as free:
        if not free:
            # The longer the queue, the more rarely each asks: all together about once a second.
            others = Job.objects.filter(name=PREPARE, state=Job.State.QUEUED).count()
            wait(blob, work.job, TURN, seconds=TURN_SECONDS + others)
        transcode(work)


def transcode(work: Preparation) -> None:
    blob = work.blob
    step_of(blob).update(
        state=State.RUNNING, attempts=F("attempts") + 1, job_id=work.job.pk, progress=0, updated_at=timezone.now()
    )
    announce(blob, "file.changed")
    spec, format = playing.WEB[Kind(blob.kind)]
    out = work.folder / f"{spec}.{format}"
    bulky = playing.plays(blob)  # what plays is made again only to be smaller
    goal = Goal(blob.namespace.video_longest, anew=bulky)
    try:
        made = transcoding.transcode(work.source, blob.file_type, out, goal=goal, progress=Progress(work))
    except (MediaError, storage.ObjectMissing) as damage:
        with writing(work):
            end(blob, State.FAILED, damage.code, damage.detail)
        return
    if bulky and made.size > blob.size * WORTH_IT:
        with writing(work):
            end(blob, State.SKIPPED, *playing.NO_SMALLER)
        return
    row = Rendition(blob=blob, spec=spec, format=format, width=made.width, height=made.height)
    keep(work, [derived.stored(row, made.path)], ends=True)


class Progress:
    """Called as often as anybody likes; at most once a second it looks around and writes how far things are."""

    def __init__(self, work: Preparation) -> None:
        self.work, self.noted = work, 0.0
        self.looked = time.monotonic()
        self.latest = self.looked + settings.LONG_CHILD_SECONDS * SHARE_OF_TIME

    def __call__(self, share: float) -> None:
        """Raises LostLease, Gone or TookTooLong where going on makes no sense."""
        now = time.monotonic()
        if now - self.looked < 1:
            return
        self.looked = now
        if not jobs.still_ours(self.work.job):
            raise jobs.LostLease
        if not Blob.objects.filter(pk=self.work.blob.pk).exists():
            raise Gone
        if now > self.latest:
            raise TookTooLong
        if share - self.noted >= NOTABLE:
            self.noted = share
            step_of(self.work.blob).update(progress=min(max(share, 0), 1), updated_at=timezone.now())
            announce(self.work.blob, "job.progress")


def keep(work: Preparation, rows: list[Rendition], *, ends: bool = False) -> None:
    """Writes the rows of what lies in the store; takes it out again where nobody wants it any more."""
    try:
        with writing(work):
            derived.save(rows)
            if ends:
                end(work.blob, State.DONE)
            else:
                announce(work.blob, "file.changed")
    except Gone:
        for row in rows:
            storage.delete(row.storage_key)
        raise


@contextmanager
def writing(work: Preparation) -> Iterator[None]:
    """A transaction with the blob locked, if it and the job are still there."""
    with jobs.fenced(work.job):
        if not Blob.objects.select_for_update(no_key=True).filter(pk=work.blob.pk).exists():
            raise Gone
        yield


def wait(blob: Blob, job: Job, detail: str, *, seconds: float = TURN_SECONDS) -> None:
    with jobs.fenced(job):
        step_of(blob).exclude(state__in=(State.DONE, State.SKIPPED)).update(
            state=State.PENDING, error_code="waiting", error_detail=detail, updated_at=timezone.now()
        )
    raise jobs.TryLater(detail, seconds=seconds)


def end(blob: Blob, state: str, code: str = "", detail: str = "") -> None:
    """Notes how the step ended and tells whoever watches. The caller holds the transaction."""
    step_of(blob).update(state=state, progress=None, error_code=code, error_detail=detail, updated_at=timezone.now())
    announce(blob, "file.changed")


def announce(blob: Blob, kind: str) -> None:
    announcing.files(kind, MediaFile.objects.filter(blob=blob))


def step_of(blob: Blob) -> QuerySet[ProcessingStep]:
    return ProcessingStep.objects.filter(blob=blob, step=STEP)


def gave_up(blob_id: UUID, job: Job) -> None:
    blob = Blob.objects.filter(pk=blob_id).first()
    if blob and browsing.missing(blob):  # it comes first, so this is where the worker died
        browsing.note(blob, State.FAILED, job.error_code, job.error_detail)
    if blob and step_of(blob).exclude(state__in=(State.DONE, State.SKIPPED)).exists():
        end(blob, State.FAILED, job.error_code, job.error_detail)
