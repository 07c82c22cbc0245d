"""The addresses outside the API that bytes are read from."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from common.api import StrictQuery
from file_manager import delivery, derived, serving, showing
from file_manager.models import MediaFile, Version
from mediakit.errors import MediaError


def signed_until(request: HttpRequest) -> int | None:
    """The expiry of an address that we signed. Raises Http404 for any other."""
    expires = expiry_of(request)
    if not delivery.genuine(request.path, request.GET.get("s", ""), expires):
        raise Http404
    return expires


def expiry_of(request: HttpRequest) -> int | None:
    """The expiry that an address states, None when it states none. Raises Http404 for nonsense."""
    stated = request.GET.get("e")
    if stated is None:
        return None
    if not (stated.isascii() and stated.isdigit() and len(stated) < 12):
        raise Http404
    return int(stated)


@require_safe
def rendition(request: HttpRequest, file_id: str, version: str, spec: str, extension: str) -> HttpResponseBase:
    """What was made of a file, for whoever holds an address that we signed."""
    expires = signed_until(request)
    format = derived.BY_EXTENSION[extension]
    try:
        shown = showing.find_rendition(UUID(file_id), int(version), spec, format, for_all=expires is None)
    except MediaError:  # a damaged original: its file says so, its picture is simply not there
        raise Http404 from None
    if shown is None or (expires is None and not shown.public):
        raise Http404
    content = showing.content_of(shown, filename=f"{spec}.{extension}", expires=expires)
    return serving.respond(request, content)


@require_safe
def scrub_track(request: HttpRequest, file_id: str, version: str) -> HttpResponseBase:
    """Where each moment of a film is on its strip of stills, for players that read WebVTT."""
    expires = signed_until(request)
    track = showing.scrub_track(UUID(file_id), int(version), for_all=expires is None)
    if track is None:
        raise Http404
    response = HttpResponse(track, content_type="text/vtt; charset=utf-8")
    response["Cache-Control"] = delivery.cache_control(expires)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@extend_schema(exclude=True)
class OriginalView(APIView):
    """The stable address of a file: open when it is public, else for those who may see it."""

    permission_classes = [AllowAny]
    # A page of somebody else may show many of them, and all its readers come from one address behind a proxy.
    throttle_classes = []

    def get(self, request: Request, namespace: str, slug: str, extension: str) -> HttpResponseBase:
        file = delivery.find_original(namespace, slug, request.user)
        if file is None:
            raise Http404
        if (slug, extension) != (file.slug, file.blob.extension):
            return HttpResponseRedirect(
                delivery.file_url(file, namespace_slug=file.namespace.slug, extension=file.blob.extension)
            )
        return serving.respond(request, delivery.public_original(file, request.user))

    head = get


BYTES = {
    (200, "*/*"): OpenApiTypes.BINARY,
    302: OpenApiResponse(description="The bytes lie in a bucket, at the address named by `Location`."),
}


class ContentView(StrictQuery, APIView):
    """The bytes of a file for who may see it, whole or by range."""

    attachment = False

    @extend_schema(responses=BYTES)
    def get(self, request: Request, pk: UUID) -> HttpResponseBase:
        open_ = MediaFile.objects.visible_to(request.user).outside_quarantine()
        file = open_.select_related("blob").filter(pk=pk).first()
        if file is None:
            raise Http404
        return serving.respond(request, delivery.original(file, attachment=self.attachment))

    @extend_schema(exclude=True)
    def head(self, request: Request, pk: UUID) -> HttpResponseBase:
        return self.get(request, pk)


class VersionDownload(StrictQuery, APIView):
    """The bytes that a file had in one of its versions, such as a picture before it was brought down."""

    @extend_schema(responses=BYTES)
    def get(self, request: Request, file_id: UUID, number: int) -> HttpResponseBase:
        open_ = MediaFile.objects.visible_to(request.user).outside_quarantine()
        versions = Version.objects.filter(file__in=open_, file=file_id, number=number)
        version = versions.select_related("blob").first()
        if version is None or version.blob.quarantined:
            raise Http404
        return serving.respond(request, delivery.original(version, attachment=True))

    @extend_schema(exclude=True)
    def head(self, request: Request, file_id: UUID, number: int) -> HttpResponseBase:
        return self.get(request, file_id, number)
