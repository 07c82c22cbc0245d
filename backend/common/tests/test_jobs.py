"""Jobs: claimed once, fenced by their lease, tried three times, never lost with the broker."""

import logging
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from common import jobs, sweeper
from common.ids import uuid7
from common.models import Job

NAME = "wash"


@pytest.fixture
def work(monkeypatch):
    """What the job called `wash` does; each test sets `work.act`."""

    class Work:
        done: list = []
        gave_up: list = []

        def act(self, subject, job):
            return None

    made = Work()
    made.done, made.gave_up = [], []

    def run(subject, job):
        made.done.append(subject)
        made.act(subject, job)

    monkeypatch.setitem(
        jobs.HANDLERS, NAME, jobs.Handler(run, lambda subject, job: made.gave_up.append(job.error_code))
    )
    return made


@pytest.fixture
def sent(monkeypatch):
    """The ids that went to the broker."""
    ids = []
    monkeypatch.setattr(jobs.run, "apply_async", lambda args, **options: ids.append(args[0]))
    return ids


def queued(**more) -> Job:
    return Job.objects.create(name=NAME, subject=uuid7(), **more)


def past(seconds: float):
    return timezone.now() - timedelta(seconds=seconds)


def test_a_job_runs_and_is_done(db, work):
    job = queued()
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease) == ("done", 1, None)
    assert work.done == [job.subject]


def test_a_message_that_comes_twice_does_nothing_more(db, work):
    job = queued()
    jobs.run(str(job.pk))
    jobs.run(str(job.pk))
    assert len(work.done) == 1


def test_a_message_without_a_job_does_nothing(db, work):
    jobs.run(str(uuid7()))
    assert work.done == []


def test_only_one_of_two_claims_succeeds(db):
    job = queued()
    assert jobs.claim(job.pk).attempts == 1
    assert jobs.claim(job.pk) is None


def test_a_job_waits_for_its_hour(db):
    job = queued(due_at=timezone.now() + timedelta(hours=1))
    assert jobs.claim(job.pk) is None


def test_an_expired_lease_passes_the_job_on_and_fences_the_first_worker_off(db):
    job = queued()
    first = jobs.claim(job.pk)
    Job.objects.filter(pk=job.pk).update(leased_until=past(1))
    second = jobs.claim(job.pk)
    assert second.attempts == 2
    with pytest.raises(jobs.LostLease), jobs.fenced(first):
        pytest.fail("the first worker wrote")
    with jobs.fenced(second):
        pass
    assert jobs.settle(first, state=Job.State.DONE) is False
    job.refresh_from_db()
    assert job.state == "running"
    assert jobs.settle(second, state=Job.State.DONE) is True


def test_a_fenced_write_that_fails_leaves_nothing(db):
    job = jobs.claim(queued().pk)

    def act():
        with jobs.fenced(job):
            Job.objects.create(name="other", subject=uuid7())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Job.objects.filter(name="other").exists()


def test_three_attempts_then_failed(db, work, caplog):
    caplog.set_level(logging.CRITICAL)
    work.act = lambda subject, job: 1 / 0
    job = queued()
    for attempt in (1, 2, 3):
        Job.objects.filter(pk=job.pk).update(due_at=past(1))
        jobs.run(str(job.pk))
        job.refresh_from_db()
        assert job.attempts == attempt
    assert (job.state, job.error_code) == ("failed", "internal_error")
    assert work.gave_up == ["internal_error"]
    jobs.run(str(job.pk))
    assert len(work.done) == 3


def test_failures_wait_longer_each_time(db, work, caplog):
    caplog.set_level(logging.CRITICAL)
    work.act = lambda subject, job: 1 / 0
    job = queued()
    waits = []
    for _ in (1, 2):
        Job.objects.filter(pk=job.pk).update(due_at=past(1))
        jobs.run(str(job.pk))
        job.refresh_from_db()
        waits.append(round((job.due_at - timezone.now()).total_seconds()))
    assert waits == [10, 20]


def test_what_cannot_succeed_fails_at_once_with_its_reason(db, work):
    def act(subject, job):
        raise jobs.JobFailed("truncated", "The picture ends too early.")

    work.act = act
    job = queued()
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error_code, job.error_detail) == ("failed", "truncated", "The picture ends too early.")
    assert work.gave_up == ["truncated"]


def test_waiting_for_a_service_costs_no_attempt(db, work):
    def act(subject, job):
        raise jobs.TryLater("The store is away.", seconds=5)

    work.act = act
    job = queued()
    for _ in range(5):
        Job.objects.filter(pk=job.pk).update(due_at=past(1))
        jobs.run(str(job.pk))
        job.refresh_from_db()
        assert (job.state, job.attempts, job.error_code) == ("queued", 0, "waiting")
    assert 3 < (job.due_at - timezone.now()).total_seconds() <= 5


def test_a_worker_that_lost_its_lease_changes_nothing(db, work, caplog):
    caplog.set_level(logging.CRITICAL)
    other = uuid7()

    def act(subject, job):
        Job.objects.filter(pk=job.pk).update(lease=other)
        raise jobs.JobFailed("late", "Too late.")

    work.act = act
    job = queued()
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.lease, job.error_code) == ("running", other, "")
    assert work.gave_up == []


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_renewed_while_the_work_lasts(work, settings):
    settings.JOB_LEASE_SECONDS = 0.3
    job = queued()
    ends = []

    def act(subject, job):
        ends.append(Job.objects.values_list("leased_until", flat=True).get(pk=job.pk))
        threading.Event().wait(0.35)
        ends.append(Job.objects.values_list("leased_until", flat=True).get(pk=job.pk))

    work.act = act
    jobs.run(str(job.pk))
    assert ends[1] > ends[0]
    job.refresh_from_db()
    assert job.state == "done"


def test_asking_twice_makes_one_job(db, sent, on_commit):
    subject = uuid7()
    with on_commit(execute=True):
        jobs.enqueue(NAME, subject)
        jobs.enqueue(NAME, subject)
    job = Job.objects.get(subject=subject)
    assert sent == [str(job.pk), str(job.pk)]


def test_asking_while_it_runs_makes_another_that_waits_its_turn(db, sent, work):
    subject = uuid7()
    jobs.enqueue(NAME, subject)
    first = jobs.claim(Job.objects.get(subject=subject).pk)
    jobs.enqueue(NAME, subject)
    second = Job.objects.get(subject=subject, state=Job.State.QUEUED)
    assert jobs.claim(second.pk) is None
    jobs.settle(first, state=Job.State.DONE)
    assert jobs.claim(second.pk) is not None


def test_asking_again_brings_a_put_off_job_forward(db, sent):
    subject = uuid7()
    jobs.enqueue(NAME, subject, due_at=timezone.now() + timedelta(hours=1))
    jobs.enqueue(NAME, subject)
    assert jobs.claim(Job.objects.get(subject=subject).pk) is not None


def test_a_failing_job_joins_the_one_that_was_asked_for_meanwhile(db, work, sent, caplog):
    caplog.set_level(logging.CRITICAL)
    job = queued()

    def act(subject, job):
        jobs.enqueue(NAME, subject)
        raise ZeroDivisionError

    work.act = act
    jobs.run(str(job.pk))
    states = Job.objects.filter(subject=job.subject).order_by("id").values_list("state", flat=True)
    assert list(states) == ["done", "queued"]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_before_the_commit_or_after_a_rollback(sent):
    def act():
        with transaction.atomic():
            jobs.enqueue(NAME, uuid7())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Job.objects.exists()
    with transaction.atomic():
        jobs.enqueue(NAME, uuid7())
        assert sent == []
    assert len(sent) == 1


@pytest.mark.django_db(transaction=True)
def test_work_asked_for_in_an_open_transaction_is_not_begun_without_it(sent, work):
    """Who joins a waiting job holds it until the commit, so that the worker sees what it is asked for."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer at a time in, so there is nothing to hold")
    job = queued()
    claimed = []

    def claim():
        claimed.append(jobs.claim(job.pk))
        connection.close()

    thread = threading.Thread(target=claim)
    with transaction.atomic():
        jobs.enqueue(NAME, job.subject)
        thread.start()
        thread.join(0.5)
        assert claimed == []
    thread.join(10)
    assert claimed[0].pk == job.pk


# --- The sweeper -----------------------------------------------------------------------------------------------------
def test_what_was_not_sent_is_sent_ever_more_rarely(db, sent, settings):
    settings.JOB_RESEND_SECONDS = 10
    job = queued(send_at=past(1))
    assert sweeper.send_due() == 1
    assert sweeper.send_due() == 0
    assert sent == [str(job.pk)]
    delays = []
    for _ in range(4):
        Job.objects.filter(pk=job.pk).update(send_at=past(1))
        sweeper.send_due()
        job.refresh_from_db()
        delays.append(round((job.send_at - timezone.now()).total_seconds()))
    assert delays == [20, 40, 60, 60]


def test_resending_goes_on_for_ever(db, sent):
    queued(send_at=past(1), sends=sweeper.MOST_SENDS)
    assert sweeper.send_due() == 1
    assert Job.objects.get().sends == sweeper.MOST_SENDS


def test_a_sweep_sends_at_most_two_hundred(db, sent):
    Job.objects.bulk_create(Job(name=NAME, subject=uuid7(), send_at=past(1)) for _ in range(230))
    assert sweeper.send_due() == 200
    assert sweeper.send_due() == 30


def test_the_work_of_a_dead_worker_is_sent_again(db, sent, work):
    job = jobs.claim(queued(send_at=past(1)).pk)
    assert sweeper.send_due() == 0
    Job.objects.filter(pk=job.pk).update(leased_until=past(1))
    assert sweeper.send_due() == 1
    jobs.run(sent[0])
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


def test_a_job_that_killed_three_workers_is_given_up(db, sent, work):
    job = jobs.claim(queued().pk)
    Job.objects.filter(pk=job.pk).update(leased_until=past(1), attempts=3)
    sweeper.sweep()
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("failed", "worker_died")
    assert work.gave_up == ["worker_died"]
    assert sent == []


def test_old_done_jobs_are_forgotten_and_failed_ones_kept(db):
    for state in (Job.State.DONE, Job.State.FAILED):
        job = queued(state=state)
        Job.objects.filter(pk=job.pk).update(updated_at=past(2 * 24 * 3600))
    fresh = queued(state=Job.State.DONE)
    sweeper.tidy()
    assert set(Job.objects.values_list("state", "pk")) >= {("done", fresh.pk)}
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed"]
