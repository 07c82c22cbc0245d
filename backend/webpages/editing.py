"""What editors do to a page before the public sees it: make it, change it, delete it."""

from datetime import timedelta
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from common.errors import Conflict
from content import access
from content.models import Namespace, User
from webpages import references, trees
from webpages.announcing import tell
from webpages.layouts import DEFAULT, LAYOUTS
from webpages.models import Page, PageVersion

#: How long the saves of one person belong to one version.
SITTING = timedelta(hours=1)


class Changes(TypedDict, total=False):
    title: str
    slug: str
    layout: str
    content: dict[str, Any]
    is_home: bool


class StillPublished(Conflict):
    code = "published"
    detail = "The page is public or will be. Take it down first."


class HasChildren(Conflict):
    code = "has_children"
    detail = "Other pages stand below this one. Delete those first."


def create(*, actor: User, namespace: Namespace, parent: Page | None, changes: Changes) -> Page:
    """A new page as a draft below `parent`, or at the root. A title is enough."""
    access.require(actor, "publish", namespace.pk)
    with transaction.atomic():
        trees.hold_tree(namespace.pk)
        if parent is not None:
            parent = trees.locked(parent)
        slug = changes.get("slug") or trees.free_slug(namespace.pk, parent, changes["title"])
        page = Page(
            namespace=namespace,
            parent=parent,
            title=changes["title"],
            slug=slug,
            path=trees.check_slug(namespace.pk, parent, slug),
            layout=changes.get("layout", DEFAULT),
            created_by=actor,
        )
        begin_version(actor, page, changes.get("content", empty(page.layout)))
        if changes.get("is_home"):
            trees.make_home(page, home=True)
        tell(actor, "page.created", page)
    return page


def empty(layout: str) -> dict[str, Any]:
    return {slot: [] for slot in LAYOUTS[layout].slot_names()}


def save(*, actor: User, page: Page, changes: Changes) -> Page:
    """Changes the draft and what belongs to the page itself; slug and home take effect at once."""
    access.require(actor, "publish", page.namespace_id)
    with transaction.atomic():
        if {"slug", "is_home"} & changes.keys():
            trees.hold_tree(page.namespace_id)
        page = trees.locked(page)
        changed = [name for name in sorted(changes) if differs(page, name, changes)]
        if not changed:
            return page
        if "slug" in changed:
            trees.rename(page, changes["slug"])
        if "is_home" in changed:
            trees.make_home(page, home=changes["is_home"])
        if {"title", "layout", "content"} & set(changed):
            write_draft(actor, page, changes)
        tell(actor, "page.changed", page, changed=changed)
    return page


def differs(page: Page, name: str, changes: Changes) -> bool:
    now = page.draft.content if name == "content" else getattr(page, name)
    wanted: dict[str, Any] = {**changes}
    return now != wanted[name]


def write_draft(actor: User, page: Page, changes: Changes) -> None:
    page.title = changes.get("title", page.title)
    page.layout = changes.get("layout", page.layout)
    content = changes.get("content", page.draft.content)
    if goes_on(page, actor):
        references.check_saving(actor, page, content)
        page.draft.title, page.draft.layout, page.draft.content = page.title, page.layout, content
        page.draft.save(update_fields=["title", "layout", "content"])
        page.save(update_fields=["title", "layout", "updated_at"])
        references.note_draft(page)
    else:
        begin_version(actor, page, content)


def goes_on(page: Page, actor: User) -> bool:
    """Whether a save belongs to the version that is there.

    An autosaving editor saves every few seconds, so the saves of one person within an hour are one version. It is
    closed once it was published or scheduled: what the public saw or will see never changes.
    """
    draft = page.draft
    untouched = draft.published_at is None and draft.pk != page.scheduled_id
    return untouched and draft.created_by_id == actor.pk and draft.created_at > timezone.now() - SITTING


def begin_version(actor: User, page: Page, content: dict[str, Any]) -> None:
    """Makes `content` the next version of the page and its draft. Page and first version need each other, so the page
    is written first, with the id of what follows: the database looks when the transaction ends."""
    references.check_saving(actor, page, content)
    newest = PageVersion.objects.filter(page=page.pk).aggregate(newest=Max("number"))["newest"] or 0
    page.draft = PageVersion(
        page=page, number=newest + 1, title=page.title, layout=page.layout, content=content, created_by=actor
    )
    page.save()
    page.draft.save()
    references.note_draft(page)


def delete(*, actor: User, page: Page) -> None:
    """Deletes a page that is not public, with its history. Raises StillPublished, HasChildren."""
    access.require(actor, "publish", page.namespace_id)
    with transaction.atomic():
        trees.hold_tree(page.namespace_id)
        page = trees.locked(page)
        if page.live_id or page.schedule:
            raise StillPublished
        if page.children.exists():
            raise HasChildren
        references.forget(page)
        tell(actor, "page.deleted", page)
        page.delete()
