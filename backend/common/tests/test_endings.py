"""Why work ended: told from the error or the signal, and written down by somebody who lives."""

import signal
from uuid import uuid4

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from common import endings, jobs, sweeper
from common.ids import uuid7
from common.models import Job


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MemoryError(), "too_much_memory"),
        (SoftTimeLimitExceeded(), "too_much_time"),
        (ZeroDivisionError(), "internal_error"),
        (OSError("no memory"), "internal_error"),
    ],
)
def test_what_an_error_means(error, code):
    assert endings.of_error(error).code == code


@pytest.mark.parametrize(
    ("exit_code", "code"),
    [
        (-signal.SIGXCPU, "too_much_time"),
        (-signal.SIGSEGV, "decoder_crashed"),
        (-signal.SIGABRT, "decoder_crashed"),
        (-signal.SIGKILL, "worker_killed"),
        (-signal.SIGTERM, "worker_killed"),
        (-signal.SIGUSR2, "worker_died"),
        (0, "worker_died"),
        (1, "worker_died"),
    ],
)
def test_what_an_exit_code_means(exit_code, code):
    assert endings.of_exit(exit_code).code == code


def test_every_reason_is_a_sentence_of_its_own():
    details = [ending.detail for ending in endings.BY_CODE.values()]
    assert len(set(details)) == len(details)
    assert all(detail.endswith(".") for detail in details)


@pytest.fixture
def claimed(db):
    """A job in the hands of a worker that took it by a message."""
    row = Job.objects.create(name="wash", subject=uuid7())
    return jobs.claim(row.pk, str(uuid4()))


def test_a_death_that_is_told_is_tried_again_at_once_and_buried_with_its_reason(claimed):
    for attempt in range(1, jobs.MAX_ATTEMPTS + 1):
        sweeper.fell(str(claimed.pk), str(claimed.message_id), "decoder_crashed")
        claimed.refresh_from_db()
        assert (claimed.attempts, claimed.error_code) == (attempt, "decoder_crashed")
        if attempt < jobs.MAX_ATTEMPTS:
            assert claimed.state == Job.State.QUEUED
            Job.objects.update(due_at=claimed.created_at)
            claimed = jobs.claim(claimed.pk, str(uuid4()))
    assert claimed.state == Job.State.FAILED


def test_a_last_death_that_nobody_told_of_is_taken_for_one_like_those_before(claimed):
    for _ in range(jobs.MAX_ATTEMPTS - 1):
        sweeper.fell(str(claimed.pk), str(claimed.message_id), "too_much_memory")
        Job.objects.update(due_at=claimed.created_at)
        claimed = jobs.claim(claimed.pk, str(uuid4()))
    Job.objects.update(leased_until=claimed.created_at)
    sweeper.sweep()
    claimed.refresh_from_db()
    assert (claimed.state, claimed.error_code) == (Job.State.FAILED, "too_much_memory")


def test_a_death_that_is_told_late_does_not_touch_the_next_attempt(claimed):
    dead = claimed.message_id
    Job.objects.update(leased_until=claimed.created_at)
    claimed = jobs.claim(claimed.pk, str(uuid4()))
    sweeper.fell(str(claimed.pk), str(dead), "decoder_crashed")
    claimed.refresh_from_db()
    assert (claimed.state, claimed.attempts, claimed.error_code) == (Job.State.RUNNING, 2, "")


def test_a_death_after_the_work_was_done_changes_nothing(claimed):
    jobs.settle(claimed, state=Job.State.DONE)
    sweeper.fell(str(claimed.pk), str(claimed.message_id), "worker_killed")
    claimed.refresh_from_db()
    assert claimed.state == Job.State.DONE
