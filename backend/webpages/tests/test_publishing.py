"""Going public and coming down again."""

import pytest
from django.utils import timezone

from common.models import Event
from content.models import AuditEntry
from file_manager.models import MediaFile
from webpages.models import Page
from webpages.tests.makers import image, make_live, make_page, make_picture, text
from webpages.tests.reading import PAGES, act, codes, fresh, uses


@pytest.mark.parametrize("who", ["editor", "manager", "superuser"])
def test_publishing_shows_the_draft(cast, who):
    page = make_page(cast.editor, cast.namespace)
    answer = act(cast, who, page, "publish")
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["status"], shown["url"], shown["has_unpublished_changes"]) == ("published", "/visit/", False)
    assert shown["published_at"]
    assert AuditEntry.objects.filter(action="page.published", subject_id=page.pk).count() == 1
    assert Event.objects.filter(kind="page.published", subject=page.pk, namespace_id=cast.namespace.pk).count() == 1


def test_editing_a_public_page_changes_nothing_until_it_is_published(cast, client):
    page = make_live(cast.editor, cast.namespace, widgets=[text("<p>first</p>")])
    body = {"title": "Come", "content": {"main": [text("<p>second</p>")]}}
    assert cast.client("editor").patch(f"{PAGES}{page.pk}/", body).json()["has_unpublished_changes"] is True
    html = client.get("/visit/").content.decode()
    assert "first" in html
    assert "second" not in html
    assert "Come" not in html
    act(cast, "editor", page, "publish")
    assert "second" in client.get("/visit/").content.decode()


def test_unpublishing_takes_the_page_down(cast, client):
    page = make_live(cast.editor, cast.namespace)
    answer = act(cast, "editor", page, "unpublish")
    assert (answer.json()["status"], answer.json()["published_at"], answer.json()["url"]) == ("draft", None, None)
    assert client.get("/visit/").status_code == 404
    again = act(cast, "editor", page, "unpublish")
    assert (again.status_code, codes(again)[0][1]) == (409, "not_published")


def test_usage_follows_the_draft_and_what_is_live(cast):
    one, two = make_picture(cast.namespace, "one"), make_picture(cast.namespace, "two")
    page = make_page(cast.editor, cast.namespace, widgets=[image(one)])
    assert uses(one) == (1, [("w0", "draft")])
    act(cast, "editor", page, "publish")
    assert uses(one) == (1, [("w0", "draft"), ("w0", "live")])
    content = {"main": [{"id": "w0", **image(two)}, {"id": "w9", **image(two)}]}
    cast.client("editor").patch(f"{PAGES}{page.pk}/", {"content": content})
    assert uses(one) == (1, [("w0", "live")])
    assert uses(two) == (2, [("w0", "draft"), ("w9", "draft")])
    act(cast, "editor", page, "publish")
    assert uses(one) == (0, [])
    assert uses(two) == (2, [("w0", "draft"), ("w0", "live"), ("w9", "draft"), ("w9", "live")])
    act(cast, "editor", page, "unpublish")
    assert uses(two) == (2, [("w0", "draft"), ("w9", "draft")])
    cast.client("editor").delete(f"{PAGES}{page.pk}/")
    assert uses(two) == (0, [])


def test_a_file_that_a_page_shows_is_not_trashed(cast):
    file = make_picture(cast.namespace)
    page = make_live(cast.editor, cast.namespace, widgets=[image(file)])
    answer = cast.client("editor").delete(f"/api/v1/media/files/{file.pk}/")
    assert (answer.status_code, codes(answer)[0][1]) == (409, "in_use")
    assert answer.json()["used_in"] == [
        {
            "content_type": "webpages.page",
            "object_id": str(page.pk),
            "title": "Visit",
            "url": "/visit/",
            "usage_context": "w0",
        }
    ]


UNFIT = {
    "private": ({"visibility": MediaFile.Visibility.PRIVATE}, "media_not_publishable"),
    "pending": ({"status": MediaFile.Status.PENDING}, "media_not_publishable"),
    "failed": ({"status": MediaFile.Status.FAILED}, "media_not_publishable"),
    "quarantined": ({"status": MediaFile.Status.QUARANTINED}, "media_not_publishable"),
    "trashed": ({"trashed_at": timezone.now()}, "media_not_publishable"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_media_that_the_public_may_not_see_is_not_published(cast, name):
    changes, code = UNFIT[name]
    file = make_picture(cast.namespace, uploaded_by=cast.editor)
    page = make_page(cast.editor, cast.namespace, widgets=[text("<p>x</p>"), image(file)])
    MediaFile.objects.filter(pk=file.pk).update(**changes)
    answer = act(cast, "editor", page, "publish")
    assert answer.status_code == 400
    assert codes(answer) == [("content.main.1.config.media", code)]
    assert fresh(page).status == "draft"
    assert uses(file) == (1, [("w1", "draft")])


def test_media_that_the_publisher_does_not_see_answers_as_none(cast):
    file = make_picture(cast.namespace)
    page = make_page(cast.editor, cast.namespace, widgets=[image(file)])
    MediaFile.objects.filter(pk=file.pk).update(visibility="private", uploaded_by=cast.contributor)
    assert codes(act(cast, "editor", page, "publish")) == [("content.main.0.config.media", "does_not_exist")]
    assert codes(act(cast, "manager", page, "publish")) == [("content.main.0.config.media", "media_not_publishable")]


@pytest.mark.parametrize(
    ("file_alt", "config", "refused"),
    [
        ("", {}, True),
        ("  ", {"alt_text": " "}, True),
        ("", {"alt_text": "A crane"}, False),
        ("", {"decorative": True}, False),
        ("A crane", {}, False),
    ],
)
def test_alt_text_is_asked_for_when_publishing(cast, file_alt, config, refused):
    file = make_picture(cast.namespace, alt_text=file_alt)
    page = make_page(cast.editor, cast.namespace, widgets=[image(file, **config)])
    answer = act(cast, "editor", page, "publish")
    if refused:
        assert codes(answer) == [("content.main.0.config.alt_text", "alt_text_required")]
    else:
        assert answer.json()["status"] == "published"


def test_all_that_hinders_is_said_at_once(cast):
    bare = make_picture(cast.namespace, "bare", alt_text="")
    page = make_page(cast.editor, cast.namespace, widgets=[image(bare), {"type": "image"}, image(bare)])
    assert codes(act(cast, "editor", page, "publish")) == [
        ("content.main.0.config.alt_text", "alt_text_required"),
        ("content.main.1.config.media", "media_required"),
        ("content.main.2.config.alt_text", "alt_text_required"),
    ]


def test_an_address_belongs_to_the_page_that_is_live_there(cast, client):
    ours = make_page(cast.editor, cast.namespace, widgets=[text("<p>ours</p>")])
    theirs = make_page(cast.stranger, cast.elsewhere, widgets=[text("<p>theirs</p>")])
    assert act(cast, "stranger", theirs, "publish").status_code == 200
    answer = act(cast, "editor", ours, "publish")
    assert (answer.status_code, codes(answer)[0][1]) == (409, "address_taken")
    assert fresh(ours).status == "draft"
    assert "theirs" in client.get("/visit/").content.decode()
    act(cast, "stranger", theirs, "unpublish")
    assert act(cast, "editor", ours, "publish").status_code == 200
    assert "ours" in client.get("/visit/").content.decode()


def test_a_public_page_cannot_move_to_an_address_that_is_taken(cast):
    make_live(cast.stranger, cast.elsewhere, "News")
    ours = make_live(cast.editor, cast.namespace)
    make_live(cast.editor, cast.namespace, "Hours", parent=ours)
    answer = cast.client("editor").patch(f"{PAGES}{ours.pk}/", {"slug": "news"})
    assert (answer.status_code, codes(answer)[0][1]) == (409, "address_taken")
    assert sorted(Page.objects.filter(namespace=cast.namespace).values_list("path", flat=True)) == [
        "visit",
        "visit/hours",
    ]


def test_a_draft_may_want_what_is_taken(cast):
    make_live(cast.stranger, cast.elsewhere, "News")
    ours = make_page(cast.editor, cast.namespace)
    assert cast.client("editor").patch(f"{PAGES}{ours.pk}/", {"slug": "news"}).status_code == 200


def test_one_page_of_a_namespace_is_home(cast, client):
    first, second = make_live(cast.editor, cast.namespace, "First"), make_live(cast.editor, cast.namespace, "Second")
    editor = cast.client("editor")
    assert editor.patch(f"{PAGES}{first.pk}/", {"is_home": True}).json()["url"] == "/"
    assert "First" in client.get("/").content.decode()
    assert editor.patch(f"{PAGES}{second.pk}/", {"is_home": True}).json()["is_home"] is True
    assert "Second" in client.get("/").content.decode()
    assert fresh(first).is_home is False
    assert editor.patch(f"{PAGES}{second.pk}/", {"is_home": False}).json()["url"] == "/second/"
    assert client.get("/").headers["Location"] == "/app/"


def test_the_root_belongs_to_the_home_that_is_live(cast, client):
    make_live(cast.stranger, cast.elsewhere, "Theirs", is_home=True)
    ours = make_page(cast.editor, cast.namespace, "Ours", is_home=True)
    answer = act(cast, "editor", ours, "publish")
    assert (answer.status_code, codes(answer)[0][1]) == (409, "address_taken")
    cast.client("editor").patch(f"{PAGES}{ours.pk}/", {"is_home": False})
    assert act(cast, "editor", ours, "publish").status_code == 200
    answer = cast.client("editor").patch(f"{PAGES}{ours.pk}/", {"is_home": True})
    assert (answer.status_code, codes(answer)[0][1]) == (409, "address_taken")
    assert "Theirs" in client.get("/").content.decode()
