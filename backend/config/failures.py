"""What is answered where no view did: the one shape below `/api/`, a small page elsewhere."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

CODES = {400: "bad_request", 403: "permission_denied", 404: "not_found", 500: "error"}
TITLES = {400: "This request is not valid", 403: "Not allowed", 404: "Nothing is here", 500: "Something went wrong"}
TEXTS = {
    400: "The browser sent something that could not be understood.",
    403: "You may not do this here. Load the page again and try once more.",
    404: "There is no such address, or what it held is gone.",
    500: "The error was noted. Try again in a moment.",
}


def answer(request: HttpRequest, status: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        kind = "server_error" if status >= 500 else "client_error"
        error = {"code": CODES[status], "detail": TEXTS[status], "attr": None}
        return JsonResponse({"type": kind, "errors": [error]}, status=status)
    return render(request, "config/failed.html", {"title": TITLES[status], "text": TEXTS[status]}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return answer(request, 403)


@csrf_exempt
def no_route(request: HttpRequest) -> HttpResponse:
    return answer(request, 404)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return answer(request, 500)
