"""Files coming in over HTTP: what is accepted, what is refused, and that a refusal leaves nothing behind."""

import hashlib
import os
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.models import Event, Job
from conftest import keep_in, picture
from content.models import AuditEntry
from file_manager import receiving, storage
from file_manager.models import Blob, Collection, MediaFile, SlugHistory, Tag, Version
from file_manager.tests.makers import objects


def png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    size = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + size + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


URL = "/api/v1/media/upload/"
BULK = "/api/v1/media/bulk-upload/"
CHECK = "/api/v1/media/files/check/"
BOMB = png_header(30_000, 30_000)


def sent(data: bytes, name: str = "harbour.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type)


def upload(client, data: bytes | None = None, name: str = "harbour.jpg", content_type: str = "image/jpeg", **fields):
    body = {"file": sent(picture() if data is None else data, name, content_type), **fields}
    return client.post(URL, body, format="multipart")


def raw_form(filename: bytes, data: bytes) -> bytes:
    return (
        b'--frame\r\nContent-Disposition: form-data; name="file"; filename="' + filename + b'"\r\n'
        b"Content-Type: image/jpeg\r\n\r\n" + data + b"\r\n--frame--\r\n"
    )


def assert_no_trace(tmp_path) -> None:
    """No row of any kind, no object, no temporary file."""
    assert not MediaFile.objects.exists()
    assert not Blob.objects.exists()
    assert not Version.objects.exists()
    assert not SlugHistory.objects.exists()
    assert not Job.objects.exists()
    assert not Tag.objects.exists()
    assert not AuditEntry.objects.filter(action="file.uploaded").exists()
    assert objects() == []
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def code_of(response) -> str:
    (error,) = response.json()["errors"]
    return error["code"]


def test_an_upload_writes_every_row_and_keeps_the_bytes(cast):
    data = picture()
    response = upload(cast.client("contributor"), data, "Harbour_at noon.JPG", title="", alt_text="Boats")
    assert response.status_code == 201
    body = response.json()
    assert body["title"] == "Harbour at noon"
    assert body["slug"] == "harbour-at-noon"
    assert body["original_filename"] == "Harbour_at noon.JPG"
    assert body["alt_text"] == "Boats"
    assert body["status"] == "pending"
    assert body["checksum"] == hashlib.sha256(data).hexdigest()
    assert (body["kind"], body["file_type"], body["width"], body["height"]) == ("image", "image/jpeg", 64, 48)
    file = MediaFile.objects.get(pk=body["id"])
    with storage.local_copy(file.blob.storage_key) as path:
        assert path.read_bytes() == data
    assert file.versions.get().blob_id == file.blob_id
    assert Job.objects.get().subject == file.pk
    assert AuditEntry.objects.get(action="file.uploaded").actor == cast.contributor
    assert Event.objects.get(kind="file.uploaded").subject == file.pk
    cast.namespace.refresh_from_db()
    assert cast.namespace.used == len(data)


def test_what_an_upload_answers_is_what_the_file_s_own_address_answers(cast):
    client = cast.client("contributor")
    response = upload(client, alt_text="Boats")
    shown = client.get(f"/api/v1/media/files/{response.json()['id']}/")
    assert (shown.json(), shown["ETag"]) == (response.json(), response["ETag"])


def test_what_browsers_escape_in_a_name_is_read_as_it_was(cast):
    form = raw_form(b"My %22best%22 shot%0D%0A, 100%25.jpg", picture())
    response = cast.client("contributor").post(URL, form, content_type="multipart/form-data; boundary=frame")
    assert response.status_code == 201
    assert response.json()["original_filename"] == "My _best_ shot, 100%25.jpg"
    assert response.json()["title"] == "My best shot, 100%25"


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 401), ("viewer", 403), ("contributor", 201), ("editor", 201), ("manager", 201), ("superuser", 201)],
)
def test_who_may_upload(cast, who, status):
    response = upload(cast.client(who), namespace="museum")
    assert response.status_code == status
    assert MediaFile.objects.count() == (1 if status == 201 else 0)


def test_a_namespace_of_others_is_refused_like_one_that_is_not_there(cast, tmp_path):
    for named in ("museum", str(cast.namespace.pk), "nowhere"):
        response = upload(cast.client("stranger"), namespace=named)
        assert (response.status_code, code_of(response)) == (400, "does_not_exist")
    assert_no_trace(tmp_path)


@pytest.mark.parametrize(
    ("data", "name", "content_type", "status", "code"),
    [
        (b"", "empty.jpg", "image/jpeg", 400, "empty_file"),
        (b"Just a few words of plain text.\n" * 20, "words.jpg", "image/jpeg", 415, "type_mismatch"),
        (BOMB, "bomb.png", "image/png", 422, "too_many_pixels"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "broken.jpg", "image/jpeg", 422, "unreadable_file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg", "image/svg+xml", 422, "unreadable_file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "logo.svg", "image/svg+xml", 422, "hostile_svg"),
        (b"MZ\x90\x00" + b"\0" * 200, "setup.exe", "application/octet-stream", 415, "unsupported_type"),
    ],
)
def test_what_is_refused_leaves_no_trace(cast, tmp_path, data, name, content_type, status, code):
    response = upload(cast.client("contributor"), data, name, content_type, tags=["new word"])
    assert (response.status_code, code_of(response)) == (status, code)
    assert response.json()["errors"][0]["detail"]
    assert_no_trace(tmp_path)


@pytest.mark.parametrize("name", [b"../../etc/photo.jpg", b"..\\..\\photo.jpg", b"holiday/../photo.jpg"])
def test_a_name_that_climbs_is_refused(cast, tmp_path, name):
    response = cast.client("contributor").generic(
        "POST", URL, raw_form(name, picture()), content_type="multipart/form-data; boundary=frame"
    )
    assert (response.status_code, code_of(response)) == (400, "invalid_filename")
    assert_no_trace(tmp_path)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\ana\\Harbour.jpeg", "Harbour.jpeg"),
        ("Harbour.tiff", "Harbour.jpg"),
        ("Harbour", "Harbour.jpg"),
        ("photo\u202egpj.exe.jpg", "photogpj.exe.jpg"),
        ("con.jpg", "file con.jpg"),
        ("  .hidden.jpg", "hidden.jpg"),
        ("Ha\u0308fen.JPG", "H\u00e4fen.JPG"),
        ("a" * 400 + ".jpg", "a" * 200 + ".jpg"),
    ],
)
def test_names_are_made_safe(cast, given, kept):
    response = cast.client("contributor").generic(
        "POST", URL, raw_form(given.encode(), picture()), content_type="multipart/form-data; boundary=frame"
    )
    assert response.status_code == 201
    assert response.json()["original_filename"] == kept


def test_another_type_of_the_same_kind_is_stored_as_what_it_is(cast):
    response = upload(cast.client("contributor"), picture(format="PNG"), "drawing.jpg", "image/jpeg")
    assert response.status_code == 201
    assert response.json()["file_type"] == "image/png"
    assert response.json()["original_filename"] == "drawing.png"


def test_a_kind_that_the_namespace_does_not_take(cast, tmp_path):
    cast.namespace.allowed_kinds = ["video"]
    cast.namespace.save()
    response = upload(cast.client("contributor"))
    assert (response.status_code, code_of(response)) == (415, "unsupported_type")
    assert_no_trace(tmp_path)


def test_too_large_for_the_namespace(cast, tmp_path):
    cast.namespace.size_limit = 100
    cast.namespace.save()
    response = upload(cast.client("contributor"))
    assert (response.status_code, code_of(response)) == (413, "file_too_large")
    assert_no_trace(tmp_path)


def test_too_large_by_content_length_is_refused_before_a_byte_is_read(cast, settings, tmp_path):
    settings.MAX_UPLOAD_BYTES = 10
    response = cast.client("contributor").generic(
        "POST", URL, b"--frame--\r\n", content_type="multipart/form-data; boundary=frame", CONTENT_LENGTH="400000"
    )
    assert (response.status_code, code_of(response)) == (413, "file_too_large")
    assert_no_trace(tmp_path)


@pytest.fixture
def store_that_is_away(settings):
    """An S3 address at which nobody listens."""
    keep_in(settings, {"scheme": "s3", "bucket": "b", "key": "k", "secret": "s", "endpoint": "http://127.0.0.1:9"})


def test_a_store_that_is_away_refuses_for_now_and_keeps_nothing(cast, tmp_path, store_that_is_away):
    client = cast.client("contributor")
    client.raise_request_exception = False
    response = upload(client)
    assert (response.status_code, code_of(response)) == (503, "service_unavailable")
    assert response["Retry-After"]
    assert not MediaFile.objects.exists()
    assert not Blob.objects.exists()
    assert not Job.objects.exists()
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


@pytest.mark.parametrize("size", [64, 2000], ids=["at its end", "in the middle"])
def test_a_full_disk_refuses_for_now_and_keeps_nothing(cast, tmp_path, monkeypatch, size):
    monkeypatch.setattr(receiving, "mkstemp", lambda **how: (os.open("/dev/full", os.O_RDWR), str(tmp_path / "full")))
    client = cast.client("contributor")
    client.raise_request_exception = False
    response = upload(client, picture(size, size, format="BMP"), "harbour.bmp", "image/bmp")
    assert (response.status_code, code_of(response)) == (503, "service_unavailable")
    assert_no_trace(tmp_path)


def test_over_quota(cast, tmp_path):
    cast.namespace.quota = 100
    cast.namespace.save()
    response = upload(cast.client("contributor"))
    assert (response.status_code, code_of(response)) == (413, "quota_exceeded")
    assert_no_trace(tmp_path)
    cast.namespace.refresh_from_db()
    assert cast.namespace.used == 0


def test_a_duplicate_is_refused_with_its_twin(cast):
    first = upload(cast.client("contributor"))
    second = upload(cast.client("editor"))
    assert (second.status_code, code_of(second)) == (409, "duplicate")
    assert second.json()["existing"]["id"] == first.json()["id"]
    assert MediaFile.objects.count() == 1


def test_a_duplicate_can_be_reused_or_kept(cast):
    client = cast.client("contributor")
    first = upload(client).json()
    reused = upload(client, on_duplicate="reuse")
    assert (reused.status_code, reused.json()["id"]) == (200, first["id"])
    kept = upload(client, on_duplicate="keep")
    assert kept.status_code == 201
    assert kept.json()["slug"] == "harbour-2"
    assert MediaFile.objects.count() == 2
    assert Blob.objects.count() == 1
    assert len(objects()) == 1
    cast.namespace.refresh_from_db()
    assert cast.namespace.used == Blob.objects.get().size


def test_a_trashed_twin_says_so(cast):
    client = cast.client("contributor")
    first = upload(client).json()
    assert client.delete(f"/api/v1/media/files/{first['id']}/").status_code == 204
    for choice in ("reject", "reuse"):
        answer = upload(client, on_duplicate=choice)
        assert (answer.status_code, code_of(answer), answer.json()["trashed"]) == (409, "duplicate", True)


def test_a_private_twin_of_someone_else_is_not_betrayed(cast):
    hidden = upload(cast.client("editor"), visibility="private")
    assert hidden.status_code == 201
    mine = upload(cast.client("contributor"))
    assert mine.status_code == 201
    assert mine.json()["id"] != hidden.json()["id"]
    assert Blob.objects.count() == 1


def test_the_same_bytes_in_two_namespaces_are_two_blobs(cast):
    assert upload(cast.client("contributor")).status_code == 201
    assert upload(cast.client("stranger")).status_code == 201
    assert Blob.objects.count() == 2


def test_tags_and_collection_are_set_on_the_way_in(cast):
    collection = Collection.objects.create(namespace=cast.namespace, title="Autumn", slug="autumn")
    response = upload(cast.client("editor"), tags=["Sea", "Harbour"], collection="autumn", visibility="public")
    assert response.status_code == 201
    assert sorted(tag["name"] for tag in response.json()["tags"]) == ["Harbour", "Sea"]
    assert [row["id"] for row in response.json()["collections"]] == [str(collection.pk)]
    assert response.json()["visibility"] == "public"


def test_a_collection_of_others_is_refused(cast, tmp_path):
    foreign = Collection.objects.create(namespace=cast.elsewhere, title="Autumn", slug="autumn")
    for named in ("autumn", str(foreign.pk), "nothing"):
        response = upload(cast.client("editor"), collection=named)
        assert (response.status_code, code_of(response)) == (400, "does_not_exist")
    assert_no_trace(tmp_path)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", "x" * 256, "max_length"),
        ("alt_text", "x" * 2001, "max_length"),
        ("visibility", "secret", "invalid_choice"),
        ("on_duplicate", "merge", "invalid_choice"),
        ("generate_ai_tags", "perhaps", "invalid"),
        ("title", "a\0b", "null_characters_not_allowed"),
    ],
)
def test_every_field_is_checked(cast, tmp_path, field, value, code):
    response = upload(cast.client("contributor"), **{field: value})
    assert (response.status_code, code_of(response)) == (400, code)
    assert response.json()["errors"][0]["attr"] == field
    assert_no_trace(tmp_path)


def test_a_form_without_a_file(cast):
    response = cast.client("contributor").post(URL, {"title": "x"}, format="multipart")
    assert (response.status_code, code_of(response)) == (400, "required")


def test_many_at_once_each_get_their_verdict(cast):
    client = cast.client("contributor")
    upload(client, picture(color="red"), "red.jpg")
    files = [sent(picture(color="blue"), "blue.jpg"), sent(picture(color="red"), "again.jpg"), sent(b"", "empty.jpg")]
    response = client.post(BULK, {"files": files}, format="multipart")
    assert response.status_code == 200
    body = response.json()
    assert [result["outcome"] for result in body["results"]] == ["created", "duplicate", "rejected"]
    assert [result["filename"] for result in body["results"]] == ["blue.jpg", "again.jpg", "empty.jpg"]
    assert (body["created"], body["duplicates"], body["rejected"]) == (1, 1, 1)
    assert body["results"][2]["errors"][0]["code"] == "empty_file"
    assert body["results"][0]["file"]["title"] == "blue"


def test_more_than_a_hundred_at_once_are_refused(cast):
    files = [sent(b"x", f"{number}.jpg") for number in range(101)]
    response = cast.client("contributor").post(BULK, {"files": files}, format="multipart")
    assert (response.status_code, code_of(response)) == (413, "request_too_large")


def test_check_tells_what_is_here_to_who_may_see_it(cast):
    client = cast.client("contributor")
    known = upload(client).json()
    private = upload(cast.client("manager"), picture(color="red"), visibility="private").json()
    asked = {"sha256": [known["checksum"].upper(), private["checksum"], "0" * 64]}
    body = client.post(CHECK, asked).json()
    assert [(row["sha256"], row["trashed"], row["file"]["id"]) for row in body["existing"]] == [
        (known["checksum"], False, known["id"])
    ]
    assert cast.client("stranger").post(CHECK, asked).json() == {"existing": []}


@pytest.mark.parametrize("value", [[], ["xyz"], "abc", ["0" * 64] * 1001, None])
def test_check_refuses_what_is_no_hash(cast, value):
    response = cast.client("contributor").post(CHECK, {"sha256": value})
    assert response.status_code == 400


def test_an_upload_costs_a_fixed_number_of_queries(cast, django_assert_max_num_queries):
    client = cast.client("contributor")
    upload(client, picture(color="red"))
    with django_assert_max_num_queries(17):
        assert upload(client, picture(color="blue")).status_code == 201
