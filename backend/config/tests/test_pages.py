"""The app's page, the documentation and the small pages of failures."""

import pytest
from rest_framework.test import APIClient

from config import failures
from conftest import keep_in


@pytest.fixture
def client():
    return APIClient()


@pytest.fixture
def built(settings, tmp_path):
    folder = tmp_path / "dist" / "app"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>The app</title>")
    settings.FRONTEND = tmp_path / "dist"


@pytest.mark.parametrize("path", ["/app/", "/app/library", "/app/pages/a/b?x=1"])
def test_the_app_answers_everywhere_below_its_address(client, built, path):
    response = client.get(path)
    assert response.status_code == 200
    assert b"The app" in response.content
    assert response["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_its_address_without_a_slash_leads_there(client):
    response = client.get("/app?next=1")
    assert (response.status_code, response["Location"]) == (302, "/app/?next=1")


def test_a_script_of_another_build_is_not_there(db, client, built):
    assert client.get("/app/assets/index-gone.js").status_code == 404


def test_pictures_may_come_from_the_store(client, built, settings):
    where = {"endpoint": "http://storage.internal:9000", "public": "https://media.example"}
    keep_in(settings, {"scheme": "s3", "bucket": "b", "key": "k", "secret": "s"} | where)
    policy = client.get("/app/")["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://media.example;" in policy
    assert "connect-src 'self' https://media.example;" in policy


def test_an_app_that_is_not_built_says_how(client, settings, tmp_path):
    settings.FRONTEND = tmp_path / "nothing"
    response = client.get("/app/")
    assert response.status_code == 503
    assert "npm run build" in response.content.decode()


def test_an_address_that_is_not_there_is_a_small_page(db, client):
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert "Nothing is here" in response.content.decode()


def test_a_failure_is_a_small_page_without_its_reason(rf):
    response = failures.broken(rf.get("/somewhere/"))
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()


def test_a_failure_below_the_interface_has_the_one_shape(rf):
    response = failures.broken(rf.get("/api/v1/somewhere/"))
    assert response.status_code == 500
    assert b'"code": "error"' in response.content


def test_the_documentation_needs_no_other_server(client):
    text = client.get("/api/docs/").content.decode()
    assert "/static/drf_spectacular_sidecar/swagger-ui-dist/" in text
    assert "https://" not in text.replace("https://github.com/swagger-api", "")


def test_the_document_is_open_to_all(client):
    document = client.get("/api/schema/").json()
    assert document["openapi"].startswith("3.1")
