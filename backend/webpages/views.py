from collections.abc import Iterable
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from common.api import Concurrent, StrictQuery
from content import access
from content.models import User
from webpages import editing, publishing, rendering
from webpages.filters import PageFilter
from webpages.layouts import LAYOUTS
from webpages.models import Page, PageVersion
from webpages.serializers import (
    LayoutList,
    PageChanges,
    PageRowSerializer,
    PageSerializer,
    PageVersionRowSerializer,
    PageVersionSerializer,
    PublishSerializer,
    WidgetTypeList,
)
from webpages.widgets import WIDGETS


@extend_schema_view(
    list=extend_schema(operation_id="pages_list", description="The pages of your namespaces as a flat list."),
    retrieve=extend_schema(operation_id="pages_read", description="One page with the content of its draft."),
)
@extend_schema(tags=["webpages"])
class Pages(
    StrictQuery,
    Concurrent,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    GenericViewSet[Page],
):
    """Editors write pages; every member of the namespace reads them, drafts included."""

    queryset = Page.objects.none()
    serializer_class = PageSerializer
    filterset_class = PageFilter
    lookup_value_converter = "uuid"
    parameters = {"versions": {"page", "page_size", "cursor"}}

    @property
    def person(self) -> User:
        """Who asks. Nobody unknown gets past the permissions."""
        return cast(User, self.request.user)

    def get_queryset(self) -> QuerySet[Page]:
        pages = Page.objects.visible_to(self.person).select_related("namespace")
        return pages if self.action == "list" else pages.select_related("parent", "draft")

    def get_serializer_class(self) -> Any:
        return PageRowSerializer if self.action == "list" else PageSerializer

    def get_editable(self) -> Page:
        """The page, for those who may write it: who may not hears 403 before anything about what was sent."""
        page = self.get_object()
        access.require(self.person, "publish", page.namespace_id)
        return page

    @extend_schema(operation_id="pages_create", request=PageChanges, responses={201: PageSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A new page as a draft; a title is enough."""
        changes = self.changes()
        namespace, parent = changes.pop("namespace"), changes.pop("parent")
        page = editing.create(actor=self.person, namespace=namespace, parent=parent, changes=changes)
        return self.show(page, status.HTTP_201_CREATED)

    @extend_schema(operation_id="pages_update", request=PageChanges, responses=PageSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Saves the draft. Slug and home take effect at once."""
        page = self.get_editable()
        return self.show(editing.save(actor=self.person, page=page, changes=self.changes(page)))

    def changes(self, page: Page | None = None) -> Any:
        """What was sent, once it is valid."""
        wish = PageChanges(
            page, data=self.request.data, partial=page is not None, context=self.get_serializer_context()
        )
        wish.is_valid(raise_exception=True)
        return wish.validated_data

    @extend_schema(operation_id="pages_delete")
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Deletes a page that is not public and has none below it."""
        editing.delete(actor=self.person, page=self.get_editable())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def show(self, page: Page, code: int = status.HTTP_200_OK) -> Response:
        self._shown = page
        return Response(PageSerializer(page, context=self.get_serializer_context()).data, status=code)

    @extend_schema(request=PublishSerializer, responses=PageSerializer, operation_id="pages_publish")
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Shows the draft to the public, now or at a time."""
        page = self.get_editable()
        wish = PublishSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        return self.show(publishing.publish(actor=self.person, page=page, at=wish.validated_data.get("at")))

    @extend_schema(request=None, responses=PageSerializer, operation_id="pages_unpublish")
    @action(detail=True, methods=["post"])
    def unpublish(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Takes the page down and calls off what is scheduled."""
        return self.show(publishing.unpublish(actor=self.person, page=self.get_editable()))

    @extend_schema(operation_id="pages_preview", responses={(200, "text/html"): OpenApiTypes.STR})
    @action(detail=True, methods=["get"])
    def preview(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """The draft as the public would see it: a whole HTML page for a frame."""
        page = self.get_object()
        self._shown = None  # what a preview shows changes with the media too, so the page's ETag would lie
        return rendering.draw_preview(request, page, self.person)

    @extend_schema(operation_id="page_versions_list", responses=PageVersionRowSerializer(many=True))
    @action(detail=True, methods=["get"], filterset_class=None)
    def versions(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The history, newest first."""
        page = self.get_object()
        rows = self.paginate_queryset(page.versions.select_related("created_by").order_by("-number"))
        return self.get_paginated_response(PageVersionRowSerializer(rows, many=True, context={"page": page}).data)

    @extend_schema(operation_id="page_versions_read", responses=PageVersionSerializer)
    @action(detail=True, methods=["get"], url_path="versions/<int:number>", filterset_class=None)
    def version(self, request: Request, number: int, *args: Any, **kwargs: Any) -> Response:
        """One version with its content."""
        page = self.get_object()
        row = get_object_or_404(PageVersion.objects.select_related("created_by"), page=page, number=number)
        return Response(PageVersionSerializer(row, context={"page": page}).data)


class WidgetTypes(StrictQuery, APIView):
    @extend_schema(operation_id="widget_types_list", tags=["webpages"], responses=WidgetTypeList)
    def get(self, request: Request) -> Response:
        """The widgets that a slot takes, with the forms of their configurations."""
        return Response(WidgetTypeList(whole(WIDGETS.values())).data)


class Layouts(StrictQuery, APIView):
    @extend_schema(operation_id="layouts_list", tags=["webpages"], responses=LayoutList)
    def get(self, request: Request) -> Response:
        """The layouts with their slots."""
        return Response(LayoutList(whole(LAYOUTS.values())).data)


def whole(rows: Iterable[Any]) -> dict[str, Any]:
    """What the code brings along in the shape of every list, always on one page."""
    found = list(rows)
    return {"count": len(found), "count_is_exact": True, "next": None, "previous": None, "results": found}
