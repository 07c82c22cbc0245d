"""Accounts over HTTP: superusers only."""

import pytest

from conftest import client_of, make_user
from content.models import AuditEntry, User

ROUTE = "/api/v1/auth/users/"
NEW = {"username": "newcomer", "password": "a long password here", "email": "new@example.org"}


def route(user) -> str:
    return f"{ROUTE}{user.pk}/"


def code(response) -> str:
    return response.json()["errors"][0]["code"]


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 403), ("manager", 403), ("stranger", 403), ("superuser", 200), ("anonymous", 401)]
)
def test_only_superusers_see_accounts(cast, who, status):
    client = cast.client(who)
    assert client.get(ROUTE).status_code == status
    assert client.get(route(cast.viewer)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("manager", 403), ("superuser", 201), ("anonymous", 401)])
def test_only_superusers_make_accounts(cast, who, status):
    assert cast.client(who).post(ROUTE, NEW).status_code == status
    assert User.objects.filter(username="newcomer").exists() is (status == 201)


@pytest.mark.parametrize(("who", "status"), [("manager", 403), ("superuser", 200), ("anonymous", 401)])
def test_only_superusers_change_accounts(cast, who, status):
    assert cast.client(who).patch(route(cast.viewer), {"display_name": "Vi"}).status_code == status


@pytest.mark.parametrize(("who", "status"), [("manager", 403), ("superuser", 204), ("anonymous", 401)])
def test_only_superusers_delete_accounts(cast, who, status):
    assert cast.client(who).delete(route(cast.viewer)).status_code == status
    assert User.objects.filter(pk=cast.viewer.pk).exists() is (status != 204)


def test_a_new_account_can_sign_in_and_shows_no_password(cast):
    made = cast.client("superuser").post(ROUTE, NEW)
    assert "password" not in made.json()
    assert User.objects.get(username="newcomer").check_password(NEW["password"])
    assert AuditEntry.objects.get(action="user.created").data == {"username": "newcomer"}
    token = cast.client("anonymous").post("/api/v1/auth/token/", {name: NEW[name] for name in ("username", "password")})
    assert token.status_code == 200


@pytest.mark.parametrize(
    ("change", "attr", "reason"),
    [
        ({"username": "Viewer-Museum"}, "username", "unique"),
        ({"username": "viewer-museum"}, "username", "unique"),
        ({"username": "no spaces"}, "username", "invalid"),
        ({"username": "x" * 151}, "username", "max_length"),
        ({"password": "short"}, "password", "password_too_short"),
        ({"password": "password123"}, "password", "password_too_common"),
        ({"password": "x" * 300}, "password", "max_length"),
        ({"email": "none"}, "email", "invalid"),
    ],
)
def test_refusals(cast, change, attr, reason):
    response = cast.client("superuser").post(ROUTE, {**NEW, **change})
    assert response.status_code == 400
    assert (attr, reason) in [(error["attr"], error["code"]) for error in response.json()["errors"]]


def test_superusers_are_not_made_here(cast):
    made = cast.client("superuser").post(ROUTE, {**NEW, "is_superuser": True}).json()
    assert made["is_superuser"] is False


def test_nobody_ends_their_own_account(cast):
    make_user("other-root", is_superuser=True)
    client = cast.client("superuser")
    for response in (client.delete(route(cast.superuser)), client.patch(route(cast.superuser), {"is_active": False})):
        assert (response.status_code, code(response)) == (409, "yourself")
    cast.superuser.refresh_from_db()
    assert cast.superuser.is_active


def test_another_superuser_may_be_ended(cast):
    other = make_user("other-root", is_superuser=True)
    assert cast.client("superuser").patch(route(other), {"is_active": False}).status_code == 200
    assert cast.client("superuser").delete(route(other)).status_code == 204


def test_who_is_shut_out_meanwhile_stays_so(cast):
    request_reads = User.objects.get(pk=cast.viewer.pk)
    cast.client("superuser").patch(route(cast.viewer), {"is_active": False})
    assert client_of(request_reads).patch("/api/v1/auth/me/", {"display_name": "Vi"}).status_code == 200
    cast.viewer.refresh_from_db()
    assert (cast.viewer.is_active, cast.viewer.display_name) == (False, "Vi")


def test_history_outlives_the_account(cast):
    cast.client("manager").patch(f"/api/v1/content/namespaces/{cast.namespace.pk}/", {"name": "Renamed"})
    assert cast.client("superuser").delete(route(cast.manager)).status_code == 204
    entry = AuditEntry.objects.get(action="namespace.changed")
    assert (entry.actor, entry.subject_name) == (None, "Renamed")


def test_accounts_of_one_namespace(cast):
    found = cast.client("superuser").get(ROUTE, {"namespace": "archive"}).json()["results"]
    assert [row["username"] for row in found] == ["stranger"]


def test_a_stale_change_is_refused(cast):
    client = cast.client("superuser")
    tag = client.get(route(cast.viewer))["ETag"]
    assert client.patch(route(cast.viewer), {"display_name": "A"}, headers={"If-Match": tag}).status_code == 200
    assert client.patch(route(cast.viewer), {"display_name": "B"}, headers={"If-Match": tag}).status_code == 412


def test_the_list_costs_the_same_for_many(cast, django_assert_max_num_queries):
    User.objects.bulk_create(User(username=f"person{number}") for number in range(60))
    with django_assert_max_num_queries(2):
        assert cast.client("superuser").get(ROUTE).json()["count"] == 66
