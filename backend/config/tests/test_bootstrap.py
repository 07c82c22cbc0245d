"""The first start, the second, and two at once."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from content.models import AuditEntry, Membership, Namespace, Role, User


@pytest.fixture
def bootstrap(capsys):
    def run() -> str:
        call_command("bootstrap")
        return capsys.readouterr().out

    return run


def test_the_first_start_makes_an_administrator_and_a_namespace(db, bootstrap, settings):
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = "admin", ""
    said = bootstrap()
    user = User.objects.get(is_superuser=True)
    assert user.username == "admin"
    password = said.split("password '")[1].split("'")[0]
    assert user.check_password(password)
    namespace = Namespace.objects.get()
    assert (namespace.name, namespace.slug, namespace.is_default) == ("Library", "library", True)
    assert Membership.objects.get(user=user, namespace=namespace).role == Role.MANAGER
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {"namespace.created", "user.created"}


def test_a_given_password_is_not_shown(db, bootstrap, settings):
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = "chief", "as was given"
    assert bootstrap() == ""
    assert User.objects.get(username="chief").check_password("as was given")


def test_a_second_start_changes_nothing(db, bootstrap, settings):
    settings.ADMIN_PASSWORD = "first"
    bootstrap()
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = "somebody-else", "second"
    assert bootstrap() == ""
    user = User.objects.get()
    assert user.check_password("first")
    assert Namespace.objects.count() == 1


def test_a_renamed_default_namespace_stays(db, bootstrap):
    Namespace.objects.create(name="Press", slug="press", is_default=True)
    bootstrap()
    assert Namespace.objects.get().slug == "press"


def test_a_name_that_belongs_to_somebody_is_not_taken_over(db, bootstrap, settings):
    settings.ADMIN_USERNAME = "Admin"
    User.objects.create_user("admin")
    with pytest.raises(CommandError, match="VITRINE_ADMIN_USERNAME"):
        bootstrap()
    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one(settings):
    settings.ADMIN_PASSWORD = "given"

    def start():
        call_command("bootstrap")
        connection.close()

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert (User.objects.count(), Namespace.objects.count()) == (1, 1)
