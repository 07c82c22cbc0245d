"""What the worker's main process does with messages."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from config import watching
from config.celery import app


@pytest.fixture
def received(monkeypatch):
    """A message as the worker's main process has it, and how often it was acknowledged."""
    monkeypatch.setattr(watching, "watch", watching.Watch())
    watching.watch.pool = lambda: [SimpleNamespace(pid=4711, _popen=None)]

    def receive(soft_limit):
        acknowledged = []
        message = SimpleNamespace(delivery_info={}, properties={})
        headers = {"id": str(uuid4()), "task": "vitrine.run", "timelimit": [None, soft_limit]}
        request = watching.WatchedRequest(
            message,
            on_ack=lambda *told: acknowledged.append(told),
            app=app,
            headers=headers,
            body=((str(uuid4()),), {}, {}),
            decoded=True,
            eventer=SimpleNamespace(enabled=False),
        )
        return request, acknowledged

    return receive


@pytest.mark.parametrize(("soft_limit", "at_once"), [(7200, 1), (None, 0)])
def test_a_film_is_acknowledged_before_the_broker_loses_patience(received, soft_limit, at_once):
    request, acknowledged = received(soft_limit)
    request.on_accepted(4711, 0.0)
    assert len(acknowledged) == at_once
    assert list(watching.watch.at_work) == [4711]
    request.acknowledge()
    assert len(acknowledged) == 1
    assert not watching.watch.at_work
