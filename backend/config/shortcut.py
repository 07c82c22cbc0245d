"""A way past what a picture does not need: it has no session, no form and no message."""

from collections.abc import Callable
from typing import cast

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve

from common.errors import DomainError
from common.requests import refusal

View = Callable[[HttpRequest], HttpResponseBase]
PICTURES = "/renditions/"
URLS = "file_manager.delivery_urls"


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
