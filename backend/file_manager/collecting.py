"""Collections made by hand: files in an order that people choose."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from common import events
from common.errors import Conflict, Missing
from content import access, audit
from content.models import Namespace, User
from file_manager import slugs
from file_manager.models import Collection, CollectionEntry, MediaFile
from file_manager.names import slug_from

RACES = 5


def create(*, actor: User, namespace: Namespace, title: str, slug: str = "", **more: Any) -> Collection:
    """Makes an empty collection; without `slug` it gets one from its title. Raises NotAllowed, SlugTaken."""
    access.require(actor, "organise", namespace.pk)
    for _ in range(1 if slug else RACES):
        try:
            with transaction.atomic():
                row = Collection.objects.create(
                    namespace=namespace,
                    title=title,
                    slug=slug or free_slug(namespace.pk, title),
                    created_by=actor,
                    **more,
                )
                audit.record(actor, "collection.created", row)
                announce("collection.created", row)
                return row
        except IntegrityError:
            continue
    if slug:
        raise slugs.SlugTaken(attr="slug")
    raise Conflict("Many collections of this title are being made at once. Try again.", attr="title")


def free_slug(namespace_id: UUID, title: str) -> str:
    near = slugs.numbered(slug_from(title, otherwise="collection"))
    rows = Collection.objects.filter(namespace=namespace_id, slug__in=near)
    return slugs.unused(near, set(rows.values_list("slug", flat=True)))


def change(*, actor: User, collection: Collection, values: Mapping[str, Any]) -> Collection:
    """Writes title, slug, description, colour, is_public or cover. Raises NotAllowed, SlugTaken."""
    access.require(actor, "organise", collection.namespace_id)
    with transaction.atomic():
        row = hold(collection)
        different = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not different:
            return row
        for name, value in different.items():
            setattr(row, name, value)
        try:
            with transaction.atomic():
                row.save(update_fields=[*different, "updated_at"])
        except IntegrityError as error:
            raise slugs.SlugTaken(attr="slug") from error
        plain = {name: str(value.pk) if isinstance(value, MediaFile) else value for name, value in different.items()}
        audit.record(actor, "collection.changed", row, changes=plain)
        announce("collection.changed", row)
    return row


def delete(*, actor: User, collection: Collection) -> None:
    """Deletes the collection; its files stay. Raises NotAllowed."""
    access.require(actor, "organise", collection.namespace_id)
    with transaction.atomic():
        row = hold(collection)
        audit.record(actor, "collection.deleted", row)
        announce("collection.deleted", row)
        row.delete()


def add_files(*, actor: User, collection: Collection, files: Sequence[MediaFile]) -> Collection:
    """Puts the files behind those that are there, in the order given; one that is in already stays where it is."""
    access.require(actor, "organise", collection.namespace_id)
    with transaction.atomic():
        row = hold(collection)
        ids = [file.pk for file in files]
        locked = MediaFile.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
        here = set(locked.values_list("pk", flat=True))  # one that is purged right now is left out, not an error
        added = append(row, [pk for pk in ids if pk in here])
        return noted(actor, row, "collection.files_added", added)


def remove_files(*, actor: User, collection: Collection, ids: Sequence[UUID]) -> Collection:
    """Takes the files out; those that are not in do not matter."""
    access.require(actor, "organise", collection.namespace_id)
    with transaction.atomic():
        row = hold(collection)
        entries = CollectionEntry.objects.filter(collection=row, file__in=ids)
        removed = list(entries.values_list("file_id", flat=True))
        entries.delete()
        return noted(actor, row, "collection.files_removed", removed)


def append(collection: Collection, ids: Sequence[UUID]) -> list[UUID]:
    """Adds entries at the end and says which were new. The caller holds the transaction."""
    hold(collection)
    entries = CollectionEntry.objects.filter(collection=collection)
    present = set(entries.filter(file__in=ids).values_list("file_id", flat=True))
    new = [pk for pk in dict.fromkeys(ids) if pk not in present]
    last = entries.aggregate(last=Max("position"))["last"]
    start = 0 if last is None else last + 1
    CollectionEntry.objects.bulk_create(
        CollectionEntry(collection=collection, file_id=pk, position=start + place) for place, pk in enumerate(new)
    )
    return new


def hold(collection: Collection) -> Collection:
    """The row as it is now, locked: two additions at once would take the same places. Raises Missing."""
    row = Collection.objects.select_for_update().filter(pk=collection.pk).first()
    if row is None:
        raise Missing
    return row


def noted(actor: User, collection: Collection, action: str, ids: list[UUID]) -> Collection:
    if ids:
        Collection.objects.filter(pk=collection.pk).update(updated_at=timezone.now())
        collection.refresh_from_db(fields=["updated_at"])
        audit.record(actor, action, collection, files=[str(pk) for pk in ids])
        announce("collection.changed", collection)
    return collection


def announce(kind: str, collection: Collection) -> None:
    events.announce(kind, namespace_id=collection.namespace_id, subject=collection.pk)
