"""Tags over HTTP: made, moved and deleted as a tree, seen by who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import client_of
from content.models import AuditEntry, User
from file_manager.models import Tag
from file_manager.tests.ready import make_ready, make_tag, trashed

URL = "/api/v1/media/tags/"
FILES = "/api/v1/media/files/"


def url(tag):
    return f"{URL}{tag.pk}/"


def errors(response, status=400):
    assert response.status_code == status, response.json()
    return [(error["attr"], error["code"]) for error in response.json()["errors"]]


def paths():
    return dict(Tag.objects.values_list("name", "path"))


def test_a_tag_gets_a_slug_from_its_name(cast):
    response = cast.client("contributor").post(URL, {"name": "  Old   Boats ", "color": "#AABBCC"})
    shown = response.json()
    assert response.status_code == 201
    assert response.headers["ETag"]
    assert set(shown) == {
        "id",
        "namespace",
        "name",
        "slug",
        "color",
        "description",
        "parent",
        "usage_count",
        "created_at",
        "updated_at",
    }
    assert (shown["name"], shown["slug"], shown["color"], shown["parent"]) == (
        "Old Boats",
        "old-boats",
        "#aabbcc",
        None,
    )
    assert shown["namespace"]["slug"] == "museum"
    assert cast.client("viewer").get(f"{URL}{shown['id']}/").json() == shown


@pytest.mark.parametrize(("name", "slug"), [("Été à la mer", "été-à-la-mer"), ("海", "海"), ("★", "tag")])
def test_names_of_any_script_have_slugs(cast, name, slug):
    assert cast.client("editor").post(URL, {"name": name}).json()["slug"] == slug


def test_different_names_with_one_slug_get_a_number(cast):
    client = cast.client("editor")
    assert [client.post(URL, {"name": name}).json()["slug"] for name in ("C", "C++", "C#")] == ["c", "c-2", "c-3"]


@pytest.mark.parametrize(
    ("who", "create", "change"),
    [
        ("anonymous", 401, 401),
        ("stranger", 400, 404),
        ("viewer", 403, 403),
        ("contributor", 201, 403),
        ("editor", 201, 200),
        ("manager", 201, 200),
        ("superuser", 201, 200),
    ],
)
def test_contributors_make_tags_and_editors_change_them(cast, who, create, change):
    tag = make_tag(cast.namespace, "Sea")
    client = cast.client(who)
    assert client.post(URL, {"name": "New", "namespace": "museum"}).status_code == create
    assert client.patch(url(tag), {"name": "Ocean"}).status_code == change
    assert client.delete(url(tag)).status_code == (204 if change == 200 else change)
    assert Tag.objects.filter(pk=tag.pk).exists() == (change != 200)


def test_everybody_lists_the_tags_of_their_namespaces(cast):
    make_tag(cast.namespace, "Sea")
    theirs = make_tag(cast.elsewhere, "Sea")
    shown = cast.client("viewer").get(URL).json()
    assert shown["count"] == 1
    assert [row["name"] for row in shown["results"]] == ["Sea"]
    assert cast.client("viewer").get(url(theirs)).status_code == 404
    assert cast.client("superuser").get(URL).json()["count"] == 2
    assert cast.client("superuser").get(f"{URL}?namespace=archive").json()["count"] == 1


def test_lists_are_searched_and_walked(cast):
    for name in ("Beach", "Sea", "Seagull"):
        make_tag(cast.namespace, name)
    client = cast.client("viewer")
    assert [row["name"] for row in client.get(f"{URL}?search=sea").json()["results"]] == ["Sea", "Seagull"]
    page = client.get(f"{URL}?ordering=-name&page_size=2&cursor=").json()
    assert [row["name"] for row in page["results"]] == ["Seagull", "Sea"]
    assert [row["name"] for row in client.get(page["next"]).json()["results"]] == ["Beach"]


def test_usage_counts_the_files_that_the_caller_may_see(cast):
    sea = make_tag(cast.namespace, "Sea")
    make_ready(cast.namespace, tags=[sea])
    make_ready(cast.namespace, cast.contributor, tags=[sea], visibility="private")
    make_ready(cast.namespace, tags=[sea], **trashed())
    for who, expected in (("viewer", 1), ("contributor", 2), ("manager", 2)):
        assert cast.client(who).get(url(sea)).json()["usage_count"] == expected
        assert cast.client(who).get(URL).json()["results"][0]["usage_count"] == expected


def test_moving_a_tag_takes_along_what_stands_below(cast):
    sea = make_tag(cast.namespace, "Sea")
    harbour = make_tag(cast.namespace, "Harbour", parent=sea)
    make_tag(cast.namespace, "Crane", parent=harbour)
    town = make_tag(cast.namespace, "Town")
    client = cast.client("editor")
    assert client.patch(url(harbour), {"parent": str(town.pk)}).json()["parent"] == str(town.pk)
    assert paths()["Crane"] == "/town/harbour/crane/"
    client.patch(url(town), {"slug": "city"})
    assert paths() == {"Sea": "/sea/", "Town": "/city/", "Harbour": "/city/harbour/", "Crane": "/city/harbour/crane/"}
    client.patch(url(harbour), {"parent": None})
    assert paths()["Crane"] == "/harbour/crane/"


def test_a_tag_never_stands_below_itself(cast):
    sea = make_tag(cast.namespace, "Sea")
    harbour = make_tag(cast.namespace, "Harbour", parent=sea)
    client = cast.client("editor")
    for target in (sea, harbour):
        assert errors(client.patch(url(sea), {"parent": str(target.pk)})) == [("parent", "cycle")]
    assert paths() == {"Sea": "/sea/", "Harbour": "/sea/harbour/"}


def test_the_tree_has_a_bottom(cast):
    parent = make_tag(cast.namespace, "Deep", slug="d" * 100)
    for number in range(8):
        parent = make_tag(cast.namespace, f"Deep {number}", slug=f"{number}" * 100, parent=parent)
    client = cast.client("editor")
    body = {"name": "Deeper", "slug": "x" * 100, "parent": str(parent.pk)}
    assert errors(client.post(URL, body)) == [("parent", "too_deep")]
    top = make_tag(cast.namespace, "Top", slug="top-of-it-" * 9)
    assert errors(client.patch(url(Tag.objects.get(name="Deep")), {"parent": str(top.pk)})) == [("parent", "too_deep")]


def test_a_tag_with_tags_below_is_not_deleted(cast):
    sea = make_tag(cast.namespace, "Sea")
    make_tag(cast.namespace, "Harbour", parent=sea)
    assert errors(cast.client("editor").delete(url(sea)), 409) == [(None, "has_children")]


def test_files_are_found_by_the_new_name_only(cast):
    sea = make_tag(cast.namespace, "Sea")
    make_ready(cast.namespace, title="One", tags=[sea])
    client = cast.client("editor")
    client.patch(url(sea), {"name": "Ocean"})
    assert client.get(f"{FILES}?search=ocean").json()["count"] == 1
    assert client.get(f"{FILES}?search=sea").json()["count"] == 0
    assert client.get(f"{FILES}?tags=sea").json()["count"] == 1  # the address stays what it was
    client.delete(url(sea))
    assert client.get(f"{FILES}?search=ocean").json()["count"] == 0


def test_names_are_kept_apart_from_those_that_are_there(cast):
    make_tag(cast.namespace, "Sea")
    other = make_tag(cast.namespace, "Lake")
    client = cast.client("editor")
    assert errors(client.post(URL, {"name": "SEA"})) == [("name", "name_taken")]
    assert errors(client.patch(url(other), {"name": "sea"})) == [("name", "name_taken")]
    assert client.patch(url(other), {"name": "LAKE"}).json()["name"] == "LAKE"
    assert errors(client.post(URL, {"name": "Water", "slug": "sea"})) == [("slug", "slug_taken")]
    assert errors(client.patch(url(other), {"slug": "sea"})) == [("slug", "slug_taken")]
    assert cast.client("stranger").post(URL, {"name": "Sea"}).json()["slug"] == "sea"


def test_a_renamed_tag_is_found_by_its_name_when_files_are_tagged(cast):
    make_tag(cast.namespace, "Ocean", slug="sea")
    file = make_ready(cast.namespace, cast.contributor)
    shown = cast.client("contributor").patch(f"{FILES}{file.pk}/", {"tags": ["ocean", "Sea"]}).json()
    assert [(tag["name"], tag["slug"]) for tag in shown["tags"]] == [("Ocean", "sea"), ("Sea", "sea-2")]


@pytest.mark.parametrize(
    ("change", "attr", "code"),
    [
        ({"name": ""}, "name", "blank"),
        ({"name": " "}, "name", "blank"),
        ({"name": "x" * 101}, "name", "max_length"),
        ({"name": "\u0958" * 51}, "name", "max_length"),  # two letters each, once they are composed
        ({"name": 10**30 * 10**100}, "name", "max_length"),
        ({"name": {}}, "name", "invalid"),
        ({"name": None}, "name", "null"),
        ({"name": "a\0"}, None, "invalid_text"),
        ({"slug": "a/b"}, "slug", "invalid_slug"),
        ({"slug": ""}, "slug", "blank"),
        ({"slug": "x" * 101}, "slug", "max_length"),
        ({"color": "red"}, "color", "invalid_color"),
        ({"color": "#1234567"}, "color", "invalid_color"),
        ({"description": "x" * 2001}, "description", "max_length"),
        ({"parent": "sea"}, "parent", "invalid"),
        ({"parent": 10**60}, "parent", "invalid"),
        ({"parent": []}, "parent", "invalid"),
        ({"parent": "9d5c0bd0-6a3e-4f0c-9b0a-000000000000"}, "parent", "does_not_exist"),
        ({"namespace": "unheard-of"}, "namespace", "does_not_exist"),
        ({"namespace": "archive"}, "namespace", "does_not_exist"),
        ({"namespace": ""}, "namespace", "blank"),
        ({"namespace": "x" * 61}, "namespace", "max_length"),
    ],
)
def test_bad_values_are_refused_by_field_and_code(cast, change, attr, code):
    client = cast.client("editor")
    assert errors(client.post(URL, {"name": "Sea"} | change)) == [(attr, code)]
    tag = make_tag(cast.namespace, "Lake")
    assert errors(client.patch(url(tag), change)) == [(attr, code)]
    assert Tag.objects.get() == tag


def test_a_parent_is_of_the_same_namespace(cast):
    theirs = make_tag(cast.elsewhere, "Sea")
    ours = make_tag(cast.namespace, "Lake")
    assert errors(cast.client("editor").post(URL, {"name": "New", "parent": str(theirs.pk)})) == [
        ("parent", "does_not_exist")
    ]
    superuser = cast.client("superuser")
    assert errors(superuser.patch(url(ours), {"parent": str(theirs.pk)})) == [("parent", "does_not_exist")]
    assert errors(superuser.patch(url(ours), {"namespace": "archive"})) == [("namespace", "unchangeable")]


def test_acts_are_noted(cast):
    client = cast.client("editor")
    pk = client.post(URL, {"name": "Sea"}).json()["id"]
    client.patch(f"{URL}{pk}/", {"name": "Ocean", "description": ""})
    client.delete(f"{URL}{pk}/")
    noted = list(AuditEntry.objects.order_by("id").values_list("action", "data"))
    assert noted == [
        ("tag.created", {}),
        ("tag.changed", {"changes": {"name": "Ocean"}}),
        ("tag.deleted", {"files": 0}),
    ]


def test_a_page_of_any_size_costs_the_same_queries(cast):
    counts = []
    for number in (1, 10):
        for place in range(number):
            make_ready(cast.namespace, tags=[make_tag(cast.namespace, f"t{number}-{place}")])
        newcomer = client_of(User.objects.get(pk=cast.viewer.pk))
        with CaptureQueriesContext(connection) as queries:
            newcomer.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4
