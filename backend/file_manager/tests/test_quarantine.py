"""What is in quarantine: who hears of it, what can be done to it, and that nothing of it goes out."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.models import Event, Job
from conftest import client_of, picture
from content.access import rights
from content.live import visible
from content.models import AuditEntry
from file_manager import delivery, quarantine, showing, suggestions
from file_manager.models import Blob, MediaFile, Rendition, Version
from file_manager.suggestions import Proposal
from file_manager.tests.makers import make_file, run_again, run_job
from file_manager.tests.ready import make_collection, make_ready, make_renditions
from file_manager.tests.test_uploads import upload
from webpages.tests.makers import image

URL = "/api/v1/media/files/"
FINDING = "Eicar-Test-Signature"


@pytest.fixture
def shut(cast):
    """A file of the contributor that was ready and public until something was found in it."""
    file = make_ready(cast.namespace, cast.contributor, title="Harbour", visibility="public")
    file.blob.metadata = {"camera_model": "Lumix"}
    file.blob.save()
    quarantine.shut_away(file.blob, FINDING)
    file.refresh_from_db()
    return file


def url(file, more=""):
    return f"{URL}{file.pk}/{more}"


def code_of(response):
    (error,) = response.json()["errors"]
    return error["code"]


WHO = [
    ("anonymous", 401),
    ("stranger", 404),
    ("viewer", 404),
    ("editor", 404),
    ("contributor", 200),
    ("manager", 200),
    ("superuser", 200),
]


@pytest.mark.parametrize(("who", "status"), WHO)
def test_uploader_and_managers_alone_see_it(cast, shut, who, status):
    client = cast.client(who)
    assert client.get(url(shut)).status_code == status
    if status != 401:
        for query in ("", "?status=quarantined", "?cursor=", "?search=harbour"):
            seen = [row["id"] for row in client.get(f"{URL}{query}").json()["results"]]
            assert seen == ([str(shut.pk)] if status == 200 else [])


def test_another_contributor_does_not_see_it(cast, shut):
    MediaFile.objects.update(uploaded_by=cast.editor)
    assert cast.client("contributor").get(url(shut)).status_code == 404
    assert cast.client("editor").get(url(shut)).status_code == 200


def test_its_page_says_what_was_found_and_nothing_of_what_is_inside(cast, shut):
    shown = cast.client("contributor").get(url(shut)).json()
    assert shown["status"] == "quarantined"
    assert shown["quarantine"]["finding"] == FINDING
    assert shown["quarantine"]["found_at"].endswith("Z")
    assert shown["metadata"] == {}
    assert set(shown["thumbnails"].values()) == {None}
    assert shown["permissions"] == {"change": False, "delete": True, "share": False}
    ready = make_ready(cast.namespace, cast.contributor)
    assert cast.client("contributor").get(url(ready)).json()["quarantine"] is None


@pytest.mark.parametrize("who", ["contributor", "manager", "superuser", "viewer", "anonymous"])
def test_nothing_of_it_goes_out_not_even_to_them(cast, shut, who):
    client = cast.client(who)
    refused = 401 if who == "anonymous" else 404
    for route in ("content/", "download/", "renditions/", "text/", "versions/1/download/"):
        assert client.get(url(shut, route)).status_code == refused
    assert client.get(f"/files/museum/{shut.slug}.jpg").status_code == 404
    made = [("fit-300", "webp"), ("scrub", "webp"), ("scrub", "vtt"), ("waveform", "json"), ("web-video", "mp4")]
    for spec, extension in made:
        Rendition.objects.get_or_create(
            blob=shut.blob, spec=spec, format=extension, defaults={"file_size": 1, "storage_key": spec + extension}
        )
        assert client.get(delivery.rendition_url(shut, spec, extension)).status_code == 404


def test_an_old_version_with_such_bytes_does_not_go_out_either(cast):
    file = make_file(cast.namespace, content=picture(300, 200), visibility="public", status="ready")
    run_job("process_file", file)
    bad = make_file(cast.namespace, content=picture(320, 200)).blob
    make_renditions(bad)
    Version.objects.create(file=file, number=2, blob=bad, original_filename="x.jpg")
    Blob.objects.filter(pk=bad.pk).update(finding=FINDING, found_at=timezone.now())
    assert showing.find_rendition(file.pk, 1, "fit-150", "webp")
    assert showing.find_rendition(file.pk, 2, "fit-300", "webp") is None
    editor = cast.client("editor")
    said = editor.get(url(file, "versions/")).json()["results"]
    assert {row["number"]: row["quarantined"] for row in said} == {1: False, 2: True}
    assert editor.get(url(file, "versions/2/download/")).status_code == 404
    Blob.objects.filter(pk=bad.pk).update(released_at=timezone.now())
    assert showing.find_rendition(file.pk, 2, "fit-300", "webp")


def test_the_others_hear_that_it_changed_and_only_these_why(cast, shut):
    def heard(user):
        return list(Event.objects.filter(visible(rights(user)), subject=shut.pk).values_list("kind", flat=True))

    assert heard(cast.viewer) == ["file.changed"]
    assert heard(cast.contributor) == heard(cast.manager) == ["file.changed", "file.quarantined"]


def test_it_cannot_be_edited_nor_reached_by_bulk_acts(cast, shut):
    editing = cast.client("contributor").patch(url(shut), {"title": "Other"})
    assert (editing.status_code, code_of(editing)) == (409, "quarantined")
    client = cast.client("manager")
    selection = {"selection": {"ids": [str(shut.pk)]}}
    for route, body in (("bulk-tag/", {"tags": ["x"], "action": "add"}), ("bulk-delete/", {})):
        answer = client.post(f"/api/v1/media/{route}", {**selection, **body}).json()
        assert (answer["succeeded"], [row["code"] for row in answer["failed"]]) == (0, ["quarantined"])
    shut.refresh_from_db()
    assert (shut.title, shut.trashed_at, shut.tags.count()) == ("Harbour", None, 0)


def test_nothing_that_is_suggested_of_it_is_taken_over(cast, shut):
    (keyword,) = suggestions.propose(file=shut, proposals=[Proposal("tag", "sea", None)], source="metadata")
    refused = cast.client("manager").post(f"/api/v1/media/suggestions/{keyword.pk}/accept/")
    assert (refused.status_code, code_of(refused)) == (409, "quarantined")
    assert not shut.tags.exists()


def test_it_is_in_no_page_and_no_collection(cast, shut):
    MediaFile.objects.update(alt_text="Boats", uploaded_by=cast.editor)
    body = {"title": "Visit", "content": {"main": [image(shut)]}}
    refused = cast.client("editor").post("/api/v1/webpages/pages/", body)
    assert (refused.status_code, code_of(refused)) == (400, "does_not_exist")
    trip = make_collection(cast.namespace, "Trip", cover=shut)
    adding = cast.client("editor").post(f"/api/v1/media/collections/{trip.pk}/add-files/", {"ids": [str(shut.pk)]})
    assert (adding.status_code, code_of(adding)) == (400, "does_not_exist")
    assert cast.client("editor").get(f"/api/v1/media/collections/{trip.pk}/").json()["cover"] is None


def test_the_same_bytes_again_are_no_duplicate_for_others_and_shut_at_once(cast):
    content = picture(90, 60)
    first = upload(cast.client("contributor"), content).json()
    file = MediaFile.objects.get(pk=first["id"])
    quarantine.shut_away(file.blob, FINDING)
    check = {"sha256": [file.blob.sha256]}
    assert cast.client("editor").post(f"{URL}check/", check).json()["existing"] == []
    again = upload(cast.client("editor"), content)
    assert (again.status_code, again.json()["status"]) == (201, "quarantined")
    entries = AuditEntry.objects.filter(action="file.quarantined").values_list("subject_id", flat=True)
    assert {str(pk) for pk in entries} == {first["id"], again.json()["id"]}
    assert upload(cast.client("contributor"), content).status_code == 409


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 401),
        ("stranger", 404),
        ("viewer", 404),
        ("contributor", 403),
        ("editor", 404),
        ("manager", 200),
        ("superuser", 200),
    ],
)
def test_managers_release_it(cast, shut, who, status):
    answer = cast.client(who).post(url(shut, "release/"))
    assert answer.status_code == status
    shut.refresh_from_db()
    assert shut.status == ("pending" if status == 200 else "quarantined")
    assert AuditEntry.objects.filter(action="file.released", actor=getattr(cast, who, None)).exists() is (status == 200)


def test_releasing_goes_on_with_the_work_for_all_files_of_the_bytes(cast):
    first = make_file(cast.namespace, uploaded_by=cast.contributor)
    second = make_file(cast.namespace, blob=first.blob, uploaded_by=cast.editor)
    quarantine.shut_away(first.blob, FINDING)
    assert cast.client("manager").post(url(first, "release/")).json()["quarantine"] is None
    queued = list(Job.objects.filter(state=Job.State.QUEUED))
    assert {job.subject for job in queued} == {first.pk, second.pk}
    for job in queued:
        assert run_again(job).state == Job.State.DONE
    assert set(MediaFile.objects.values_list("status", flat=True)) == {"ready"}
    assert cast.client("viewer").get(url(second, "content/")).status_code in {200, 302}
    told = Event.objects.filter(kind="file.released").values_list("subject", "owner_id")
    assert set(told) == {(first.pk, None), (second.pk, None)}


def test_what_is_not_in_quarantine_cannot_be_released(cast):
    file = make_ready(cast.namespace)
    answer = cast.client("manager").post(url(file, "release/"))
    assert (answer.status_code, code_of(answer)) == (409, "not_quarantined")
    assert cast.client("editor").post(url(file, "release/")).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"), [("anonymous", 401), ("stranger", 404), ("editor", 404), ("contributor", 403), ("manager", 204)]
)
def test_managers_purge_it_without_the_trash(cast, shut, who, status):
    assert cast.client(who).delete(url(shut, "purge/")).status_code == status
    assert MediaFile.objects.filter(pk=shut.pk).exists() is (status != 204)
    assert Rendition.objects.exists() is (status != 204)


def test_its_uploader_moves_it_to_the_trash_where_it_stays_shut(cast, shut):
    client = cast.client("contributor")
    assert client.delete(url(shut)).status_code == 204
    assert client.get(url(shut, "content/")).status_code == 404
    assert client.post(url(shut, "restore/")).json()["status"] == "quarantined"


def test_the_administration_releases_and_purges(cast, shut):
    root = Client()
    root.force_login(cast.superuser)
    page = reverse("admin:file_manager_mediafile_changelist")
    ready = make_ready(cast.namespace)
    chosen = {"_selected_action": [str(shut.pk), str(ready.pk)]}
    answer = root.post(page, {"action": "release_files", **chosen})
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["Released: 1.", "1 left as they were. This file is not in quarantine."]
    quarantine.shut_away(Blob.objects.get(pk=shut.blob_id), "Something-Worse")
    assert "/renditions/" not in root.get(page, {"status__exact": "quarantined"}).content.decode()
    root.post(page, {"action": "purge_quarantined", **chosen})
    assert list(MediaFile.objects.all()) == [ready]


def test_a_stranger_without_a_name_sees_no_more_than_before(shut):
    assert client_of(None).get(URL).status_code == 401
