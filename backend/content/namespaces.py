"""What is done to namespaces: each act writes, audits and announces in one transaction."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from common import events
from common.errors import Conflict, DomainError, NotAllowed
from content import access, audit
from content.models import Namespace, User

SLUG_FROM_NAME = 50


class SlugTaken(DomainError):
    status = 400
    code = "unique"
    detail = "Another namespace has this slug."


class NotEmpty(Conflict):
    code = "not_empty"
    detail = "This namespace still holds files, collections or pages. Remove them first, from the trash too."


class IsDefault(Conflict):
    code = "is_default"
    detail = "The default namespace stays, since new things go there."


def create(*, actor: User, values: dict[str, Any]) -> Namespace:
    """Makes a namespace without members. Superusers only, since slugs are unique over all namespaces."""
    if not access.rights(actor).superuser:
        raise NotAllowed("Only an administrator may make namespaces.")
    slug = values.pop("slug", None) or free_slug(values["name"])
    try:
        with transaction.atomic():
            namespace = Namespace.objects.create(slug=slug, **values)
            note(actor, "namespace.created", namespace, slug=slug)
    except IntegrityError as error:
        raise SlugTaken(attr="slug") from error
    return namespace


def change(*, actor: User, namespace: Namespace, values: dict[str, Any]) -> Namespace:
    """Changes what is given.

    The slug is left to superusers: addresses of files hold it, and a manager could learn from a refusal which other
    namespaces there are.
    """
    access.require(actor, "settings", namespace.pk)
    if values.get("slug", namespace.slug) != namespace.slug and not access.rights(actor).superuser:
        raise NotAllowed("Only an administrator may change the slug.", attr="slug")
    changed = {name: value for name, value in values.items() if getattr(namespace, name) != value}
    for name, value in changed.items():
        setattr(namespace, name, value)
    try:
        with transaction.atomic():
            namespace.save(update_fields=[*changed, "updated_at"])
            note(actor, "namespace.changed", namespace, fields=sorted(changed))
    except IntegrityError as error:
        raise SlugTaken(attr="slug") from error
    return namespace


def delete(*, actor: User, namespace: Namespace) -> None:
    access.require(actor, "settings", namespace.pk)
    if namespace.is_default:
        raise IsDefault
    try:
        with transaction.atomic():
            note(actor, "namespace.deleted", namespace, slug=namespace.slug)
            namespace.delete()
    except ProtectedError as error:
        raise NotEmpty from error


def note(actor: User, action: str, namespace: Namespace, **data: Any) -> None:
    audit.record(actor, action, namespace, **data)
    events.announce(action, namespace_id=namespace.pk, subject=namespace.pk)


def free_slug(name: str) -> str:
    """A slug made from `name` that no namespace has."""
    base = slugify(name)[:SLUG_FROM_NAME].strip("-_").replace("_", "-") or "namespace"
    taken = set(Namespace.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
