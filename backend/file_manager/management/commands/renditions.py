from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from common import jobs
from content.models import Namespace
from file_manager import completing
from file_manager.models import Blob

A_BATCH = 500


class Command(BaseCommand):
    help = "Asks the workers for renditions that are missing, as after a change of VITRINE_RENDITION_FORMATS."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--namespace", default="", help="slug of the only namespace to look at")

    def handle(self, *args: Any, namespace: str, **options: Any) -> None:
        blobs = completing.incomplete()
        if namespace:
            if not Namespace.objects.filter(slug=namespace).exists():
                raise CommandError(f"There is no namespace {namespace}.")
            blobs = blobs.filter(namespace__slug=namespace)
        total, looked, asked = blobs.count(), 0, 0
        for batch in batches(blobs):
            asked += jobs.enqueue_all(completing.COMPLETE, batch)
            looked += len(batch)
            self.stdout.write(f"{looked} of {total}")
        self.stdout.write(f"{asked} files were handed to the workers; {looked - asked} were waiting already.")


def batches(blobs: QuerySet[Blob]) -> Iterator[list[UUID]]:
    ids = blobs.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=A_BATCH)
    while batch := list(islice(ids, A_BATCH)):
        yield batch
