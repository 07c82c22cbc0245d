"""What is exchanged, cleaned or taken over while a file arrives."""

import hashlib
import io

import pytest
from PIL import Image

from common.models import Job
from conftest import picture
from content.models import Namespace
from file_manager import bringing_down, storage
from file_manager.models import Blob, MediaFile, Suggestion
from file_manager.tests.makers import objects, run_again
from file_manager.tests.test_delivery import disk_only, fetched
from file_manager.tests.test_processing import photograph
from file_manager.tests.test_uploads import upload

pytestmark = pytest.mark.django_db

HOSTILE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><title>Logo</title>'
    b'<script>alert(1)</script><rect width="64" height="48" fill="teal" onclick="alert(2)"/></svg>'
)


def work_through():
    """Does all that is due, as workers would."""
    while job := Job.objects.filter(state=Job.State.QUEUED).order_by("pk").first():
        run_again(job)


def settings_of(cast, **values):
    Namespace.objects.filter(pk=cast.namespace.pk).update(**values)
    cast.namespace.refresh_from_db()


def taken_in(cast, content, name="harbour.jpg", content_type="image/jpeg"):
    body = upload(cast.client("contributor"), content, name, content_type).json()
    work_through()
    return MediaFile.objects.select_related("blob").get(pk=body["id"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("kept", "version"), [(True, 2), (False, 1)])
def test_a_large_picture_is_brought_down(cast, kept, version):
    settings_of(cast, downscale_longest=640, keep_original=kept)
    large = photograph(1200, 900, orientation=6)
    file = taken_in(cast, large)
    assert (file.status, file.version, file.width, file.height) == ("ready", version, 480, 640)
    assert file.taken_at.isoformat() == "2024-05-01T14:03:22+00:00"
    assert file.blob.metadata["camera_model"] == "Lumix"
    assert file.blob.metadata.get("orientation", 1) == 1
    sizes = set(Blob.objects.values_list("width", "height"))
    assert sizes == ({(900, 1200), (480, 640)} if kept else {(480, 640)})
    cast.namespace.refresh_from_db()
    assert cast.namespace.used == sum(Blob.objects.values_list("size", flat=True))
    originals = {key for key in objects() if "/renditions/" not in key}
    assert originals == set(Blob.objects.values_list("storage_key", flat=True))


@disk_only
def test_the_original_that_was_kept_can_be_had_again(cast):
    settings_of(cast, downscale_longest=640, keep_original=True)
    large = photograph(1200, 900)
    file = taken_in(cast, large)
    address = f"/api/v1/media/files/{file.pk}/versions/{{}}/download/"
    answer = cast.client("viewer").get(address.format(1))
    assert fetched(answer) == large
    assert answer["Content-Disposition"].startswith('attachment; filename="harbour.jpg"')
    assert len(fetched(cast.client("viewer").get(address.format(2)))) == file.blob.size
    assert cast.client("viewer").get(address.format(3)).status_code == 404
    assert cast.client("stranger").get(address.format(1)).status_code == 404
    Blob.objects.filter(versions__file=file, versions__number=1).update(finding="Eicar-Test-Signature")
    assert cast.client("viewer").get(address.format(1)).status_code == 404


@pytest.mark.parametrize("kept", [True, False])
def test_the_same_large_picture_is_known_when_it_comes_again(cast, kept):
    settings_of(cast, downscale_longest=640, keep_original=kept)
    large = photograph(1200, 900)
    file = taken_in(cast, large)
    again = upload(cast.client("editor"), large, "other.jpg", "image/jpeg")
    assert (again.status_code, again.json()["existing"]["id"]) == (409, str(file.pk))
    digest = hashlib.sha256(large).hexdigest()
    check = {"namespace": "museum", "sha256": [digest]}
    (known,) = cast.client("viewer").post("/api/v1/media/files/check/", check).json()["existing"]
    assert (known["sha256"], known["file"]["id"]) == (digest, str(file.pk))


def test_a_large_picture_that_was_here_before_is_brought_down_when_it_comes_again(cast):
    large = photograph(1200, 900)
    assert taken_in(cast, large).width == 1200
    settings_of(cast, downscale_longest=640)
    again = upload(cast.client("contributor"), large, "again.jpg", "image/jpeg", on_duplicate="keep").json()
    work_through()
    file = MediaFile.objects.get(pk=again["id"])
    assert (file.status, file.version, file.width) == ("ready", 2, 640)


def test_small_pictures_and_animations_stay_as_they_came(cast):
    settings_of(cast, downscale_longest=640, keep_original=False)
    frames = [Image.new("RGB", (900, 600), color) for color in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    for content, name, kind in (
        (picture(640, 480), "small.jpg", "image/jpeg"),
        (buffer.getvalue(), "a.gif", "image/gif"),
    ):
        file = taken_in(cast, content, name, kind)
        assert file.blob.sha256 == hashlib.sha256(content).hexdigest()
        assert (file.status, file.version) == ("ready", 1)


def test_a_picture_that_finds_no_room_beside_its_original_stays_as_it_came(cast):
    large = photograph(1200, 900)
    settings_of(cast, downscale_longest=640, quota=len(large) + 10)
    file = taken_in(cast, large)
    assert (file.status, file.version, file.width) == ("ready", 1, 1200)


def test_a_drawing_is_cleaned_before_anything_of_it_is_stored(cast):
    file = taken_in(cast, HOSTILE, "logo.svg", "image/svg+xml")
    assert (file.status, file.file_type, file.version) == ("ready", "image/svg+xml", 1)
    shown = cast.client("viewer").get(f"/api/v1/media/files/{file.pk}/").json()
    assert shown["metadata"]["taken_out"] == ["scripts"]
    with storage.local_copy(file.blob.storage_key) as path:
        kept = path.read_bytes()
    assert b"rect" in kept
    assert b"script" not in kept
    assert b"onclick" not in kept
    assert file.blob.sha256 == hashlib.sha256(kept).hexdigest()
    for content in (HOSTILE, kept):
        assert upload(cast.client("editor"), content, "again.svg", "image/svg+xml").status_code == 409
    if storage.on_disk():
        response = cast.client("viewer").get(f"/files/museum/{file.slug}.svg")
        assert response["Content-Disposition"].startswith("inline")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def described(title="", keywords=()):
    """A picture with a title and keywords in XMP."""
    words = "".join(f"<rdf:li>{word}</rdf:li>" for word in keywords)
    packet = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
    <dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>"""
    return picture(80, 60, xmp=packet.encode())


def test_keywords_are_proposed_as_tags_and_never_twice(cast):
    file = taken_in(cast, described(keywords=("sea", "harbour")))
    found = Suggestion.objects.filter(file=file).values_list("kind", "value", "source", "confidence")
    assert set(found) == {("tag", "sea", "metadata", None), ("tag", "harbour", "metadata", None)}
    Suggestion.objects.filter(value="sea").update(state="rejected")
    cast.client("contributor").post(f"/api/v1/media/files/{file.pk}/retry/")
    work_through()
    assert Suggestion.objects.filter(file=file).count() == 2


def test_an_embedded_title_takes_the_place_of_a_file_name_and_of_nothing_else(cast):
    plain = taken_in(cast, described("Evening in the harbour"), "IMG_1234.jpg")
    assert (plain.title, plain.slug) == ("Evening in the harbour", "img-1234")
    form = {"file": io.BytesIO(described("Morning")), "namespace": "museum", "title": "My own"}
    form["file"].name = "IMG_1.jpg"
    body = cast.client("contributor").post("/api/v1/media/upload/", form, format="multipart").json()
    work_through()
    assert MediaFile.objects.get(pk=body["id"]).title == "My own"


def test_a_picture_brought_down_is_another_state_to_whoever_edits_it(cast):
    settings_of(cast, downscale_longest=640)
    body = upload(cast.client("contributor"), photograph(1200, 900)).json()
    file = MediaFile.objects.select_related("blob", "namespace").get(pk=body["id"])
    MediaFile.objects.update(updated_at=file.created_at, status="processing")
    with storage.local_copy(file.blob.storage_key) as source, bringing_down.smaller(file, source) as small:
        bringing_down.take(file, small)
    file.refresh_from_db()
    assert (file.version, file.updated_at > file.created_at) == (2, True)
