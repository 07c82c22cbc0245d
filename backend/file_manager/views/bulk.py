"""The same act on many files."""

from dataclasses import asdict

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.api import StrictQuery
from file_manager import bulk
from file_manager.serializers.bulk import BulkAnswerSerializer, BulkDeleteSerializer, BulkTagSerializer


@extend_schema(tags=["media"])
class BulkTag(StrictQuery, APIView):
    @extend_schema(
        operation_id="files_bulk_tag",
        request=BulkTagSerializer,
        responses=BulkAnswerSerializer,
        description="Adds tags to files, takes them off, or makes them all that the files have.",
    )
    def post(self, request: Request) -> Response:
        given = BulkTagSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        outcome = bulk.tag(
            actor=request.user,
            ids=values["selection"]["ids"],
            names=values["tags"],
            action=bulk.TagAction(values["action"]),
        )
        return Response(asdict(outcome))


@extend_schema(tags=["media"])
class BulkDelete(StrictQuery, APIView):
    @extend_schema(
        operation_id="files_bulk_trash",
        request=BulkDeleteSerializer,
        responses=BulkAnswerSerializer,
        description="Moves files to the trash.",
    )
    def post(self, request: Request) -> Response:
        given = BulkDeleteSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        outcome = bulk.trash(actor=request.user, ids=values["selection"]["ids"], force=values["force"])
        return Response(asdict(outcome))
