import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from common.requests import CompleteBody, without_charset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django_application = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if length := environ.get("CONTENT_LENGTH"):
        environ["wsgi.input"] = CompleteBody(environ["wsgi.input"], int(length))
    environ["CONTENT_TYPE"] = without_charset(environ.get("CONTENT_TYPE", ""))
    return django_application(environ, start_response)
