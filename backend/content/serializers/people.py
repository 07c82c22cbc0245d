"""People as administrators see them, as they see themselves, and their keys."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as Invalid
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from content.models import ApiKey, Membership, User
from content.serializers.fields import RoleField
from content.serializers.summaries import NamespaceSummary

LONGEST_PASSWORD = 256


class PasswordField(serializers.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=LONGEST_PASSWORD,
            trim_whitespace=False,
            write_only=True,
            style={"input_type": "password"},
            **options,
        )


def refuse_weak(password: str, person: User) -> None:
    """Raises ValidationError on `password`, with the validators' own codes."""
    try:
        validate_password(password, person)
    except Invalid as invalid:
        reasons = [serializers.ErrorDetail(text, error.code) for error in invalid.error_list for text in error.messages]
        raise serializers.ValidationError({"password": reasons}) from invalid


class UserSerializer(serializers.ModelSerializer[User]):
    display_name = serializers.CharField(max_length=150, allow_blank=True, required=False)
    password = PasswordField()

    class Meta:
        model = User
        fields = [
            "id",
            "username",
            "password",
            "email",
            "display_name",
            "is_staff",
            "is_active",
            "is_superuser",
            "last_login",
            "date_joined",
            "updated_at",
        ]
        read_only_fields = ["id", "is_superuser", "last_login", "date_joined", "updated_at"]

    def validate_username(self, username: str) -> str:
        others = User.objects.exclude(username=getattr(self.instance, "username", ""))
        if others.filter(username__iexact=username).exists():
            raise serializers.ValidationError("Someone has this name already.", code="unique")
        return username

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if "password" in values:
            names = ("username", "email")
            person = User(**{name: values.get(name, getattr(self.instance, name, "")) for name in names})
            refuse_weak(values["password"], person)
        return values


class MembershipSummary(serializers.ModelSerializer[Membership]):
    namespace = NamespaceSummary(read_only=True)
    role = RoleField(read_only=True)

    class Meta:
        model = Membership
        fields = ["namespace", "role"]


@extend_schema_serializer(component_name="MeUser")
class SelfSerializer(serializers.ModelSerializer[User]):
    memberships = MembershipSummary(many=True, read_only=True)
    default_namespace = NamespaceSummary(read_only=True, allow_null=True)

    class Meta:
        model = User
        fields = [
            "id",
            "username",
            "display_name",
            "email",
            "is_staff",
            "is_superuser",
            "memberships",
            "default_namespace",
        ]
        read_only_fields = fields


class Me(serializers.Serializer[Any]):
    user = SelfSerializer(allow_null=True, read_only=True)


class OwnChanges(serializers.ModelSerializer[User]):
    display_name = serializers.CharField(max_length=150, allow_blank=True, required=False)
    current_password = PasswordField(required=False, help_text="Needed to set `password`.")
    password = PasswordField(required=False)

    class Meta:
        model = User
        fields = ["display_name", "email", "current_password", "password"]

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if "password" in values and "current_password" not in values:
            raise serializers.ValidationError({"current_password": "Give the current password too."}, code="required")
        if "password" in values:
            refuse_weak(values["password"], self.instance)
        return values


class Credentials(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=150)
    password = PasswordField()


class Tokens(serializers.Serializer[Any]):
    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)


class Refresh(serializers.Serializer[Any]):
    refresh = serializers.CharField(max_length=4_000)


class AccessToken(serializers.Serializer[Any]):
    access = serializers.CharField(read_only=True)


class ApiKeySerializer(serializers.ModelSerializer[ApiKey]):
    scopes = serializers.ListField(
        child=serializers.ChoiceField(ApiKey.Scope.choices),
        min_length=1,
        max_length=2,
        help_text="`write` includes `read`.",
    )

    class Meta:
        model = ApiKey
        fields = ["id", "name", "prefix", "scopes", "last_used_at", "created_at"]
        read_only_fields = ["id", "prefix", "last_used_at", "created_at"]

    def validate_scopes(self, scopes: list[str]) -> list[str]:
        return ["read", "write"] if ApiKey.Scope.WRITE in scopes else ["read"]


class ApiKeyCreated(ApiKeySerializer):
    key = serializers.CharField(read_only=True, help_text="Shown this once.")

    class Meta(ApiKeySerializer.Meta):
        fields = [*ApiKeySerializer.Meta.fields, "key"]
        read_only_fields = [*ApiKeySerializer.Meta.read_only_fields, "key"]
