from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import drawn, openapi


class Command(BaseCommand):
    help = "Writes backend/openapi.json, the description of the HTTP interface."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare instead of writing")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.ROOT / "backend" / "openapi.json"
        try:
            (drawn.compare if options["check"] else drawn.write)(path, openapi.text())
        except openapi.Doubtful as error:
            raise CommandError(f"The views do not say enough for a document:\n{error}") from error
        except drawn.Outdated as error:
            raise CommandError(f"backend/openapi.json is not current; run `make types`:\n{error}") from error
