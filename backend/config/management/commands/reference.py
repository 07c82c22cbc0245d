from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import drawn, openapi, reference


class Command(BaseCommand):
    help = "Writes the pages of docs/reference from the code."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare instead of writing")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.ROOT / "docs" / "reference"
        try:
            for name, text in reference.pages(settings.ROOT).items():
                (drawn.compare if options["check"] else drawn.write)(folder / name, text)
        except (openapi.Doubtful, reference.Undescribed) as error:
            raise CommandError(str(error)) from error
        except drawn.Outdated as error:
            raise CommandError(f"docs/reference is not current; run `manage.py reference`:\n{error}") from error
