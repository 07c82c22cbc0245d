"""What is made after a file is ready: strips, waveforms, pages, and versions for the web."""

import json
from datetime import timedelta

import av
import numpy as np
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from common import jobs
from common.ids import uuid7
from common.models import Event, Job
from conftest import client_of, make_namespace
from content.models import Namespace
from file_manager import browsing, completing, preparing, storage, thumbnails
from file_manager.models import Blob, MediaFile, ProcessingStep, Rendition
from file_manager.tests.makers import make_file, run_again, run_job
from file_manager.tests.test_arrival import work_through
from file_manager.tests.test_processing import photograph
from file_manager.turns import seat
from mediakit import renditions, transcoding
from mediakit.errors import UnreadableFile
from mediakit.tests import makers

pytestmark = pytest.mark.django_db
disk_only = pytest.mark.skipif(settings.STORAGE["scheme"] != "file", reason="S3 sends its own bytes")


@pytest.fixture
def museum():
    return make_namespace("museum")


def film(museum, tmp_path, **options):
    content = makers.film(tmp_path / "film.mp4", **options).read_bytes()
    return make_file(museum, content=content, file_type="video/mp4")


def playing_film(museum, tmp_path, **options):
    """One that browsers play, unlike those of the maker."""
    source = makers.film(tmp_path / "source.mp4", **options)
    made = transcoding.transcode(source, "video/mp4", tmp_path / "playing.mp4")
    return make_file(museum, content=made.path.read_bytes(), file_type="video/mp4")


def shown(cast, file):
    return cast.client("viewer").get(f"/api/v1/media/files/{file.pk}/").json()


def step(file):
    return ProcessingStep.objects.get(blob=file.blob, step="transcode")


def queued():
    return Job.objects.get(name=preparing.PREPARE, state=Job.State.QUEUED)


@disk_only
def test_a_film_is_ready_first_and_then_gets_its_strip_and_its_version_for_the_web(cast, tmp_path):
    file = film(cast.namespace, tmp_path, seconds=3)
    run_job("process_file", file)
    before = shown(cast, file)
    assert (before["status"], before["playback"], before["previews"]["scrub"]) == ("ready", None, None)
    assert step(file).state == "pending"
    work_through()
    after = shown(cast, file)
    assert after["playback"]["source"] == "web"
    played = client_of(None).get(after["playback"]["url"], headers={"Range": "bytes=0-11"})
    assert (played.status_code, played["Content-Type"]) == (206, "video/mp4")
    scrub = after["previews"]["scrub"]
    track = client_of(None).get(scrub["url"])
    assert track["Content-Type"].startswith("text/vtt")
    assert f"{scrub['sprite']}#xywh=0,0,{scrub['tile_width']},{scrub['tile_height']}" in track.content.decode()
    assert client_of(None).get(scrub["sprite"]).status_code == 200
    assert track.content.decode().count("#xywh=") == scrub["count"]
    assert [row["progress"] for row in after["processing"] if row["step"] == "transcode"] == [None]
    assert (step(file).state, step(file).attempts) == ("done", 1)


def test_the_track_of_an_older_version_shows_its_own_strip(cast, tmp_path):
    file = playing_film(cast.namespace, tmp_path)
    run_job("process_file", file)
    work_through()
    track = shown(cast, file)["previews"]["scrub"]["url"]
    MediaFile.objects.filter(pk=file.pk).update(version=2)
    assert f"/renditions/{file.pk}/1/scrub.webp?" in client_of(None).get(track).content.decode()


def test_a_film_that_plays_is_played_as_it_is(cast, tmp_path):
    file = playing_film(cast.namespace, tmp_path)
    run_job("process_file", file)
    work_through()
    playback = shown(cast, file)["playback"]
    assert (playback["source"], playback["url"]) == ("original", f"/files/museum/{file.slug}.mp4")
    assert (step(file).state, step(file).error_code) == ("skipped", "plays_already")


def bulky_film(museum, path):
    """One that browsers play, of far more bytes than it needs."""
    noise = np.random.default_rng(0)
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=10, options={"crf": "1"})
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for _ in range(20):
            pixels = noise.integers(0, 256, (120, 160, 3), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return make_file(museum, content=path.read_bytes(), file_type="video/mp4")


def test_the_namespace_decides_what_is_made_for_the_web(cast, tmp_path):
    Namespace.objects.update(transcode_over_bytes=1)
    file = bulky_film(cast.namespace, tmp_path / "bulky.mp4")
    run_job("process_file", file)
    work_through()
    assert shown(cast, file)["playback"]["source"] == "web"
    assert 0 < file.blob.renditions.get(spec="web-video").file_size < file.blob.size * 0.8
    small = playing_film(cast.namespace, tmp_path, seconds=1)
    run_job("process_file", small)
    work_through()
    assert (step(small).state, step(small).error_code) == ("skipped", "no_smaller")
    assert shown(cast, small)["playback"]["source"] == "original"
    Namespace.objects.update(transcode=False)
    other = film(cast.namespace, tmp_path, seconds=4)
    run_job("process_file", other)
    work_through()
    assert (step(other).state, step(other).error_code) == ("skipped", "transcode_off")


def test_a_film_that_does_not_get_smaller_is_not_made_again(cast, tmp_path, monkeypatch):
    Namespace.objects.update(transcode_over_bytes=1)
    first = playing_film(cast.namespace, tmp_path, seconds=1)
    run_job("process_file", first)
    work_through()
    twin = make_file(cast.namespace, blob=first.blob, title="Twin")
    with monkeypatch.context() as patch:
        patch.setattr(transcoding, "transcode", None)
        run_job("process_file", twin)
        work_through()
    assert (step(twin).state, step(twin).error_code) == ("skipped", "no_smaller")
    assert shown(cast, twin)["playback"]["source"] == "original"
    made, transcode = [], transcoding.transcode
    monkeypatch.setattr(transcoding, "transcode", lambda *args, **goal: made.append(args) or transcode(*args, **goal))
    Namespace.objects.get(pk=cast.namespace.pk).save()  # under other settings it is worth another try
    call_command("reprocess", "--missing")
    work_through()
    assert (step(twin).error_code, len(made)) == ("no_smaller", 1)


def test_one_command_makes_what_a_changed_setting_wants(cast, tmp_path, capsys):
    Namespace.objects.update(transcode=False)
    bulky, plain = bulky_film(cast.namespace, tmp_path / "bulky.mp4"), film(cast.namespace, tmp_path, seconds=1)
    for file in (bulky, plain):
        run_job("process_file", file)
    call_command("reprocess", "--missing")
    Namespace.objects.update(transcode=True)
    call_command("reprocess", "--missing")
    work_through()
    assert (step(plain).state, step(bulky).error_code) == ("done", "plays_already")
    Namespace.objects.update(transcode_over_bytes=1)
    call_command("reprocess", "--missing")
    work_through()
    assert {step(bulky).state, step(plain).state} == {"done"}
    call_command("reprocess", "--missing")
    numbers = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert numbers == ["0", "2", "1", "0"]


@disk_only
def test_a_recording_has_its_shape_and_a_picture(cast, tmp_path):
    content = makers.sound(tmp_path / "tone.wav").read_bytes()
    file = make_file(cast.namespace, content=content, file_type="audio/wav")
    run_job("process_file", file)
    work_through()
    known = shown(cast, file)
    shape = json.loads(b"".join(body(client_of(None).get(known["previews"]["waveform"]["url"]))))
    assert (shape["version"], shape["channels"], len(shape["data"])) == (2, 1, 2 * shape["length"])
    assert known["thumbnails"]["small"]["width"] == 150
    assert known["playback"]["source"] == "original"
    # A tone of 9000 of 32767 is 11.2 dB below full scale; one channel counts 3 LU less, and at 477 Hz another 0.7.
    assert known["metadata"]["sample_peak"] == pytest.approx(-11.2, abs=0.1)
    assert known["metadata"]["loudness"] == pytest.approx(-14.9, abs=0.2)


def body(response):
    return response.streaming_content if response.streaming else [response.content]


def test_the_pages_of_a_pdf_are_pictures(cast, tmp_path):
    content = makers.pdf(tmp_path / "book.pdf", pages=3).read_bytes()
    file = make_file(cast.namespace, content=content, file_type="application/pdf")
    run_job("process_file", file)
    work_through()
    pages = shown(cast, file)["previews"]["pages"]
    assert [max(page["width"], page["height"]) for page in pages] == [1200] * 3
    assert client_of(None).get(pages[2]["url"]).status_code == (200 if storage.on_disk() else 302)
    made = set(Rendition.objects.values_list("pk", flat=True))
    jobs.enqueue(preparing.PREPARE, file.blob_id)
    work_through()
    assert set(Rendition.objects.values_list("pk", flat=True)) == made


def test_a_film_that_cannot_be_made_again_says_why_and_stays_ready(museum, tmp_path, monkeypatch):
    def broken(*args, **options):
        raise UnreadableFile

    monkeypatch.setattr(transcoding, "transcode", broken)
    file = film(museum, tmp_path)
    run_job("process_file", file)
    work_through()
    file.refresh_from_db()
    assert (file.status, step(file).state, step(file).error_code) == ("ready", "failed", "unreadable_file")


def test_progress_is_written_and_told_at_most_once_a_second(museum, tmp_path, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("file_manager.preparing.time.monotonic", lambda: clock[0])
    seen = []

    def slow(source, file_type, out, *, goal, progress):
        for share in range(100):
            clock[0] += 0.25
            progress(share / 100)
            seen.append(ProcessingStep.objects.get(step="transcode").progress)
        raise UnreadableFile

    monkeypatch.setattr(transcoding, "transcode", slow)
    file = film(museum, tmp_path)
    run_job("process_file", file)
    work_through()
    assert len(set(seen)) == 26
    assert seen == sorted(seen)
    assert Event.objects.filter(kind="job.progress", subject=file.pk).count() == 25
    assert step(file).progress is None


def test_a_film_that_is_purged_meanwhile_leaves_nothing(museum, tmp_path, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("file_manager.preparing.time.monotonic", lambda: clock[0])

    def purged(source, file_type, out, *, goal, progress):
        MediaFile.objects.all().delete()
        Blob.objects.all().delete()
        clock[0] += 2
        progress(0.5)
        raise AssertionError("it went on")

    monkeypatch.setattr(transcoding, "transcode", purged)
    file = film(museum, tmp_path)
    run_job("process_file", file)
    job = run_again(queued())
    assert job.state == Job.State.DONE
    assert not Rendition.objects.exists()


def test_a_worker_that_lost_its_film_stops_and_another_begins_again(museum, tmp_path, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("file_manager.preparing.time.monotonic", lambda: clock[0])
    transcode = transcoding.transcode

    def stolen(source, file_type, out, *, goal, progress):
        Job.objects.filter(name=preparing.PREPARE).update(lease=None, state=Job.State.QUEUED)
        clock[0] += 2
        progress(0.5)
        raise AssertionError("it went on")

    file = film(museum, tmp_path)
    run_job("process_file", file)
    with monkeypatch.context() as patch:
        patch.setattr(transcoding, "transcode", stolen)
        job = run_again(queued())
    assert (job.state, step(file).state) == (Job.State.QUEUED, "running")
    monkeypatch.setattr(transcoding, "transcode", transcode)
    assert run_again(job).state == Job.State.DONE
    assert step(file).state == "done"
    assert file.blob.renditions.filter(spec="web-video").count() == 1


def test_films_leave_a_worker_to_the_photographs(museum, tmp_path):
    file = film(museum, tmp_path)
    run_job("process_file", file)
    with seat(preparing.SEATS, max(settings.WORKERS - 1, 1)) as free:
        assert free
        job = run_again(queued())
    assert (job.state, job.attempts, step(file).state) == (Job.State.QUEUED, 0, "pending")
    assert step(file).error_code == "waiting"
    assert run_again(job).state == Job.State.DONE
    assert step(file).state == "done"


def test_a_film_that_waits_for_its_turn_is_looked_through_once(museum, tmp_path, monkeypatch):
    tried = []

    def draw_strip(blob, source, out):
        tried.append(blob)
        return []

    monkeypatch.setattr(browsing, "draw_strip", draw_strip)
    file = film(museum, tmp_path)
    run_job("process_file", file)
    with seat(preparing.SEATS, max(settings.WORKERS - 1, 1)):
        for _ in range(3):
            run_again(queued())
    assert run_again(queued()).state == Job.State.DONE
    assert (tried, step(file).state) == ([file.blob], "done")


def test_the_more_films_wait_the_more_rarely_each_asks(museum, tmp_path):
    file = film(museum, tmp_path)
    run_job("process_file", file)
    job = queued()
    jobs.enqueue_all(preparing.PREPARE, [uuid7() for _ in range(300)])
    with seat(preparing.SEATS, max(settings.WORKERS - 1, 1)):
        run_again(job)
    job.refresh_from_db()
    assert job.due_at - timezone.now() > timedelta(seconds=300)


def test_a_strip_that_fails_for_reasons_unknown_costs_no_film_its_version(museum, tmp_path, monkeypatch):
    def broken(*args):
        raise IndexError

    monkeypatch.setattr("file_manager.browsing.scrubbing.scrub", broken)
    file = film(museum, tmp_path, seconds=3)
    run_job("process_file", file)
    states = [run_again(queued()).state for _ in range(jobs.MAX_ATTEMPTS)]
    assert states == [Job.State.QUEUED, Job.State.QUEUED, Job.State.DONE]
    assert step(file).state == "done"


def test_formats_that_a_setting_adds_are_made_by_command(museum, settings, capsys):
    files = [make_file(museum, content=photograph(300, 200 + number)) for number in range(3)]
    elsewhere = make_file(make_namespace("archive"), content=photograph(310, 200))
    for file in [*files, elsewhere]:
        run_job("process_file", file)
    call_command("renditions")
    assert "0 files were handed" in capsys.readouterr().out
    settings.RENDITION_FORMATS = ["webp", "avif"]
    call_command("renditions", "--namespace", "museum")
    assert "3 files were handed" in capsys.readouterr().out
    call_command("renditions", "--namespace", "museum")
    assert "0 files were handed to the workers; 3 were waiting" in capsys.readouterr().out
    work_through()
    assert files[0].blob.renditions.filter(format="avif").count() == 4
    assert not elsewhere.blob.renditions.filter(format="avif").exists()
    assert set(completing.incomplete()) == {elsewhere.blob}
    with pytest.raises(CommandError):
        call_command("renditions", "--namespace", "nowhere")


def test_a_picture_that_somebody_has_drawn_meanwhile_stays_as_its_row_says(museum, settings, monkeypatch):
    file = make_file(museum, content=photograph(2400, 1600))
    run_job("process_file", file)
    settings.RENDITION_FORMATS = ["webp", "jpeg"]
    draw = renditions.draw

    def overtaken(source, sizes, out, **more):
        drawn = draw(source, sizes, out, **more)
        if len(sizes) > 1:
            thumbnails.ensure(file.blob, "fit-800", "jpeg")
        return drawn

    monkeypatch.setattr(renditions, "draw", overtaken)
    call_command("renditions")
    work_through()
    rows = file.blob.renditions.filter(format="jpeg")
    assert rows.count() == 4
    for row in rows:
        with storage.local_copy(row.storage_key) as path:
            assert row.file_size == path.stat().st_size


def test_a_film_is_sent_with_a_time_limit_of_its_own(monkeypatch, settings):
    sent = []
    monkeypatch.setattr(jobs.run, "apply_async", lambda args, **options: sent.append(options["soft_time_limit"]))
    settings.LONG_CHILD_SECONDS = 7200
    for name in (preparing.PREPARE, "process_file"):
        assert jobs.send(uuid7(), name)
    assert sent == [7200, None]
