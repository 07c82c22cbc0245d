from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import serve


class Command(BaseCommand):
    help = "Serves everything: the web, the worker and the clock, until Ctrl-C or SIGTERM."

    def handle(self, *args, **options):
        try:
            with serve.hold(settings.DATA), serve.listen(settings.HOST, settings.PORT) as listener:
                self._supervise(listener)
        except serve.CannotServe as error:
            raise CommandError(str(error)) from error

    def _supervise(self, listener) -> None:
        serve.Supervisor(
            serve.programs(listener, data=settings.DATA, workers=settings.WORKERS),
            folder=settings.ROOT / "backend",
            say=self._say,
            ready=lambda: serve.answers(listener),
            greeting=f"Vitrine is ready at {serve.address(listener)} (Ctrl-C ends it).",
        ).run()

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
