"""Files in the library without the way in: their bytes in the store and their rows, not processed."""

import hashlib
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from common import jobs
from common.models import Job
from conftest import picture
from content.models import Namespace, User
from file_manager import storage
from file_manager.models import Blob, MediaFile, Version
from mediakit.kinds import TYPES

autodiscover_modules("tasks")
numbers = count(1)


def make_blob(namespace: Namespace, content: bytes, file_type: str) -> Blob:
    kind, extension = TYPES[file_type]
    draft = Path(settings.TEMPORARY) / f"incoming-{next(numbers)}"
    draft.write_bytes(content)
    return Blob.objects.create(
        namespace=namespace,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        kind=kind,
        file_type=file_type,
        extension=extension,
        storage_key=storage.put(draft, namespace_id=namespace.pk, file_type=file_type),
    )


def make_file(
    namespace: Namespace,
    *,
    content: bytes | None = None,
    file_type: str = "image/jpeg",
    blob: Blob | None = None,
    uploaded_by: User | None = None,
    **more: Any,
) -> MediaFile:
    """A pending file; without `content` a picture of its own."""
    number = next(numbers)
    if blob is None:
        blob = make_blob(namespace, content or picture(64 + number % 64, 48), file_type)
    file = MediaFile.objects.create(
        namespace=namespace,
        blob=blob,
        uploaded_by=uploaded_by,
        title=more.pop("title", f"Untitled {number}"),
        slug=more.pop("slug", f"file-{number}"),
        original_filename=more.pop("original_filename", f"file-{number}.{blob.extension}"),
        kind=blob.kind,
        file_type=blob.file_type,
        file_size=blob.size,
        **more,
    )
    Version.objects.create(file=file, number=1, blob=blob, original_filename=file.original_filename)
    return file


def run_job(name: str, file: MediaFile | Blob) -> Job:
    """Does the work as a worker would, one attempt, and gives the job as it is afterwards."""
    jobs.enqueue(name, file.pk)
    return run_again(Job.objects.get(name=name, subject=file.pk, state=Job.State.QUEUED))


def run_again(job: Job) -> Job:
    """The next attempt at a job, as if its time had come."""
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now())
    jobs.run(str(job.pk))
    job.refresh_from_db()
    return job


def objects() -> list[str]:
    """What the store holds for this test's namespaces; a bucket keeps what other tests left."""
    here = {str(pk) for pk in Namespace.objects.values_list("pk", flat=True)}
    return [found.key for found in storage.walk() if found.key.partition("/")[0] in here]
