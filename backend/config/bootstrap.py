"""What a new installation needs before anybody can sign in. Running it again changes nothing."""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from content import audit
from content.models import Membership, Namespace, Role, User

#: Any number that nobody else locks.
LOCK = 7_215_301_441


class NameInUse(Exception):
    """The administrator's name belongs to somebody who is not one."""


def run(*, verbosity: int) -> str | None:
    """Migrates, and makes the default namespace and the first administrator where they are missing.

    Returns the administrator's password if one was made up. Raises NameInUse.
    """
    with alone():
        call_command("migrate", interactive=False, verbosity=verbosity)
        with transaction.atomic():
            namespace = default_namespace()
            return None if User.objects.filter(is_superuser=True).exists() else first_administrator(namespace)


@contextmanager
def alone() -> Iterator[None]:
    """Has everybody else who bootstraps the same installation wait."""
    with (settings.DATA / "bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def default_namespace() -> Namespace:
    found = Namespace.objects.filter(is_default=True).first()
    if found is None:
        found, _ = Namespace.objects.get_or_create(slug="library", defaults={"name": "Library"})
        found.is_default = True
        found.save(update_fields=["is_default", "updated_at"])
        audit.record(None, "namespace.created", found)
    return found


def first_administrator(namespace: Namespace) -> str | None:
    name, password = settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD or secrets.token_urlsafe(12)
    if User.objects.filter(username__iexact=name).exists():
        raise NameInUse(f"{name!r} is the name of somebody else. Choose another by VITRINE_ADMIN_USERNAME.")
    user = User.objects.create_superuser(username=name, password=password)
    Membership.objects.create(user=user, namespace=namespace, role=Role.MANAGER)
    audit.record(None, "user.created", user, username=name)
    return None if settings.ADMIN_PASSWORD else password
