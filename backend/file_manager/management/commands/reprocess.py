from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from file_manager import playing, preparing, processing, thumbnails
from file_manager.models import MediaFile, ProcessingStep
from file_manager.models.blobs import Kind

State = ProcessingStep.State
A_BATCH = 500


def failed_files() -> QuerySet[MediaFile]:
    """Files of which some step has failed."""
    steps = ProcessingStep.objects.filter(blob=OuterRef("blob"), state=State.FAILED)
    return MediaFile.objects.filter(Exists(steps)).exclude(status=MediaFile.Status.QUARANTINED)


def incomplete() -> QuerySet[MediaFile]:
    """Ready files that nobody finds by their words, and pictures without some rendition."""
    preset = Q(blob__renditions__spec__in=thumbnails.SPECS, blob__renditions__format=thumbnails.FORMAT)
    counted = MediaFile.objects.filter(status=MediaFile.Status.READY).annotate(
        drawn=Count("blob__renditions", filter=preset)
    )
    return counted.filter(Q(search_entry=None) | Q(kind=Kind.IMAGE, drawn__lt=len(thumbnails.SPECS)))


def without_web_version() -> QuerySet[MediaFile]:
    """Films and recordings that were skipped under settings of their namespace that have changed."""
    bulky = Q(error_code=playing.PLAYS.code, blob__size__gt=OuterRef("namespace__transcode_over_bytes"))
    skipped = ProcessingStep.objects.filter(blob=OuterRef("blob"), step=preparing.STEP, state=State.SKIPPED)
    untried = Q(error_code=playing.NO_SMALLER.code, updated_at__lt=OuterRef("namespace__updated_at"))
    wanted = skipped.filter(Q(error_code=playing.OFF.code) | bulky | untried)
    return MediaFile.objects.filter(Exists(wanted), status=MediaFile.Status.READY, namespace__transcode=True)


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
            help="ready files without a rendition, index entry or version for the web that they should have",
        )
        which.add_argument("--unscanned", action="store_true", help="files that no virus scanner has seen")

    def handle(self, *args: Any, missing: bool, unscanned: bool, **options: Any) -> None:
        if missing:
            number = process(incomplete(), redo=("renditions",)) + process(without_web_version(), redo=("transcode",))
        else:
            number = process(not_scanned() if unscanned else failed_files())
        self.stdout.write(f"{number} files will be processed again.")


def process(files: QuerySet[MediaFile], *, redo: tuple[str, ...] = ()) -> int:
    number = 0
    for file in files.iterator(chunk_size=A_BATCH):
        processing.retry(actor=None, file=file, redo=redo)
        number += 1
    return number
