"""Renditions that a setting asks for after their files were processed."""

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from common import jobs
from common.models import Job
from file_manager import announcing, derived, storage, thumbnails
from file_manager.models import Blob, MediaFile
from file_manager.models.blobs import Kind
from mediakit.errors import MediaError
from mediakit.renditions import Drawn

COMPLETE = jobs.declare("complete_blob")


def incomplete() -> QuerySet[Blob]:
    """Blobs of ready files that have pictures, but not in all sizes and formats."""
    kept = Q(renditions__spec__in=thumbnails.SPECS, renditions__format__in=settings.RENDITION_FORMATS)
    shown = Q(renditions__spec__in=thumbnails.SPECS)
    ready = MediaFile.objects.filter(status=MediaFile.Status.READY).values("blob")
    counted = Blob.objects.filter(pk__in=ready).annotate(
        pictures=Count("renditions", filter=shown), drawn=Count("renditions", filter=kept)
    )
    has_picture = Q(kind=Kind.IMAGE) | Q(pictures__gt=0)
    return counted.filter(has_picture, drawn__lt=len(thumbnails.SPECS) * len(settings.RENDITION_FORMATS))


def run(blob: Blob, job: Job) -> None:
    """Draws what is missing. Raises TryLater, LostLease, JobFailed."""
    missing = thumbnails.missing(blob)
    if not missing:
        return
    try:
        largest = max((one.spec for one in missing), key=lambda spec: spec.width)
        with (
            thumbnails.source_for(blob, largest, blob.renditions.all()) as source,
            thumbnails.drawing(blob, missing, source) as pictures,
        ):
            for picture in pictures:
                keep(blob, picture, job)
    except storage.StorageAway as away:
        raise jobs.TryLater(away.detail) from away
    except (MediaError, storage.ObjectMissing, thumbnails.NoSuchRendition) as damage:
        raise jobs.JobFailed(damage.code, damage.detail) from damage
    with jobs.fenced(job):
        announcing.files("file.changed", MediaFile.objects.filter(blob=blob))


def keep(blob: Blob, picture: Drawn, job: Job) -> None:
    """Stores a picture with its row, unless somebody who asked for it meanwhile had it drawn."""
    with thumbnails.turn_of(blob, picture.name, picture.format):
        if thumbnails.find(blob, picture.name, picture.format):
            return
        rows = thumbnails.stored(blob, [picture])
        with jobs.fenced(job):
            if Blob.objects.select_for_update(no_key=True).filter(pk=blob.pk).exists():
                derived.save(rows)
