"""Out of sight, back again, or gone for good."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.errors import Conflict, Missing, NotAllowed
from content import access, audit
from content.models import User
from file_manager import announcing, blobs, usage
from file_manager.models import MediaFile

#: So many titles are read in a sentence; the answer lists all places.
MOST_NAMED = 3


class InUse(Conflict):
    code = "in_use"
    detail = "This file is shown in other places. Take it out there first, or insist as an editor."


class Trashed(Conflict):
    code = "trashed"
    detail = "This file is in the trash. Restore it before you change it."


class Quarantined(Conflict):
    code = "quarantined"
    detail = "This file is in quarantine. A manager can release or purge it."


def may_change(actor: User, file: MediaFile) -> bool:
    """Whether the person may edit or trash this file: one's own as a contributor, any as an editor."""
    rights = access.rights(actor)
    own = file.uploaded_by_id == rights.user_id and rights.user_id is not None
    return rights.may("change_any", file.namespace_id) or (own and rights.may("change_own", file.namespace_id))


def require_change(actor: User, file: MediaFile) -> None:
    if not may_change(actor, file):
        raise NotAllowed


def trash(*, actor: User, file: MediaFile, force: bool = False) -> None:
    """Moves the file to the trash. Raises InUse with the places that show it, unless an editor insists."""
    require_change(actor, file)
    if force:
        access.require(actor, "force", file.namespace_id)
    with transaction.atomic():
        row = lock(file)
        if row.trashed_at:
            return
        if row.usage_count and not force:
            raise InUse(extra={"used_in": usage.places(row, actor)})
        mark(row, trashed_at=timezone.now(), trashed_by=actor)
        audit.record(actor, "file.trashed", row, force=force)
        announcing.file("file.trashed", row)


def restore(*, actor: User, file: MediaFile) -> None:
    require_change(actor, file)
    with transaction.atomic():
        row = lock(file)
        if not row.trashed_at:
            return
        mark(row, trashed_at=None, trashed_by=None)
        audit.record(actor, "file.restored", row)
        announcing.file("file.restored", row)


def purge(*, actor: User | None, file: MediaFile) -> None:
    """Deletes the file with its history; its bytes too, once nothing else needs them.

    Only out of the trash, or out of quarantine.

    `actor` is None where retention has run out. Raises InUse while something shows it.
    """
    if actor is not None:
        access.require(actor, "purge", file.namespace_id)
    with transaction.atomic():
        row = lock(file)
        if not row.trashed_at and row.status != MediaFile.Status.QUARANTINED:
            raise Conflict("Only what is in the trash can be purged. Trash the file first.")
        if row.usages.exists():
            places = usage.places(row, actor) if actor else []
            raise InUse(still_shown(places), extra={"used_in": places})
        needed = {row.blob_id, *row.versions.values_list("blob_id", flat=True)}
        audit.record(actor, "file.purged", row, filename=row.original_filename)
        announcing.file("file.purged", row)
        row.delete()
        blobs.let_go(needed)


def still_shown(places: list[usage.UsedIn]) -> str:
    """Where to go first, since here nobody can insist. What is not named, or not for this person to see, is counted."""
    titles = list(dict.fromkeys(place["title"] for place in places if place["title"]))[:MOST_NAMED]
    where = "on " + ", ".join(f"“{title}”" for title in titles) if titles else "in other places"
    others = len({(place["content_type"], place["object_id"]) for place in places if place["title"] not in titles})
    if titles and others:
        where += " and in one other place" if others == 1 else f" and in {others} other places"
    return f"This file is still shown {where}. Take it out there first."


def lock(file: MediaFile) -> MediaFile:
    """The row as it is now, held until the transaction ends. Raises Missing when it was purged meanwhile."""
    row = MediaFile.objects.select_for_update().filter(pk=file.pk).first()
    if row is None:
        raise Missing
    return row


def mark(file: MediaFile, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(file, name, value)
    file.save(update_fields=[*changes, "updated_at"])


def trash_many(*, actor: User, files: Iterable[MediaFile], force: bool) -> None:
    """Trashes files that were checked before, by one update. The caller holds the transaction and their locks."""
    rows = list(files)
    now = timezone.now()
    MediaFile.objects.filter(pk__in=[row.pk for row in rows]).update(trashed_at=now, trashed_by=actor, updated_at=now)
    audit.record_all(actor, "file.trashed", rows, force=force)
    announcing.files("file.trashed", rows)
