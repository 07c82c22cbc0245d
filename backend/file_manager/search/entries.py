"""Keeping the words of files."""

from collections.abc import Iterable
from uuid import UUID

from file_manager.models import MediaFile, SearchEntry
from file_manager.search.words import distinct

LABELLED = ["title", "labels", "filename"]
A_BATCH = 500


def index(file: MediaFile) -> None:
    """Keeps all words of a file, those found inside it too."""
    entry = labelled(file)
    entry.text = distinct(file.blob.text)
    write([entry], [*LABELLED, "text"])


def index_files(ids: Iterable[UUID]) -> None:
    """Keeps what people wrote about these files. Belongs into the transaction that changed it."""
    chosen = list(ids)
    for start in range(0, len(chosen), A_BATCH):
        files = MediaFile.objects.filter(pk__in=chosen[start : start + A_BATCH]).prefetch_related("tags")
        write([labelled(file) for file in files], LABELLED)


def labelled(file: MediaFile) -> SearchEntry:
    names = [tag.name for tag in file.tags.all()]
    return SearchEntry(
        file_id=file.pk,
        namespace_id=file.namespace_id,
        title=distinct(file.title),
        labels=distinct(*names, file.alt_text, file.description),
        filename=distinct(file.original_filename),
    )


def write(entries: list[SearchEntry], fields: list[str]) -> None:
    SearchEntry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["file"], update_fields=fields)
