"""Alive and ready."""

import threading

import pytest
from rest_framework.test import APIClient

from config import health
from file_manager import storage

pytestmark = pytest.mark.django_db(transaction=True)
ALL = {"database": "ok", "cache": "ok", "broker": "ok", "storage": "ok"}


@pytest.fixture
def client():
    return APIClient()


def test_ready_names_each_service(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "services": ALL})


@pytest.mark.parametrize("name", ALL)
def test_one_that_is_away_is_named_without_saying_more(client, monkeypatch, name):
    def away():
        raise ConnectionError("10.0.0.1:5432 refused user vitrine")

    monkeypatch.setitem(health.CHECKS, name, away)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "failed", "services": {**ALL, name: "failed"}})
    assert client.get("/livez").json() == {"status": "ok"}


def test_one_that_hangs_does_not_hold_up_the_answer(client, monkeypatch):
    release = threading.Event()
    monkeypatch.setattr(health, "SECONDS", 0.2)
    monkeypatch.setitem(health.CHECKS, "storage", lambda: release.wait(10))
    services = client.get("/readyz").json()["services"]
    release.set()
    assert services["storage"] == "failed"


def test_a_store_that_is_gone(client, monkeypatch):
    def gone():
        raise storage.StorageAway

    monkeypatch.setitem(health.CHECKS, "storage", gone)
    assert client.get("/readyz").json()["services"]["storage"] == "failed"


def test_a_cache_that_forgets_is_away(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert client.get("/readyz").json()["services"]["cache"] == "failed"


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "amqp://127.0.0.1:1//"])
def test_a_broker_that_is_away(client, monkeypatch, url):
    monkeypatch.setattr(health.celery.conf, "broker_write_url", url)
    assert client.get("/readyz").json()["services"]["broker"] == "failed"


@pytest.mark.parametrize("route", ["/livez", "/readyz"])
def test_health_is_only_read(client, route):
    assert client.post(route).status_code == 405
