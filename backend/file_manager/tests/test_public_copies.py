"""What strangers get of public originals: the picture, not the place."""

import io

import pytest
from django.conf import settings
from PIL import Image

from common.models import Job
from conftest import client_of, picture
from content.models import Namespace
from file_manager import public_copies, storage
from file_manager.models import Blob, MediaFile, ProcessingStep, Rendition, SlugHistory
from file_manager.tests.makers import make_file, objects, run_again, run_job
from file_manager.tests.test_delivery import fetched

ON_DISK = settings.STORAGE["scheme"] == "file"
pytestmark = pytest.mark.skipif(not ON_DISK, reason="a redirect to the store says nothing of the bytes")
SERIAL = b"4202531337"


def telling() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA431] = SERIAL.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 6.0, 0.0), 3: "E", 4: (4.0, 18.0, 0.0)})
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


@pytest.fixture
def photo(cast):
    """A public photograph that says where it was made, and that a worker has read."""
    return read_by_worker(
        make_file(cast.namespace, content=telling(), uploaded_by=cast.contributor, visibility="public")
    )


def read_by_worker(file):
    ProcessingStep.objects.create(blob=file.blob, step="facts", state="done")
    return file


def address(file):
    return f"/files/museum/{file.slug}.{file.blob.extension}"


def opened(client, file, **headers):
    SlugHistory.objects.get_or_create(namespace=file.namespace, file=file, slug=file.slug)
    client.raise_request_exception = False
    return client.get(address(file), headers=headers)


def code_of(response):
    return response.json()["errors"][0]["code"]


@pytest.mark.parametrize("who", ["anonymous", "stranger", "viewer"])
def test_the_public_address_gives_everybody_the_same_copy(cast, photo, who):
    run_job("process_file", photo)
    answer = opened(cast.client(who), photo)
    body = fetched(answer)
    assert answer.status_code == 200
    assert SERIAL not in body
    with Image.open(io.BytesIO(body)) as copy:
        assert (copy.size, dict(copy.getexif())) == ((256, 256), {})
    assert answer["ETag"] == f'"{photo.blob.sha256}-public"'
    assert int(answer["Content-Length"]) == len(body)
    assert answer["Cache-Control"] == "public, max-age=300"


def test_members_get_the_true_bytes_by_the_interface(cast, photo):
    for route in ("content", "download"):
        answer = cast.client("viewer").get(f"/api/v1/media/files/{photo.pk}/{route}/")
        assert fetched(answer) == telling()
        assert answer["ETag"] == f'"{photo.blob.sha256}"'
    assert cast.client("stranger").get(f"/api/v1/media/files/{photo.pk}/content/").status_code == 404


def test_ranges_are_those_of_the_copy(cast, photo):
    whole = fetched(opened(client_of(None), photo))
    part = opened(client_of(None), photo, Range="bytes=10-19")
    assert (part.status_code, fetched(part)) == (206, whole[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert opened(client_of(None), photo, **{"If-None-Match": part["ETag"]}).status_code == 304


def test_a_namespace_may_let_places_out(cast, photo):
    Namespace.objects.update(public_location=True)
    answer = opened(client_of(None), photo)
    assert (fetched(answer), answer["ETag"]) == (telling(), f'"{photo.blob.sha256}"')
    assert not Rendition.objects.filter(spec=public_copies.SPEC).exists()


def test_a_file_that_is_not_public_is_given_to_members_as_it_is(cast, photo):
    MediaFile.objects.update(visibility="namespace")
    assert fetched(opened(cast.client("viewer"), photo)) == telling()
    assert opened(client_of(None), photo).status_code == 404


def test_what_says_nothing_goes_out_as_it_is(cast):
    content = picture(80, 60)
    file = read_by_worker(make_file(cast.namespace, content=content, visibility="public"))
    answer = opened(client_of(None), file)
    assert (fetched(answer), answer["ETag"]) == (content, f'"{file.blob.sha256}"')
    assert Blob.objects.get(pk=file.blob_id).public_copy == "as_it_is"
    assert not Rendition.objects.filter(spec=public_copies.SPEC).exists()


def test_a_worker_makes_the_copy_of_what_is_public_and_of_what_becomes_it(cast, photo):
    run_job("process_file", photo)
    run_again(Job.objects.get(name=public_copies.MAKE, subject=photo.blob_id))
    assert Blob.objects.get(pk=photo.blob_id).public_copy == "made"
    hidden = make_file(cast.namespace, content=telling() + b"\0", uploaded_by=cast.contributor)
    run_job("process_file", hidden)
    wanted = Job.objects.filter(name=public_copies.MAKE, subject=hidden.blob_id)
    assert not wanted.exists()
    changed = cast.client("contributor").patch(f"/api/v1/media/files/{hidden.pk}/", {"visibility": "public"})
    assert changed.status_code == 200
    assert run_again(wanted.get()).state == Job.State.DONE
    assert Rendition.objects.filter(spec=public_copies.SPEC).count() == 2


def test_a_large_file_is_left_to_a_worker(cast, photo, monkeypatch):
    monkeypatch.setattr(public_copies, "AT_ONCE", 100)
    waiting = opened(client_of(None), photo)
    assert (waiting.status_code, code_of(waiting), waiting["Retry-After"]) == (503, "being_prepared", "5")
    run_again(Job.objects.get(name=public_copies.MAKE))
    assert SERIAL not in fetched(opened(client_of(None), photo))


@pytest.mark.parametrize("facts", ["", "pending", "running"])
def test_what_no_worker_has_read_is_left_to_one(cast, photo, facts):
    """A file at which a worker dies would end the web process as well."""
    ProcessingStep.objects.all().delete()
    if facts:
        ProcessingStep.objects.create(blob=photo.blob, step="facts", state=facts)
    waiting = opened(client_of(None), photo)
    assert (waiting.status_code, code_of(waiting)) == (503, "being_prepared")
    assert not Rendition.objects.exists()
    assert run_again(Job.objects.get(name=public_copies.MAKE)).state == Job.State.DONE
    assert SERIAL not in fetched(opened(client_of(None), photo))


def test_a_worker_opens_no_file_before_the_scanner_has_spoken(photo, settings, monkeypatch):
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    verdict = ProcessingStep.objects.create(blob=photo.blob, step="antivirus", state="pending")
    with monkeypatch.context() as patched:
        patched.setattr(storage, "local_copy", lambda key: pytest.fail("the original was opened"))
        job = run_job(public_copies.MAKE, photo.blob)
    assert (job.state, job.error_code) == (Job.State.QUEUED, "waiting")
    ProcessingStep.objects.filter(pk=verdict.pk).update(state="done")
    assert run_again(job).state == Job.State.DONE
    assert Rendition.objects.filter(spec=public_copies.SPEC).exists()


def test_of_bytes_in_quarantine_no_copy_is_made(photo, monkeypatch):
    Blob.objects.update(finding="Eicar-Test")
    monkeypatch.setattr(storage, "local_copy", lambda key: pytest.fail("the original was opened"))
    assert run_job(public_copies.MAKE, photo.blob).state == Job.State.DONE
    assert Blob.objects.get().public_copy == "unknown"


def film(cast, *, latitude, facts):
    """A film of a kind in which nobody knows where a place would stand."""
    file = make_file(cast.namespace, content=b"\x1a\x45\xdf\xa3", file_type="video/x-matroska", visibility="public")
    Blob.objects.filter(pk=file.blob_id).update(latitude=latitude)
    if facts:
        ProcessingStep.objects.create(blob=file.blob, step="facts", state=facts)
    return file


@pytest.mark.parametrize(
    ("latitude", "facts", "status", "code"),
    [
        (None, "done", 200, ""),
        (52.1, "done", 403, "location_withheld"),
        (None, "failed", 403, "location_withheld"),
        (None, "", 503, "being_prepared"),
        (None, "running", 503, "being_prepared"),
    ],
)
def test_what_cannot_be_stripped_goes_out_only_when_it_is_known_to_say_no_place(cast, latitude, facts, status, code):
    file = film(cast, latitude=latitude, facts=facts)
    answer = opened(client_of(None), file)
    assert answer.status_code == status
    assert (code_of(answer) if code else "") == code


def test_what_is_built_as_nobody_expects_is_withheld_whatever_its_facts_say(cast):
    """A comment behind the pixels, and a place where the facts did not find it."""
    whole = telling()
    file = make_file(cast.namespace, content=whole[:-2] + b"\xff\xfe\0\4ab" + whole[-2:], visibility="public")
    answer = opened(client_of(None), read_by_worker(file))
    assert (answer.status_code, code_of(answer)) == (403, "location_withheld")


def test_members_open_what_is_withheld_and_caches_keep_none_of_it(cast):
    file = film(cast, latitude=52.1, facts="done")
    answer = opened(cast.client("viewer"), file)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")
    assert opened(cast.client("stranger"), file).status_code == 403


def test_purging_takes_the_copy_along(cast, photo):
    opened(client_of(None), photo)
    key = Rendition.objects.get(spec=public_copies.SPEC).storage_key
    assert key in set(objects())
    MediaFile.objects.update(status="quarantined")
    cast.client("manager").delete(f"/api/v1/media/files/{photo.pk}/purge/")
    assert not Rendition.objects.exists()


def test_nothing_goes_out_before_the_scanner_has_spoken(cast, photo, settings):
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    viewer = cast.client("viewer")
    by_api = [viewer.get(f"/api/v1/media/files/{photo.pk}/{way}") for way in ("content/", "versions/1/download/")]
    for answer in (opened(viewer, photo), *by_api):
        assert (answer.status_code, code_of(answer)) == (503, "being_scanned")
    ProcessingStep.objects.create(blob=photo.blob, step="antivirus", state="done")
    assert opened(client_of(None), photo).status_code == 200


def test_strangers_who_come_too_early_fill_no_log(photo, settings, caplog):
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    early = opened(client_of(None), photo)
    assert (early.status_code, early["Retry-After"]) == (503, "5")
    assert caplog.messages == []


def test_what_members_read_by_the_api_stays_out_of_shared_caches(cast, photo):
    run_job("process_file", photo)
    answer = cast.client("viewer").get(f"/api/v1/media/files/{photo.pk}/content/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")
    assert SERIAL in fetched(answer)
