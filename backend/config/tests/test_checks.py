"""What `manage.py check` finds."""

import subprocess
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks

from common import jobs
from config import checks


def found(function) -> list[str]:
    return [message.id for message in function(None)]


def test_nothing_is_wrong_here(settings):
    settings.SECRET_KEY = "x" * 50
    assert [message for message in run_checks() if message.id.startswith("vitrine.E")] == []


def test_every_message_says_what_to_do(settings, monkeypatch):
    settings.SECRET_KEY = "short"
    settings.BROKER_URL = "filesystem://"
    monkeypatch.setattr(checks, "connection", SimpleNamespace(vendor="postgresql"))
    settings.CSRF_TRUSTED_ORIGINS, settings.HTTPS = ["https://media.example.org"], False
    monkeypatch.setattr(checks, "PROBE", "print('avif')")
    monkeypatch.setattr(jobs, "NAMES", {"nobody does this"})
    ours = [message for message in run_checks() if message.id.startswith("vitrine.")]
    assert {message.id for message in ours} == {f"vitrine.{name}" for name in ("E001", "E003", "W001", "W002", "W003")}
    assert all(message.hint for message in ours)


@pytest.mark.parametrize(
    ("probe", "ids"), [("", []), ("print('avif')", ["vitrine.E003"]), ("import nothing_at_all", ["vitrine.E002"])]
)
def test_libraries(monkeypatch, probe, ids):
    monkeypatch.setattr(checks, "PROBE", probe)
    assert found(checks.libraries_work) == ids


def test_libraries_are_tried_in_another_process(monkeypatch):
    asked = []
    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda argv, **more: asked.append(argv) or real(argv, **more))
    assert found(checks.libraries_work) == []
    assert "pyvips" in asked[0][-1]


@pytest.mark.parametrize(("key", "ids"), [("x" * 31, ["vitrine.W001"]), ("x" * 32, [])])
def test_the_secret_key(settings, key, ids):
    settings.SECRET_KEY = key
    assert found(checks.secret_key_is_long) == ids


@pytest.mark.parametrize(
    ("https", "origins", "ids"),
    [(False, ["https://a.example"], ["vitrine.W002"]), (True, ["https://a.example"], []), (False, ["http://a"], [])],
)
def test_https(settings, https, origins, ids):
    settings.HTTPS, settings.CSRF_TRUSTED_ORIGINS = https, origins
    assert found(checks.origins_match_https) == ids


@pytest.mark.parametrize(
    ("vendor", "broker", "ids"),
    [
        ("postgresql", "filesystem://", ["vitrine.W003"]),
        ("postgresql", "redis://localhost", []),
        ("sqlite", "filesystem://", []),
    ],
)
def test_the_queue_of_several_machines(settings, monkeypatch, vendor, broker, ids):
    monkeypatch.setattr(checks, "connection", SimpleNamespace(vendor=vendor))
    settings.BROKER_URL = broker
    assert found(checks.services_match) == ids


@pytest.mark.parametrize(
    ("formats", "ids"),
    [(["webp"], []), (["webp", "avif"], []), (["avif"], ["vitrine.E004"]), (["webp", "gif"], ["vitrine.E004"])],
)
def test_the_formats_of_renditions(settings, formats, ids):
    settings.RENDITION_FORMATS = formats
    assert found(checks.formats_are_known) == ids


@pytest.mark.parametrize(("seconds", "ids"), [(3600, []), (60, ["vitrine.W004"])])
def test_films_have_more_time_than_photographs(settings, seconds, ids):
    settings.LONG_CHILD_SECONDS = seconds
    assert found(checks.films_have_time) == ids
