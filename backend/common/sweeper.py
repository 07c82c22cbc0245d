"""The broom behind the outbox: what was not sent is sent, what a dead worker held is taken up again."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from common import endings, events, jobs
from common.models import Job

SEND_AT_MOST = 200
LONGEST_WAIT_SECONDS = 60
#: Beyond this only the longest wait matters, and the column is small.
MOST_SENDS = 100
KEEP_DONE = timedelta(days=1)


@shared_task(name="vitrine.sweep", ignore_result=True)
def sweep() -> None:
    """Runs every few seconds: buries what died for the third time, sends what is due."""
    bury()
    send_due()


@shared_task(name="vitrine.fell", ignore_result=True)
def fell(job_id: str, message_id: str, code: str) -> None:
    """A process has died over the job that it had claimed by this message. By what, its parent has seen."""
    job = Job.objects.filter(pk=job_id, message_id=message_id, state=Job.State.RUNNING).first()
    if job is not None:
        jobs.try_again(job, endings.BY_CODE[code])


@shared_task(name="vitrine.tidy", ignore_result=True)
def tidy() -> None:
    """Runs hourly: forgets old events and the jobs that are done."""
    events.prune()
    Job.objects.filter(state=Job.State.DONE, updated_at__lt=timezone.now() - KEEP_DONE).delete()


def bury() -> None:
    """Gives up on jobs whose third worker died with them.

    What that one died of may be told too late; an earlier one will have died of the same.
    """
    dead = Job.objects.filter(state=Job.State.RUNNING, leased_until__lt=timezone.now(), attempts__gte=jobs.MAX_ATTEMPTS)
    for job in dead[:SEND_AT_MOST]:
        jobs.give_up(job, *endings.BY_CODE.get(job.error_code, endings.DIED))


def send_due() -> int:
    """Sends at most 200 ids again, each after a doubling delay. Stops at once when the broker is away."""
    now = timezone.now()
    waiting = Job.objects.filter(state=Job.State.QUEUED, send_at__lte=now, due_at__lte=now).order_by("send_at")
    orphaned = Job.objects.filter(
        state=Job.State.RUNNING, leased_until__lt=now, send_at__lte=now, attempts__lt=jobs.MAX_ATTEMPTS
    )
    sent = 0
    for job in [*orphaned[:SEND_AT_MOST], *waiting[:SEND_AT_MOST]][:SEND_AT_MOST]:
        if not jobs.send(job.pk, job.name):
            break
        delay = min(settings.JOB_RESEND_SECONDS * 2**job.sends, LONGEST_WAIT_SECONDS)
        sends = min(job.sends + 1, MOST_SENDS)
        Job.objects.filter(pk=job.pk).update(send_at=now + timedelta(seconds=delay), sends=sends)
        sent += 1
    return sent
