"""What becomes of a file after it was accepted, also when something goes wrong on the way."""

import io
from contextlib import contextmanager

import pytest
from PIL import Image

from common import sweeper
from common.ids import uuid7
from common.models import Event, Job
from conftest import make_namespace, make_user
from file_manager import processing, search, storage
from file_manager.models import Blob, MediaFile, ProcessingStep, Rendition
from file_manager.tests.makers import make_blob, make_file, objects, run_again, run_job
from mediakit import perceptual, renditions
from mediakit.errors import UnreadableFile

pytestmark = pytest.mark.django_db

STATES = Job.State


@pytest.fixture
def museum():
    return make_namespace("museum")


def process(file):
    job = run_job("process_file", file)
    file.refresh_from_db()
    return job


def steps(file):
    return dict(ProcessingStep.objects.filter(blob=file.blob).values_list("step", "state"))


def step(file, name):
    return ProcessingStep.objects.get(blob=file.blob, step=name)


def photograph(width=400, height=300, **exif_tags):
    exif = Image.Exif()
    exif[0x0112] = exif_tags.get("orientation", 1)
    exif[0x0110] = "Lumix"
    exif.get_ifd(0x8769)[0x9003] = "2024:05:01 14:03:22"
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def pdf():
    buffer = io.BytesIO()
    Image.new("RGB", (120, 160), "white").save(buffer, "PDF")
    return buffer.getvalue()


def test_a_picture_becomes_ready_with_all_that_the_grid_shows(museum):
    file = make_file(museum, content=photograph(2000, 1500), title="Harbour")
    job = process(file)
    blob = file.blob
    blob.refresh_from_db()
    assert (job.state, file.status) == (STATES.DONE, "ready")
    assert (file.width, file.height) == (2000, 1500)
    assert file.taken_at.isoformat() == "2024-05-01T14:03:22+00:00"
    assert blob.metadata["camera_model"] == "Lumix"
    assert blob.placeholder
    assert blob.dominant_color.startswith("#")
    assert blob.fingerprint is not None
    sizes = {row.spec: (row.width, row.height) for row in blob.renditions.all()}
    assert sizes == {"fit-150": (150, 113), "fit-300": (300, 225), "fit-800": (800, 600), "fit-1600": (1600, 1200)}
    assert {row.storage_key for row in blob.renditions.all()} < set(objects())
    assert list(search.filter(MediaFile.objects.all(), "harb")) == [file]
    assert steps(file) == {
        "antivirus": "skipped",
        "facts": "done",
        "preview": "done",
        "renditions": "done",
        "index": "done",
        "fingerprint": "done",
        "transcode": "skipped",
        "analysis": "skipped",
    }


def test_a_turned_photograph_is_measured_and_drawn_upright(museum):
    file = make_file(museum, content=photograph(400, 300, orientation=6))
    process(file)
    assert (file.width, file.height) == (300, 400)
    small = file.blob.renditions.get(spec="fit-150")
    assert small.height > small.width


def test_progress_is_announced_and_ready_comes_once(museum):
    file = make_file(museum)
    process(file)
    kinds = list(Event.objects.filter(subject=file.pk).order_by("id").values_list("kind", flat=True))
    assert kinds == ["file.processing", "file.changed", "file.ready"]
    assert set(ProcessingStep.objects.values_list("attempts", flat=True)) == {1}


def test_what_happens_to_a_private_file_is_announced_to_its_owner_alone(museum):
    owner = make_user("owner")
    file = make_file(museum, uploaded_by=owner, visibility="private")
    process(file)
    assert set(Event.objects.filter(subject=file.pk).values_list("owner_id", flat=True)) == {owner.pk}


def test_a_picture_is_processed_with_few_statements(museum, django_assert_max_num_queries):
    file = make_file(museum, content=photograph(2000, 1500))
    with django_assert_max_num_queries(45):
        process(file)
    assert file.status == "ready"


def test_a_second_run_makes_nothing_again(museum, monkeypatch):
    file = make_file(museum)
    process(file)
    before = set(Rendition.objects.values_list("pk", "created_at"))
    monkeypatch.setattr(renditions, "draw", None)
    monkeypatch.setattr(storage, "local_copy", None)
    assert process(file).state == STATES.DONE
    assert set(Rendition.objects.values_list("pk", "created_at")) == before
    assert file.status == "ready"


def test_only_the_missing_rendition_is_drawn(museum):
    file = make_file(museum, content=photograph(1000, 800))
    process(file)
    kept = set(file.blob.renditions.exclude(spec="fit-300").values_list("pk", flat=True))
    file.blob.renditions.filter(spec="fit-300").delete()
    processing.complete(file=file, redo=("renditions",))
    process(file)
    rows = file.blob.renditions.all()
    assert {row.spec for row in rows} == {"fit-150", "fit-300", "fit-800", "fit-1600"}
    assert kept <= {row.pk for row in rows}


def test_an_object_without_a_row_is_written_again_under_its_key(museum, monkeypatch):
    """The worker dies between the store and the database."""
    file = make_file(museum)
    with monkeypatch.context() as patch:
        patch.setattr("file_manager.derived.save", breaking(SystemExit))
        with pytest.raises(SystemExit):
            process(file)
    assert not Rendition.objects.exists()
    Job.objects.update(state=STATES.QUEUED, lease=None)
    assert run_again(Job.objects.get()).state == STATES.DONE
    keys = set(Rendition.objects.values_list("storage_key", flat=True))
    assert set(objects()) == keys | {file.blob.storage_key}


def breaking(error):
    def broken(*args, **kwargs):
        raise error

    return broken


def test_a_truncated_picture_fails_with_its_reason(museum):
    whole = photograph(1200, 900)
    file = make_file(museum, content=whole[: len(whole) // 2])
    job = process(file)
    assert (job.state, job.attempts, job.error_code) == (STATES.FAILED, 1, "truncated")
    assert file.status == "failed"
    row = step(file, "renditions")
    assert (row.state, row.error_code) == ("failed", "truncated")
    assert row.error_detail.endswith(".")
    assert Event.objects.filter(subject=file.pk, kind="file.failed").count() == 1
    assert not Rendition.objects.exists()


def test_a_file_that_failed_is_found_by_its_words(museum):
    whole = photograph(1200, 900)
    file = make_file(museum, content=whole[: len(whole) // 2], title="Half a harbour")
    assert process(file).state == STATES.FAILED
    assert list(search.filter(MediaFile.objects.all(), "harbour")) == [file]


def test_a_failed_fingerprint_leaves_the_file_ready(museum, monkeypatch):
    monkeypatch.setattr(perceptual, "fingerprint", breaking(UnreadableFile))
    file = make_file(museum)
    assert process(file).state == STATES.DONE
    assert file.status == "ready"
    assert step(file, "fingerprint").error_code == "unreadable_file"
    assert step(file, "analysis").state == "skipped"


def test_an_unexpected_error_in_the_fingerprint_is_tried_thrice_then_noted(museum, monkeypatch):
    monkeypatch.setattr(perceptual, "fingerprint", breaking(ZeroDivisionError))
    file = make_file(museum)
    job = process(file)
    assert (job.state, file.status) == (STATES.QUEUED, "ready")
    monkeypatch.setattr(renditions, "draw", None)  # what has ended well is not done again
    run_again(job)
    assert run_again(job).state == STATES.DONE
    row = step(file, "fingerprint")
    assert (row.state, row.attempts, row.error_code) == ("failed", 3, "internal_error")
    assert step(file, "analysis").state == "skipped"
    assert Event.objects.filter(subject=file.pk, kind="file.failed").count() == 0


def test_a_worker_that_dies_over_the_fingerprint_leaves_the_file_ready(museum, monkeypatch):
    monkeypatch.setattr(perceptual, "fingerprint", breaking(SystemExit))
    file = make_file(museum)
    with pytest.raises(SystemExit):
        process(file)
    for _ in range(2):
        Job.objects.update(leased_until="2020-01-01T00:00Z")
        with pytest.raises(SystemExit):
            run_again(Job.objects.get())
    Job.objects.update(leased_until="2020-01-01T00:00Z")
    sweeper.bury()
    file.refresh_from_db()
    assert (file.status, step(file, "fingerprint").error_code) == ("ready", "worker_died")


def test_the_unexpected_is_tried_thrice_and_then_by_hand(museum, monkeypatch):
    file = make_file(museum)
    with monkeypatch.context() as patch:
        patch.setattr("mediakit.renditions.draw", breaking(RuntimeError("a secret path /srv/x")))
        job = process(file)
        assert (job.state, file.status) == (STATES.QUEUED, "processing")
        run_again(job)
        assert run_again(job).state == STATES.FAILED
    file.refresh_from_db()
    row = step(file, "renditions")
    assert (file.status, row.state, row.attempts, row.error_code) == ("failed", "failed", 3, "internal_error")
    assert "/srv" not in row.error_detail
    processing.retry(actor=make_user("curator"), file=file)
    assert MediaFile.objects.get().status == "pending"
    assert step(file, "renditions").state == "pending"
    assert run_again(Job.objects.get(state=STATES.QUEUED)).state == STATES.DONE
    assert MediaFile.objects.get().status == "ready"


def test_a_store_that_is_away_costs_no_attempt(museum, monkeypatch):
    file = make_file(museum)
    with monkeypatch.context() as patch:
        patch.setattr(storage, "local_copy", away)
        job = process(file)
        for _ in range(4):
            run_again(job)
        assert (job.state, job.attempts) == (STATES.QUEUED, 0)
        assert file.status == "processing"
        assert (step(file, "facts").state, step(file, "facts").error_code) == ("pending", "waiting")
    assert run_again(job).state == STATES.DONE
    assert MediaFile.objects.get().status == "ready"


@contextmanager
def away(key):
    raise storage.StorageAway
    yield


def test_an_original_that_is_not_in_the_store_fails_at_once(museum):
    file = make_file(museum)
    storage.delete(file.blob.storage_key)
    assert process(file).state == STATES.FAILED
    assert file.status == "failed"
    assert step(file, "facts").error_code == "not_found"


def test_a_worker_that_lost_its_lease_writes_nothing(museum, monkeypatch):
    file = make_file(museum)

    def steal(*args, **kwargs):
        Job.objects.update(lease=uuid7())
        return 1

    monkeypatch.setattr(perceptual, "fingerprint", steal)
    process(file)
    file.blob.refresh_from_db()
    assert file.blob.fingerprint is None
    assert not Rendition.objects.exists()
    assert step(file, "renditions").state == "running"
    assert Job.objects.get().state == STATES.RUNNING


def test_two_files_of_one_content_share_renditions_and_are_both_ready(museum):
    first = make_file(museum)
    second = make_file(museum, blob=first.blob, title="Copy")
    process(first)
    process(second)
    assert (first.status, second.status) == ("ready", "ready")
    assert Rendition.objects.count() == 4
    assert list(search.filter(MediaFile.objects.all(), "copy")) == [second]


def test_a_file_that_is_replaced_meanwhile_keeps_its_new_state(museum, monkeypatch):
    file = make_file(museum, content=photograph(400, 300))
    newer = make_blob(museum, photograph(200, 100), "image/jpeg")
    draw = renditions.draw

    def replace_and_draw(*args, **kwargs):
        MediaFile.objects.filter(pk=file.pk).update(blob=newer, version=2, status="pending")
        return draw(*args, **kwargs)

    monkeypatch.setattr(renditions, "draw", replace_and_draw)
    assert process(file).state == STATES.DONE
    assert file.status == "pending"
    monkeypatch.setattr(renditions, "draw", draw)
    process(file)
    assert (file.status, file.width, file.version) == ("ready", 200, 2)


def test_a_file_that_is_purged_meanwhile_ends_its_job_quietly(museum, monkeypatch):
    file = make_file(museum)

    def purge(*args, **kwargs):
        file.versions.all().delete()
        MediaFile.objects.all().delete()
        Blob.objects.all().delete()
        return 1

    monkeypatch.setattr(perceptual, "fingerprint", purge)
    job = run_job("process_file", file)
    assert job.state == STATES.DONE
    assert not MediaFile.objects.exists()
    assert run_job("process_file", file).state == STATES.DONE


def test_a_text_is_found_by_its_words_and_has_a_card_for_a_picture(museum):
    file = make_file(museum, content=b"The keeper of the lighthouse", file_type="text/plain")
    process(file)
    assert file.status == "ready"
    assert list(search.filter(MediaFile.objects.all(), "lighthouse")) == [file]
    assert (steps(file)["preview"], steps(file)["renditions"]) == ("done", "done")
    assert step(file, "analysis").error_code == "analysis_off"


def test_a_pdf_is_shown_by_its_first_page(museum):
    file = make_file(museum, content=pdf(), file_type="application/pdf")
    process(file)
    assert file.status == "ready"
    small = file.blob.renditions.get(spec="fit-150")
    assert (small.width, small.height) == (113, 150)


@pytest.mark.parametrize(("error", "attempts"), [(UnreadableFile, 1), (MemoryError, 3)])
@pytest.mark.parametrize(
    ("broken", "ends"),
    [("mediakit.previews.preview", ("failed", "skipped")), ("mediakit.renditions.draw", ("done", "failed"))],
)
def test_a_document_that_cannot_be_drawn_is_ready_without_it(museum, monkeypatch, broken, ends, error, attempts):
    monkeypatch.setattr(broken, breaking(error))
    file = make_file(museum, content=pdf(), file_type="application/pdf")
    job = process(file)
    while job.state == STATES.QUEUED:
        job = run_again(job)
    file.refresh_from_db()
    assert (file.status, job.attempts) == ("ready", attempts)
    assert (steps(file)["preview"], steps(file)["renditions"]) == ends


def test_a_file_whose_worker_died_thrice_is_failed_with_that_reason(museum):
    file = make_file(museum)
    process(file)
    MediaFile.objects.update(status="processing")
    ProcessingStep.objects.filter(step="renditions").update(state="running")
    Job.objects.update(state=STATES.RUNNING, attempts=3, lease=uuid7(), leased_until="2020-01-01T00:00Z")
    sweeper.bury()
    file.refresh_from_db()
    assert file.status == "failed"
    assert step(file, "renditions").error_code == "worker_died"
