from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from common.models import Job
from file_manager import browsing, derived, playing, preparing, processing, thumbnails
from file_manager.models import MediaFile, ProcessingStep, Rendition
from file_manager.models.blobs import Kind

State = ProcessingStep.State
OPEN = (Job.State.QUEUED, Job.State.RUNNING)
A_BATCH = 500


def failed_files() -> QuerySet[MediaFile]:
    """Files of which some step has failed."""
    steps = ProcessingStep.objects.filter(blob=OuterRef("blob"), state=State.FAILED)
    return MediaFile.objects.filter(Exists(steps)).exclude(status=MediaFile.Status.QUARANTINED)


def incomplete() -> QuerySet[MediaFile]:
    """Ready files that lack something which was made of them, or would be by now.

    Each kind is asked for by itself and their ids are put together: with an OR between them the database would look
    through a whole list for every file, once the list is too long for its memory.

    Pictures that could not be drawn are left to those that failed, since their processing ends there each time.
    """
    kinds = (not_found(), without_pictures(), not_looked_through(), without_web_version())
    first, *others = (files.order_by().values("pk") for files in kinds)
    failed = ProcessingStep.objects.filter(blob=OuterRef("blob"), step="renditions", state=State.FAILED)
    return MediaFile.objects.filter(pk__in=first.union(*others), status=MediaFile.Status.READY).exclude(
        Exists(failed), kind=Kind.IMAGE
    )


def not_found() -> QuerySet[MediaFile]:
    """Files that nobody finds by their words."""
    return MediaFile.objects.filter(search_entry=None)


def without_pictures() -> QuerySet[MediaFile]:
    """Pictures, and other files of which some were drawn, without all of their sizes."""
    preset = Q(blob__renditions__spec__in=thumbnails.SPECS, blob__renditions__format=thumbnails.FORMAT)
    drawn = ProcessingStep.objects.filter(blob=OuterRef("blob"), step="renditions", state=State.DONE)
    return MediaFile.objects.annotate(drawn=Count("blob__renditions", filter=preset)).filter(
        Q(kind=Kind.IMAGE) | Exists(drawn), drawn__lt=len(thumbnails.SPECS)
    )


def not_looked_through() -> QuerySet[MediaFile]:
    """Films without their strip, recordings without their waveform, PDFs without their pages, if no job makes them."""
    there = Rendition.objects.filter(blob=OuterRef("blob"))
    coming = Job.objects.filter(name=preparing.PREPARE, subject=OuterRef("blob"), state__in=OPEN)
    page = Q(blob__renditions__spec__startswith=derived.PAGES)
    strip = Q(kind=Kind.VIDEO, duration__gte=browsing.SHORTEST_FILM) & ~Exists(there.filter(spec=derived.SCRUB))
    shape = Q(kind=Kind.AUDIO) & ~Exists(there.filter(spec=derived.WAVEFORM))
    gave_up = ProcessingStep.objects.filter(blob=OuterRef("blob"), step=browsing.STEP, state=State.FAILED)
    pages = Q(file_type=browsing.PDF, blob__pages__gt=F("drawn"), drawn__lt=browsing.MOST_PAGES)
    browsed = MediaFile.objects.filter(Q(kind__in=(Kind.VIDEO, Kind.AUDIO)) | Q(file_type=browsing.PDF))
    return browsed.annotate(drawn=Count("blob__renditions", filter=page)).filter(
        ~Exists(coming), ~Exists(gave_up), strip | shape | pages
    )


def without_web_version() -> QuerySet[MediaFile]:
    """Films and recordings whose version is gone, or was skipped under settings that have changed since."""
    steps = ProcessingStep.objects.filter(blob=OuterRef("blob"), step=preparing.STEP)
    made = Rendition.objects.filter(blob=OuterRef("blob"), spec__in=(derived.WEB_VIDEO, derived.WEB_AUDIO))
    bulky = Q(error_code=playing.PLAYS.code, blob__size__gt=OuterRef("namespace__transcode_over_bytes"))
    untried = Q(error_code=playing.NO_SMALLER.code, updated_at__lt=OuterRef("namespace__updated_at"))
    wanted = steps.filter(Q(error_code=playing.OFF.code) | bulky | untried, state=State.SKIPPED)
    gone = Exists(steps.filter(state=State.DONE)) & ~Exists(made)
    return MediaFile.objects.filter(gone | Exists(wanted), namespace__transcode=True)


def not_scanned() -> QuerySet[MediaFile]:
    """Files that came before a virus scanner was set up."""
    steps = ProcessingStep.objects.filter(
        blob=OuterRef("blob"), step="antivirus", state=State.SKIPPED, error_code="not_configured"
    )
    return MediaFile.objects.filter(Exists(steps))


class Command(BaseCommand):
    help = "Asks the workers to process files again, of which only what is missing is made."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--failed", action="store_true", help="files of which some step has failed")
        which.add_argument(
            "--missing",
            action="store_true",
            help="ready files without a size, page, strip, waveform, version for the web or index entry "
            "that they should have; what could not be made counts as failed",
        )
        which.add_argument("--unscanned", action="store_true", help="files that no virus scanner has seen")

    def handle(self, *args: Any, missing: bool, unscanned: bool, **options: Any) -> None:
        if missing:
            number = process(incomplete(), partial(processing.complete, redo=("renditions", preparing.STEP)))
        else:
            number = process(not_scanned() if unscanned else failed_files(), partial(processing.retry, actor=None))
        self.stdout.write(f"{number} files will be processed again.")


def process(files: QuerySet[MediaFile], again: Callable[..., None]) -> int:
    number = 0
    for file in files.only("pk").iterator(chunk_size=A_BATCH):
        again(file=file)
        number += 1
    return number
