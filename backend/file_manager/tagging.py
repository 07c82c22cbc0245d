"""Tags: the words of a namespace, in a tree. People write names; addresses and filters use slugs."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Length, Lower, Substr

from common import events
from common.errors import Conflict, DomainError, Missing
from content import access, audit
from content.models import Namespace, User
from file_manager import search, slugs
from file_manager.models import MediaFile, Tag
from file_manager.names import slug_from

RACES = 5
LONGEST_PATH = 1000


class NameTaken(DomainError):
    code = "name_taken"
    detail = "A tag of this name is already in the namespace."


class NoSuchParent(DomainError):
    code = "does_not_exist"
    detail = "There is no such tag in this namespace."


class TagCycle(DomainError):
    code = "cycle"
    detail = "A tag cannot stand below itself."


class TooDeep(DomainError):
    code = "too_deep"
    detail = "The tree of tags cannot grow any deeper here."


class HasChildren(Conflict):
    code = "has_children"
    detail = "Other tags stand below this one. Move or delete them first."


def clean_name(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def named(actor: User | None, namespace: Namespace, names: Iterable[str]) -> list[Tag]:
    """The tags of those names whatever their capitals, made where they are missing. The caller holds the transaction.

    `actor` is None where the system tags. When another request makes the same tag meanwhile, its row is found by
    looking again.
    """
    wanted: dict[str, str] = {}
    for name in map(clean_name, names):
        wanted.setdefault(name.casefold(), name)
    wanted.pop("", None)
    made: set[UUID] = set()
    for _ in range(RACES):
        found, taken = look_up(namespace.pk, list(wanted.values()))
        missing = [name for key, name in wanted.items() if key not in found]
        if not missing:
            audit.record_all(actor, "tag.created", [tag for tag in found.values() if tag.pk in made])
            return [found[key] for key in wanted]
        if actor:
            access.require(actor, "tag", namespace.pk)
        rows = new_tags(namespace.pk, missing, taken)
        made.update(row.pk for row in rows)
        Tag.objects.bulk_create(rows, ignore_conflicts=True)
    raise Conflict("Many tags of these names are being made at once. Try again.", attr="tags")


def look_up(namespace_id: UUID, names: list[str]) -> tuple[dict[str, Tag], set[str]]:
    """The tags of those names by their case-folded name, and the slugs near theirs that are taken.

    Both come from one statement, so that a name which is missing here has left no slug there. Slugs are asked for
    too because SQLite knows the capitals of ASCII alone.
    """
    if not names:
        return {}, set()
    near = [slug for name in names for slug in slugs.numbered(tag_slug(name))]
    same = Q(name__in=names) | Q(folded__in=[name.lower() for name in names]) | Q(slug__in=near)
    rows = Tag.objects.filter(namespace=namespace_id).alias(folded=Lower("name")).filter(same).order_by("-pk")
    folded = {name.casefold() for name in names}
    tags = list(rows)
    return {tag.name.casefold(): tag for tag in tags if tag.name.casefold() in folded}, {tag.slug for tag in tags}


def new_tags(namespace_id: UUID, names: list[str], taken: set[str]) -> list[Tag]:
    rows = []
    for name in names:
        slug = slugs.unused(slugs.numbered(tag_slug(name)), taken)
        taken.add(slug)
        rows.append(Tag(namespace_id=namespace_id, name=name, slug=slug, path=f"/{slug}/"))
    return rows


def tag_slug(name: str) -> str:
    return slug_from(name, otherwise="tag")


def create(
    *, actor: User, namespace: Namespace, name: str, slug: str = "", parent: Tag | None = None, **more: Any
) -> Tag:
    """Makes a tag; without `slug` it gets one from its name. `more` is colour and description.

    Raises NotAllowed, NameTaken, SlugTaken, TooDeep.
    """
    access.require(actor, "tag", namespace.pk)
    with transaction.atomic():
        hold_tree(namespace.pk)
        found, taken = look_up(namespace.pk, [name])
        if found:
            raise NameTaken(attr="name")
        slug = slug or slugs.unused(slugs.numbered(tag_slug(name)), taken)
        path = path_below(parent, slug)
        tag = Tag(namespace=namespace, name=name, slug=slug, parent=parent, path=path, **more)
        save(tag, force_insert=True)
        audit.record(actor, "tag.created", tag)
        announce("tag.created", tag)
    return tag


def change(*, actor: User, tag: Tag, values: Mapping[str, Any]) -> Tag:
    """Writes name, slug, colour, description or parent; what stands below follows a new path.

    Raises NotAllowed, NameTaken, SlugTaken, TagCycle, TooDeep.
    """
    access.require(actor, "organise", tag.namespace_id)
    with transaction.atomic():
        hold_tree(tag.namespace_id)
        row = hold(tag)
        old_path = row.path
        different = {name: value for name, value in values.items() if getattr(row, name) != value}
        for name, value in different.items():
            setattr(row, name, value)
        if "name" in different:
            refuse_taken_name(row)
        if different.keys() & {"slug", "parent"}:
            move(row, old_path)
        if not different:
            return row
        save(row, update_fields=[*different, "path", "updated_at"])
        if "name" in different:
            search.index_files(files_with(row))
        audit.record(actor, "tag.changed", row, changes={name: plain(value) for name, value in different.items()})
        announce("tag.changed", row)
    return row


def delete(*, actor: User, tag: Tag) -> None:
    """Takes the tag off every file and deletes it. Raises NotAllowed, HasChildren."""
    access.require(actor, "organise", tag.namespace_id)
    with transaction.atomic():
        hold_tree(tag.namespace_id)
        row = hold(tag)
        if Tag.objects.filter(parent=row).exists():
            raise HasChildren
        tagged = files_with(row)
        audit.record(actor, "tag.deleted", row, files=len(tagged))
        announce("tag.deleted", row)
        row.delete()
        search.index_files(tagged)


def hold_tree(namespace_id: UUID) -> None:
    """One change of a namespace's tree at a time: two moves at once could close a circle."""
    Namespace.objects.select_for_update(no_key=True).only("pk").get(pk=namespace_id)


def hold(tag: Tag) -> Tag:
    row = Tag.objects.select_for_update().filter(pk=tag.pk).first()
    if row is None:
        raise Missing
    return row


def refuse_taken_name(tag: Tag) -> None:
    found, _ = look_up(tag.namespace_id, [tag.name])
    if any(other.pk != tag.pk for other in found.values()):
        raise NameTaken(attr="name")


def move(tag: Tag, old_path: str) -> None:
    """Puts the tag and all below it at their new path."""
    tag.path = path_below(tag.parent, tag.slug)
    if tag.parent and tag.path.startswith(old_path) and tag.path != old_path:
        raise TagCycle(attr="parent")
    below = Tag.objects.filter(namespace=tag.namespace_id, path__startswith=old_path).exclude(pk=tag.pk)
    longer = len(tag.path) - len(old_path)
    if below.alias(reach=Length("path")).filter(reach__gt=LONGEST_PATH - longer).exists():
        raise TooDeep(attr="parent")
    below.update(path=Concat(Value(tag.path), Substr("path", len(old_path) + 1)))


def path_below(parent: Tag | None, slug: str) -> str:
    above = Tag.objects.filter(pk=parent.pk).values_list("path", flat=True).first() if parent else "/"
    if above is None:
        raise NoSuchParent(attr="parent")
    if len(f"{above}{slug}/") > LONGEST_PATH:
        raise TooDeep(attr="parent")
    return f"{above}{slug}/"


def save(tag: Tag, **how: Any) -> None:
    try:
        with transaction.atomic():
            tag.save(**how)
    except IntegrityError as error:
        raise slugs.SlugTaken(attr="slug") from error


def files_with(tag: Tag) -> list[UUID]:
    return list(MediaFile.tags.through.objects.filter(tag=tag).values_list("mediafile_id", flat=True))


def subtree(tags: Iterable[Tag]) -> QuerySet[Tag]:
    """The tags and all that stand below them, each in its namespace."""
    condition = Q(pk__in=[])
    for tag in tags:
        condition |= Q(namespace=tag.namespace_id, path__startswith=tag.path)
    return Tag.objects.filter(condition)


def announce(kind: str, tag: Tag) -> None:
    events.announce(kind, namespace_id=tag.namespace_id, subject=tag.pk)


def plain(value: Any) -> Any:
    return str(value.pk) if isinstance(value, Tag) else value
