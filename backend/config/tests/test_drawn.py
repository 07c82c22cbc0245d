"""The document of the interface and the reference pages are what the code says."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import URLResolver, get_resolver

from common import env
from config import drawn, openapi, reference


def test_the_document_is_current():
    call_command("openapi", "--check")


def test_the_reference_is_current():
    call_command("reference", "--check")


def test_every_route_is_in_the_document():
    def paths(patterns, prefix=""):
        for pattern in patterns:
            here = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from paths(pattern.url_patterns, here)
            else:
                yield "/" + re.sub(r"<[^>]+>", "{}", here)

    routes = {path for path in paths(get_resolver().url_patterns) if path.startswith("/api/v1/")}
    assert routes == {re.sub(r"{\w+}", "{}", path) for path in openapi.document()["paths"]}


def test_operations_are_named_once_and_described():
    operations = [one for path in openapi.document()["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert len(names) == len(set(names))
    assert [one["operationId"] for one in operations if not one.get("description")] == []


def test_every_refusal_has_the_one_shape():
    document = openapi.document()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for status, response in operation["responses"].items():
                if status >= "400":
                    name = response["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
                    shape = document["components"]["schemas"][name]
                    assert {"type", "errors"} <= set(shape["required"]), (path, method, status)


def test_what_differs_is_said(settings, tmp_path):
    settings.ROOT = tmp_path
    with pytest.raises(CommandError, match="run `make types`"):
        call_command("openapi", "--check")
    call_command("openapi")
    call_command("openapi", "--check")


def test_a_file_that_differs_is_shown(tmp_path):
    path = tmp_path / "deep" / "page.md"
    drawn.write(path, "one\ntwo\n")
    drawn.compare(path, "one\ntwo\n")
    with pytest.raises(drawn.Outdated, match=r"-two\n\+three"):
        drawn.compare(path, "one\nthree\n")


def test_a_setting_that_nobody_describes_is_refused(monkeypatch):
    monkeypatch.setitem(env.READ, "VITRINE_SECRET_KNOB", "")
    with pytest.raises(reference.Undescribed, match="VITRINE_SECRET_KNOB"):
        reference.settings_page()
