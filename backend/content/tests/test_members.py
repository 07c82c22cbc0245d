"""Members of a namespace over HTTP."""

import pytest

from common.models import Event
from conftest import client_of, make_member, make_user
from content.models import AuditEntry, Membership, Role, User

UNKNOWN = "0190f7f0-0000-7000-8000-000000000000"


def route(cast, user=None) -> str:
    return f"/api/v1/content/namespaces/{cast.namespace.pk}/members/" + (f"{user.pk}/" if user else "")


def code(response) -> str:
    return response.json()["errors"][0]["code"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("viewer", 200), ("editor", 200), ("manager", 200), ("superuser", 200), ("stranger", 404), ("anonymous", 401)],
)
def test_members_see_members(cast, who, status):
    assert cast.client(who).get(route(cast)).status_code == status


def test_what_is_shown_of_a_member(cast):
    rows = cast.client("viewer").get(route(cast)).json()["results"]
    assert {row["role"] for row in rows} == {"viewer", "contributor", "editor", "manager"}
    assert set(rows[0]["user"]) == {"id", "username", "display_name"}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("viewer", 403),
        ("contributor", 403),
        ("editor", 403),
        ("manager", 201),
        ("superuser", 201),
        ("stranger", 404),
        ("anonymous", 401),
    ],
)
def test_adding_is_for_managers(cast, who, status):
    newcomer = make_user("newcomer")
    response = cast.client(who).post(route(cast), {"user": "newcomer", "role": "editor"})
    assert response.status_code == status
    assert Membership.objects.filter(user=newcomer, role=Role.EDITOR).exists() is (status == 201)


def test_people_are_named_by_id_too_and_an_existing_role_changes(cast):
    response = cast.client("manager").post(route(cast), {"user": str(cast.viewer.pk), "role": "editor"})
    assert (response.status_code, response.json()["role"]) == (200, "editor")
    assert Membership.objects.get(user=cast.viewer).role == Role.EDITOR


@pytest.mark.parametrize("user", ["nobody", UNKNOWN, "sleeper", "viewer", "Viewer-museum"])
def test_only_exact_names_of_people_who_can_sign_in(cast, user):
    make_user("sleeper", is_active=False)
    response = cast.client("manager").post(route(cast), {"user": user, "role": "viewer"})
    assert (response.status_code, code(response)) == (400, "does_not_exist")


@pytest.mark.parametrize(
    "body", [{}, {"user": "stranger"}, {"user": "stranger", "role": "king"}, {"user": [], "role": 4}]
)
def test_nonsense_is_refused(cast, body):
    assert cast.client("manager").post(route(cast), body).status_code == 400


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 403), ("editor", 403), ("manager", 200), ("stranger", 404), ("anonymous", 401)]
)
def test_changing_a_role(cast, who, status):
    response = cast.client(who).patch(route(cast, cast.contributor), {"role": "viewer"})
    assert response.status_code == status
    assert (Membership.objects.get(user=cast.contributor).role == Role.VIEWER) is (status == 200)


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 403), ("editor", 403), ("manager", 204), ("stranger", 404), ("anonymous", 401)]
)
def test_removing(cast, who, status):
    assert cast.client(who).delete(route(cast, cast.contributor)).status_code == status
    assert Membership.objects.filter(user=cast.contributor).exists() is (status != 204)


def test_somebody_who_is_no_member_is_not_there(cast):
    assert cast.client("manager").delete(route(cast, cast.stranger)).status_code == 404
    assert cast.client("manager").patch(route(cast, cast.stranger), {"role": "viewer"}).status_code == 404


@pytest.mark.parametrize("who", ["manager", "superuser"])
def test_the_last_manager_stays_one(cast, who):
    client = cast.client(who)
    for response in (
        client.delete(route(cast, cast.manager)),
        client.patch(route(cast, cast.manager), {"role": "viewer"}),
        client.post(route(cast), {"user": cast.manager.username, "role": "editor"}),
    ):
        assert (response.status_code, code(response)) == (409, "last_manager")
    assert Membership.objects.get(user=cast.manager).role == Role.MANAGER


def test_one_of_two_managers_may_go(cast):
    make_member(cast.namespace, Role.MANAGER, "second")
    assert cast.client("manager").delete(route(cast, cast.manager)).status_code == 204
    assert client_of(User.objects.get(pk=cast.manager.pk)).get(route(cast)).status_code == 404


def test_every_act_is_audited_and_announced(cast):
    client = cast.client("manager")
    client.post(route(cast), {"user": "stranger", "role": "viewer"})
    client.patch(route(cast, cast.stranger), {"role": "editor"})
    client.delete(route(cast, cast.stranger))
    acts = ["member.added", "member.changed", "member.removed"]
    entries = AuditEntry.objects.filter(namespace=cast.namespace).order_by("id")
    assert [entry.action for entry in entries] == acts
    assert entries[0].data == {"user": str(cast.stranger.pk), "username": "stranger", "role": "viewer"}
    assert list(Event.objects.order_by("id").values_list("kind", flat=True)) == acts


def test_a_stale_role_is_not_overwritten(cast):
    client = cast.client("manager")
    changed = client.patch(route(cast, cast.viewer), {"role": "editor"})
    assert client.patch(route(cast, cast.viewer), {"role": "viewer"}, headers={"If-Match": '"x"'}).status_code == 412
    fresh = client.patch(route(cast, cast.viewer), {"role": "viewer"}, headers={"If-Match": changed["ETag"]})
    assert fresh.status_code == 200


def test_the_list_costs_the_same_for_many(cast, django_assert_max_num_queries):
    for number in range(20):
        make_member(cast.namespace, Role.VIEWER, f"person{number}")
    with django_assert_max_num_queries(4):
        assert cast.client("viewer").get(route(cast)).json()["count"] == 24
