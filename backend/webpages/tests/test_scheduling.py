"""Going public at an hour: as it was then, by rights and media as they are now."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from common import jobs
from common.models import Event, Job
from content.models import AuditEntry, Membership, Role
from file_manager.models import MediaFile
from webpages.tests.makers import image, make_live, make_page, make_picture, text
from webpages.tests.reading import PAGES, act, codes, fresh, uses


def later(**span):
    return (timezone.now() + timedelta(**(span or {"days": 1}))).isoformat()


@pytest.fixture
def due():
    """Runs the jobs of pages as a worker would at that hour."""
    autodiscover_modules("tasks")

    def run(page):
        Job.objects.filter(subject=page.schedule).update(due_at=timezone.now())
        for job in Job.objects.filter(name="publish_page", state="queued"):
            jobs.run(str(job.pk))

    return run


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("tomorrow", "invalid"),
        (7, "invalid"),
        ({}, "invalid"),
        ("2020-01-01T00:00:00Z", "not_in_future"),
        ("9999-12-31T23:59:59Z", "too_far"),
    ],
)
def test_an_hour_that_is_none_is_refused(cast, at, code):
    page = make_page(cast.editor, cast.namespace)
    answer = act(cast, "editor", page, "publish", {"at": at})
    assert codes(answer) == [("at", code)]
    assert not Job.objects.exists()


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "99999-01-01T00:00:00Z"])
def test_an_hour_outside_of_the_calendar_is_refused(cast, at):
    page = make_page(cast.editor, cast.namespace)
    assert act(cast, "editor", page, "publish", {"at": at}).status_code == 400


def test_a_scheduled_page_goes_live_at_its_hour_as_it_was(cast, client, due):
    file = make_picture(cast.namespace)
    page = make_page(cast.editor, cast.namespace, widgets=[image(file), text("<p>then</p>")])
    answer = act(cast, "editor", page, "publish", {"at": later()})
    assert (answer.status_code, answer.json()["status"], answer.json()["url"]) == (200, "scheduled", None)
    assert answer.json()["publish_at"]
    assert client.get("/visit/").status_code == 404
    cast.client("editor").patch(f"{PAGES}{page.pk}/", {"content": {"main": [text("<p>now</p>")]}})
    assert uses(file) == (1, [("w0", "draft")])

    due(fresh(page))

    shown = cast.client("viewer").get(f"{PAGES}{page.pk}/").json()
    assert (shown["status"], shown["publish_at"], shown["has_unpublished_changes"]) == ("published", None, True)
    assert "then" in client.get("/visit/").content.decode()
    assert uses(file) == (1, [("w0", "live")])
    assert AuditEntry.objects.filter(action="page.published", actor=cast.editor).count() == 1
    assert Job.objects.get().state == "done"


def test_a_job_before_its_hour_does_nothing(cast):
    page = make_page(cast.editor, cast.namespace)
    act(cast, "editor", page, "publish", {"at": later()})
    jobs.run(str(Job.objects.get().pk))
    assert fresh(page).status == "scheduled"


def test_another_hour_replaces_the_first(cast, due):
    page = make_page(cast.editor, cast.namespace)
    act(cast, "editor", page, "publish", {"at": later(days=2)})
    first = fresh(page)
    act(cast, "editor", page, "publish", {"at": later(days=1)})
    due(first)
    assert fresh(page).status == "scheduled"
    due(fresh(page))
    assert fresh(page).status == "published"


def test_calling_off_leaves_the_page_as_it_is(cast, due):
    page = make_page(cast.editor, cast.namespace)
    act(cast, "editor", page, "publish", {"at": later()})
    scheduled = fresh(page)
    refusal = cast.client("editor").delete(f"{PAGES}{page.pk}/")
    assert (refusal.status_code, codes(refusal)[0][1]) == (409, "published")
    assert act(cast, "editor", page, "unpublish").json()["status"] == "draft"
    due(scheduled)
    assert fresh(page).status == "draft"
    assert cast.client("editor").delete(f"{PAGES}{page.pk}/").status_code == 204


def test_publishing_now_settles_what_was_scheduled(cast, due):
    page = make_page(cast.editor, cast.namespace)
    act(cast, "editor", page, "publish", {"at": later()})
    scheduled = fresh(page)
    act(cast, "editor", page, "publish")
    due(scheduled)
    assert fresh(page).status == "published"
    assert AuditEntry.objects.filter(action="page.published").count() == 1


def close(file):
    MediaFile.objects.filter(pk=file.pk).update(visibility="private")


def demote(cast):
    Membership.objects.filter(user=cast.editor).update(role=Role.VIEWER)


def occupy(cast):
    make_live(cast.stranger, cast.elsewhere, "Visit")


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (lambda cast, file: close(file), "media_not_publishable"),
        (lambda cast, file: demote(cast), "permission_denied"),
        (lambda cast, file: cast.editor.delete(), "permission_denied"),
        (lambda cast, file: occupy(cast), "address_taken"),
    ],
    ids=["closed media", "lost role", "gone author", "taken address"],
)
def test_what_cannot_go_live_at_its_hour_is_called_off_with_its_reason(cast, due, what, code):
    file = make_picture(cast.namespace, uploaded_by=cast.editor)
    page = make_page(cast.editor, cast.namespace, widgets=[image(file)])
    act(cast, "editor", page, "publish", {"at": later()})
    what(cast, file)

    due(fresh(page))

    assert (fresh(page).status, fresh(page).live, fresh(page).publish_at) == ("draft", None, None)
    job = Job.objects.get()
    assert (job.state, job.error_code) == ("failed", code)
    entry = AuditEntry.objects.get(action="page.not_published")
    assert entry.data["code"] == code
    assert Event.objects.filter(kind="page.changed", subject=page.pk).exists()


def test_a_public_page_with_a_later_version_stays_public_meanwhile(cast, client, due):
    page = make_live(cast.editor, cast.namespace, widgets=[text("<p>old</p>")])
    cast.client("editor").patch(f"{PAGES}{page.pk}/", {"content": {"main": [text("<p>new</p>")]}})
    act(cast, "editor", page, "publish", {"at": later()})
    assert "old" in client.get("/visit/").content.decode()
    due(fresh(page))
    assert "new" in client.get("/visit/").content.decode()
