"""Where pages stand: slugs, paths, parents, and what moves with them."""

import pytest

from content.models import Membership, Role
from webpages.models import Page
from webpages.tests.makers import make_page
from webpages.tests.reading import PAGES, codes, url

READERS = ["viewer", "contributor", "editor", "manager", "superuser"]
WRITERS = ["editor", "manager", "superuser"]


def test_a_new_page_stands_below_its_parent_in_its_namespace(cast):
    Membership.objects.create(user=cast.editor, namespace=cast.elsewhere, role=Role.EDITOR)
    parent = make_page(cast.editor, cast.elsewhere, "Visit")
    answer = cast.client("editor").post(PAGES, {"title": "Hours", "parent": str(parent.pk)})
    assert answer.json()["path"] == "visit/hours"
    assert answer.json()["namespace"]["slug"] == "archive"
    assert answer.json()["parent"] == str(parent.pk)


def test_a_parent_of_others_is_not_there(cast):
    foreign = make_page(cast.stranger, cast.elsewhere)
    for parent in [str(foreign.pk), "00000000-0000-7000-8000-000000000000"]:
        answer = cast.client("editor").post(PAGES, {"title": "Hours", "parent": parent})
        assert answer.status_code == 400
        assert codes(answer) == [("parent", "does_not_exist")]
    assert Page.objects.count() == 1


def test_a_parent_in_another_of_ones_own_namespaces_is_refused(cast):
    Membership.objects.create(user=cast.editor, namespace=cast.elsewhere, role=Role.EDITOR)
    parent = make_page(cast.editor, cast.elsewhere)
    answer = cast.client("editor").post(PAGES, {"title": "Hours", "parent": str(parent.pk), "namespace": "museum"})
    assert codes(answer) == [("parent", "does_not_exist")]


def test_page_and_namespace_stay_where_they_are(cast):
    Membership.objects.create(user=cast.editor, namespace=cast.elsewhere, role=Role.EDITOR)
    page, other = make_page(cast.editor, cast.namespace), make_page(cast.editor, cast.namespace, "News")
    client = cast.client("editor")
    assert codes(client.patch(url(page), {"parent": str(other.pk)})) == [("parent", "unchangeable")]
    assert codes(client.patch(url(page), {"namespace": "archive"})) == [("namespace", "unchangeable")]
    assert client.patch(url(page), {"parent": None, "namespace": "museum", "title": "New"}).status_code == 200


def test_slugs_are_made_unique_beside_each_other_without_a_word_of_others(cast):
    make_page(cast.stranger, cast.elsewhere, "News")
    client = cast.client("editor")
    assert [client.post(PAGES, {"title": "News"}).json()["slug"] for _ in range(3)] == ["news", "news-2", "news-3"]
    parent = Page.objects.get(namespace=cast.namespace, slug="news")
    assert client.post(PAGES, {"title": "News", "parent": str(parent.pk)}).json()["path"] == "news/news"


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Ärger & Öl", "arger-ol"), ("展覧会", "page"), ("a_b", "a-b"), ("-", "page"), ("w" * 255, "w" * 120)],
)
def test_a_slug_comes_from_the_title(cast, title, slug):
    assert cast.client("editor").post(PAGES, {"title": title}).json()["slug"] == slug


def test_long_titles_get_different_slugs(cast):
    client = cast.client("editor")
    slugs = [client.post(PAGES, {"title": "w" * 255}).json()["slug"] for _ in range(2)]
    assert slugs == ["w" * 120, "w" * 118 + "-2"]


@pytest.mark.parametrize("word", ["app", "admin", "api", "files", "renditions", "static", "livez", "readyz", "metrics"])
def test_the_first_segment_is_never_a_word_of_the_product(cast, word):
    client = cast.client("editor")
    assert codes(client.post(PAGES, {"title": "x", "slug": word})) == [("slug", "reserved")]
    made = client.post(PAGES, {"title": word.title()}).json()
    assert made["slug"] == f"{word}-2"
    assert codes(client.patch(f"{PAGES}{made['id']}/", {"slug": word})) == [("slug", "reserved")]
    below = client.post(PAGES, {"title": "x", "slug": word, "parent": made["id"]})
    assert below.json()["path"] == f"{word}-2/{word}"


def test_a_path_has_an_end(cast):
    parent = make_page(cast.editor, cast.namespace, "w" * 120)
    for _ in range(7):
        parent = make_page(cast.editor, cast.namespace, "w" * 120, parent=parent)
    client = cast.client("editor")
    deep = client.post(PAGES, {"title": "w" * 200, "parent": str(parent.pk)}).json()
    assert len(deep["path"]) == 1000
    assert codes(client.post(PAGES, {"title": "x", "parent": deep["id"]})) == [("slug", "path_too_long")]
    root = Page.objects.get(parent=None)
    assert client.patch(url(root), {"slug": "short"}).status_code == 200
    assert client.post(PAGES, {"title": "Far below", "parent": deep["id"]}).status_code == 201
    assert codes(client.patch(url(root), {"slug": "w" * 120})) == [("slug", "path_too_long")]


def test_renaming_moves_all_that_is_below(cast):
    visit = make_page(cast.editor, cast.namespace, "Visit")
    hours = make_page(cast.editor, cast.namespace, "Hours", parent=visit)
    winter = make_page(cast.editor, cast.namespace, "Winter", parent=hours)
    beside = make_page(cast.editor, cast.namespace, "Visitors")
    before = cast.client("viewer").get(url(winter))["ETag"]
    answer = cast.client("editor").patch(url(visit), {"slug": "come"})
    assert answer.json()["path"] == "come"
    paths = dict(Page.objects.values_list("title", "path"))
    assert paths == {"Visit": "come", "Hours": "come/hours", "Winter": "come/hours/winter", "Visitors": "visitors"}
    assert cast.client("viewer").get(url(winter))["ETag"] != before
    assert codes(cast.client("editor").patch(url(beside), {"slug": "come"})) == [("slug", "unique")]
