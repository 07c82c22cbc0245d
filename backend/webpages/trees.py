"""Where pages stand: slugs, paths, and the address that only one live page can have."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils import timezone
from django.utils.text import slugify
from rest_framework.exceptions import ErrorDetail, ValidationError

from common.errors import Conflict, Missing
from content.models import Namespace
from webpages.models import Page

#: First segments that belong to the product.
RESERVED = frozenset({"app", "admin", "api", "files", "renditions", "static", "livez", "readyz", "metrics"})
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 120
PATH_LENGTH = 1000


class AddressTaken(Conflict):
    code = "address_taken"
    detail = "Another page is public at this address. Choose another slug, or take that page down first."


def hold_tree(namespace_id: UUID) -> None:
    """Lets one change of a namespace's tree follow the other, until the transaction ends."""
    # Without "no key", uploads to the namespace would wait too.
    Namespace.objects.select_for_update(no_key=True).filter(pk=namespace_id).first()


def locked(page: Page) -> Page:
    """The row as it is now, held until the transaction ends. Raises Missing when it was deleted meanwhile."""
    rows = Page.objects.select_related("namespace", "draft", "live", "scheduled").select_for_update(of=("self",))
    row = rows.filter(pk=page.pk).first()
    if row is None:
        raise Missing
    return row


@contextmanager
def one_page_an_address() -> Iterator[None]:
    """Names what the database's constraints refuse."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise AddressTaken from error


def path_of(parent: Page | None, slug: str) -> str:
    return f"{parent.path}/{slug}" if parent else slug


def refuse(code: str, detail: str) -> ValidationError:
    return ValidationError({"slug": [ErrorDetail(detail, code)]})


def check_slug(namespace_id: UUID, parent: Page | None, slug: str) -> str:
    """The path of a page called `slug` below `parent`. Raises ValidationError when it cannot stand there."""
    if parent is None and slug in RESERVED:
        raise refuse("reserved", "This word belongs to the product. Choose another one.")
    path = path_of(parent, slug)
    if len(path) > PATH_LENGTH:
        raise refuse("path_too_long", f"The whole path may have at most {PATH_LENGTH:,} characters.")
    if Page.objects.filter(namespace_id=namespace_id, path=path).exists():
        raise refuse("unique", "Another page beside this one has this slug.")
    return path


def free_slug(namespace_id: UUID, parent: Page | None, title: str) -> str:
    """A slug made from the title that no page beside it has: `news`, `news-2`, …"""
    room = min(SLUG_LENGTH, PATH_LENGTH - len(path_of(parent, "")))
    if room < 2 * len("-10000"):
        raise refuse("path_too_long", f"The whole path may have at most {PATH_LENGTH:,} characters.")
    base = slugify(title.replace("_", " "))[:room].strip("-") or "page"
    beside = Page.objects.filter(namespace_id=namespace_id, parent=parent)
    alike = beside.filter(slug__startswith=base[: room - len("-10000")]).values_list("slug", flat=True)
    taken = set(alike) | (RESERVED if parent is None else set())
    return next(slug for slug in numbered(base, room) if slug not in taken)


def numbered(base: str, room: int) -> Iterator[str]:
    yield base
    number = 2
    while True:
        suffix = f"-{number}"
        yield base[: room - len(suffix)].rstrip("-") + suffix
        number += 1


def rename(page: Page, slug: str) -> None:
    """Gives the page and all below it their new paths. The caller holds the tree. Raises AddressTaken."""
    old, page.slug = page.path, slug
    page.path = check_slug(page.namespace_id, page.parent, slug)
    below = Page.objects.filter(namespace_id=page.namespace_id, path__startswith=f"{old}/")
    longest = below.aggregate(longest=Max(Length("path")))["longest"] or 0
    if longest - len(old) + len(page.path) > PATH_LENGTH:
        raise refuse("path_too_long", "The path of a page below this one would become too long.")
    with one_page_an_address():
        page.save(update_fields=["slug", "path", "updated_at"])
        below.update(path=Concat(Value(page.path), Substr(F("path"), len(old) + 1)), updated_at=timezone.now())


def make_home(page: Page, *, home: bool) -> None:
    """Makes the page the one at `/` in place of the namespace's former one. The caller holds the tree."""
    with one_page_an_address():
        if home:
            former = Page.objects.filter(namespace_id=page.namespace_id, is_home=True)
            former.exclude(pk=page.pk).update(is_home=False, updated_at=timezone.now())
        page.is_home = home
        page.save(update_fields=["is_home", "updated_at"])
