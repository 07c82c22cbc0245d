"""Media in widgets: whose they may be, and what is said of the others."""

from uuid import uuid4

from common.models import Event
from content.models import AuditEntry
from file_manager.models import MediaFile, Usage
from file_manager.models.blobs import Kind
from webpages.models import Page, PageVersion
from webpages.tests.makers import image, make_page, make_picture, text
from webpages.tests.reading import PAGES, codes


def written():
    """All that a save could have written."""
    return [model.objects.count() for model in (Page, PageVersion, Usage, AuditEntry, Event)]


def test_media_that_is_not_the_persons_to_use_answers_as_none_at_all(cast):
    """Absent, foreign, trashed and hidden files cannot be told apart, and nothing is written."""
    refused = [
        str(uuid4()),
        str(make_picture(cast.elsewhere, "foreign").pk),
        str(make_picture(cast.namespace, "trashed", trashed=True).pk),
        str(
            make_picture(
                cast.namespace, "hidden", visibility=MediaFile.Visibility.PRIVATE, uploaded_by=cast.contributor
            ).pk
        ),
    ]
    page = make_page(cast.editor, cast.namespace)
    client = cast.client("editor")
    before = written()
    answers = []
    for media in refused:
        content = {"main": [text("<p>x</p>"), {"type": "image", "config": {"media": media}}]}
        answers.append(client.post(PAGES, {"title": "New", "content": content}))
        answers.append(client.patch(f"{PAGES}{page.pk}/", {"title": "New", "content": content}))
    assert {answer.status_code for answer in answers} == {400}
    assert len({answer.content for answer in answers}) == 1
    assert codes(answers[0]) == [("content.main.1.config.media", "does_not_exist")]
    assert written() == before
    page.refresh_from_db()
    assert page.title == "Visit"
    assert not MediaFile.objects.filter(usage_count__gt=0).exists()


def test_a_superuser_too_takes_media_from_the_pages_namespace_only(cast):
    foreign = make_picture(cast.elsewhere)
    body = {"title": "x", "namespace": "museum", "content": {"main": [image(foreign)]}}
    assert codes(cast.client("superuser").post(PAGES, body)) == [("content.main.0.config.media", "does_not_exist")]


def test_a_picture_widget_takes_pictures_only(cast):
    film = make_picture(cast.namespace, "film", kind=Kind.VIDEO)
    answer = cast.client("editor").post(PAGES, {"title": "x", "content": {"main": [image(film)]}})
    assert codes(answer) == [("content.main.0.config.media", "wrong_kind")]
    assert not Page.objects.exists()


def test_ones_own_private_file_may_stand_in_a_draft(cast):
    own = make_picture(cast.namespace, visibility=MediaFile.Visibility.PRIVATE, uploaded_by=cast.editor)
    answer = cast.client("editor").post(PAGES, {"title": "x", "content": {"main": [image(own)]}})
    assert answer.status_code == 201


def test_saving_costs_the_same_for_any_number_of_pictures(cast, django_assert_max_num_queries):
    files = [make_picture(cast.namespace, f"picture-{number}") for number in range(12)]
    page = make_page(cast.editor, cast.namespace)
    client = cast.client("editor")
    with django_assert_max_num_queries(40):
        answer = client.patch(f"{PAGES}{page.pk}/", {"content": {"main": [image(file) for file in files]}})
    assert answer.status_code == 200
