"""API keys over HTTP."""

import pytest
from rest_framework.test import APIClient

from conftest import client_of
from content.models import ApiKey, AuditEntry, User

ROUTE = "/api/v1/auth/api-keys/"
ME = "/api/v1/auth/me/"
PROTECTED = "/api/v1/content/namespaces/"


def make_key(user, scopes=("read",)) -> dict:
    return client_of(user).post(ROUTE, {"name": "script", "scopes": list(scopes)}).json()


def test_the_key_is_shown_once_and_kept_as_a_digest(cast):
    response = cast.client("viewer").post(ROUTE, {"name": "script", "scopes": ["read"]})
    assert response.status_code == 201
    key = response.json()["key"]
    assert key.startswith(response.json()["prefix"])
    listed = cast.client("viewer").get(ROUTE).json()["results"]
    assert [set(row) for row in listed] == [{"id", "name", "prefix", "scopes", "last_used_at", "created_at"}]
    assert key not in ApiKey.objects.values_list("digest", flat=True)


@pytest.mark.parametrize("header", ["X-API-Key", "Authorization"])
def test_a_key_opens(cast, header):
    key = make_key(cast.viewer)["key"]
    value = f"Token {key}" if header == "Authorization" else key
    assert APIClient().get(ME, headers={header: value}).json()["user"]["username"] == "viewer-museum"
    assert ApiKey.objects.get().last_used_at is not None


def test_writing_needs_the_scope(cast):
    read, write = make_key(cast.viewer)["key"], make_key(cast.viewer, ["write"])
    refused = APIClient().patch(ME, {"display_name": "x"}, headers={"X-API-Key": read})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (403, "read_only_key")
    assert write["scopes"] == ["read", "write"]
    assert APIClient().patch(ME, {"display_name": "x"}, headers={"X-API-Key": write["key"]}).status_code == 200


def test_a_revoked_key_is_shut(cast):
    made = make_key(cast.viewer)
    assert cast.client("viewer").delete(f"{ROUTE}{made['id']}/").status_code == 204
    assert APIClient().get(PROTECTED, headers={"X-API-Key": made["key"]}).status_code == 401
    assert cast.client("viewer").get(ROUTE).json()["results"] == []
    assert cast.client("viewer").delete(f"{ROUTE}{made['id']}/").status_code == 404
    actions = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(actions) == ["api_key.created", "api_key.revoked"]


@pytest.mark.parametrize("key", ["nonsense", "x" * 5000])
def test_an_unknown_key_is_refused(db, key):
    assert APIClient().get(PROTECTED, headers={"X-API-Key": key}).status_code == 401


def test_the_key_of_somebody_inactive_is_shut(cast):
    key = make_key(cast.viewer)["key"]
    User.objects.filter(pk=cast.viewer.pk).update(is_active=False)
    assert APIClient().get(PROTECTED, headers={"X-API-Key": key}).status_code == 401


@pytest.mark.parametrize("who", ["editor", "manager", "stranger", "superuser"])
def test_keys_of_others_are_not_there(cast, who):
    made = make_key(cast.viewer)
    client = cast.client(who)
    assert client.get(ROUTE).json()["results"] == []
    assert client.delete(f"{ROUTE}{made['id']}/").status_code == 404


def test_nobody_has_keys(cast):
    client = cast.client("anonymous")
    assert client.get(ROUTE).status_code == 401
    assert client.post(ROUTE, {"name": "x", "scopes": ["read"]}).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "x"},
        {"name": "x", "scopes": []},
        {"name": "x", "scopes": ["admin"]},
        {"name": "x" * 121, "scopes": ["read"]},
    ],
)
def test_nonsense_is_refused(cast, body):
    assert cast.client("viewer").post(ROUTE, body).status_code == 400
    assert not ApiKey.objects.exists()
