"""Bytes going out: signed renditions, stable addresses, ranges, and headers that keep files harmless."""

import re
import time

import pytest
from django.conf import settings
from django.utils import timezone

from conftest import client_of, picture
from file_manager import delivery, serving, showing, storage
from file_manager.models import MediaFile, ProcessingStep
from file_manager.tests.test_uploads import upload

ON_DISK = settings.STORAGE["scheme"] == "file"
disk_only = pytest.mark.skipif(not ON_DISK, reason="ranges are S3's own work; here they would test the S3 server")


@pytest.fixture
def stored(cast) -> MediaFile:
    body = upload(cast.client("contributor"), picture(400, 300)).json()
    file = MediaFile.objects.get(pk=body["id"])
    for step in ("facts", "renditions"):
        ProcessingStep.objects.create(blob=file.blob, step=step, state="done")
    return file


def fetched(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def path_of(file: MediaFile) -> str:
    return f"/files/museum/{file.slug}.jpg"


def test_a_rendition_opens_for_whoever_holds_its_address(cast, stored):
    url = delivery.rendition_url(stored, "fit-300")
    response = client_of(None).get(url)
    assert response.status_code == (200 if ON_DISK else 302)
    assert response["Cache-Control"].startswith("private, max-age=")


@disk_only
def test_a_rendition_is_a_picture_with_harmless_headers(stored):
    response = client_of(None).get(delivery.rendition_url(stored, "fit-300"))
    assert fetched(response)[8:12] == b"WEBP"
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    again = client_of(None).get(delivery.rendition_url(stored, "fit-300"), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_an_address_that_we_did_not_sign_is_refused(stored):
    url = delivery.rendition_url(stored, "fit-300")
    for forged in (
        url.replace("fit-300", "fit-800"),
        url.replace(f"/{stored.version}/", "/2/"),
        re.sub(r"e=\d+", f"e={int(time.time()) + 10**6}", url),
        re.sub(r"e=\d+&", "", url),
        url.partition("?")[0],
        url[:-3] + "AAA",
        re.sub(r"e=\d+", "e=x", url),
    ):
        assert client_of(None).get(forged).status_code == 404


def test_a_size_that_nobody_asked_us_for_is_not_drawn(stored):
    url = delivery.signed(f"/renditions/{stored.pk}/1/fit-12345.webp", delivery.expiry())
    assert client_of(None).get(url).status_code == 404


def test_an_expired_address_is_refused(stored):
    url = delivery.signed(f"/renditions/{stored.pk}/1/fit-300.webp", int(time.time()) - 1)
    assert client_of(None).get(url).status_code == 404


def test_public_renditions_never_expire_while_they_are_public(stored, monkeypatch):
    MediaFile.objects.filter(pk=stored.pk).update(visibility="public")
    stored.refresh_from_db()
    url = delivery.rendition_url(stored, "fit-150")
    assert "e=" not in url
    response = client_of(None).get(url)
    assert response.status_code == (200 if ON_DISK else 302)
    if ON_DISK:
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    MediaFile.objects.filter(pk=stored.pk).update(visibility="namespace")
    showing._known.clear()
    assert client_of(None).get(url).status_code == 404


def test_a_rendition_opens_to_all_at_once_though_it_was_just_shown_to_some(stored):
    assert client_of(None).get(delivery.rendition_url(stored, "fit-150")).status_code != 404
    MediaFile.objects.filter(pk=stored.pk).update(visibility="public")
    stored.refresh_from_db()
    assert client_of(None).get(delivery.rendition_url(stored, "fit-150")).status_code == (200 if ON_DISK else 302)


def test_the_trash_closes_the_public_address_of_a_rendition(stored):
    MediaFile.objects.filter(pk=stored.pk).update(visibility="public", trashed_at=timezone.now())
    stored.refresh_from_db()
    assert client_of(None).get(delivery.rendition_url(stored, "fit-150")).status_code == 404


def test_nobody_opens_what_is_quarantined(cast, stored):
    MediaFile.objects.filter(pk=stored.pk).update(status="quarantined", visibility="public")
    stored.refresh_from_db()
    assert client_of(None).get(delivery.rendition_url(stored, "fit-150")).status_code == 404
    assert cast.client("manager").get(path_of(stored)).status_code == 404
    assert cast.client("manager").get(f"/api/v1/media/files/{stored.pk}/content/").status_code == 404


@pytest.mark.parametrize(
    ("who", "visibility", "opens"),
    [
        ("anonymous", "namespace", False),
        ("stranger", "namespace", False),
        ("viewer", "namespace", True),
        ("anonymous", "public", True),
        ("stranger", "public", True),
        ("viewer", "private", False),
        ("editor", "private", False),
        ("contributor", "private", True),
        ("manager", "private", True),
        ("superuser", "private", True),
    ],
)
def test_who_may_open_an_original(cast, stored, who, visibility, opens):
    MediaFile.objects.filter(pk=stored.pk).update(visibility=visibility)
    status = (200 if ON_DISK else 302) if opens else 404
    assert cast.client(who).get(path_of(stored)).status_code == status


@disk_only
@pytest.mark.parametrize(
    ("values", "shared"),
    [
        ({}, True),
        ({"review": "pending"}, False),
        ({"trashed_at": timezone.now()}, False),
        ({"visibility": "namespace"}, False),
    ],
)
def test_caches_share_what_is_open_to_all_and_nothing_else(cast, stored, values, shared):
    MediaFile.objects.filter(pk=stored.pk).update(**{"visibility": "public"} | values)
    kept = cast.client("manager").get(path_of(stored))["Cache-Control"]
    assert kept.startswith("public" if shared else "private")


def test_the_readers_of_a_page_that_shows_many_originals_are_not_slowed_down(cast, stored):
    MediaFile.objects.filter(pk=stored.pk).update(visibility="public")
    answers = [cast.client("anonymous").get(path_of(stored)).status_code for _ in range(61)]
    assert set(answers) == {200 if ON_DISK else 302}


def test_the_trash_closes_a_public_address(cast, stored):
    MediaFile.objects.filter(pk=stored.pk).update(visibility="public", trashed_at=timezone.now())
    assert cast.client("anonymous").get(path_of(stored)).status_code == 404


def test_a_former_slug_and_another_extension_lead_to_the_file(cast, stored):
    client = cast.client("editor")
    assert client.patch(f"/api/v1/media/files/{stored.pk}/", {"slug": "quay"}).status_code == 200
    for old in (f"/files/museum/{stored.slug}.jpg", "/files/museum/quay.png"):
        response = cast.client("viewer").get(old)
        assert (response.status_code, response["Location"]) == (302, "/files/museum/quay.jpg")
        assert cast.client("stranger").get(old).status_code == 404


@pytest.mark.parametrize("path", ["/files/museum/nothing.jpg", "/files/nowhere/harbour.jpg", "/files/museum/harbour"])
def test_addresses_of_nothing(cast, stored, path):
    assert cast.client("viewer").get(path).status_code == 404


@disk_only
@pytest.mark.parametrize(
    ("wanted", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=0-999999", 206, slice(0, None)),
        ("bytes=5-2", 200, slice(None)),
        ("bytes=a-b", 200, slice(None)),
        ("bytes=0-1,3-4", 200, slice(None)),
    ],
)
def test_ranges(cast, stored, wanted, status, part):
    with storage.local_copy(stored.blob.storage_key) as path:
        data = path.read_bytes()
    response = cast.client("viewer").get(f"/api/v1/media/files/{stored.pk}/content/", headers={"Range": wanted})
    assert response.status_code == status
    body = fetched(response)
    assert body == data[part]
    assert int(response["Content-Length"]) == len(body)
    if status == 206:
        start = data.index(body) if len(body) > 4 else int(response["Content-Range"].split()[1].split("-")[0])
        assert response["Content-Range"] == f"bytes {start}-{start + len(body) - 1}/{len(data)}"


@disk_only
@pytest.mark.parametrize("wanted", ["bytes=999999-", "bytes=-0"])
def test_a_range_beyond_the_end(cast, stored, wanted):
    response = cast.client("viewer").get(f"/api/v1/media/files/{stored.pk}/content/", headers={"Range": wanted})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{stored.blob.size}"


@disk_only
def test_if_range_and_if_none_match(cast, stored):
    client, url = cast.client("viewer"), f"/api/v1/media/files/{stored.pk}/content/"
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"Range": "bytes=0-1", "If-Range": tag}).status_code == 206
    assert client.get(url, headers={"Range": "bytes=0-1", "If-Range": '"other"'}).status_code == 200
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


@disk_only
def test_download_is_an_attachment_under_its_own_name(cast, stored):
    MediaFile.objects.filter(pk=stored.pk).update(original_filename='Häfen "am" Meer.jpg')
    response = cast.client("viewer").get(f"/api/v1/media/files/{stored.pk}/download/")
    assert response["Content-Disposition"] == (
        "attachment; filename=\"H_fen _am_ Meer.jpg\"; filename*=UTF-8''H%C3%A4fen%20%22am%22%20Meer.jpg"
    )


@disk_only
def test_text_is_never_shown_in_place(cast):
    body = upload(cast.client("contributor"), b"Notes on the harbour.\n", "notes.txt", "text/plain").json()
    response = cast.client("viewer").get(f"/api/v1/media/files/{body['id']}/content/")
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


@disk_only
def test_what_is_large_is_sent_a_piece_at_a_time(cast):
    data = picture() + bytes(storage.CHUNK * 2)
    body = upload(cast.client("contributor"), data).json()
    response = cast.client("viewer").get(f"/api/v1/media/files/{body['id']}/content/")
    assert response.streaming
    assert fetched(response) == data


def test_a_picture_has_a_request_id_and_a_store_that_is_away_is_told(stored, monkeypatch):
    url = delivery.rendition_url(stored, "fit-300")
    assert client_of(None).get(url, headers={"X-Request-ID": "abc"})["X-Request-ID"] == "abc"

    def away(*args, **kwargs):
        raise storage.StorageAway

    monkeypatch.setattr("file_manager.showing.find_rendition", away)
    response = client_of(None).get(url)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json()["errors"][0]["code"] == "service_unavailable"


@disk_only
def test_a_proxy_is_told_where_the_bytes_lie(cast, stored, settings):
    settings.SEND_FILE_PREFIX = "/protected/"
    response = cast.client("viewer").get(path_of(stored))
    assert response["X-Accel-Redirect"] == f"/protected/{stored.blob.storage_key}"


@disk_only
def test_bytes_that_are_missing_are_a_404_in_the_one_shape(cast, stored):
    storage.delete(stored.blob.storage_key)
    response = cast.client("viewer").get(f"/api/v1/media/files/{stored.pk}/content/")
    assert response.status_code == 404
    assert response.json()["errors"][0]["code"] == "not_found"


@pytest.mark.skipif(ON_DISK, reason="a presigned address needs an S3 server")
def test_s3_sends_to_an_address_of_its_own(cast, stored):
    response = cast.client("viewer").get(f"/api/v1/media/files/{stored.pk}/download/")
    assert response.status_code == 302
    assert "X-Amz-Signature=" in response["Location"]
    assert "response-content-disposition=attachment" in response["Location"]


def test_a_drawing_in_a_bucket_is_not_shown_in_place(monkeypatch):
    told = []
    monkeypatch.setattr(storage, "presigned", lambda key, **said: told.append(said["disposition"]) or "/there")
    for file_type in ("image/svg+xml", "image/png"):
        serving.redirect(serving.Content("key", 1, file_type, '"tag"', "logo"))
    assert [words.partition(";")[0] for words in told] == ["attachment", "inline"]
