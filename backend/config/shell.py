"""The web app's one page, at `/app/` and at every address below it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from file_manager import storage


def policy() -> str:
    """What the page may load. Styles may stand in elements, by which the grid places its tiles; scripts may not."""
    pictures = f"'self' data: blob: {storage.public_origin()}".rstrip()
    shapes = f"'self' {storage.public_origin()}".rstrip()
    return (
        f"default-src 'self'; img-src {pictures}; media-src {pictures}; connect-src {shapes}; "
        "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-src 'self'; frame-ancestors 'self'"
    )


@require_safe
def app(request: HttpRequest, path: str = "") -> HttpResponse:
    if path.startswith("assets/"):
        raise Http404  # Of another build: the page would be taken for a broken script.
    try:
        page = (settings.FRONTEND / "app" / "index.html").read_bytes()
    except FileNotFoundError:
        return render(request, "config/not_built.html", status=503)
    return HttpResponse(page, headers={"Cache-Control": "no-cache", "Content-Security-Policy": policy()})
