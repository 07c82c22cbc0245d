"""The media that a page's content names: whether a person may use them, and the note of where they are used."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from content.models import User
from file_manager import usage
from file_manager.models import MediaFile, Usage
from webpages.models import Page, PageVersion
from webpages.widgets import contents
from webpages.widgets.contents import Placed
from webpages.widgets.problems import ContentRefused, Problem

GONE = "There is no such file in this namespace, or it is not for you."
NOT_READY = {
    MediaFile.Status.PENDING: "This file is still being processed. Publish when it is ready.",
    MediaFile.Status.PROCESSING: "This file is still being processed. Publish when it is ready.",
    MediaFile.Status.FAILED: "This file could not be processed. Choose another one.",
    MediaFile.Status.QUARANTINED: "This file is in quarantine. Choose another one.",
}


def check_saving(actor: User, page: Page, content: dict[str, Any]) -> None:
    """Raises ContentRefused unless each file named is in the namespace of the page and there for the person."""
    placed = list(contents.placed(content))
    files = usable(actor, page.namespace_id, placed)
    refuse_any(reference_problems(placed, {pk: file for pk, file in files.items() if at_hand(file)}))


def check_publishing(actor: User, page: Page, content: dict[str, Any]) -> None:
    """The same again, and that the public may see each file and each widget is complete. Raises ContentRefused."""
    placed = list(contents.placed(content))
    files = usable(actor, page.namespace_id, placed)
    refuse_any(
        [
            *reference_problems(placed, files),
            *publishing_problems(placed, files),
            *unfinished(placed, files),
        ]
    )


def at_hand(file: MediaFile) -> bool:
    return file.trashed_at is None and file.status != MediaFile.Status.QUARANTINED


def refuse_any(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise ContentRefused(found)


def usable(actor: User, namespace_id: UUID, placed: Iterable[Placed]) -> dict[UUID, MediaFile]:
    """The files named that the person sees in this namespace, those in the trash included, by one query."""
    ids = {reference.file_id for one in placed for reference in one.config.references()}
    if not ids:
        return {}
    return MediaFile.objects.visible_to(actor).filter(namespace_id=namespace_id).in_bulk(ids)


def reference_problems(placed: Iterable[Placed], files: Mapping[UUID, MediaFile]) -> Iterator[Problem]:
    for one in placed:
        for reference in one.config.references():
            attr = f"{one.at}.config.{reference.field}"
            file = files.get(reference.file_id)
            if file is None:
                yield Problem(attr, "does_not_exist", GONE)
            elif file.kind not in reference.kinds:
                yield Problem(attr, "wrong_kind", f"This widget takes {' or '.join(reference.kinds)} only.")


def publishing_problems(placed: Iterable[Placed], files: Mapping[UUID, MediaFile]) -> Iterator[Problem]:
    for one in placed:
        for reference in one.config.references():
            file = files.get(reference.file_id)
            if file and (reason := hindrance(file)):
                yield Problem(f"{one.at}.config.{reference.field}", "media_not_publishable", reason)


def hindrance(file: MediaFile) -> str | None:
    """Why the public may not see the file, or None."""
    if file.trashed_at is not None:
        return "This file is in the trash. Restore it or choose another one."
    if file.visibility == MediaFile.Visibility.PRIVATE:
        return "This file is private. Change its visibility or choose another one."
    return NOT_READY.get(MediaFile.Status(file.status))


def unfinished(placed: Iterable[Placed], files: Mapping[UUID, MediaFile]) -> Iterator[Problem]:
    for one in placed:
        for problem in one.config.unfinished(files):
            yield problem._replace(attr=f"{one.at}.config.{problem.attr}")


def note_draft(page: Page) -> None:
    """Writes where the draft shows media; what is scheduled counts with it, so that it stays whole until its hour."""
    usage.replace(page, Usage.Edition.DRAFT, {*places(page.draft), *places(page.scheduled)})


def note_live(page: Page) -> None:
    usage.replace(page, Usage.Edition.LIVE, places(page.live))


def forget(page: Page) -> None:
    for edition in Usage.Edition.values:
        usage.remove(page, edition)


def places(version: PageVersion | None) -> Iterator[tuple[UUID, str]]:
    for one in contents.placed(version.content) if version else ():
        for reference in one.config.references():
            yield reference.file_id, one.id
