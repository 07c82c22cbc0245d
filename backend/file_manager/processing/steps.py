"""What is done to a file after it was accepted. Each step makes what is missing and says what has to be written."""

import dataclasses
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from common.models import Job
from file_manager import (
    analysis,
    antivirus,
    blobs,
    browsing,
    derived,
    labelling,
    playing,
    preparing,
    quarantine,
    search,
    storage,
    thumbnails,
)
from file_manager.models import Blob, MediaFile, ProcessingStep, Rendition
from file_manager.models.blobs import Kind
from mediakit import colours, perceptual, placeholder, previews
from mediakit.facts import Facts, read_facts

State = ProcessingStep.State
#: Facts with a column of their own; the others go into the blob's metadata.
COLUMNS = ("width", "height", "duration", "pages", "frames", "latitude", "longitude")
ELSEWHERE = {*COLUMNS, "taken_at", "taken_offset", "text", "metadata"}
OF_ARRIVAL = frozenset({"taken_out"})

MALWARE = "The virus scanner found something in this file. Nobody can open it until a manager releases it."
TOO_LARGE = "The file is larger than the scanner looks at."
RELEASED = "A manager let this file through although the scanner found something."


def nothing() -> None:
    """The write of a step that has none."""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a step ended. `write` runs in the transaction that notes the end, which holds the blob."""

    state: str = State.DONE
    write: Callable[[], None] = nothing
    code: str = ""
    detail: str = ""


class Work(ExitStack):
    """One run over one file: its rows, and what is opened at most once and closed at the end."""

    def __init__(self, file: MediaFile, job: Job) -> None:
        super().__init__()
        self.file, self.blob, self.job = file, file.blob, job
        #: Whether it was seen that the picture may stay as large as it is.
        self.settled = False
        #: How often each step was tried, and how it stood before this run.
        self.attempts: Counter[str] = Counter()
        self.known: dict[str, ProcessingStep] = {}
        #: Steps that failed for good in this run.
        self.failed: set[str] = set()

    @cached_property
    def source(self) -> Path:
        """The original, as a path to read."""
        return self.enter_context(storage.local_copy(self.blob.storage_key))

    @cached_property
    def picture(self) -> Path | None:
        """What renditions are drawn from: a picture itself, else a still of it where there is one."""
        if self.blob.kind == Kind.IMAGE:
            return self.source
        folder = self.enter_context(TemporaryDirectory(dir=settings.TEMPORARY, prefix="preview-"))
        return previews.preview(self.source, self.blob.file_type, Path(folder))


def scan(work: Work) -> Outcome:
    """Asks the scanner. What was found once stays found until the scanner takes it back or a manager releases it."""
    if not antivirus.configured():
        return standing(work.blob) or skipped("not_configured", "No virus scanner is set up.")
    try:
        finding = antivirus.scan(work.source)
    except antivirus.NotScanned:
        return standing(work.blob) or skipped("too_large_to_scan", TOO_LARGE)
    if not finding:
        return Outcome(write=partial(quarantine.clear, work.blob)) if work.blob.finding else Outcome()
    if quarantine.covered(work.blob, finding):
        return skipped("released", RELEASED)
    return malware(partial(quarantine.shut_away, work.blob, finding))


def standing(blob: Blob) -> Outcome | None:
    return malware(partial(quarantine.keep_shut, blob)) if blob.quarantined else None


def malware(write: Callable[[], None]) -> Outcome:
    return Outcome(State.FAILED, write, code="malware", detail=MALWARE)


def skipped(code: str, detail: str) -> Outcome:
    return Outcome(State.SKIPPED, code=code, detail=detail)


def read(work: Work) -> Outcome:
    return Outcome(write=partial(keep_facts, work.blob, read_facts(work.source, work.blob.file_type)))


def keep_facts(blob: Blob, facts: Facts) -> None:
    for name in COLUMNS:
        setattr(blob, name, getattr(facts, name))
    blob.taken_at = facts.taken_at.replace(tzinfo=UTC) if facts.taken_at else None
    blob.taken_offset = facts.taken_offset or ""
    blob.text = facts.text
    # What was taken out before it was stored the stored file cannot say.
    blob.metadata = {name: blob.metadata[name] for name in OF_ARRIVAL & blob.metadata.keys()} | metadata_of(facts)
    blob.save(update_fields=[*COLUMNS, "taken_at", "taken_offset", "text", "metadata"])
    blobs.adopt_facts(blob)


def metadata_of(facts: Facts) -> dict[str, object]:
    """What is known beyond the columns, by name, and the raw tags."""
    others = [field.name for field in dataclasses.fields(facts) if field.name not in ELSEWHERE]
    said = {name: getattr(facts, name) for name in others if getattr(facts, name) not in (None, ())}
    if tracks := said.pop("tracks", None):
        said["streams"] = [dataclasses.asdict(track) for track in tracks]
    return {**said, "raw": facts.metadata} if facts.metadata else said


def of_a_picture(work: Work) -> bool:
    return work.blob.kind == Kind.IMAGE


def look(work: Work) -> Outcome:
    if of_a_picture(work) or not thumbnails.missing(work.blob) or work.picture:
        return Outcome()
    return Outcome(State.SKIPPED, code="no_preview", detail="Files of this type have no picture to show.")


def draw(work: Work) -> Outcome:
    blob = work.blob
    drawn: list[Rendition] = []
    if missing := thumbnails.missing(blob):
        picture = None if "preview" in work.failed else work.picture
        if picture is None:
            return Outcome(State.SKIPPED, code="no_preview", detail="There is no picture to draw smaller ones from.")
        drawn = thumbnails.draw(blob, missing, picture)
    with smallest(blob) as small:
        hash_, colour = placeholder.thumbhash(small), colours.dominant(small)
    return Outcome(write=partial(keep_pictures, blob, drawn, hash_, colour))


def smallest(blob: Blob) -> AbstractContextManager[Path]:
    return storage.local_copy(derived.key_of(blob, thumbnails.spec_of("small")))


def keep_pictures(blob: Blob, drawn: list[Rendition], hash_: str, colour: str) -> None:
    derived.save(drawn)
    blob.placeholder, blob.dominant_color = hash_, colour
    blob.save(update_fields=["placeholder", "dominant_color"])


def index(work: Work) -> Outcome:
    return Outcome(write=partial(keep_words, work.file))


def keep_words(file: MediaFile) -> None:
    """Reads the row again, since people may have written to it while its pictures were drawn."""
    row = MediaFile.objects.get(pk=file.pk)
    row.blob, row.namespace = file.blob, file.namespace
    labelling.take_over(row)
    search.index(row)


def compare(work: Work) -> Outcome:
    if not of_a_picture(work):
        return Outcome(State.SKIPPED, code="not_a_picture", detail="Only pictures are compared by how they look.")
    with smallest(work.blob) as small:
        unsigned = perceptual.fingerprint(small)
    return Outcome(write=partial(keep_fingerprint, work.blob, unsigned))


def keep_fingerprint(blob: Blob, unsigned: int) -> None:
    blob.fingerprint = unsigned - 2**64 if unsigned >= 2**63 else unsigned
    blob.save(update_fields=["fingerprint"])


def play(work: Work) -> Outcome:
    """Leaves what takes long to a job of its own, also where no version for the web is wanted."""
    blob = work.blob
    reason = playing.unwanted(blob, work.file.namespace, work.known.get("transcode"))
    made = reason or playing.web_version(blob, blob.renditions.all())
    write = partial(preparing.enqueue, blob) if not made or browsing.missing(blob) else nothing
    if reason:
        return Outcome(State.SKIPPED, write, code=reason.code, detail=reason.detail)
    return Outcome(State.DONE if made else State.PENDING, write)


def propose(work: Work) -> Outcome:
    """Leaves the work to a job of its own: a service that asks us to wait must not hold up anything else."""
    if analysis.is_done(work.file):
        return Outcome()
    if reason := analysis.not_wanted(work.file):
        return Outcome(State.SKIPPED, code=reason.code, detail=reason.detail)
    return Outcome(State.PENDING, write=partial(analysis.enqueue, work.file))


STEPS: dict[str, Callable[[Work], Outcome]] = {
    "antivirus": scan,
    "facts": read,
    "preview": look,
    "renditions": draw,
    "index": index,
    "fingerprint": compare,
    "transcode": play,
    "analysis": propose,
}

#: Steps that take a moment, by when that is so: their ends are written with that of another step.
QUICK: dict[str, Callable[[Work], bool]] = {
    "antivirus": lambda work: not antivirus.configured() and not work.blob.quarantined,
    "preview": of_a_picture,
    "index": lambda work: True,
    "fingerprint": lambda work: True,
    "transcode": lambda work: True,
    "analysis": lambda work: True,
}
#: With this step the file is ready; what comes later never makes it fail.
LAST_BEFORE_READY = "index"
#: They belong to the file rather than to its bytes, which another file may have had processed.
OF_THE_FILE = frozenset({"index", "analysis"})
MAY_FAIL = frozenset({"preview", "fingerprint", "transcode", "analysis"})
#: Before these are done nobody knows whether the picture may stay as large as it is.
ON_ARRIVAL = frozenset({"antivirus", "facts"})


def may_fail(work: Work, name: str) -> bool:
    """Whether the file is ready without this step. A film of which nothing can be drawn can still be watched."""
    return name in MAY_FAIL or (name == "renditions" and not of_a_picture(work))
