"""Collections over HTTP: made by editors, ordered by hand, counted for whoever looks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import client_of, make_member
from content.models import AuditEntry, Role, User
from file_manager.models import Collection, MediaFile
from file_manager.tests.ready import make_collection, make_ready, trashed

URL = "/api/v1/media/collections/"


def url(collection, more=""):
    return f"{URL}{collection.pk}/{more}"


def errors(response, status=400):
    assert response.status_code == status, response.json()
    return [(error["attr"], error["code"]) for error in response.json()["errors"]]


def ids(*files):
    return {"ids": [str(file.pk) for file in files]}


def order(collection):
    return list(collection.entries.order_by("position").values_list("file__title", flat=True))


def test_a_title_is_enough(cast):
    response = cast.client("editor").post(URL, {"title": "Summer trip"})
    shown = response.json()
    assert response.status_code == 201
    assert set(shown) == {
        "id",
        "namespace",
        "title",
        "slug",
        "description",
        "color",
        "is_public",
        "cover",
        "kind",
        "query",
        "file_count",
        "total_size",
        "created_at",
        "updated_at",
    }
    assert (shown["slug"], shown["kind"], shown["query"], shown["cover"]) == ("summer-trip", "manual", "", None)
    assert (shown["file_count"], shown["total_size"]) == (0, 0)
    assert cast.client("editor").post(URL, {"title": "Summer trip"}).json()["slug"] == "summer-trip-2"


@pytest.mark.parametrize(
    ("who", "create", "change"),
    [
        ("anonymous", 401, 401),
        ("stranger", 400, 404),
        ("viewer", 403, 403),
        ("contributor", 403, 403),
        ("editor", 201, 200),
        ("manager", 201, 200),
        ("superuser", 201, 200),
    ],
)
def test_editors_make_and_change_collections(cast, who, create, change):
    file = make_ready(cast.namespace)
    collection = make_collection(cast.namespace, "Trip")
    client = cast.client(who)
    assert client.post(URL, {"title": "New", "namespace": "museum"}).status_code == create
    assert client.patch(url(collection), {"title": "Journey"}).status_code == change
    assert client.post(url(collection, "add-files/"), ids(file)).status_code == change
    assert client.post(url(collection, "remove-files/"), ids(file)).status_code == change
    assert client.delete(url(collection)).status_code == (204 if change == 200 else change)
    assert Collection.objects.filter(pk=collection.pk).exists() == (change != 200)
    assert MediaFile.objects.filter(pk=file.pk).exists()


def test_everybody_lists_the_collections_of_their_namespaces(cast):
    make_collection(cast.namespace, "Trip")
    theirs = make_collection(cast.elsewhere, "Trip")
    assert cast.client("viewer").get(URL).json()["count"] == 1
    assert cast.client("viewer").get(url(theirs)).status_code == 404
    assert cast.client("superuser").get(f"{URL}?namespace=archive").json()["count"] == 1
    assert cast.client("viewer").get(f"{URL}?search=tri").json()["count"] == 1
    assert cast.client("viewer").get(f"{URL}?search=nothing").json()["count"] == 0


def test_sums_are_of_the_files_that_the_caller_may_see(cast):
    files = [
        make_ready(cast.namespace, cast.contributor, blob={"size": 100}),
        make_ready(cast.namespace, cast.contributor, blob={"size": 10}, visibility="private"),
        make_ready(cast.namespace, blob={"size": 1}, **trashed()),
    ]
    collection = make_collection(cast.namespace, "Trip", *files)
    for who, expected in (("viewer", (1, 100)), ("contributor", (2, 110)), ("manager", (2, 110))):
        for shown in (
            cast.client(who).get(url(collection)).json(),
            cast.client(who).get(URL).json()["results"][0],
        ):
            assert (shown["file_count"], shown["total_size"]) == expected


def test_files_stand_in_the_order_in_which_they_were_added(cast):
    collection = make_collection(cast.namespace, "Trip")
    a, b, c, d = (make_ready(cast.namespace, title=title) for title in "abcd")
    client = cast.client("editor")
    assert client.post(url(collection, "add-files/"), ids(c, a)).json()["file_count"] == 2
    client.post(url(collection, "add-files/"), ids(d, a, b, d))
    assert order(collection) == ["c", "a", "d", "b"]
    assert client.post(url(collection, "remove-files/"), ids(a, b, b)).json()["file_count"] == 2
    client.post(url(collection, "add-files/"), ids(a))
    assert order(collection) == ["c", "d", "a"]
    assert client.post(url(collection, "remove-files/"), ids(b)).status_code == 200


def test_only_files_that_are_there_for_the_caller_are_added(cast):
    both = make_member(cast.namespace, Role.EDITOR, "both")
    both.memberships.create(namespace=cast.elsewhere, role=Role.EDITOR)
    collection = make_collection(cast.namespace, "Trip")
    fine = make_ready(cast.namespace)
    for wrong in (
        make_ready(cast.elsewhere),
        make_ready(cast.namespace, cast.manager, visibility="private"),
        make_ready(cast.namespace, **trashed()),
    ):
        response = client_of(both).post(url(collection, "add-files/"), ids(fine, wrong))
        assert errors(response) == [("ids", "does_not_exist")]
        assert str(wrong.pk) in response.json()["errors"][0]["detail"]
    assert order(collection) == []


@pytest.mark.parametrize(
    ("body", "attr", "code"),
    [
        ({}, "ids", "required"),
        ({"ids": None}, "ids", "null"),
        ({"ids": []}, "ids", "empty"),
        ({"ids": ["a"]}, "ids.0", "invalid"),
        ({"ids": {}}, "ids", "not_a_list"),
        ({"ids": ["9d5c0bd0-6a3e-4f0c-9b0a-000000000000"] * 1001}, "ids", "max_length"),
    ],
)
def test_bad_lists_of_files_are_refused(cast, body, attr, code):
    collection = make_collection(cast.namespace, "Trip")
    for act in ("add-files/", "remove-files/"):
        assert errors(cast.client("editor").post(url(collection, act), body)) == [(attr, code)]


def test_a_cover_is_a_file_of_the_namespace_that_is_seen(cast):
    collection = make_collection(cast.namespace, "Trip")
    cover = make_ready(cast.namespace, cast.contributor)
    client = cast.client("editor")
    assert client.patch(url(collection), {"cover": str(cover.pk)}).json()["cover"] == str(cover.pk)
    MediaFile.objects.filter(pk=cover.pk).update(visibility="private")
    assert cast.client("viewer").get(url(collection)).json()["cover"] is None
    assert cast.client("contributor").get(url(collection)).json()["cover"] == str(cover.pk)
    hidden = make_ready(cast.namespace, cast.manager, visibility="private")
    foreign = make_ready(cast.elsewhere)
    for wrong in (hidden, foreign, make_ready(cast.namespace, **trashed())):
        assert errors(client.patch(url(collection), {"cover": str(wrong.pk)})) == [("cover", "does_not_exist")]
    assert errors(cast.client("superuser").patch(url(collection), {"cover": str(foreign.pk)})) == [
        ("cover", "does_not_exist")
    ]
    assert client.patch(url(collection), {"cover": None}).status_code == 200


@pytest.mark.parametrize(
    ("change", "attr", "code"),
    [
        ({"title": ""}, "title", "blank"),
        ({"title": "x" * 256}, "title", "max_length"),
        ({"title": []}, "title", "invalid"),
        ({"slug": "a b"}, "slug", "invalid_slug"),
        ({"slug": "x" * 101}, "slug", "max_length"),
        ({"description": "x" * 20_001}, "description", "max_length"),
        ({"color": "#12345g"}, "color", "invalid_color"),
        ({"is_public": "perhaps"}, "is_public", "invalid"),
        ({"is_public": None}, "is_public", "null"),
        ({"cover": "a"}, "cover", "invalid"),
        ({"cover": "9d5c0bd0-6a3e-4f0c-9b0a-000000000000"}, "cover", "does_not_exist"),
        ({"kind": "smart"}, "kind", "invalid_choice"),
        ({"namespace": "archive"}, "namespace", "does_not_exist"),
    ],
)
def test_bad_values_are_refused_by_field_and_code(cast, change, attr, code):
    client = cast.client("editor")
    assert errors(client.post(URL, {"title": "Trip"} | change)) == [(attr, code)]
    collection = make_collection(cast.namespace, "Journey")
    assert errors(client.patch(url(collection), change)) == [(attr, code)]
    assert Collection.objects.get() == collection


def test_slugs_are_unique_within_a_namespace(cast):
    make_collection(cast.namespace, "Trip")
    other = make_collection(cast.namespace, "Journey")
    client = cast.client("editor")
    assert errors(client.post(URL, {"title": "New", "slug": "trip"})) == [("slug", "slug_taken")]
    assert errors(client.patch(url(other), {"slug": "trip"})) == [("slug", "slug_taken")]
    assert cast.client("stranger").post(URL, {"title": "Trip"}).json()["slug"] == "trip"


def test_a_stale_copy_does_not_overwrite(cast):
    collection = make_collection(cast.namespace, "Trip")
    client = cast.client("editor")
    seen = client.get(url(collection)).headers["ETag"]
    assert client.post(url(collection, "add-files/"), ids(make_ready(cast.namespace))).status_code == 200
    assert client.patch(url(collection), {"title": "Late"}, headers={"If-Match": seen}).status_code == 412


def test_acts_are_noted(cast):
    file = make_ready(cast.namespace)
    client = cast.client("editor")
    pk = client.post(URL, {"title": "Trip"}).json()["id"]
    client.post(f"{URL}{pk}/add-files/", ids(file))
    client.post(f"{URL}{pk}/add-files/", ids(file))
    client.post(f"{URL}{pk}/remove-files/", ids(file))
    client.patch(f"{URL}{pk}/", {"title": "Journey", "color": ""})
    client.delete(f"{URL}{pk}/")
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True)) == [
        "collection.created",
        "collection.files_added",
        "collection.files_removed",
        "collection.changed",
        "collection.deleted",
    ]


def test_a_page_of_any_size_costs_the_same_queries(cast):
    counts = []
    for number in (1, 10):
        for place in range(number):
            file = make_ready(cast.namespace)
            make_collection(cast.namespace, f"c{number}-{place}", file, cover=file)
        newcomer = client_of(User.objects.get(pk=cast.viewer.pk))
        with CaptureQueriesContext(connection) as queries:
            newcomer.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5
