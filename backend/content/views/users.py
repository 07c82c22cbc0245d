from typing import Any

from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from common.api import Concurrent, StrictQuery
from content import accounts
from content.filters import NamespaceFilter
from content.models import User
from content.serializers.people import UserSerializer


class IsSuperuser(BasePermission):
    message = "Only an administrator may do this."

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(request.user.is_superuser)


class UserFilters(FilterSet):
    namespace = NamespaceFilter("memberships__namespace")

    class Meta:
        model = User
        fields: list[str] = []


@extend_schema_view(
    list=extend_schema(operation_id="auth_users_list", description="Everybody. Superusers only, as all routes here."),
    create=extend_schema(operation_id="auth_users_create", description="Makes an account."),
    retrieve=extend_schema(operation_id="auth_users_read", description="One account."),
    partial_update=extend_schema(operation_id="auth_users_update", description="Changes an account."),
    destroy=extend_schema(operation_id="auth_users_delete", description="Deletes an account; what it made stays."),
)
@extend_schema(tags=["auth"])
class Users(
    StrictQuery,
    Concurrent,
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    GenericViewSet[User],
):
    queryset = User.objects.order_by("username", "id")
    serializer_class = UserSerializer
    permission_classes = [IsAuthenticated, IsSuperuser]
    filterset_class = UserFilters
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "delete", "head"]

    def perform_create(self, serializer: UserSerializer) -> None:
        user = accounts.create(actor=self.request.user, values=serializer.validated_data)
        serializer.instance = self._shown = user

    def perform_update(self, serializer: UserSerializer) -> None:
        accounts.change(actor=self.request.user, user=serializer.instance, values=serializer.validated_data)

    def perform_destroy(self, instance: User) -> None:
        accounts.delete(actor=self.request.user, user=instance)
