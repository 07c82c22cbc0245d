"""One file with everything that is known of it."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from content.models import User
from file_manager import antivirus, derived
from file_manager.models import Blob, Collection, MediaFile, ProcessingStep, Rendition
from file_manager.processing import STEPS
from file_manager.serializers.looks import looks_of
from file_manager.serializers.reading import COLUMNS
from file_manager.serializers.rows import Json, moment, row, rows
from file_manager.trashing import may_change

SCAN = "antivirus"
#: Facts that have a column of their own and are shown among the others.
FACTS = ("pages", "frames", "latitude", "longitude")


def detail(file: MediaFile, user: User) -> Json:
    """A row and what only the page of one file shows. `user` is who asks."""
    steps = in_order(file.blob.steps.all())
    made = list(file.blob.renditions.all())
    shown = {**rows([file])[0], **more(file, user, made), **looks_of(file, made)}
    return {**shown, "collections": collections_of(file), "processing": steps}


def detail_of_new(file: MediaFile, user: User) -> Json:
    """The same for a file with new bytes, no tags and no collection, which `user` has just made: nothing is read."""
    known = SimpleNamespace(
        **{name: getattr(file, name) for name in COLUMNS},
        placeholder=file.blob.placeholder,
        dominant_color=file.blob.dominant_color,
        extension=file.blob.extension,
        namespace_slug=file.namespace.slug,
        namespace_name=file.namespace.name,
        username=user.username,
        display_name=user.display_name,
        tag_rows=None,
        pictures=None,
    )
    return {**row(known), **more(file, user, []), **looks_of(file, []), "collections": [], "processing": in_order([])}


def more(file: MediaFile, user: User, made: Iterable[Rendition]) -> Json:
    """`made` are all renditions of the file's blob."""
    shut = file.status == MediaFile.Status.QUARANTINED
    return {
        "original_filename": file.original_filename,
        "checksum": file.blob.sha256,
        "metadata": {} if shut else metadata_of(file.blob, made),
        "location": None if shut else location_of(file.blob),
        "quarantine": quarantine_of(file) if shut else None,
        "custom": file.custom,
        "ai_analysis": file.ai_analysis,
        "rights": {
            "credit": file.credit,
            "copyright": file.copyright,
            "licence": file.licence,
            "expires_at": moment(file.rights_expire_at),
        },
        "permissions": permissions(file, user),
    }


def metadata_of(blob: Blob, made: Iterable[Rendition]) -> Json:
    """All facts that are known, flat, what was heard while the waveform was made, and the raw tags."""
    columns = {name: getattr(blob, name) for name in FACTS if getattr(blob, name) is not None}
    heard: Json = next((row.details for row in made if row.spec == derived.WAVEFORM), {})
    return {**columns, **heard, **blob.metadata}


def location_of(blob: Blob) -> Json | None:
    if blob.latitude is None or blob.longitude is None:
        return None
    altitude = blob.metadata.get("altitude")
    return {"latitude": blob.latitude, "longitude": blob.longitude, "altitude": altitude}


def in_order(steps: Iterable[ProcessingStep]) -> list[Json]:
    """The steps as they follow each other, also of files that were processed before one was added.

    The virus scanner is waited for from the first moment on, and never where there is none.
    """
    known = {step.step: step for step in steps}
    scan = known.setdefault(SCAN, ProcessingStep(step=SCAN))
    if scan.state == ProcessingStep.State.PENDING and not antivirus.configured():
        del known[SCAN]
    return [step_row(known[name]) for name in STEPS if name in known]


def quarantine_of(file: MediaFile) -> Json:
    return {"finding": file.blob.finding, "found_at": moment(file.blob.found_at)}


def collections_of(file: MediaFile) -> list[Json]:
    found = Collection.objects.filter(files=file).order_by("title", "pk").values("id", "title", "slug")
    return [{**values, "id": str(values["id"])} for values in found]


def step_row(step: ProcessingStep) -> dict[str, Any]:
    error = {"code": step.error_code, "detail": step.error_detail} if step.error_code else None
    return {
        "step": step.step,
        "state": step.state,
        "attempts": step.attempts,
        "progress": step.progress,
        "error": error,
    }


def permissions(file: MediaFile, user: User) -> dict[str, bool]:
    own = may_change(user, file)
    change = own and file.status != MediaFile.Status.QUARANTINED
    return {"change": change, "delete": own, "share": change}
