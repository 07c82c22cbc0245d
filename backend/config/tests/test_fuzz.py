"""Whatever the document allows and whatever it forbids is sent to every route; nothing may break."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies
from rest_framework.views import APIView
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config import openapi
from config.tests.world import address, join, make_world
from config.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 6

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def served(environ, start_response):
    """The application as a server calls it: answers are closed when they were sent, which the client here forgets."""
    response = application(environ, start_response)
    try:
        return list(response)
    finally:
        response.close()


@pytest.fixture
def world(cast, monkeypatch, settings):
    monkeypatch.setattr(APIView, "throttle_classes", [])
    settings.THROTTLED = False
    settings.ALLOWED_HOSTS = ["*"]
    made = make_world(cast)
    join(made)
    return made


@pytest.mark.parametrize("who", ["manager", "anonymous"])
def test_no_request_breaks_anything(world, who):
    headers = {"Authorization": f"Token {world.key}"} if who == "manager" else {}
    schema = schemathesis.openapi.from_dict(openapi.document())
    schema.app = served
    tried = 0
    for result in schema.get_all_operations():
        attack(result.ok(), world, headers)
        tried += 1
    assert tried == sum(len(each) for each in openapi.document()["paths"].values())


def attack(operation, world, headers) -> None:
    known = address(world, operation.path)
    cases = [operation.as_strategy(mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]
    if known:
        cases.append(operation.as_strategy(path_parameters=known))

    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategies.one_of(cases))
    def send(case):
        # Keys that are made up would only ever be refused, so ours goes with every request.
        case.headers = {name: value for name, value in (case.headers or {}).items() if name.lower() not in SECRETS}
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)

    send()


SECRETS = {"authorization", "x-api-key", "cookie"}
