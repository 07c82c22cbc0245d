"""Namespaces and who belongs to them."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from common.api import Concurrent, StrictQuery
from content import access, members, namespaces
from content.filters import NamespaceFilter
from content.models import Membership, Namespace
from content.serializers.spaces import MembershipSerializer, NamespaceSerializer, NewMembership


class NamespaceFilters(FilterSet):
    namespace = NamespaceFilter("id")

    class Meta:
        model = Namespace
        fields: list[str] = []


@extend_schema_view(
    list=extend_schema(operation_id="namespaces_list", description="Your namespaces; all of them for a superuser."),
    create=extend_schema(operation_id="namespaces_create", description="Makes a namespace; superusers only."),
    retrieve=extend_schema(operation_id="namespaces_read", description="One namespace."),
    partial_update=extend_schema(operation_id="namespaces_update", description="Changes it; managers only."),
    destroy=extend_schema(operation_id="namespaces_delete", description="Deletes an empty namespace; managers only."),
)
@extend_schema(tags=["content"])
class Namespaces(
    StrictQuery,
    Concurrent,
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    GenericViewSet[Namespace],
):
    queryset = Namespace.objects.none()
    serializer_class = NamespaceSerializer
    filterset_class = NamespaceFilters
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "delete", "head"]

    def get_queryset(self) -> QuerySet[Namespace]:
        return access.namespaces(self.request.user)

    def perform_create(self, serializer: NamespaceSerializer) -> None:
        namespace = namespaces.create(actor=self.request.user, values=serializer.validated_data)
        serializer.instance = self._shown = namespace

    def perform_update(self, serializer: NamespaceSerializer) -> None:
        namespaces.change(actor=self.request.user, namespace=serializer.instance, values=serializer.validated_data)

    def perform_destroy(self, instance: Namespace) -> None:
        namespaces.delete(actor=self.request.user, namespace=instance)


@extend_schema_view(
    list=extend_schema(operation_id="members_list", description="Who belongs to the namespace."),
    partial_update=extend_schema(operation_id="members_update", description="Changes a role; managers only."),
    destroy=extend_schema(operation_id="members_remove", description="Ends a membership; managers only."),
)
@extend_schema(tags=["content"])
class Members(
    StrictQuery,
    Concurrent,
    mixins.ListModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    GenericViewSet[Membership],
):
    queryset = Membership.objects.none()
    serializer_class = MembershipSerializer
    lookup_field = "user_id"
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "delete", "head"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        mine = access.namespaces(request.user)
        self.namespace = get_object_or_404(mine, pk=self.kwargs["namespace_id"])
        if self.action not in {"list", None}:
            access.require(request.user, "members", self.namespace.pk)

    def get_queryset(self) -> QuerySet[Membership]:
        return Membership.objects.filter(namespace=self.namespace).select_related("user", "namespace")

    @extend_schema(
        operation_id="members_set",
        request=NewMembership,
        responses={201: MembershipSerializer, 200: MembershipSerializer},
        description="Makes somebody a member (201), or gives a member another role (200); managers only.",
    )
    def create(self, request: Request, namespace_id: Any) -> Response:
        given = NewMembership(data=request.data)
        given.is_valid(raise_exception=True)
        self._shown, created = members.set_role(actor=request.user, namespace=self.namespace, **given.validated_data)
        return Response(self.get_serializer(self._shown).data, status=201 if created else 200)

    def perform_update(self, serializer: MembershipSerializer) -> None:
        role = serializer.validated_data.get("role", serializer.instance.role)
        serializer.instance, _ = members.set_role(
            actor=self.request.user, namespace=self.namespace, user=serializer.instance.user, role=role
        )
        self._shown = serializer.instance

    def perform_destroy(self, instance: Membership) -> None:
        members.remove(actor=self.request.user, membership=instance)
