"""Tags and collections."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from common.api import Concurrent, StrictQuery
from common.paging import bad
from file_manager import collecting, tagging
from file_manager.filters import CollectionFilters, TagFilters
from file_manager.models import Collection, MediaFile, Tag
from file_manager.serializers.organising import CollectionSerializer, FileIdsSerializer, TagSerializer


class Organising(StrictQuery, Concurrent, mixins.ListModelMixin, GenericViewSet[Any]):
    """What tags and collections share. One row is shown as a list of one, so that its sums come the same way."""

    lookup_value_converter = "uuid"

    def answer(self, row: Any, status_code: int = status.HTTP_200_OK) -> Response:
        self._shown = row
        return Response(self.get_serializer([row], many=True).data[0], status=status_code)

    def given(self, **how: Any) -> dict[str, Any]:
        serializer = self.get_serializer(data=self.request.data, **how)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def retrieve(self, request: Request, pk: Any = None) -> Response:
        return self.answer(self.get_object())


@extend_schema_view(
    list=extend_schema(operation_id="tags_list", description="The tags of your namespaces."),
    retrieve=extend_schema(operation_id="tags_read", responses=TagSerializer, description="One tag."),
    create=extend_schema(
        operation_id="tags_create", responses={201: TagSerializer}, description="Makes a tag; contributors and above."
    ),
    partial_update=extend_schema(operation_id="tags_update", description="Changes a tag; editors only."),
    destroy=extend_schema(
        operation_id="tags_delete", description="Takes the tag off every file and deletes it; editors only."
    ),
)
@extend_schema(tags=["media"])
class Tags(Organising):
    queryset = Tag.objects.none()
    serializer_class = TagSerializer
    filterset_class = TagFilters

    def get_queryset(self) -> QuerySet[Tag]:
        return Tag.objects.visible_to(self.request.user).select_related("namespace")

    def create(self, request: Request) -> Response:
        return self.answer(tagging.create(actor=request.user, **self.given()), status.HTTP_201_CREATED)

    def partial_update(self, request: Request, pk: Any = None) -> Response:
        tag = self.get_object()
        values = self.given(instance=tag, partial=True)
        return self.answer(tagging.change(actor=request.user, tag=tag, values=values))

    def destroy(self, request: Request, pk: Any = None) -> Response:
        tagging.delete(actor=request.user, tag=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema_view(
    list=extend_schema(operation_id="collections_list", description="The collections of your namespaces."),
    retrieve=extend_schema(operation_id="collections_read", responses=CollectionSerializer, description="One of them."),
    create=extend_schema(
        operation_id="collections_create",
        responses={201: CollectionSerializer},
        description="Makes an empty collection; editors only.",
    ),
    partial_update=extend_schema(operation_id="collections_update", description="Changes a collection; editors only."),
    destroy=extend_schema(
        operation_id="collections_delete", description="Deletes the collection, not its files; editors only."
    ),
)
@extend_schema(tags=["media"])
class Collections(Organising):
    queryset = Collection.objects.none()
    serializer_class = CollectionSerializer
    filterset_class = CollectionFilters

    def get_queryset(self) -> QuerySet[Collection]:
        return Collection.objects.visible_to(self.request.user).select_related("namespace")

    def create(self, request: Request) -> Response:
        return self.answer(collecting.create(actor=request.user, **self.given()), status.HTTP_201_CREATED)

    def partial_update(self, request: Request, pk: Any = None) -> Response:
        collection = self.get_object()
        values = self.given(instance=collection, partial=True)
        return self.answer(collecting.change(actor=request.user, collection=collection, values=values))

    def destroy(self, request: Request, pk: Any = None) -> Response:
        collecting.delete(actor=request.user, collection=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="collections_add_files",
        request=FileIdsSerializer,
        responses=CollectionSerializer,
        description="Puts files behind those that are there, in the order given; editors only.",
    )
    @action(detail=True, methods=["post"], url_path="add-files")
    def add_files(self, request: Request, pk: Any = None) -> Response:
        collection = self.get_object()
        ids = file_ids(request)
        files = MediaFile.objects.visible_to(request.user).live().outside_quarantine()
        found = files.filter(namespace=collection.namespace_id).in_bulk(ids)
        absent = [str(pk) for pk in ids if pk not in found]
        if absent:
            raise bad("ids", f"Not among the files you may see here: {', '.join(absent[:10])}.", "does_not_exist")
        files_in_order = [found[pk] for pk in ids]
        return self.answer(collecting.add_files(actor=request.user, collection=collection, files=files_in_order))

    @extend_schema(
        operation_id="collections_remove_files",
        request=FileIdsSerializer,
        responses=CollectionSerializer,
        description="Takes files out; those that are not in do not matter. Editors only.",
    )
    @action(detail=True, methods=["post"], url_path="remove-files")
    def remove_files(self, request: Request, pk: Any = None) -> Response:
        collection = self.get_object()
        return self.answer(collecting.remove_files(actor=request.user, collection=collection, ids=file_ids(request)))


def file_ids(request: Request) -> list[Any]:
    given = FileIdsSerializer(data=request.data)
    given.is_valid(raise_exception=True)
    return given.validated_data["ids"]
