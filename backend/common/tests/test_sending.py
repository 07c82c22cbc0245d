"""Jobs on their way to real brokers, and what becomes of them where there is none."""

import json
import logging

import pytest
from celery import Celery

from common import jobs, sweeper
from common.ids import uuid7
from common.models import Job
from config.celery import app

NAME = "wash"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker():
    """Sends what is asked for to another broker."""

    def use(url, **options):
        made = Celery("elsewhere", broker=url, set_as_current=False)
        made.conf.update(broker_transport_options=options, task_soft_time_limit=app.conf.task_soft_time_limit)
        made.set_current()

    yield use
    app.set_current()


def use_folder(broker, tmp_path):
    """A broker made of two empty folders; gives the one with the messages."""
    messages, control = tmp_path / "messages", tmp_path / "control"
    messages.mkdir()
    control.mkdir()
    broker("filesystem://", data_folder_in=str(messages), data_folder_out=str(messages), control_folder=str(control))
    return messages


@pytest.mark.parametrize("limit", [None, 7200])
def test_the_message_holds_the_id_and_the_limit_of_long_work(broker, tmp_path, monkeypatch, settings, limit):
    settings.LONG_CHILD_SECONDS = limit
    monkeypatch.setattr(jobs, "LONG", {NAME} if limit else set())
    folder = use_folder(broker, tmp_path)
    jobs.enqueue(NAME, uuid7())
    (message,) = list(folder.iterdir())
    headers = json.loads(message.read_text())["headers"]
    assert str(Job.objects.get().pk) in headers["argsrepr"]
    assert headers["timelimit"] == [None, limit]


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "amqp://127.0.0.1:1//", "filesystem://"])
def test_with_the_broker_away_the_request_succeeds_and_the_job_waits(broker, url, caplog, settings):
    settings.JOB_RESEND_SECONDS = 0
    missing = "/proc/nothing"
    broker(url, **({"data_folder_out": missing, "data_folder_in": missing} if url == "filesystem://" else {}))
    caplog.set_level(logging.CRITICAL)
    jobs.enqueue(NAME, uuid7())
    assert Job.objects.get().state == "queued"
    assert sweeper.send_due() == 0
    assert Job.objects.get().sends == 0


def test_what_waited_for_the_broker_is_sent_when_it_is_back(broker, tmp_path, caplog, settings):
    settings.JOB_RESEND_SECONDS = 0
    caplog.set_level(logging.CRITICAL)
    broker("redis://127.0.0.1:1/0")
    jobs.enqueue(NAME, uuid7())
    folder = use_folder(broker, tmp_path)
    assert sweeper.send_due() == 1
    assert len(list(folder.iterdir())) == 1
