"""Files coming in: one, many at once, and the question whether they are here already."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.api import StrictQuery, etag
from common.errors import DomainError
from content import access
from file_manager import blobs, uploads
from file_manager.models import MediaFile
from file_manager.receiving import HashedFile, UploadParser, incoming
from file_manager.serializers.details import detail, detail_of_new
from file_manager.serializers.files import MediaFileDetailSerializer
from file_manager.serializers.rows import rows
from file_manager.serializers.uploading import (
    BulkUploadAnswer,
    BulkUploadSerializer,
    CheckAnswer,
    CheckSerializer,
    UploadDetails,
    UploadSerializer,
)


def receive(request: Request, form: UploadDetails, file: HashedFile) -> uploads.Received:
    """One file of the form. A Duplicate carries its twin as the API shows it."""
    try:
        return uploads.receive(
            actor=request.user,
            namespace=form.validated_data["namespace"],
            incoming=incoming(file),
            details=form.details(),
            on_duplicate=uploads.OnDuplicate(form.validated_data["on_duplicate"]),
        )
    except uploads.Duplicate as duplicate:
        duplicate.extra["existing"] = rows([duplicate.twin])[0]
        raise


class UploadView(StrictQuery, APIView):
    """Takes one file in. The work that follows is asynchronous."""

    parser_classes = [UploadParser]

    @extend_schema(
        operation_id="upload_file",
        request=UploadSerializer,
        responses={
            201: MediaFileDetailSerializer,
            200: OpenApiResponse(MediaFileDetailSerializer, description="`on_duplicate=reuse`: the one that is here."),
        },
    )
    def post(self, request: Request) -> Response:
        form = UploadSerializer(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        received = receive(request, form, form.validated_data["file"])
        show = detail_of_new if received.alone else detail
        return Response(
            show(received.file, request.user),
            status=status.HTTP_201_CREATED if received.created else status.HTTP_200_OK,
            headers={"ETag": etag(received.file)},
        )


class BulkUploadView(StrictQuery, APIView):
    """Takes up to a hundred files in, each with its own verdict."""

    parser_classes = [UploadParser]

    @extend_schema(operation_id="upload_files", request=BulkUploadSerializer, responses=BulkUploadAnswer)
    def post(self, request: Request) -> Response:
        form = BulkUploadSerializer(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        access.require(request.user, "upload", form.validated_data["namespace"].pk)
        results = [self.result(request, form, file) for file in form.validated_data["files"]]
        outcomes = [result["outcome"] for result in results]
        return Response(
            {
                "results": results,
                "created": outcomes.count("created"),
                "duplicates": outcomes.count("duplicate"),
                "rejected": outcomes.count("rejected"),
            }
        )

    def result(self, request: Request, form: UploadDetails, file: HashedFile) -> dict[str, Any]:
        name = file.given_name or file.name or ""
        try:
            received = receive(request, form, file)
        except DomainError as error:
            outcome = "duplicate" if isinstance(error, uploads.Duplicate) else "rejected"
            errors = [{"code": error.code, "detail": error.detail, "attr": error.attr}]
            existing = {"file": error.extra["existing"]} if "existing" in error.extra else {}
            return {"filename": name, "outcome": outcome, "errors": errors, **existing}
        outcome = "created" if received.created else "duplicate"
        return {"filename": name, "outcome": outcome, "file": rows([received.file])[0]}


class CheckView(StrictQuery, APIView):
    """Tells which contents are here already, before their bytes travel."""

    @extend_schema(operation_id="check_files", request=CheckSerializer, responses=CheckAnswer)
    def post(self, request: Request) -> Response:
        form = CheckSerializer(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        wanted = {sha256.lower() for sha256 in form.validated_data["sha256"]}
        visible = MediaFile.objects.visible_to(request.user).filter(namespace=form.validated_data["namespace"])
        found = list(blobs.showing(visible, wanted).select_related("blob").order_by("created_at", "id"))
        sent = blobs.sent_as(found)
        existing = [
            {"sha256": sha256, "trashed": file.trashed_at is not None, "file": row}
            for file, row in zip(found, rows(found), strict=True)
            for sha256 in (file.blob.sha256, sent.get(file.pk))
            if sha256 in wanted
        ]
        return Response({"existing": existing})
