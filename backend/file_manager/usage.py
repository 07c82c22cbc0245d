"""Which places show a file. `MediaFile.usage_count` counts each (object, context) once, whatever its editions."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypedDict
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Model

from common.errors import DomainError
from content.models import User
from file_manager.models import MediaFile, Usage

Place = tuple[UUID, str]


class MediaGone(DomainError):
    code = "does_not_exist"
    detail = "A file that is named here was moved to the trash meanwhile. Choose another one."


class UsedIn(TypedDict):
    content_type: str
    object_id: UUID
    title: str | None
    url: str | None
    usage_context: str


def replace(target: Model, edition: str, places: Iterable[Place]) -> None:
    """Makes `places`, as (file id, context), all that this edition of `target` shows. Raises MediaGone.

    1. The target's row is locked, so that its two editions change one after the other.
    2. The files are locked in the order of their ids; whoever trashes one of them meanwhile waits, or was first.
    3. Rows and counts are written under those locks.
    """
    wanted = set(places)
    with transaction.atomic():
        type(target)._base_manager.select_for_update().filter(pk=target.pk).first()
        content_type = ContentType.objects.get_for_model(target)
        before, others = editions(content_type, target, edition)
        known = {file_id for file_id, _ in before.keys() | others}
        hold({file_id for file_id, _ in before.keys() | wanted}, fresh={file_id for file_id, _ in wanted} - known)
        Usage.objects.filter(pk__in=[pk for place, pk in before.items() if place not in wanted]).delete()
        Usage.objects.bulk_create(
            Usage(file_id=file_id, content_type=content_type, object_id=target.pk, context=context, edition=edition)
            for file_id, context in wanted - before.keys()
        )
        count(added=wanted - before.keys() - others, removed=before.keys() - wanted - others)


def remove(target: Model, edition: str) -> None:
    """Says that this edition of `target` shows nothing any more."""
    replace(target, edition, ())


def editions(content_type: ContentType, target: Model, edition: str) -> tuple[dict[Place, UUID], set[Place]]:
    """The rows of `edition` by their place, and the places of the other one."""
    rows = Usage.objects.filter(content_type=content_type, object_id=target.pk)
    mine: dict[Place, UUID] = {}
    others: set[Place] = set()
    for pk, file_id, context, of in rows.values_list("pk", "file_id", "context", "edition"):
        if of == edition:
            mine[file_id, context] = pk
        else:
            others.add((file_id, context))
    return mine, others


def hold(file_ids: set[UUID], *, fresh: set[UUID]) -> None:
    """Locks the files. Raises MediaGone when one that the target did not show before is not there to be shown."""
    locked = MediaFile.objects.select_for_update().filter(pk__in=file_ids).order_by("pk")
    here = {pk for pk, trashed_at in locked.values_list("pk", "trashed_at") if trashed_at is None}
    if fresh - here:
        raise MediaGone


def count(*, added: set[Place], removed: set[Place]) -> None:
    change: dict[UUID, int] = defaultdict(int)
    for file_id, _ in added:
        change[file_id] += 1
    for file_id, _ in removed:
        change[file_id] -= 1
    by_amount = defaultdict(list)
    for file_id, amount in change.items():
        by_amount[amount].append(file_id)
    for amount, files in by_amount.items():
        MediaFile.objects.filter(pk__in=files).update(usage_count=F("usage_count") + amount)


def places(file: MediaFile, user: User) -> list[UsedIn]:
    """Every place that shows the file, once. Title and address are None for what the person may not see."""
    rows = Usage.objects.filter(file=file).order_by("content_type_id", "object_id", "context")
    found = list(rows.values_list("content_type_id", "object_id", "context").distinct())
    objects: dict[int, set[UUID]] = defaultdict(set)
    for content_type_id, object_id, _ in found:
        objects[content_type_id].add(object_id)
    shown = {key: visible_objects(ContentType.objects.get_for_id(key), ids, user) for key, ids in objects.items()}
    return [
        used_in(ContentType.objects.get_for_id(key), object_id, shown[key].get(object_id), context)
        for key, object_id, context in found
    ]


def visible_objects(content_type: ContentType, ids: set[UUID], user: User) -> dict[UUID, Model]:
    model = content_type.model_class()
    if model is None:
        return {}
    manager = model._default_manager
    rows = manager.visible_to(user) if hasattr(manager, "visible_to") else manager.all()
    return rows.in_bulk(ids)


def used_in(content_type: ContentType, object_id: UUID, target: Any, context: str) -> UsedIn:
    return {
        "content_type": f"{content_type.app_label}.{content_type.model}",
        "object_id": object_id,
        "title": str(target) if target else None,
        "url": target.get_absolute_url() if hasattr(target, "get_absolute_url") else None,
        "usage_context": context,
    }
