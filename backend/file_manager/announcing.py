"""How a file's changes reach the event log: those of hidden ones only to who may see them."""

from collections.abc import Iterable
from uuid import UUID

from common import events
from common.models import Event
from file_manager.models import MediaFile

#: Owns the events of a hidden file whose uploader is gone: the managers alone hear of it.
NOBODY = UUID(int=0)


def file(kind: str, subject: MediaFile, **data: object) -> None:
    """Announces `kind` (`file.changed` and its like) about one file, inside the caller's transaction."""
    files(kind, [subject], **data)


def files(kind: str, subjects: Iterable[MediaFile], **data: object) -> None:
    """The same about many files by one insert."""
    events.announce_all(event(kind, subject, data) for subject in subjects)


def event(kind: str, subject: MediaFile, data: dict[str, object]) -> Event:
    private = subject.visibility == MediaFile.Visibility.PRIVATE or subject.status == MediaFile.Status.QUARANTINED
    owner_id = (subject.uploaded_by_id or NOBODY) if private else None
    return Event(kind=kind, namespace_id=subject.namespace_id, owner_id=owner_id, subject=subject.pk, data=data)
