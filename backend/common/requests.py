"""What every request gets, whatever answers it."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from psycopg_pool import PoolTimeout

from common.errors import DomainError, Unavailable

CHARSET = re.compile(r";\s*charset=[^;]*", re.IGNORECASE)
SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def without_charset(content_type: str) -> str:
    """The type as we read it: always UTF-8. Some charsets that one can name are no text, and Django trips over them."""
    return CHARSET.sub("", content_type)


class RequestIdMiddleware:
    """Tells each caller the id of the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request_id(request.META)
        response = self.get_response(request)
        response["X-Request-ID"] = given
        return response


def request_id(environ: Mapping[str, Any]) -> str:
    """The id that a proxy gave to a request when it is harmless, else a new one."""
    given = environ.get("HTTP_X_REQUEST_ID", "")
    return given if SAFE_ID.fullmatch(given) else uuid4().hex


class RefusalMiddleware:
    """Answers a DomainError from a view outside the API in the same shape as inside it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError | InterfaceError | PoolTimeout):
            exception = Unavailable()
        return refusal(exception) if isinstance(exception, DomainError) else None


def refusal(error: DomainError) -> HttpResponse:
    shown = {"code": error.code, "detail": error.detail, "attr": error.attr}
    kind = "server_error" if error.status >= 500 else "client_error"
    response = JsonResponse({"type": kind, "errors": [shown]}, status=error.status)
    if error.status == 503:
        response["Retry-After"] = "5"
    return response


class CompleteBody:
    """A request's body that ends where it said it would, or not at all.

    A client that goes away in the middle looks to a form parser like the end of the form: what had arrived of a file
    would be taken for the file.
    """

    def __init__(self, stream: Any, length: int):
        self.stream = stream
        self.left = length

    def read(self, size: int = -1) -> bytes:
        return self.counted(self.stream.read(size), size)

    def readline(self, size: int = -1) -> bytes:
        return self.counted(self.stream.readline(size), size)

    def counted(self, data: bytes, size: int) -> bytes:
        self.left -= len(data)
        if not data and size != 0 and self.left > 0:
            raise ConnectionResetError("The request ended early.")
        return data
