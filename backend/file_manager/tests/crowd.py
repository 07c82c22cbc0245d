"""Called in a process of its own, so that processes and not threads of one share database and queue."""

import json
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from common.models import Event, Job
from conftest import make_namespace, make_user, picture
from content.models import Namespace, User
from file_manager import uploads
from file_manager.models import MediaFile, ProcessingStep, Rendition
from file_manager.receiving import Incoming


def accept(number: int) -> None:
    """Takes so many pictures in."""
    accept_titled([""] * number)


def accept_titled(titles: list[str]) -> None:
    """Takes a picture in for each title."""
    receive(make_namespace("museum"), make_user("curator", is_superuser=True), titles)


def accept_more(number: int) -> None:
    """Takes so many others in."""
    namespace, person = Namespace.objects.get(slug="museum"), User.objects.get(username="curator")
    receive(namespace, person, [""] * number, first=100)


def accept_drawing() -> None:
    """Takes a drawing of lines in."""
    content = b"<svg xmlns='http://www.w3.org/2000/svg' width='80' height='60'><rect width='40' height='30'/></svg>"
    take(make_namespace("museum"), make_user("curator", is_superuser=True), content, "drawing.svg")


def receive(namespace: Namespace, person: User, titles: list[str], *, first: int = 0) -> None:
    for count, title in enumerate(titles, first):
        content = picture(1600 + count, 1200, color=f"#0000{count:02x}")
        take(namespace, person, content, f"picture {count}.jpg", title=title)


def take(namespace: Namespace, person: User, content: bytes, name: str, *, title: str = "") -> None:
    with tempfile.NamedTemporaryFile(dir=settings.TEMPORARY, delete=False) as draft:
        draft.write(content)
    uploads.receive(
        actor=person,
        namespace=namespace,
        incoming=Incoming(
            path=Path(draft.name),
            given_name=name,
            claimed="application/octet-stream",
            size=len(content),
            sha256=sha256(content).hexdigest(),
        ),
        details=uploads.Details(title=title),
        on_duplicate=uploads.OnDuplicate.REJECT,
    )


def report() -> None:
    """Prints what has become of all files, one line of JSON for each line that it reads."""
    for _ in sys.stdin:
        sys.stdout.write(json.dumps({str(file.pk): fate(file) for file in MediaFile.objects.all()}) + "\n")
        sys.stdout.flush()


def fate(file: MediaFile) -> dict[str, Any]:
    # A job ends together with its file. Read first, an end of it is never ahead of what is read of the file.
    jobs = [[job.state, job.attempts] for job in Job.objects.filter(name="process_file", subject=file.pk)]
    file.refresh_from_db(fields=["status"])
    failed = ProcessingStep.objects.filter(blob=file.blob_id, state="failed").first()
    return {
        "title": file.title,
        "status": file.status,
        "reason": failed.error_code if failed else "",
        "detail": failed.error_detail if failed else "",
        "renditions": [[str(row.pk), row.spec] for row in Rendition.objects.filter(blob=file.blob_id)],
        "ready_events": Event.objects.filter(kind="file.ready", subject=file.pk).count(),
        "jobs": jobs,
    }
