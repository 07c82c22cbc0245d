"""People's accounts and the keys by which their programs sign in."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from common.errors import Conflict, DomainError
from content import audit
from content.authentication import digest
from content.models import ApiKey, User

PREFIX_LENGTH = 8


class NameTaken(DomainError):
    status = 400
    code = "unique"
    detail = "Someone has this name already."


class Yourself(Conflict):
    code = "yourself"
    detail = "You cannot do this to your own account. Ask another administrator."


class LastSuperuser(Conflict):
    code = "last_superuser"
    detail = "This is the only administrator who can sign in."


def create(*, actor: User, values: dict[str, Any]) -> User:
    user = User(**{name: value for name, value in values.items() if name != "password"})
    user.set_password(values["password"])
    with one_user_a_name():
        user.save()
        audit.record(actor, "user.created", user, username=user.username)
    return user


def change(*, actor: User, user: User, values: dict[str, Any]) -> User:
    """Changes what is given. Raises Yourself or LastSuperuser where nobody could sign in afterwards."""
    for name, value in values.items():
        if name != "password":
            setattr(user, name, value)
    if "password" in values:
        user.set_password(values["password"])
    with transaction.atomic():
        if not user.is_active:
            refuse_end(actor, user)
        with one_user_a_name():
            # Only these: what somebody else changes meanwhile, as closing the account, must stay.
            user.save(update_fields=[*values, "updated_at"])
            audit.record(actor, "user.changed", user, username=user.username, fields=sorted(values))
    return user


def change_own(*, user: User, values: dict[str, Any]) -> User:
    """What people change themselves; the caller has checked the current password."""
    return change(actor=user, user=user, values=values)


def delete(*, actor: User, user: User) -> None:
    """Removes the account with its memberships and keys; files, pages and history stay, without a name."""
    with transaction.atomic():
        refuse_end(actor, user)
        audit.record(actor, "user.deleted", user, username=user.username)
        user.delete()


def refuse_end(actor: User, user: User) -> None:
    # The administrators are locked, so that two who remove each other take turns.
    list(User.objects.select_for_update().filter(is_superuser=True).order_by("pk"))
    if actor.pk == user.pk:
        raise Yourself
    if is_last(user):
        raise LastSuperuser


def may_end(actor: User, user: User) -> bool:
    """Whether the account may be closed by `actor`."""
    return actor.pk != user.pk and not is_last(user)


def is_last(user: User) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()


@contextmanager
def one_user_a_name() -> Iterator[None]:
    """A transaction in which a name that is taken is said so."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise NameTaken(attr="username") from error


def create_key(*, user: User, name: str, scopes: list[str]) -> tuple[ApiKey, str]:
    """A new key and its text, which nobody can read again."""
    key = secrets.token_urlsafe(32)
    with transaction.atomic():
        row = ApiKey.objects.create(user=user, name=name, scopes=scopes, prefix=key[:PREFIX_LENGTH], digest=digest(key))
        audit.record(user, "api_key.created", row, scopes=scopes)
    return row, key


def revoke_key(*, user: User, row: ApiKey) -> None:
    with transaction.atomic():
        ApiKey.objects.filter(pk=row.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
        audit.record(user, "api_key.revoked", row)
