"""The library: its list, and one file with what can be done to it."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from common.api import PAGING, Concurrent, StrictQuery
from common.paging import bad
from content import access
from file_manager import analysis, editing, processing, quarantine, search, trashing, usage
from file_manager.filters import FileFilters
from file_manager.filters.values import FLAGS
from file_manager.models import MediaFile, SearchEntry
from file_manager.serializers.details import detail
from file_manager.serializers.files import FileChangeSerializer, MediaFileDetailSerializer, MediaFileSerializer
from file_manager.serializers.histories import InUseSerializer, UsageSerializer
from file_manager.serializers.reading import in_order, listable, listed

WORDS_ALONE = PAGING | {"search", "namespace", "ordering"}
FORCE = OpenApiParameter("force", bool, description="Trash it although it is shown somewhere; editors only.")


@extend_schema_view(
    list=extend_schema(operation_id="files_list", description="The files that you may see."),
    retrieve=extend_schema(operation_id="files_read", description="One file."),
)
@extend_schema(tags=["media"])
class Files(StrictQuery, Concurrent, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[MediaFile]):
    queryset = MediaFile.objects.none()
    filterset_class = FileFilters
    lookup_value_converter = "uuid"
    parameters = {"destroy": {"force"}}

    def get_queryset(self) -> QuerySet[MediaFile]:
        user = self.request.user
        if self.action != "list":
            return MediaFile.objects.visible_to(user).select_related("blob", "namespace")
        return listable().visible_to(user) if self.by_keyset else MediaFile.objects.visible_to(user)

    @property
    def by_keyset(self) -> bool:
        return "cursor" in self.request.query_params

    def filter_queryset(self, queryset: QuerySet[MediaFile]) -> QuerySet[MediaFile]:
        """Filters are for the list; one file is found in the trash too."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def paginate_queryset(self, queryset: QuerySet[MediaFile]) -> Any:
        """By keyset in one query; by number the ids first, so that a late page does not read all before it."""
        if self.by_keyset:
            return super().paginate_queryset(listed(queryset))
        words = self.words_alone()
        if words is None:
            ids: Any = super().paginate_queryset(queryset.values_list("pk", flat=True))
        else:
            ids = [entry.file_id for entry in super().paginate_queryset(words.only("file")) or ()]
        return in_order(ids)

    def words_alone(self) -> QuerySet[SearchEntry] | None:
        """What is searched for by words and nothing else, which needs no look at the files that are found."""
        asked = self.request.query_params
        by_relevance = asked.get("ordering", "") in {"", "-relevance"}
        if not asked.get("search") or not by_relevance or set(asked) - WORDS_ALONE:
            return None
        user = self.request.user
        namespace = access.find_namespace(user, asked["namespace"]) if asked.get("namespace") else None
        return search.hits(user, asked["search"], namespace)

    def get_serializer_class(self) -> type[MediaFileSerializer]:
        return MediaFileSerializer if self.action == "list" else MediaFileDetailSerializer

    def answer(self, file: MediaFile, status_code: int = status.HTTP_200_OK) -> Response:
        """The file as it is now, and its ETag."""
        self._shown = self.get_queryset().get(pk=file.pk)
        return Response(detail(self._shown, self.request.user), status=status_code)

    @extend_schema(
        operation_id="files_update",
        request=FileChangeSerializer,
        responses=MediaFileDetailSerializer,
        description="Changes what is named; contributors their own files, editors any.",
    )
    def partial_update(self, request: Request, pk: Any = None) -> Response:
        file = self.get_object()
        given = FileChangeSerializer(file, data=request.data, partial=True, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        return self.answer(editing.change(actor=request.user, file=file, values=given.validated_data))

    @extend_schema(
        operation_id="files_trash",
        parameters=[FORCE],
        responses={204: None, 409: InUseSerializer},
        description="Moves the file to the trash.",
    )
    def destroy(self, request: Request, pk: Any = None) -> Response:
        force = flag(request, "force")
        trashing.trash(actor=request.user, file=self.get_object(), force=force)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="files_restore",
        request=None,
        responses=MediaFileDetailSerializer,
        description="Takes the file out of the trash.",
    )
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: Any = None) -> Response:
        file = self.get_object()
        trashing.restore(actor=request.user, file=file)
        return self.answer(file)

    @extend_schema(
        operation_id="files_purge",
        responses={204: None, 409: InUseSerializer},
        description="Deletes a file for good that lies in the trash or in quarantine; managers only.",
    )
    @action(detail=True, methods=["delete"])
    def purge(self, request: Request, pk: Any = None) -> Response:
        trashing.purge(actor=request.user, file=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="files_release",
        request=None,
        responses=MediaFileDetailSerializer,
        description="Lets a file out of quarantine, and all others of the same content; managers only.",
    )
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: Any = None) -> Response:
        file = self.get_object()
        quarantine.release(actor=request.user, file=file)
        return self.answer(file)

    @extend_schema(
        operation_id="files_retry",
        request=None,
        responses={202: MediaFileDetailSerializer},
        description="Runs the steps of the processing again that failed or are missing.",
    )
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: Any = None) -> Response:
        file = self.get_object()
        trashing.require_change(request.user, file)
        processing.retry(actor=request.user, file=file)
        return self.answer(file, status.HTTP_202_ACCEPTED)

    @extend_schema(
        operation_id="files_analyze",
        request=None,
        responses={202: MediaFileDetailSerializer},
        description="Has a model look at the picture; what it proposes becomes suggestions.",
    )
    @action(detail=True, methods=["post"])
    def analyze(self, request: Request, pk: Any = None) -> Response:
        file = self.get_object()
        analysis.request(actor=request.user, file=file)
        return self.answer(file, status.HTTP_202_ACCEPTED)

    @extend_schema(
        operation_id="files_usage",
        responses=UsageSerializer,
        description="Where the current draft or the published version of something shows the file.",
    )
    @action(detail=True, methods=["get"])
    def usage(self, request: Request, pk: Any = None) -> Response:
        file = self.get_object()
        return Response({"usage_count": file.usage_count, "used_in": usage.places(file, request.user)})


def flag(request: Request, name: str) -> bool:
    given = request.query_params.get(name, "false").lower()
    if given not in FLAGS:
        raise bad(name, "This must be true or false.")
    return FLAGS[given]
