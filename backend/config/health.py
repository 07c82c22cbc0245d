"""Whether this process lives, and whether what it needs can be reached."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from config.celery import app as celery
from file_manager import storage

logger = logging.getLogger(__name__)

SECONDS = 3
#: More than there are checks, so that a hanging one holds up its own successor alone.
pool = ThreadPoolExecutor(max_workers=12, thread_name_prefix="health")


class Away(Exception):
    """A service answers, but not as it should."""


@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Each service by name; 503 when one is away. What is wrong with it stands in the log alone."""
    asked = {name: pool.submit(check) for name, check in CHECKS.items()}
    wait(asked.values(), timeout=SECONDS)
    services = {name: state(name, answer) for name, answer in asked.items()}
    well = all(word == "ok" for word in services.values())
    return JsonResponse({"status": "ok" if well else "failed", "services": services}, status=200 if well else 503)


def state(name: str, answer: Future[None]) -> str:
    if not answer.done():
        answer.cancel()
        return "failed"
    if error := answer.exception():
        logger.warning("%s is away: %s", name, type(error).__name__)
        return "failed"
    return "ok"


def database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()


def cached() -> None:
    cache.set("health", "ok", 30)
    if cache.get("health") != "ok":
        raise Away


def broker() -> None:
    with celery.connection_for_write(connect_timeout=SECONDS) as queue:
        queue.ensure_connection(max_retries=1, timeout=SECONDS)


CHECKS: dict[str, Callable[[], None]] = {
    "database": database,
    "cache": cached,
    "broker": broker,
    "storage": storage.check,
}
