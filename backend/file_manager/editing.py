"""What people write about a file: words, tags, address, visibility, focal point, rights."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from common import events
from common.errors import NotAllowed
from content import access, audit
from content.models import User
from file_manager import announcing, public_copies, search, slugs, tagging
from file_manager.models import MediaFile, SlugHistory
from file_manager.trashing import Quarantined, Trashed, lock, require_change

PRIVATE = MediaFile.Visibility.PRIVATE
#: What the text index holds; a change of anything else leaves it as it is.
SEARCHED = {"title", "description", "alt_text", "tags"}
#: What changed, by name: from, to.
Changes = dict[str, list[Any]]


class CannotHide(NotAllowed):
    detail = "Only the uploader and the namespace's managers can make a file private."


def change(*, actor: User, file: MediaFile, values: Mapping[str, Any]) -> MediaFile:
    """Writes columns by their name, and `tags` by theirs. What is as it was leaves no trace.

    Raises NotAllowed, CannotHide, Trashed, Quarantined, SlugTaken, Missing.
    """
    require_change(actor, file)
    with transaction.atomic():
        row = lock(file)
        if row.trashed_at:
            raise Trashed
        if row.status == MediaFile.Status.QUARANTINED:
            raise Quarantined
        noted = write_columns(row, {name: value for name, value in values.items() if name != "tags"})
        if row.visibility == PRIVATE and "visibility" in noted:
            require_sight(actor, row)
        if "tags" in values:
            noted |= write_tags(actor, row, values["tags"])
        if noted:
            save(row, noted)
            audit.record(actor, "file.changed", row, changes=noted)
            tell(row, noted)
            prepare(row, noted)
    return row


def write_columns(row: MediaFile, values: Mapping[str, Any]) -> Changes:
    noted: Changes = {}
    for name, value in values.items():
        old = getattr(row, name)
        if old != value:
            setattr(row, name, value)
            noted[name] = [plain(old), plain(value)]
    return noted


def write_tags(actor: User, row: MediaFile, names: list[str]) -> Changes:
    old, new = set(row.tags.all()), tagging.named(actor, row.namespace, names)
    if old == set(new):
        return {}
    row.tags.set(new)
    return {"tags": [sorted(tag.name for tag in old), sorted(tag.name for tag in new)]}


def require_sight(actor: User, row: MediaFile) -> None:
    """Nobody hides a file from themselves. Raises CannotHide."""
    if row.uploaded_by_id != actor.pk and not access.rights(actor).may("see_private", row.namespace_id):
        raise CannotHide(attr="visibility")


def save(row: MediaFile, noted: Changes) -> None:
    """Writes the row and refreshes what search knows of it. Raises SlugTaken."""
    if "slug" in noted:
        take_slug(row)
    row.save(update_fields=[*(noted.keys() - {"tags"}), "updated_at"])
    if noted.keys() & SEARCHED:
        search.index_files([row.pk])


def take_slug(row: MediaFile) -> None:
    """Makes the slug the file's own; the former one stays its own too. Raises SlugTaken."""
    try:
        with transaction.atomic():
            entry, _ = SlugHistory.objects.get_or_create(
                namespace_id=row.namespace_id, slug=row.slug, defaults={"file": row}
            )
    except IntegrityError as error:
        raise slugs.SlugTaken(attr="slug") from error
    if entry.file_id != row.pk:
        raise slugs.SlugTaken(attr="slug")


def prepare(row: MediaFile, noted: Changes) -> None:
    """Has a worker make the copy that strangers will ask for."""
    if "visibility" in noted and public_copies.wanted(row):
        public_copies.enqueue(row.blob)


def tell(row: MediaFile, noted: Changes) -> None:
    """Announces the change; that a file became private is told to all who could see it until now."""
    if row.visibility == PRIVATE and "visibility" in noted:
        events.announce("file.changed", namespace_id=row.namespace_id, subject=row.pk)
    else:
        announcing.file("file.changed", row)


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
