"""What a stranger sees."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from webpages import rendering
from webpages.models import Page


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """The page marked home, else the app."""
    page = live_pages().filter(is_home=True).first()
    return show(request, page) if page else HttpResponseRedirect("/app/")


@require_safe
def public_page(request: HttpRequest, path: str) -> HttpResponseBase:
    page = live_pages().filter(path=path).first()
    if page is None:
        raise Http404
    if page.is_home:
        return HttpResponseRedirect("/")
    return show(request, page)


def live_pages():
    return Page.objects.live().select_related("live")


def show(request: HttpRequest, page: Page) -> HttpResponseBase:
    """The page with a validator over all that it says, so that a picture that was closed is gone with the next look."""
    response: HttpResponse = rendering.draw_public(request, page)
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = "no-cache"
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
