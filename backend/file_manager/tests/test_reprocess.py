"""Processing files again by command: those that failed, and those that lack something."""

import pytest
from django.core.management import CommandError, call_command

from common import endings, jobs
from common.models import Job
from conftest import make_namespace
from content.models import Namespace
from file_manager import browsing, derived, preparing, thumbnails
from file_manager.management.commands.reprocess import failed_files, incomplete, not_looked_through
from file_manager.models import MediaFile, ProcessingStep, Rendition, SearchEntry
from file_manager.tests.makers import make_file, run_again
from file_manager.tests.test_arrival import work_through
from file_manager.tests.test_preparing import playing_film
from file_manager.tests.test_processing import STATES, breaking, process
from mediakit import transcoding
from mediakit.errors import UnreadableFile
from mediakit.tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def museum():
    return make_namespace("museum")


def test_failed_files_are_processed_again_by_command(museum, monkeypatch, capsys):
    fine, broken = make_file(museum), make_file(museum)
    process(fine)
    with monkeypatch.context() as patch:
        patch.setattr("mediakit.renditions.draw", breaking(UnreadableFile))
        process(broken)
    call_command("reprocess", "--failed")
    assert capsys.readouterr().out == "1 files will be processed again.\n"
    assert run_again(Job.objects.get(state=STATES.QUEUED)).subject == broken.pk
    assert set(MediaFile.objects.values_list("status", flat=True)) == {"ready"}


def test_what_is_missing_is_made_by_command(museum, capsys):
    files = [make_file(museum), make_file(museum), make_file(museum)]
    for file in files:
        process(file)
    thumbnails.ensure(files[0].blob, "fit-800", "avif")
    files[0].blob.renditions.get(spec="fit-800", format="webp").delete()
    files[1].search_entry.delete()
    call_command("reprocess", "--missing")
    assert capsys.readouterr().out == "2 files will be processed again.\n"
    for job in Job.objects.filter(state=STATES.QUEUED):
        run_again(job)
    assert Rendition.objects.filter(format="webp").count() == 12
    assert SearchEntry.objects.count() == 3


@pytest.mark.parametrize(
    ("spec", "maker", "file_type"),
    [
        ("fit-300", lambda path: makers.film(path / "film.mp4"), "video/mp4"),
        (derived.SCRUB, lambda path: makers.film(path / "film.mp4"), "video/mp4"),
        (derived.WEB_VIDEO, lambda path: makers.film(path / "film.mp4"), "video/mp4"),
        (derived.WAVEFORM, lambda path: makers.sound(path / "tone.wav"), "audio/wav"),
        (derived.page_spec(2), lambda path: makers.pdf(path / "report.pdf", pages=2), "application/pdf"),
    ],
)
def test_whatever_was_made_of_a_file_is_made_again(museum, tmp_path, capsys, spec, maker, file_type):
    file = make_file(museum, content=maker(tmp_path).read_bytes(), file_type=file_type)
    process(file)
    work_through()
    file.blob.renditions.get(spec=spec).delete()
    call_command("reprocess", "--missing")
    work_through()
    assert file.blob.renditions.filter(spec=spec).exists()
    call_command("reprocess", "--missing")
    assert capsys.readouterr().out == "1 files will be processed again.\n0 files will be processed again.\n"


def test_what_is_being_made_is_not_missing(museum, tmp_path, capsys):
    process(make_file(museum, content=makers.sound(tmp_path / "tone.wav").read_bytes(), file_type="audio/wav"))
    call_command("reprocess", "--missing")
    assert capsys.readouterr().out == "0 files will be processed again.\n"


def test_the_command_wants_to_know_which(museum):
    with pytest.raises(CommandError):
        call_command("reprocess")


@pytest.mark.parametrize("lost", ["entry", "fit-300", derived.SCRUB])
def test_a_film_that_gets_no_smaller_is_not_made_again_for_something_else(museum, tmp_path, monkeypatch, lost):
    Namespace.objects.update(transcode_over_bytes=1)
    file = playing_film(museum, tmp_path, seconds=2)
    process(file)
    work_through()
    SearchEntry.objects.all().delete() if lost == "entry" else file.blob.renditions.get(spec=lost).delete()
    monkeypatch.setattr(transcoding, "transcode", None)
    call_command("reprocess", "--missing")
    work_through()
    assert not incomplete().exists()
    step = ProcessingStep.objects.get(blob=file.blob, step="transcode")
    assert (step.state, step.error_code) == ("skipped", "no_smaller")
    assert not Job.objects.filter(state=STATES.QUEUED).exists()


TO_LOOK_THROUGH = {
    "strip": (derived.SCRUB, "draw_strip", "video/mp4", lambda path: makers.film(path / "film.mp4", seconds=3)),
    "shape": (derived.WAVEFORM, "measure_waveform", "audio/wav", lambda path: makers.sound(path / "tone.wav")),
    "pages": (derived.page_spec(1), "draw_pages", "application/pdf", lambda path: makers.pdf(path / "a.pdf")),
}


@pytest.mark.parametrize(
    ("what", "ending"),
    [
        ("strip", "damage"),
        ("strip", "nothing"),
        ("strip", "unknown"),
        ("shape", "damage"),
        ("shape", "unknown"),
        ("pages", "damage"),
        ("pages", "nothing"),
    ],
)
def test_what_cannot_be_made_is_tried_again_only_when_somebody_retries(
    museum, tmp_path, monkeypatch, capsys, what, ending
):
    spec, maker, file_type, made = TO_LOOK_THROUGH[what]
    file = make_file(museum, content=made(tmp_path).read_bytes(), file_type=file_type)
    tried = []

    def fails(*args, **options):
        tried.append(args)
        if ending == "nothing":
            return []
        raise UnreadableFile if ending == "damage" else IndexError

    with monkeypatch.context() as patch:
        patch.setattr(f"file_manager.browsing.{maker}", fails)
        process(file)
        work_through()
        times = len(tried)
        call_command("reprocess", "--missing")
        file.search_entry.delete()
        call_command("reprocess", "--missing")
        work_through()
    assert (times, len(tried)) == (3 if ending == "unknown" else 1, times)
    call_command("reprocess", "--failed")
    work_through()
    assert file.blob.renditions.filter(spec=spec).exists()
    assert ProcessingStep.objects.get(step=browsing.STEP).state == STATES.DONE
    call_command("reprocess", "--failed")
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["0", "1", "1", "0"]


def test_a_strip_that_ends_the_worker_is_not_tried_by_the_next_one(museum, tmp_path):
    file = make_file(museum, content=makers.film(tmp_path / "film.mp4", seconds=3).read_bytes(), file_type="video/mp4")
    process(file)
    job = Job.objects.get(name=preparing.PREPARE)
    Job.objects.filter(pk=job.pk).update(state=STATES.RUNNING, attempts=jobs.MAX_ATTEMPTS, lease=job.pk)
    job.refresh_from_db()
    jobs.give_up(job, *endings.DIED)
    assert not incomplete().exists()
    assert set(failed_files()) == {file}


def test_a_picture_that_cannot_be_drawn_any_more_is_left_to_those_that_failed(museum, monkeypatch):
    file = make_file(museum)
    process(file)
    file.blob.renditions.get(spec="fit-300").delete()
    file.search_entry.delete()
    monkeypatch.setattr("mediakit.renditions.draw", breaking(UnreadableFile))
    call_command("reprocess", "--missing")
    work_through()
    assert not incomplete().exists()
    assert set(failed_files()) == {file}


def test_no_list_is_looked_through_for_every_file_and_no_picture_where_films_are_counted():
    """In an OR a list that does not fit into PostgreSQL's memory is read once for each file."""
    asked, _, lists = str(incomplete().query).partition(" IN (")
    assert (" OR " in asked, lists.count(" UNION ")) == (False, 3)
    before_counting, _, _ = str(not_looked_through().query).partition(" GROUP BY ")
    assert '"kind" IN (video, audio) OR "file_manager_mediafile"."file_type" = application/pdf' in before_counting
