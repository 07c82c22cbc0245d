"""How people and namespaces appear inside other objects."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from content.models import Namespace, User


@extend_schema_serializer(component_name="NamespaceBrief")
class NamespaceSummary(serializers.ModelSerializer[Namespace]):
    class Meta:
        model = Namespace
        fields = ["id", "slug", "name"]
        read_only_fields = fields


@extend_schema_serializer(component_name="UserBrief")
class UserSummary(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ["id", "username", "display_name"]
        read_only_fields = fields
