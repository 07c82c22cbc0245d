"""One shape for every refusal below /api, whatever was sent."""

import json
from io import BytesIO

import pytest
from django.db import IntegrityError, OperationalError
from django.test import RequestFactory
from rest_framework.test import APIClient

from config.wsgi import application
from content import access
from content.models import Namespace

NAMESPACES = "/api/v1/content/namespaces/"
ME = "/api/v1/auth/me/"


def refusal(response) -> tuple[int, str, str | None]:
    """Status, code and field, after a look at the shape."""
    body = response.json()
    assert set(body) == {"type", "errors"}
    assert response["Content-Type"].startswith("application/json")
    for error in body["errors"]:
        assert set(error) == {"code", "detail", "attr"}
        assert error["detail"]
    return response.status_code, body["errors"][0]["code"], body["errors"][0]["attr"]


def send(cast, body: bytes, content_type="application/json"):
    return cast.client("viewer").generic("PATCH", ME, body, content_type=content_type)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "parse_error"),
        (b"", "parse_error"),
        (b"\xff\xfe", "parse_error"),
        (b'{"display_name": "\xc3\x28"}', "parse_error"),
        (b'{"display_name": NaN}', "parse_error"),
        (b"9" * 5000, "parse_error"),
        (b"[" * 100_000, "parse_error"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "parse_error"),
        (b'{"display_name": "a\\u0000b"}', "invalid_text"),
        (b'{"display_name": "\\ud800"}', "invalid_text"),
        (b'{"a\\u0000": 1}', "invalid_text"),
        (b'{"display_name": 1e999}', "invalid_number"),
        (b"[1]", "invalid"),
        (b'"text"', "invalid"),
        (b"null", "null"),
    ],
)
def test_bodies_that_are_none(cast, body, code):
    if body == b"":
        body = b" "
    status, found, _ = refusal(send(cast, body))
    assert (status, found) == (400, code)


def test_a_broken_body_says_where_and_no_more(cast):
    detail = send(cast, b'{"a": \n x}').json()["errors"][0]["detail"]
    assert detail == "The body is not valid JSON, see line 2 column 2."


@pytest.mark.parametrize("charset", ["utf-16", "nonsense"])
def test_bodies_are_utf8_whatever_they_claim(cast, charset):
    response = send(cast, '{"display_name": "Ü"}'.encode(), f"application/json; charset={charset}")
    assert (response.status_code, response.json()["user"]["display_name"]) == (200, "Ü")


@pytest.mark.parametrize("charset", ["rot13", "base64", "utf-16", "nonsense"])
def test_addresses_are_utf8_whatever_the_body_claims(db, charset):
    environ = RequestFactory().get("/api/nothing/?a=%C3%A9").environ | {
        "CONTENT_TYPE": f"text/plain; charset={charset}"
    }
    statuses = []
    list(application(environ, lambda status, headers: statuses.append(status)))
    assert statuses == ["404 Not Found"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "a"])
def test_other_types_are_not_taken(cast, content_type):
    assert refusal(send(cast, b"a=1", content_type))[:2] == (415, "unsupported_media_type")


@pytest.mark.parametrize("method", ["put", "delete", "options", "trace"])
def test_methods_that_a_route_does_not_have(cast, method):
    assert refusal(cast.client("viewer").generic(method.upper(), ME))[:2] == (405, "method_not_allowed")


def test_any_accept_is_answered_in_json(cast):
    response = cast.client("viewer").get(NAMESPACES, headers={"Accept": "image/png"})
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/", "/api/v2/files/", "/api/v1/nothing/", "/api/v1/auth/me", "/api/%00"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_routes_that_are_not_there(db, path, method):
    assert refusal(APIClient(enforce_csrf_checks=True).generic(method, path))[:2] == (404, "not_found")


@pytest.mark.parametrize(
    "identifier", ["1", "x", "00000000-0000-0000-0000-00000000000", "0190f7f0-0000-7000-8000-000000000000"]
)
def test_ids_that_are_none(cast, identifier):
    assert refusal(cast.client("viewer").get(f"{NAMESPACES}{identifier}/"))[:2] == (404, "not_found")


@pytest.mark.parametrize("route", [NAMESPACES, ME, "/api/v1/events/", "/api/v1/auth/api-keys/"])
def test_unknown_parameters_are_refused(cast, route):
    assert refusal(cast.client("viewer").get(route, {"naemspace": "x"})) == (400, "unknown_parameter", "naemspace")


def test_one_row_takes_no_paging(cast):
    response = cast.client("viewer").get(f"{NAMESPACES}{cast.namespace.pk}/", {"page": "1"})
    assert refusal(response) == (400, "unknown_parameter", "page")


def test_a_body_that_is_too_large(cast, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    body = json.dumps({"display_name": "x" * 200}).encode()
    assert refusal(send(cast, body))[:2] == (413, "request_too_large")


def test_a_database_that_is_away(cast, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("connection to server at 10.0.0.1 failed")

    monkeypatch.setattr(access, "namespaces", away)
    client = cast.client("viewer")
    client.raise_request_exception = False
    response = client.get(NAMESPACES)
    assert refusal(response)[:2] == (503, "service_unavailable")
    assert response["Retry-After"] == "5"
    assert b"10.0.0.1" not in response.content


def test_two_acts_that_meet_at_a_constraint(cast, monkeypatch):
    def late(*args, **kwargs):
        raise IntegrityError('insert violates "one_tag_a_slug"')

    monkeypatch.setattr(access, "namespaces", late)
    response = cast.client("viewer").get(NAMESPACES)
    assert refusal(response)[:2] == (409, "conflict")
    assert b"one_tag_a_slug" not in response.content


def test_a_row_that_goes_away_in_the_middle_of_an_act(cast, monkeypatch):
    def gone(*args, **kwargs):
        raise Namespace.DoesNotExist

    monkeypatch.setattr(access, "namespaces", gone)
    assert refusal(cast.client("viewer").get(NAMESPACES))[:2] == (404, "not_found")


def test_the_unexpected_says_nothing_of_itself(cast, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("a secret")

    monkeypatch.setattr(access, "namespaces", broken)
    client = cast.client("viewer")
    client.raise_request_exception = False
    response = client.get(NAMESPACES)
    assert refusal(response)[:2] == (500, "error")
    assert b"secret" not in response.content


def test_a_host_that_is_not_ours(db):
    assert refusal(APIClient().get(ME, headers={"Host": "evil.example.org"}))[0] == 400


def test_every_answer_is_named(db):
    given = APIClient().get(ME, headers={"X-Request-ID": "abc-1"})
    assert given["X-Request-ID"] == "abc-1"
    for harmful in ("a\nb", "x" * 65, "<script>"):
        assert APIClient().get("/nothing/", headers={"X-Request-ID": harmful})["X-Request-ID"] != harmful


def test_a_body_that_breaks_off(cast):
    class Broken(BytesIO):
        def read(self, *args):
            raise OSError("gone")

    request = {"REQUEST_METHOD": "PATCH", "PATH_INFO": ME, "CONTENT_LENGTH": "10", "CONTENT_TYPE": "application/json"}
    client = cast.client("viewer")
    assert refusal(client.request(**request, **{"wsgi.input": Broken()}))[:2] == (400, "incomplete_body")
