"""One act on many files: a verdict on each, and a number of queries that does not grow with them."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.models import Event
from conftest import client_of, make_member
from content.models import AuditEntry, Role, User
from file_manager import usage
from file_manager.models import MediaFile, Tag
from file_manager.tests.ready import make_ready, make_tag, trashed

TAG, TRASH = "/api/v1/media/bulk-tag/", "/api/v1/media/bulk-delete/"


def ids(*files):
    return {"ids": [str(file.pk) for file in files]}


def names(file):
    return sorted(file.tags.values_list("name", flat=True))


def verdicts(response):
    assert response.status_code == 200, response.json()
    return response.json()["succeeded"], {row["id"]: row["code"] for row in response.json()["failed"]}


@pytest.mark.parametrize(
    ("action", "expected"),
    [("add", ["Boat", "Old", "Sea"]), ("remove", ["Old"]), ("set", ["Boat", "Sea"])],
)
def test_tags_are_added_removed_or_set(cast, action, expected):
    file = make_ready(cast.namespace, tags=[make_tag(cast.namespace, "Sea"), make_tag(cast.namespace, "Old")])
    response = cast.client("editor").post(TAG, {"selection": ids(file), "tags": ["sea", "Boat"], "action": action})
    assert verdicts(response) == (1, {})
    assert names(file) == expected


def test_removing_a_name_that_no_tag_has_makes_none(cast):
    file = make_ready(cast.namespace)
    body = {"selection": ids(file), "tags": ["Unheard"], "action": "remove"}
    assert verdicts(cast.client("editor").post(TAG, body)) == (1, {})
    assert not Tag.objects.exists()


def test_setting_nothing_clears_the_tags(cast):
    file = make_ready(cast.namespace, tags=[make_tag(cast.namespace, "Sea")])
    cast.client("editor").post(TAG, {"selection": ids(file), "tags": [], "action": "set"})
    assert names(file) == []


def test_each_file_has_its_own_verdict(cast):
    own = make_ready(cast.namespace, cast.contributor)
    others = make_ready(cast.namespace, cast.editor)
    hidden = make_ready(cast.namespace, cast.editor, visibility="private")
    foreign = make_ready(cast.elsewhere, cast.stranger)
    gone = make_ready(cast.namespace, cast.contributor, **trashed())
    absent = str(uuid4())
    selection = {"ids": [*ids(own, others, hidden, foreign, gone)["ids"], absent, str(own.pk)]}
    response = cast.client("contributor").post(TAG, {"selection": selection, "tags": ["Sea"], "action": "add"})
    assert verdicts(response) == (
        1,
        {
            str(others.pk): "permission_denied",
            str(hidden.pk): "not_found",
            str(foreign.pk): "not_found",
            str(gone.pk): "trashed",
            absent: "not_found",
        },
    )
    assert names(own) == ["Sea"]
    assert not names(others)
    assert not names(foreign)


def test_tags_are_made_in_the_namespace_of_each_file(cast):
    both = make_member(cast.namespace, Role.EDITOR, "both")
    both.memberships.create(namespace=cast.elsewhere, role=Role.EDITOR)
    here, there = make_ready(cast.namespace), make_ready(cast.elsewhere)
    client_of(both).post(TAG, {"selection": ids(here, there), "tags": ["Sea"], "action": "add"})
    assert here.tags.get().namespace == cast.namespace
    assert there.tags.get().namespace == cast.elsewhere


def test_only_what_changed_is_noted_and_found(cast):
    sea = make_tag(cast.namespace, "Sea")
    tagged, fresh = make_ready(cast.namespace, tags=[sea]), make_ready(cast.namespace)
    cast.client("editor").post(TAG, {"selection": ids(tagged, fresh), "tags": ["Sea"], "action": "add"})
    entry = AuditEntry.objects.get(action="file.tagged")
    assert entry.subject_id == fresh.pk
    assert entry.data == {"how": "add", "tags": ["Sea"]}
    assert Event.objects.get(kind="file.changed").subject == fresh.pk
    assert cast.client("viewer").get("/api/v1/media/files/?search=sea").json()["count"] == 2


def test_files_are_trashed_unless_they_are_in_use(cast):
    free, used = make_ready(cast.namespace), make_ready(cast.namespace)
    done = make_ready(cast.namespace, **trashed())
    usage.replace(cast.namespace, "live", [(used.pk, "hero")])
    client = cast.client("editor")
    response = client.post(TRASH, {"selection": ids(free, used, done)})
    assert verdicts(response) == (2, {str(used.pk): "in_use"})
    assert MediaFile.objects.live().get() == used
    assert AuditEntry.objects.filter(action="file.trashed").count() == 1
    assert verdicts(client.post(TRASH, {"selection": ids(used), "force": True})) == (1, {})


def test_force_is_for_editors(cast):
    file = make_ready(cast.namespace, cast.contributor)
    response = cast.client("contributor").post(TRASH, {"selection": ids(file), "force": True})
    assert verdicts(response) == (0, {str(file.pk): "permission_denied"})


@pytest.mark.parametrize(
    ("who", "expected"),
    [("viewer", "permission_denied"), ("contributor", "permission_denied"), ("stranger", "not_found")],
)
def test_who_may_not(cast, who, expected):
    file = make_ready(cast.namespace, cast.manager)
    for url, more in ((TRASH, {}), (TAG, {"tags": ["Sea"], "action": "set"})):
        response = cast.client(who).post(url, {"selection": ids(file), **more})
        assert verdicts(response) == (0, {str(file.pk): expected})
    assert not Tag.objects.exists()


def test_the_unknown_are_turned_away(cast):
    assert cast.client("anonymous").post(TAG, {}).status_code == 401
    assert cast.client("anonymous").post(TRASH, {}).status_code == 401


@pytest.mark.parametrize(
    ("change", "attr", "code"),
    [
        ({"selection": None}, "selection", "null"),
        ({"selection": []}, "selection.non_field_errors", "invalid"),
        ({"selection": {"filter": {}}}, "selection.ids", "required"),
        ({"selection": {"ids": []}}, "selection.ids", "empty"),
        ({"selection": {"ids": "a"}}, "selection.ids", "not_a_list"),
        ({"selection": {"ids": ["a"]}}, "selection.ids.0", "invalid"),
        ({"selection": {"ids": [10**60]}}, "selection.ids.0", "invalid"),
        ({"selection": {"ids": [str(uuid4())] * 1001}}, "selection.ids", "max_length"),
        ({"tags": None}, "tags", "null"),
        ({"tags": [["a"]]}, "tags.0", "invalid"),
        ({"action": "replace"}, "action", "invalid_choice"),
    ],
)
def test_bad_requests_are_refused_by_field_and_code(cast, change, attr, code):
    body = {"selection": {"ids": [str(uuid4())]}, "tags": ["Sea"], "action": "add"} | change
    response = cast.client("editor").post(TAG, body)
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert (error["attr"], error["code"]) == (attr, code)


@pytest.mark.parametrize(
    ("url", "more", "bound"), [(TAG, {"tags": ["Sea", "Boat"], "action": "set"}, 20), (TRASH, {}, 8)]
)
def test_the_number_of_queries_does_not_grow(cast, url, more, bound):
    counts = []
    for number in (2, 20):
        files = [make_ready(cast.namespace, tags=[make_tag(cast.namespace, uuid4().hex)]) for _ in range(number)]
        newcomer = client_of(User.objects.get(pk=cast.editor.pk))
        Tag.objects.filter(name__in=["Sea", "Boat"]).delete()
        with CaptureQueriesContext(connection) as queries:
            assert verdicts(newcomer.post(url, {"selection": ids(*files), **more})) == (number, {})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= bound
