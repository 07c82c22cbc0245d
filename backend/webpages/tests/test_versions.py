"""The history of a page: which saves belong together, and what is kept of them."""

from datetime import timedelta

from django.utils import timezone

from webpages.models import PageVersion
from webpages.tests.makers import make_live, make_page, text
from webpages.tests.reading import PAGES


def save(cast, who, page, html):
    content = {"main": [{"id": "a", **text(html)}]}
    answer = cast.client(who).patch(f"{PAGES}{page.pk}/", {"content": content})
    assert answer.status_code == 200


def numbers(page):
    return sorted(page.versions.values_list("number", flat=True))


def test_the_saves_of_one_sitting_are_one_version(cast):
    page = make_page(cast.editor, cast.namespace)
    for number in range(4):
        save(cast, "editor", page, f"<p>{number}</p>")
    assert numbers(page) == [1]
    page.refresh_from_db()
    assert page.draft.content["main"][0]["config"]["html"] == "<p>3</p>"


def test_another_person_begins_another_version(cast):
    page = make_page(cast.editor, cast.namespace)
    save(cast, "manager", page, "<p>mine</p>")
    save(cast, "editor", page, "<p>mine again</p>")
    assert numbers(page) == [1, 2, 3]


def test_another_sitting_begins_another_version(cast):
    page = make_page(cast.editor, cast.namespace)
    PageVersion.objects.update(created_at=timezone.now() - timedelta(hours=2))
    save(cast, "editor", page, "<p>later</p>")
    assert numbers(page) == [1, 2]


def test_what_was_published_never_changes(cast):
    page = make_live(cast.editor, cast.namespace, widgets=[text("<p>first</p>")])
    save(cast, "editor", page, "<p>second</p>")
    page.refresh_from_db()
    assert numbers(page) == [1, 2]
    assert page.live.content["main"][0]["config"]["html"] == "<p>first</p>"
    assert page.draft.content["main"][0]["config"]["html"] == "<p>second</p>"


def test_the_history_says_who_and_what(cast):
    page = make_live(cast.editor, cast.namespace, widgets=[text("<p>first</p>")])
    save(cast, "manager", page, "<p>second</p>")
    client = cast.client("viewer")
    rows = client.get(f"{PAGES}{page.pk}/versions/").json()
    assert rows["count"] == 2
    newest, oldest = rows["results"]
    assert (newest["number"], newest["is_draft"], newest["is_live"], newest["published_at"]) == (2, True, False, None)
    assert (oldest["number"], oldest["is_draft"], oldest["is_live"]) == (1, False, True)
    assert newest["created_by"]["username"] == cast.manager.username
    assert "content" not in newest
    one = client.get(f"{PAGES}{page.pk}/versions/1/").json()
    assert one["content"]["main"][0]["config"]["html"] == "<p>first</p>"
    assert one["title"] == "Visit"


def test_a_version_that_is_not_there_is_not_found(cast):
    page = make_page(cast.editor, cast.namespace)
    other = make_page(cast.stranger, cast.elsewhere)
    client = cast.client("viewer")
    for number in ["0", "2", str(10**30)]:
        assert client.get(f"{PAGES}{page.pk}/versions/{number}/").status_code == 404
    assert client.get(f"{PAGES}{other.pk}/versions/1/").status_code == 404


def test_the_history_costs_the_same_for_any_length(cast, django_assert_num_queries):
    page = make_page(cast.editor, cast.namespace)
    for number in range(6):
        save(cast, ["manager", "editor"][number % 2], page, f"<p>{number}</p>")
    with django_assert_num_queries(3):
        assert cast.client("viewer").get(f"{PAGES}{page.pk}/versions/").json()["count"] == 7
