from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import bootstrap


class Command(BaseCommand):
    help = "Migrates, and makes the default namespace and the first administrator where they are missing."
    # The checks want the tables that this makes.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            password = bootstrap.run(verbosity=options["verbosity"] - 1)
        except bootstrap.NameInUse as error:
            raise CommandError(str(error)) from error
        if password:
            self.stdout.write(
                f"The first administrator is {settings.ADMIN_USERNAME!r} with the password {password!r}. "
                "It is shown this once."
            )
