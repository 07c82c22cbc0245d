"""Two ways past what pictures do not need: they have no session and no form, and most are known already."""

import re
from collections.abc import Callable, Iterable
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve

from common.errors import DomainError
from common.requests import refusal, request_id
from file_manager import delivery, derived, serving, showing, storage
from file_manager.delivery_urls import RENDITION

View = Callable[[HttpRequest], HttpResponseBase]
PICTURES = "/renditions/"
URLS = "file_manager.delivery_urls"
#: An address as we write it. Any other way to say the same is for Django to read.
ADDRESS = re.compile(rf"(?P<path>/{RENDITION})\?(?:e=(?P<expires>[0-9]{{1,11}})&)?s=(?P<signature>[\w-]+)", re.ASCII)
#: Who asks with one of these wants something else than the whole picture.
CONDITIONS = {"HTTP_RANGE", "HTTP_IF_NONE_MATCH"}


class PicturesFirst:
    """Answers signed pictures before the other middleware, which costs more than sending one."""

    def __init__(self, get_response: View):
        self.get_response = get_response
        self.picture = cast(View, convert_exception_to_response(picture))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(PICTURES):
            return self.picture(request)
        return self.get_response(request)


def picture(request: HttpRequest) -> HttpResponseBase:
    view, arguments, named = resolve(request.path_info, urlconf=URLS)
    try:
        return view(request, *arguments, **named)
    except DomainError as error:
        return refusal(error)


def answer_known(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes] | None:
    """Sends what this process showed a moment ago, without Django; None, and nothing sent, for everything else.

    Where the bytes are not what they should be it is Django that says so.
    """
    content = known_content(environ)
    if content is None:
        return None
    try:
        with storage.disk_path(content.key).open("rb") as file:
            body = file.read(content.size + 1)
    except OSError:
        return None
    if not body or len(body) != content.size:
        return None
    headers = {
        "Content-Type": content.file_type,
        "Content-Length": str(len(body)),
        **serving.headers(content),
        "X-Request-ID": request_id(environ),
    }
    start_response("200 OK", list(headers.items()))
    return [body]


def known_content(environ: dict[str, Any]) -> serving.Content | None:
    """The small picture on our own disk that a plain GET of an address of ours asks for, if this process knows it."""
    address = ADDRESS.fullmatch(f"{environ.get('PATH_INFO', '')}?{environ.get('QUERY_STRING', '')}")
    if not address or environ["REQUEST_METHOD"] != "GET" or environ.get("SCRIPT_NAME") or CONDITIONS & environ.keys():
        return None
    if settings.SEND_FILE_PREFIX or not storage.on_disk():
        return None
    stated = address["expires"]
    expires = None if stated is None else int(stated)
    if not delivery.genuine(address["path"], address["signature"], expires):
        return None
    spec, extension = address["spec"], address["extension"]
    format = derived.BY_EXTENSION[extension]
    shown = showing.recall(UUID(address["file_id"]), int(address["version"]), spec, format, for_all=expires is None)
    if shown is None or shown.held.size > storage.CHUNK:
        return None
    return showing.content_of(shown, filename=f"{spec}.{extension}", expires=expires)
