from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins
from rest_framework.viewsets import GenericViewSet

from common.api import StrictQuery
from content import accounts
from content.models import ApiKey
from content.serializers.people import ApiKeyCreated, ApiKeySerializer


@extend_schema_view(
    list=extend_schema(operation_id="auth_api_keys_list", description="Your own keys that still open."),
    create=extend_schema(operation_id="auth_api_keys_create", description="Makes a key and shows it this once."),
    destroy=extend_schema(operation_id="auth_api_keys_revoke", description="Revokes the key at once."),
)
@extend_schema(tags=["auth"])
class ApiKeys(
    StrictQuery, mixins.ListModelMixin, mixins.CreateModelMixin, mixins.DestroyModelMixin, GenericViewSet[ApiKey]
):
    queryset = ApiKey.objects.none()
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[ApiKey]:
        return ApiKey.objects.filter(user=self.request.user.pk, revoked_at__isnull=True)

    def get_serializer_class(self) -> type[ApiKeySerializer]:
        return ApiKeyCreated if self.action == "create" else ApiKeySerializer

    def perform_create(self, serializer: ApiKeyCreated) -> None:
        serializer.instance, key = accounts.create_key(user=self.request.user, **serializer.validated_data)
        serializer.instance.key = key

    def perform_destroy(self, instance: ApiKey) -> None:
        accounts.revoke_key(user=self.request.user, row=instance)
