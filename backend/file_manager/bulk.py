"""The same act on many files: each has its own verdict, and the work is done by sets, not one by one."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common.errors import DomainError, Missing, NotAllowed
from content import access, audit
from content.models import User
from file_manager import announcing, search, tagging
from file_manager.models import MediaFile, Tag
from file_manager.trashing import InUse, Quarantined, Trashed, may_change, trash_many

Links = MediaFile.tags.through


class TagAction(StrEnum):
    ADD = "add"
    REMOVE = "remove"
    SET = "set"


class Failure(TypedDict):
    id: UUID
    code: str
    detail: str


@dataclass
class Outcome:
    succeeded: int = 0
    failed: list[Failure] = field(default_factory=list)

    def refuse(self, file_id: UUID, error: type[DomainError]) -> None:
        self.failed.append({"id": file_id, "code": error.code, "detail": error.detail})


class NotFound(Missing):
    detail = "There is no such file among those you may see."


def judge(
    actor: User, ids: Sequence[UUID], objection: Callable[[MediaFile], type[DomainError] | None]
) -> tuple[list[MediaFile], Outcome]:
    """The files that may be worked on, locked in the order of their ids, and a verdict on all others."""
    outcome = Outcome()
    locked = MediaFile.objects.visible_to(actor).filter(pk__in=ids).select_for_update().order_by("pk")
    found = {file.pk: file for file in locked}
    accepted = []
    for file_id in dict.fromkeys(ids):
        file = found.get(file_id)
        if file is None:
            outcome.refuse(file_id, NotFound)
        elif not may_change(actor, file):
            outcome.refuse(file_id, NotAllowed)
        elif file.status == MediaFile.Status.QUARANTINED:
            outcome.refuse(file_id, Quarantined)
        elif error := objection(file):
            outcome.refuse(file_id, error)
        else:
            accepted.append(file)
    outcome.succeeded = len(accepted)
    return accepted, outcome


def trash(*, actor: User, ids: Sequence[UUID], force: bool) -> Outcome:
    """Moves the files to the trash; one that is shown somewhere only where `force` is given by an editor."""
    rights = access.rights(actor)

    def objection(file: MediaFile) -> type[DomainError] | None:
        if force and not rights.may("force", file.namespace_id):
            return NotAllowed
        return InUse if file.usage_count and not force and not file.trashed_at else None

    with transaction.atomic():
        files, outcome = judge(actor, ids, objection)
        trash_many(actor=actor, files=[file for file in files if not file.trashed_at], force=force)
    return outcome


def tag(*, actor: User, ids: Sequence[UUID], names: list[str], action: TagAction) -> Outcome:
    """Adds the tags to the files, takes them off, or makes them all that the files have."""
    with transaction.atomic():
        files, outcome = judge(actor, ids, lambda file: Trashed if file.trashed_at else None)
        changed: list[MediaFile] = []
        for group in by_namespace(files):
            tags = wanted_tags(actor, group[0], names, action)
            changed += retag(group, tags, action)
        stamp(changed)
        search.index_files([file.pk for file in changed])
        audit.record_all(actor, "file.tagged", changed, how=action.value, tags=names)
        announcing.files("file.changed", changed)
    return outcome


def by_namespace(files: list[MediaFile]) -> list[list[MediaFile]]:
    groups: dict[UUID, list[MediaFile]] = defaultdict(list)
    for file in files:
        groups[file.namespace_id].append(file)
    return list(groups.values())


def wanted_tags(actor: User, file: MediaFile, names: list[str], action: TagAction) -> list[Tag]:
    """The tags of those names in the file's namespace. Only what is put on files is made where it is missing."""
    if action == TagAction.REMOVE:
        return list(tagging.look_up(file.namespace_id, [tagging.clean_name(name) for name in names])[0].values())
    return tagging.named(actor, file.namespace, names)


def retag(files: list[MediaFile], tags: list[Tag], action: TagAction) -> list[MediaFile]:
    """Writes the links that are missing and deletes those that are too many; says which files that changed."""
    links = Links.objects.filter(mediafile__in=files)
    tag_ids = {tag.pk for tag in tags}
    extra = surplus(links, tag_ids, action)
    touched = set(extra.values_list("mediafile_id", flat=True))
    extra.delete()
    if action != TagAction.REMOVE:
        present = set(links.filter(tag__in=tag_ids).values_list("mediafile_id", "tag_id"))
        missing = {(file.pk, tag_id) for file in files for tag_id in tag_ids} - present
        rows = (Links(mediafile_id=file_id, tag_id=tag_id) for file_id, tag_id in missing)
        Links.objects.bulk_create(rows, batch_size=5000, ignore_conflicts=True)
        touched |= {file_id for file_id, _ in missing}
    return [file for file in files if file.pk in touched]


def surplus(links: QuerySet[Any], tag_ids: set[UUID], action: TagAction) -> QuerySet[Any]:
    if action == TagAction.ADD:
        return links.none()
    return links.filter(tag__in=tag_ids) if action == TagAction.REMOVE else links.exclude(tag__in=tag_ids)


def stamp(files: list[MediaFile]) -> None:
    MediaFile.objects.filter(pk__in=[file.pk for file in files]).update(updated_at=timezone.now())
