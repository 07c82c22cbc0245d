"""The routes of pages: making, reading, changing and deleting them, by everyone of the cast."""

import pytest

from content.models import AuditEntry
from webpages.models import Page, PageVersion
from webpages.tests.makers import image, make_live, make_page, make_picture, text
from webpages.tests.reading import PAGES, codes, url

READERS = ["viewer", "contributor", "editor", "manager", "superuser"]
WRITERS = ["editor", "manager", "superuser"]


@pytest.mark.parametrize("who", WRITERS)
def test_a_title_is_enough(cast, who):
    answer = cast.client(who).post(PAGES, {"title": "Opening hours", "namespace": "museum"})
    assert answer.status_code == 201
    page = answer.json()
    assert page["namespace"] == {"id": str(cast.namespace.pk), "slug": "museum", "name": "Museum"}
    assert (page["parent"], page["slug"], page["path"]) == (None, "opening-hours", "opening-hours")
    assert (page["layout"], page["status"], page["content"]) == ("default", "draft", {"main": []})
    assert (page["published_at"], page["url"], page["is_home"]) == (None, None, False)
    assert page["has_unpublished_changes"] is True
    assert page["permissions"] == {"change": True, "delete": True, "publish": True}
    assert answer["ETag"] == cast.client("viewer").get(f"{PAGES}{page['id']}/")["ETag"]


def test_without_a_namespace_a_page_goes_to_the_callers_default_one(cast):
    answer = cast.client("editor").post(PAGES, {"title": "Visit"})
    assert answer.json()["namespace"]["slug"] == "museum"


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 403), ("contributor", 403), ("stranger", 400), ("anonymous", 401)]
)
def test_who_may_not_write_makes_no_page(cast, who, status):
    answer = cast.client(who).post(PAGES, {"title": "Visit", "namespace": "museum"})
    assert answer.status_code == status
    assert not Page.objects.exists()


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("tail", ["", "versions/", "versions/1/", "preview/"])
def test_members_read(cast, who, tail):
    page = make_page(cast.editor, cast.namespace)
    assert cast.client(who).get(url(page, tail)).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("anonymous", 401)])
@pytest.mark.parametrize("tail", ["", "versions/", "versions/1/", "preview/"])
def test_others_read_nothing(cast, who, status, tail):
    page = make_live(cast.editor, cast.namespace)
    answer = cast.client(who).get(url(page, tail))
    assert answer.status_code == status
    assert "Visit" not in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 403), ("contributor", 403), ("stranger", 404), ("anonymous", 401)]
)
@pytest.mark.parametrize(
    ("method", "tail", "body"),
    [
        ("patch", "", {"title": "Ours now"}),
        ("patch", "", {"title": 1 << 70, "content": "nonsense"}),
        ("delete", "", None),
        ("post", "publish/", {}),
        ("post", "unpublish/", None),
    ],
)
def test_who_may_not_write_changes_nothing(cast, who, status, method, tail, body):
    page = make_page(cast.editor, cast.namespace)
    answer = getattr(cast.client(who), method)(url(page, tail), body)
    assert answer.status_code == status
    page.refresh_from_db()
    assert (page.title, page.status, page.versions.count()) == ("Visit", "draft", 1)


def test_a_list_shows_the_members_pages_and_nobody_elses(cast):
    make_page(cast.editor, cast.namespace, "Visit")
    make_page(cast.stranger, cast.elsewhere, "Secret")
    mine = cast.client("viewer").get(PAGES).json()
    assert [row["title"] for row in mine["results"]] == ["Visit"]
    assert (mine["count"], mine["count_is_exact"]) == (1, True)
    assert "content" not in mine["results"][0]
    assert mine["results"][0]["permissions"] == {"change": False, "delete": False, "publish": False}
    assert cast.client("anonymous").get(PAGES).status_code == 401


def test_a_list_is_filtered_and_ordered(cast):
    visit = make_live(cast.editor, cast.namespace, "Visit")
    make_page(cast.editor, cast.namespace, "Opening hours", parent=visit)
    make_page(cast.editor, cast.namespace, "About")
    client = cast.client("viewer")

    def titles(query):
        return [row["title"] for row in client.get(PAGES + query).json()["results"]]

    assert titles("") == ["About", "Visit", "Opening hours"]
    assert titles(f"?parent={visit.pk}") == ["Opening hours"]
    assert titles("?parent=root") == ["About", "Visit"]
    assert titles("?status=published") == ["Visit"]
    assert titles("?search=hours+VISIT") == ["Opening hours"]
    assert titles("?search=nothing") == []
    assert titles("?namespace=museum&ordering=-title") == ["Visit", "Opening hours", "About"]
    assert titles("?ordering=updated_at") == ["Visit", "Opening hours", "About"]


@pytest.mark.parametrize("ordering", ["path", "-title", "updated_at", "-updated_at"])
def test_keyset_pages_join_up(cast, ordering):
    for number in range(5):
        make_page(cast.editor, cast.namespace, f"Page {number}")
    client = cast.client("viewer")
    seen, link = [], f"{PAGES}?cursor=&page_size=2&ordering={ordering}"
    while link:
        answer = client.get(link).json()
        assert "count" not in answer
        seen += [row["id"] for row in answer["results"]]
        link = answer["next"]
    assert seen == [row["id"] for row in client.get(f"{PAGES}?ordering={ordering}").json()["results"]]


@pytest.mark.parametrize(
    ("query", "attr", "code"),
    [
        ("?namespace=archive", "namespace", "does_not_exist"),
        ("?namespace=nowhere", "namespace", "does_not_exist"),
        ("?parent=00000000-0000-7000-8000-000000000000", "parent", "does_not_exist"),
        ("?parent=up", "parent", "does_not_exist"),
        ("?status=secret", "status", "invalid_choice"),
        ("?ordering=draft__content", "ordering", "invalid_choice"),
        ("?colour=red", "colour", "unknown_parameter"),
        ("?search=" + "x" * 201, "search", "max_length"),
        ("?search=%00", "search", "null_characters_not_allowed"),
    ],
)
def test_a_filter_that_is_not_known_is_refused(cast, query, attr, code):
    answer = cast.client("viewer").get(PAGES + query)
    assert answer.status_code == 400
    assert codes(answer) == [(attr, code)]


def test_a_parent_of_others_filters_as_one_that_is_not_there(cast):
    page = make_page(cast.stranger, cast.elsewhere)
    answer = cast.client("viewer").get(f"{PAGES}?parent={page.pk}")
    assert codes(answer) == [("parent", "does_not_exist")]


def test_lists_cost_the_same_for_any_number_of_pages(cast, django_assert_num_queries):
    parent = make_page(cast.editor, cast.namespace)
    client = cast.client("viewer")
    with django_assert_num_queries(2):
        client.get(PAGES)
    for number in range(8):
        make_page(cast.editor, cast.namespace, f"Page {number}", parent=parent)
    cast.viewer.__dict__.pop("_rights", None)
    with django_assert_num_queries(2):
        client.get(PAGES)


@pytest.mark.parametrize(
    ("body", "attr", "code"),
    [
        ({}, "title", "required"),
        ({"title": ""}, "title", "blank"),
        ({"title": None}, "title", "null"),
        ({"title": ["x"]}, "title", "invalid"),
        ({"title": "x" * 256}, "title", "max_length"),
        ({"title": "x", "slug": "Not A Slug"}, "slug", "invalid"),
        ({"title": "x", "slug": "a/b"}, "slug", "invalid"),
        ({"title": "x", "slug": ".."}, "slug", "invalid"),
        ({"title": "x", "slug": "x" * 121}, "slug", "max_length"),
        ({"title": "x", "layout": "wall"}, "layout", "invalid_choice"),
        ({"title": "x", "layout": {}}, "layout", "invalid_choice"),
        ({"title": "x", "is_home": "perhaps"}, "is_home", "invalid"),
        ({"title": "x", "parent": "up"}, "parent", "invalid"),
        ({"title": "x", "parent": 7}, "parent", "does_not_exist"),
        ({"title": "x", "namespace": "archive"}, "namespace", "does_not_exist"),
        ({"title": "x", "content": None}, "content", "null"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_written(cast, body, attr, code):
    answer = cast.client("editor").post(PAGES, body)
    assert answer.status_code == 400
    assert (attr, code) in codes(answer)
    assert not Page.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_stale_save_is_refused_and_a_fresh_one_is_not(cast):
    page = make_page(cast.editor, cast.namespace)
    client = cast.client("editor")
    first = client.get(url(page))["ETag"]
    second = client.patch(url(page), {"title": "Mine"}, headers={"If-Match": first})
    assert (second.status_code, second["ETag"] != first) == (200, True)
    late = client.patch(url(page), {"title": "Late"}, headers={"If-Match": first})
    assert (late.status_code, codes(late)[0][1]) == (412, "stale")
    assert client.delete(url(page), headers={"If-Match": first}).status_code == 412
    assert client.post(url(page, "publish/"), {}, headers={"If-Match": first}).status_code == 412
    page.refresh_from_db()
    assert (page.title, page.status) == ("Mine", "draft")
    third = client.post(url(page, "publish/"), {}, headers={"If-Match": second["ETag"]})
    assert third.status_code == 200
    assert client.get(url(page))["ETag"] == third["ETag"]


def test_drafts_are_deleted_with_their_history(cast):
    file = make_picture(cast.namespace)
    page = make_page(cast.editor, cast.namespace, widgets=[image(file)])
    assert cast.client("editor").delete(url(page)).status_code == 204
    assert not Page.objects.exists()
    assert not PageVersion.objects.exists()
    file.refresh_from_db()
    assert (file.usage_count, file.usages.count()) == (0, 0)
    assert AuditEntry.objects.filter(action="page.deleted", subject_id=page.pk, actor=cast.editor).count() == 1


def test_public_pages_and_those_with_others_below_are_not_deleted(cast):
    live = make_live(cast.editor, cast.namespace)
    above = make_page(cast.editor, cast.namespace, "Above")
    make_page(cast.editor, cast.namespace, "Below", parent=above)
    client = cast.client("editor")
    for page, code in [(live, "published"), (above, "has_children")]:
        answer = client.delete(url(page))
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, code)
    client.post(url(live, "unpublish/"))
    assert client.delete(url(live)).status_code == 204


def test_saving_the_same_again_leaves_no_trace(cast):
    page = make_page(cast.editor, cast.namespace, widgets=[text("<p>Hello</p>")])
    client = cast.client("editor")
    before = client.get(url(page))
    entries = AuditEntry.objects.count()
    again = client.patch(url(page), {"title": "Visit", "content": before.json()["content"]})
    assert again["ETag"] == before["ETag"]
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("method", ["put", "trace"])
def test_other_methods_are_refused(cast, method):
    page = make_page(cast.editor, cast.namespace)
    answer = cast.client("editor").generic(method.upper(), url(page), "{}", content_type="application/json")
    assert answer.status_code == 405
