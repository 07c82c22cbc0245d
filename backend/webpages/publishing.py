"""What makes a page public or takes it down again, now or at its hour."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from rest_framework.exceptions import ErrorDetail, ValidationError

from common import jobs
from common.errors import Conflict, DomainError, NotAllowed
from common.ids import uuid7
from common.jobs import JobFailed
from common.models import Job
from content import access
from content.models import User
from webpages import references, trees
from webpages.announcing import tell
from webpages.models import Page, PageVersion
from webpages.widgets.problems import ContentRefused

PUBLISH_PAGE = jobs.declare("publish_page")
FARTHEST = timedelta(days=3652)


class NotPublished(Conflict):
    code = "not_published"
    detail = "The page is neither public nor scheduled."


def publish(*, actor: User, page: Page, at: datetime | None = None) -> Page:
    """Shows the draft to the public, now or at `at`. Raises ContentRefused, AddressTaken."""
    access.require(actor, "publish", page.namespace_id)
    if at is not None and at <= timezone.now():
        raise ValidationError({"at": [ErrorDetail("Choose a time in the future, or none for now.", "not_in_future")]})
    if at is not None and at > timezone.now() + FARTHEST:
        raise ValidationError({"at": [ErrorDetail("Choose a time within the next ten years.", "too_far")]})
    with transaction.atomic():
        page = trees.locked(page)
        references.check_publishing(actor, page, page.draft.content)
        if at is None:
            go_live(actor, page, page.draft)
        else:
            schedule(actor, page, at)
    return page


def schedule(actor: User, page: Page, at: datetime) -> None:
    """Keeps the draft as it is now for its hour. An earlier scheduling is replaced."""
    page.scheduled, page.publish_at, page.schedule, page.scheduled_by = page.draft, at, uuid7(), actor
    write_state(page)
    references.note_draft(page)
    jobs.enqueue(PUBLISH_PAGE, page.schedule, due_at=at)
    tell(actor, "page.scheduled", page, version=page.draft.number, at=at.isoformat())


def go_live(actor: User, page: Page, version: PageVersion) -> None:
    version.published_at = page.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    page.live = version
    clear_schedule(page)
    with trees.one_page_an_address():
        write_state(page)
    references.note_draft(page)
    references.note_live(page)
    tell(actor, "page.published", page, version=version.number)


def unpublish(*, actor: User, page: Page) -> Page:
    """Takes the page down and calls off what is scheduled. Pages below it stay. Raises NotPublished."""
    access.require(actor, "publish", page.namespace_id)
    with transaction.atomic():
        page = trees.locked(page)
        if not (page.live_id or page.schedule):
            raise NotPublished
        page.live = page.published_at = None
        clear_schedule(page)
        write_state(page)
        references.note_draft(page)
        references.note_live(page)
        tell(actor, "page.unpublished", page)
    return page


def clear_schedule(page: Page) -> None:
    page.scheduled = page.publish_at = page.schedule = page.scheduled_by = None


def write_state(page: Page) -> None:
    if page.schedule:
        page.status = Page.Status.SCHEDULED
    else:
        page.status = Page.Status.PUBLISHED if page.live_id else Page.Status.DRAFT
    page.save(
        update_fields=[
            "status",
            "live",
            "published_at",
            "scheduled",
            "publish_at",
            "schedule",
            "scheduled_by",
            "updated_at",
        ]
    )


def publish_scheduled(page: Page, job: Job) -> None:
    """Does what was scheduled, with the rights that its author has by now. Raises JobFailed where they do not do."""
    schedule_id = page.schedule
    with jobs.fenced(job):
        page = trees.locked(page)
        if page.schedule != schedule_id or page.scheduled is None:
            return
        author = page.scheduled_by
        try:
            if author is None:
                raise NotAllowed
            access.require(author, "publish", page.namespace_id)
            references.check_publishing(author, page, page.scheduled.content)
            go_live(author, page, page.scheduled)
        except DomainError as error:
            raise JobFailed(error.code, error.detail) from error
        except ContentRefused as error:
            raise JobFailed(error.problems[0].code, error.problems[0].detail) from error


def call_off(schedule_id: UUID, job: Job) -> None:
    """Takes a scheduling back that could not be done, so that the page does not say "scheduled" for ever."""
    page = Page.objects.filter(schedule=schedule_id).first()
    if page is None:
        return
    page = trees.locked(page)
    if page.schedule != schedule_id:  # another hour was chosen meanwhile
        return
    clear_schedule(page)
    write_state(page)
    references.note_draft(page)
    tell(None, "page.not_published", page, code=job.error_code, detail=job.error_detail)
