import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from common.requests import CompleteBody, without_charset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django_application = get_wsgi_application()

# Reads models, which are there when Django has been set up.
from config.shortcut import answer_known  # noqa: E402


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    known = answer_known(environ, start_response)
    if known is not None:
        return known
    if length := environ.get("CONTENT_LENGTH"):
        environ["wsgi.input"] = CompleteBody(environ["wsgi.input"], int(length))
    environ["CONTENT_TYPE"] = without_charset(environ.get("CONTENT_TYPE", ""))
    return django_application(environ, start_response)
