"""What hangs on one file: renditions, versions, suggestions."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from common.api import Concurrent, StrictQuery
from content.models import User
from file_manager import suggestions
from file_manager.models import MediaFile, Suggestion, Version
from file_manager.serializers.histories import (
    FileVersionSerializer,
    RenditionQuery,
    RenditionsSerializer,
    SuggestionSerializer,
)
from file_manager.serializers.looks import renditions_of
from file_manager.serializers.previews import TextSerializer

MOST_TEXT = 100_000


def visible_file(user: User, file_id: UUID) -> MediaFile:
    return get_object_or_404(MediaFile.objects.visible_to(user).select_related("blob"), pk=file_id)


def open_file(user: User, file_id: UUID) -> MediaFile:
    """The same for what is shown of the bytes, of which nothing leaves quarantine."""
    visible = MediaFile.objects.visible_to(user).outside_quarantine()
    return get_object_or_404(visible.select_related("blob"), pk=file_id)


@extend_schema(tags=["media"])
class FileRenditions(StrictQuery, APIView):
    parameters = {"get": {"spec", "format"}}

    @extend_schema(
        operation_id="files_renditions",
        parameters=[RenditionQuery],
        responses=RenditionsSerializer,
        description="The pictures of the file by name; `spec` and `format` add one of your own as `custom`.",
    )
    def get(self, request: Request, file_id: UUID) -> Response:
        query = RenditionQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        file = open_file(request.user, file_id)
        return Response(renditions_of(file, query.validated_data.get("spec"), query.validated_data["format"]))


@extend_schema(tags=["media"])
class FileText(StrictQuery, APIView):
    @extend_schema(
        operation_id="files_text", responses=TextSerializer, description="The beginning of the words found inside."
    )
    def get(self, request: Request, file_id: UUID) -> Response:
        text = open_file(request.user, file_id).blob.text
        return Response({"text": text[:MOST_TEXT], "truncated": len(text) > MOST_TEXT})


@extend_schema_view(list=extend_schema(operation_id="files_versions", description="The file's history, newest first."))
@extend_schema(tags=["media"])
class FileVersions(StrictQuery, mixins.ListModelMixin, GenericViewSet[Version]):
    queryset = Version.objects.none()
    serializer_class = FileVersionSerializer

    def get_queryset(self) -> QuerySet[Version]:
        file = visible_file(self.request.user, self.kwargs["file_id"])
        return Version.objects.filter(file=file).select_related("blob", "created_by").order_by("-number")


@extend_schema_view(
    list=extend_schema(operation_id="files_suggestions", description="What machines proposed for the file.")
)
@extend_schema(tags=["media"])
class FileSuggestions(StrictQuery, mixins.ListModelMixin, GenericViewSet[Suggestion]):
    queryset = Suggestion.objects.none()
    serializer_class = SuggestionSerializer

    def get_queryset(self) -> QuerySet[Suggestion]:
        file = visible_file(self.request.user, self.kwargs["file_id"])
        return Suggestion.objects.filter(file=file).order_by("-id")


@extend_schema(tags=["media"])
class Suggestions(StrictQuery, Concurrent, GenericViewSet[Suggestion]):
    queryset = Suggestion.objects.none()
    serializer_class = SuggestionSerializer
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Suggestion]:
        visible = MediaFile.objects.visible_to(self.request.user)
        return Suggestion.objects.filter(file__in=visible).select_related("file")

    @extend_schema(
        operation_id="suggestions_accept", request=None, description="Writes the value into the file; editors only."
    )
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: Any = None) -> Response:
        return self.answer(suggestions.accept(actor=request.user, suggestion=self.get_object()))

    @extend_schema(
        operation_id="suggestions_reject", request=None, description="Notes that it is not wanted; editors only."
    )
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: Any = None) -> Response:
        return self.answer(suggestions.reject(actor=request.user, suggestion=self.get_object()))

    def answer(self, row: Suggestion) -> Response:
        self._shown = row
        return Response(self.get_serializer(row).data)
