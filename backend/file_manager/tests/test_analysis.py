"""Pictures are described by a model behind HTTP; whatever it answers, the file stays ready."""

import base64
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from common.errors import NotAllowed
from common.models import Event, Job
from conftest import Cast, picture
from content.models import AuditEntry
from file_manager import analysis, search
from file_manager.models import MediaFile, ProcessingStep, Suggestion
from file_manager.tests.makers import make_file, run_again, run_job
from file_manager.tests.vision import GOOD, error, said, serving

pytestmark = pytest.mark.django_db

QUEUED, DONE, FAILED = Job.State.QUEUED, Job.State.DONE, Job.State.FAILED


@pytest.fixture
def vision(settings):
    with serving() as server:
        settings.OPENAI_API_KEY = "sk-test"
        settings.OPENAI_BASE_URL = server.url
        settings.VISION_MODEL = "tiny-vision"
        settings.VISION_TIMEOUT_SECONDS = 5
        yield server


@pytest.fixture
def museum(cast: Cast):
    cast.namespace.analysis_mode = "suggest"
    cast.namespace.save()
    return cast.namespace


def processed(namespace, **more):
    file = make_file(namespace, **{"content": picture(1200, 900), **more})
    run_job("process_file", file)
    file.refresh_from_db()
    assert file.status == "ready"
    return file


def analysed(file):
    job = run_again(Job.objects.get(name="analyze_file", subject=file.pk))
    file.refresh_from_db()
    return job


def step(file):
    return ProcessingStep.objects.get(blob=file.blob, step="analysis")


def proposed(file):
    return {(kind, value) for kind, value in file.suggestions.values_list("kind", "value")}


def test_a_new_picture_is_described_and_the_parts_are_suggested(museum, vision):
    file = processed(museum, title="IMG_1234")
    assert step(file).state == "pending"
    assert analysed(file).state == DONE
    assert step(file).state == "done"
    assert file.suggestions.get(kind="title").confidence == 0.9
    assert file.suggestions.get(kind="title").source == "tiny-vision-1"
    assert proposed(file) == {
        ("title", "Boats in a harbour"),
        ("description", "Two boats lie in a harbour."),
        ("alt_text", "Two boats side by side"),
        ("tag", "harbour"),
        ("tag", "boat"),
    }
    assert (file.title, file.alt_text, file.tags.count()) == ("IMG_1234", "", 0)
    assert file.ai_analysis["model"] == "tiny-vision-1"
    assert file.ai_analysis["usage"] == {"input_tokens": 900, "output_tokens": 120}
    assert Event.objects.filter(subject=file.pk).latest("id").kind == "file.changed"


def test_the_model_sees_one_rendition_and_never_the_original(museum, vision):
    analysed(processed(museum, content=picture(2400, 1800)))
    (asked,) = vision.requests
    assert asked["path"] == "/v1/chat/completions"
    assert asked["model"] == "tiny-vision"
    assert vision.keys == ["Bearer sk-test"]
    schema = asked["response_format"]["json_schema"]
    assert schema["strict"] is True
    assert set(schema["schema"]["required"]) == {"title", "description", "alt_text", "tags"}
    (part,) = asked["messages"][1]["content"]
    head, _, data = part["image_url"]["url"].partition(",")
    shown = Image.open(io.BytesIO(base64.b64decode(data)))
    assert (head, shown.format, shown.size) == ("data:image/webp;base64", "WEBP", (800, 600))


@pytest.mark.parametrize(("status", "code"), [(429, "rate_limit_exceeded"), (500, None), (503, None)])
def test_a_busy_service_is_asked_again_later(museum, vision, status, code):
    vision.answers = [error(status, code), said(GOOD)]
    file = processed(museum)
    job = analysed(file)
    assert (job.state, job.attempts) == (QUEUED, 0)
    assert (step(file).state, step(file).error_code) == ("pending", "waiting")
    assert file.status == "ready"
    assert analysed(file).state == DONE
    assert step(file).state == "done"
    assert len(vision.requests) == 2


def test_the_wait_that_the_service_asks_for_is_kept(museum, vision):
    vision.answers = [error(429)]
    vision.headers = {"Retry-After": "600"}
    job = analysed(processed(museum))
    assert timedelta(seconds=590) < job.due_at - timezone.now() <= timedelta(seconds=600)


def test_waits_double_and_end_with_a_reason(museum, vision):
    vision.answers = [error(500)]
    file = processed(museum)
    first = analysed(file).due_at - timezone.now()
    second = analysed(file).due_at - timezone.now()
    assert second > first * 1.8
    for _ in range(analysis.MOST_TRIES - 2):
        job = analysed(file)
    assert job.state == DONE
    assert (step(file).state, step(file).error_code) == ("failed", "service_busy")
    assert len(vision.requests) == analysis.MOST_TRIES


def test_a_service_that_does_not_answer_in_time_is_asked_again_later(museum, vision, settings):
    settings.VISION_TIMEOUT_SECONDS = 0.2
    vision.delay = 30
    file = processed(museum)
    assert analysed(file).state == QUEUED
    assert step(file).error_code == "waiting"


def test_a_service_that_is_not_there_is_asked_again_later(museum, vision, settings):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    assert analysed(processed(museum)).state == QUEUED


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (said(None, refusal="I cannot help with that."), "refused"),
        (said("", finish_reason="content_filter"), "refused"),
        (said('{"title": {"val', finish_reason="length"), "cut_off"),
        (said("A nice picture!"), "bad_answer"),
        (said({}), "bad_answer"),
        (said({**GOOD, "tags": "harbour"}), "bad_answer"),
        (said({**GOOD, "rating": 5}), "bad_answer"),
        (said(None), "bad_answer"),
        ((200, {"choices": []}), "bad_answer"),
        ((200, {}), "bad_answer"),
        ((200, b"<html>welcome</html>"), "bad_answer"),
        (error(401), "unauthorized"),
        (error(404, "model_not_found"), "rejected"),
        (error(400), "rejected"),
        (error(429, "insufficient_quota"), "no_credit"),
    ],
)
def test_an_answer_that_cannot_be_used_is_noted_and_harms_nothing(museum, vision, answer, code):
    vision.answers = [answer]
    file = processed(museum)
    assert analysed(file).state == DONE
    assert (step(file).state, step(file).error_code) == ("failed", code)
    assert step(file).error_detail.endswith(".")
    assert (file.status, file.ai_analysis, file.suggestions.count()) == ("ready", {}, 0)
    assert len(vision.requests) == 1


def test_what_a_model_says_is_cut_to_what_the_fields_hold(museum, vision):
    strange = {
        "title": {"value": "x" * 5000, "confidence": 7},
        "description": {"value": "one\u0000two\nthree", "confidence": None},
        "alt_text": {"value": "   ", "confidence": 0.5},
        "tags": [{"value": "t" * 300, "confidence": 1}, *({"value": f"tag {n}", "confidence": 1} for n in range(90))],
    }
    vision.answers = [said(strange)]
    file = processed(museum)
    assert analysed(file).state == DONE
    title = file.suggestions.get(kind="title")
    assert (len(title.value), title.confidence) == (255, None)
    assert file.suggestions.get(kind="description").value == "one two three"
    assert not file.suggestions.filter(kind="alt_text").exists()
    assert file.suggestions.filter(kind="tag").count() == 19


def test_nothing_leaves_the_house_while_the_mode_is_off(museum, vision):
    museum.analysis_mode = "off"
    museum.save()
    file = processed(museum)
    assert (step(file).state, step(file).error_code) == ("skipped", "analysis_off")
    assert not Job.objects.filter(name="analyze_file").exists()
    assert vision.requests == []


def test_switching_it_off_stops_what_already_waits(museum, vision):
    file = processed(museum)
    museum.analysis_mode = "off"
    museum.save()
    assert analysed(file).state == DONE
    assert (step(file).state, step(file).error_code) == ("skipped", "analysis_off")
    assert vision.requests == []


def test_without_a_key_the_step_says_so(museum, vision, settings):
    settings.OPENAI_API_KEY = ""
    file = processed(museum)
    assert (step(file).state, step(file).error_code) == ("skipped", "no_key")
    assert vision.requests == []


def test_who_uploads_a_picture_may_keep_it_from_being_looked_at(museum, vision):
    file = processed(museum, analyze=False)
    assert (step(file).state, step(file).error_code) == ("skipped", "not_asked")
    assert vision.requests == []


def test_only_pictures_are_looked_at(museum, vision):
    file = processed(museum, content=b"plain words", file_type="text/plain")
    assert (step(file).state, step(file).error_code) == ("skipped", "not_a_picture")


def test_an_editor_can_ask_for_it_and_without_a_key_is_told(cast, museum, vision, settings):
    file = processed(museum, analyze=False)
    settings.OPENAI_API_KEY = ""
    analysis.request(actor=cast.editor, file=file)
    assert step(file).state == "pending"
    analysed(file)
    assert (step(file).state, step(file).error_code) == ("skipped", "no_key")
    settings.OPENAI_API_KEY = "sk-test"
    analysis.request(actor=cast.editor, file=file)
    assert run_again(Job.objects.get(name="analyze_file", state=QUEUED)).state == DONE
    assert step(file).state == "done"
    assert AuditEntry.objects.filter(action="file.analysis_requested", actor=cast.editor).count() == 2


@pytest.mark.parametrize(
    ("state", "code"), [({"status": "quarantined"}, "quarantined"), ({"trashed_at": timezone.now()}, "trashed")]
)
def test_what_is_locked_away_is_never_shown_to_a_model(cast, museum, vision, state, code):
    file = processed(museum)
    MediaFile.objects.filter(pk=file.pk).update(**state)
    response = cast.client("manager").post(f"/api/v1/media/files/{file.pk}/analyze/")
    assert (response.status_code, response.json()["errors"][0]["code"]) == (409, code)
    analysed(file)  # asked for before
    assert (step(file).state, step(file).error_code) == ("skipped", code)
    assert vision.requests == []


def test_a_viewer_cannot_ask_for_it(cast, museum, vision):
    file = processed(museum)
    with pytest.raises(NotAllowed):
        analysis.request(actor=cast.viewer, file=file)


def test_nobody_can_ask_for_it_where_it_is_off(cast, museum, vision):
    museum.analysis_mode = "off"
    museum.save()
    file = processed(museum)
    with pytest.raises(analysis.CannotAnalyze) as refused:
        analysis.request(actor=cast.manager, file=file)
    assert (refused.value.status, refused.value.code) == (409, "analysis_off")


def test_what_is_sure_fills_what_is_empty_in_automatic_mode(museum, vision):
    museum.analysis_mode = "auto"
    museum.analysis_threshold = 0.9
    museum.save()
    file = processed(museum, title="Mine", description="")
    analysed(file)
    assert (file.title, file.description, file.alt_text) == ("Mine", "", "Two boats side by side")
    assert [tag.name for tag in file.tags.all()] == ["harbour"]
    states = dict(file.suggestions.values_list("value", "state"))
    assert states["harbour"] == states["Two boats side by side"] == "accepted"
    assert states["boat"] == states["Boats in a harbour"] == states["Two boats lie in a harbour."] == "proposed"
    entries = AuditEntry.objects.filter(action="suggestion.accepted")
    assert {entry.actor_id for entry in entries} == {None}
    assert list(search.filter(MediaFile.objects.all(), "harbour")) == [file]


def test_automatic_mode_leaves_what_people_wrote(museum, vision):
    museum.analysis_mode = "auto"
    museum.analysis_threshold = 0
    museum.save()
    file = processed(museum, description="By hand", alt_text="By hand")
    file.tags.create(namespace=museum, name="own", slug="own", path="/own/")
    analysed(file)
    assert (file.description, file.alt_text) == ("By hand", "By hand")
    assert [tag.name for tag in file.tags.all()] == ["own"]
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"proposed"}


def test_a_second_file_of_the_same_bytes_gets_suggestions_too(museum, vision):
    first = processed(museum)
    analysed(first)
    second = processed(museum, blob=first.blob)
    analysed(second)
    assert proposed(second) == proposed(first)
