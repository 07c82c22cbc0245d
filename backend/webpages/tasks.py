from uuid import UUID

from common import jobs
from common.models import Job
from webpages import publishing
from webpages.models import Page


@jobs.handler(publishing.PUBLISH_PAGE, gave_up=publishing.call_off)
def publish_page(schedule_id: UUID, job: Job) -> None:
    if page := Page.objects.filter(schedule=schedule_id).first():
        publishing.publish_scheduled(page, job)
