"""What can be done to one file beside editing: trash, restore, purge, retry, analysis, history, suggestions."""

import pytest

from common.models import Job
from conftest import client_of, make_namespace, make_user
from content.models import AuditEntry, Namespace
from file_manager import usage
from file_manager.models import MediaFile, ProcessingStep, Suggestion, Version
from file_manager.tests.ready import make_collection, make_facts, make_ready, trashed

URL = "/api/v1/media/files/"


@pytest.fixture
def file(cast):
    return make_ready(cast.namespace, cast.contributor, title="Harbour")


def url(file, more=""):
    return f"{URL}{file.pk}/{more}"


def code_of(response):
    (error,) = response.json()["errors"]
    return error["code"]


def in_trash(file):
    file.refresh_from_db()
    return file.trashed_at is not None


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [
        ("anonymous", 401, 401),
        ("stranger", 404, 404),
        ("viewer", 403, 403),
        ("contributor", 204, 403),
        ("editor", 204, 204),
        ("manager", 204, 204),
    ],
)
def test_contributors_trash_and_restore_their_own_files_and_editors_any(cast, file, who, own, other):
    others = make_ready(cast.namespace, cast.manager)
    client = cast.client(who)
    assert client.delete(url(file)).status_code == own
    assert client.delete(url(others)).status_code == other
    assert (in_trash(file), in_trash(others)) == (own == 204, other == 204)
    MediaFile.objects.update(**trashed())
    assert client.post(url(file, "restore/")).status_code == (200 if own == 204 else own)
    assert client.post(url(others, "restore/")).status_code == (200 if other == 204 else other)


def test_what_is_shown_somewhere_stays_unless_an_editor_insists(cast, file):
    usage.replace(cast.namespace, "live", [(file.pk, "hero")])
    refused = cast.client("contributor").delete(url(file))
    assert (refused.status_code, code_of(refused)) == (409, "in_use")
    assert [place["usage_context"] for place in refused.json()["used_in"]] == ["hero"]
    assert cast.client("contributor").delete(url(file, "?force=true")).status_code == 403
    assert not in_trash(file)
    assert cast.client("editor").delete(url(file, "?force=true")).status_code == 204
    assert in_trash(file)


@pytest.mark.parametrize("force", ["", "maybe", "2", "%00"])
def test_force_is_yes_or_no(cast, file, force):
    response = cast.client("editor").delete(url(file, f"?force={force}"))
    assert (response.status_code, code_of(response)) == (400, "invalid")
    assert not in_trash(file)


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 401), ("stranger", 404), ("viewer", 403), ("contributor", 403), ("editor", 403), ("manager", 204)],
)
def test_only_managers_purge(cast, file, who, status):
    MediaFile.objects.filter(pk=file.pk).update(**trashed())
    assert cast.client(who).delete(url(file, "purge/")).status_code == status
    assert MediaFile.objects.filter(pk=file.pk).exists() == (status != 204)


def test_only_what_is_in_the_trash_is_purged(cast, file):
    assert cast.client("manager").delete(url(file, "purge/")).status_code == 409
    assert MediaFile.objects.filter(pk=file.pk).exists()


@pytest.mark.parametrize(("gone", "where"), [(False, "on “Visit”"), (True, "in other places")])
def test_what_is_still_shown_is_not_purged_and_the_place_is_named(cast, file, gone, where):
    place = make_collection(cast.namespace, "Visit")
    usage.replace(place, "live", [(file.pk, "hero")])
    MediaFile.objects.update(**trashed())
    if gone:
        place.delete()
    refused = cast.client("manager").delete(url(file, "purge/")).json()
    assert [error["detail"] for error in refused["errors"]] == [
        f"This file is still shown {where}. Take it out there first."
    ]
    assert [shown["usage_context"] for shown in refused["used_in"]] == ["hero"]
    assert MediaFile.objects.filter(pk=file.pk).exists()


@pytest.mark.parametrize(
    ("titles", "hidden", "where"),
    [
        ("ABC", 0, "on “A”, “B”, “C”"),
        ("ABCD", 0, "on “A”, “B”, “C” and in one other place"),
        ("ABCD", 1, "on “A”, “B”, “C” and in 2 other places"),
        ("A", 1, "on “A” and in one other place"),
        ("", 2, "in other places"),
    ],
)
def test_places_that_are_not_named_are_counted(cast, file, titles, hidden, where):
    elsewhere = make_namespace("elsewhere")
    places = [make_collection(cast.namespace, title) for title in titles]
    for place in [*places, *(make_collection(elsewhere, f"Hidden {number}") for number in range(hidden))]:
        usage.replace(place, "live", [(file.pk, "hero"), (file.pk, "block")])
    MediaFile.objects.update(**trashed())
    refused = cast.client("manager").delete(url(file, "purge/")).json()
    assert refused["errors"][0]["detail"] == f"This file is still shown {where}. Take it out there first."


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 401), ("stranger", 404), ("viewer", 403), ("contributor", 202), ("editor", 202)],
)
def test_whoever_may_change_a_file_may_have_it_processed_again(cast, file, who, status):
    step = ProcessingStep.objects.create(blob=file.blob, step="renditions", state="failed", error_code="truncated")
    MediaFile.objects.filter(pk=file.pk).update(status="failed")
    assert cast.client(who).post(url(file, "retry/")).status_code == status
    step.refresh_from_db()
    assert step.state == ("pending" if status == 202 else "failed")
    assert Job.objects.filter(name="process_file", subject=file.pk).exists() == (status == 202)


def test_analysis_is_asked_for_only_where_the_namespace_allows_it(cast, file):
    client = cast.client("contributor")
    assert code_of(client.post(url(file, "analyze/"))) == "analysis_off"
    Namespace.objects.filter(pk=cast.namespace.pk).update(analysis_mode="suggest")
    assert cast.client("viewer").post(url(file, "analyze/")).status_code == 403
    response = client.post(url(file, "analyze/"))
    assert response.status_code == 202
    assert {"step": "analysis", "state": "pending", "attempts": 0, "progress": None, "error": None} in response.json()[
        "processing"
    ]
    assert Job.objects.filter(name="analyze_file", subject=file.pk).count() == 1


def test_renditions_come_by_name_and_as_a_srcset(cast, file):
    shown = cast.client("viewer").get(url(file, "renditions/")).json()
    assert set(shown) == {"small", "medium", "large", "square", "wide", "portrait", "banner", "srcset"}
    assert shown["large"].items() >= {"width": 800, "height": 533, "format": "webp", "file_size": 8000}.items()
    assert [part.split()[1] for part in shown["srcset"].split(", ")] == ["150w", "300w", "800w"]
    assert shown["large"]["url"] in shown["srcset"]


def test_versions_are_the_history_newest_first(cast, file):
    newer = make_facts(cast.namespace, size=2000)
    Version.objects.create(file=file, number=2, blob=newer, original_filename="new.jpg", created_by=cast.editor)
    page = cast.client("viewer").get(url(file, "versions/")).json()
    assert page["count"] == 2
    newest, first = page["results"]
    assert (newest["number"], newest["file_size"], newest["checksum"]) == (2, 2000, newer.sha256)
    assert newest["created_by"]["username"] == cast.editor.username
    assert first["original_filename"] == "Harbour.jpg"


@pytest.fixture
def suggestion(file):
    return Suggestion.objects.create(file=file, kind="title", value="Boats", confidence=0.9, source="model")


def test_suggestions_are_listed(cast, file, suggestion):
    (shown,) = cast.client("viewer").get(url(file, "suggestions/")).json()["results"]
    assert (
        shown.items()
        >= {
            "id": str(suggestion.pk),
            "kind": "title",
            "value": "Boats",
            "confidence": 0.9,
            "source": "model",
            "state": "proposed",
        }.items()
    )


@pytest.mark.parametrize("decision", ["accept", "reject"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 401), ("stranger", 404), ("viewer", 403), ("contributor", 403), ("editor", 200), ("manager", 200)],
)
def test_editors_decide_about_suggestions(cast, file, suggestion, who, status, decision):
    response = cast.client(who).post(f"/api/v1/media/suggestions/{suggestion.pk}/{decision}/")
    assert response.status_code == status
    file.refresh_from_db()
    assert file.title == ("Boats" if status == 200 and decision == "accept" else "Harbour")


def test_suggestions_for_a_private_file_are_as_private(cast, file, suggestion):
    MediaFile.objects.filter(pk=file.pk).update(visibility="private")
    assert cast.client("editor").post(f"/api/v1/media/suggestions/{suggestion.pk}/accept/").status_code == 404


def test_places_one_may_not_see_have_no_title(cast, file):
    usage.replace(cast.elsewhere, "live", [(file.pk, "hero")])
    (place,) = cast.client("viewer").get(url(file, "usage/")).json()["used_in"]
    assert place["object_id"] == str(cast.elsewhere.pk)


def test_what_was_done_is_in_the_audit_log(cast, file):
    client = cast.client("manager")
    client.delete(url(file))
    client.post(url(file, "restore/"))
    client.delete(url(file))
    client.delete(url(file, "purge/"))
    actions = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["file.trashed", "file.restored", "file.trashed", "file.purged"]


def test_a_person_without_any_namespace_sees_nothing(cast, file):
    client = client_of(make_user("loner"))
    assert client.get(URL).json()["results"] == []
    assert client.get(url(file)).status_code == 404
