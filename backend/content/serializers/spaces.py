"""Namespaces and their members."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.fields import LARGEST, NumberField
from content import access
from content.models import Membership, Namespace, User
from content.serializers.fields import NameField, RoleField
from content.serializers.summaries import UserSummary

KINDS = ["image", "video", "audio", "document", "other"]
CENTURY = 36_500


class NamespaceSettings(serializers.ModelSerializer[Namespace]):
    allowed_kinds = serializers.ListField(
        child=serializers.ChoiceField(KINDS),
        max_length=len(KINDS),
        allow_empty=False,
        required=False,
        help_text="What is taken.",
    )
    size_limit = serializers.IntegerField(
        min_value=1, max_value=LARGEST, required=False, help_text="Largest file in bytes."
    )
    quota = serializers.IntegerField(
        min_value=0,
        max_value=LARGEST,
        required=False,
        allow_null=True,
        help_text="Bytes of distinct originals; null: no limit.",
    )
    analysis_threshold = NumberField(
        min_value=0, max_value=1, required=False, help_text="How sure it must be for that."
    )
    trash_retention_days = serializers.IntegerField(
        min_value=0, max_value=CENTURY, required=False, help_text="Then what lies in the trash is purged."
    )

    class Meta:
        model = Namespace
        fields = [
            "allowed_kinds",
            "size_limit",
            "quota",
            "analysis_mode",
            "analysis_threshold",
            "trash_retention_days",
            "downscale_longest",
            "keep_original",
            "transcode",
            "video_longest",
            "transcode_over_bytes",
            "public_location",
        ]
        extra_kwargs = {
            "analysis_mode": {"help_text": "Whether a model looks at pictures, and whether its word counts at once."},
        }

    def validate_allowed_kinds(self, kinds: list[str]) -> list[str]:
        return [kind for kind in KINDS if kind in kinds]


class NamespaceSerializer(serializers.ModelSerializer[Namespace]):
    slug = serializers.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=access.NAME_LENGTH, required=False, help_text="Made from the name."
    )
    description = serializers.CharField(max_length=2_000, allow_blank=True, required=False)
    settings = NamespaceSettings(source="*", required=False)
    role = serializers.SerializerMethodField(help_text="Your own.")
    used = serializers.IntegerField(read_only=True, help_text="Bytes of distinct originals.")

    class Meta:
        model = Namespace
        fields = [
            "id",
            "name",
            "slug",
            "description",
            "settings",
            "role",
            "used",
            "is_default",
            "created_at",
            "updated_at",
        ]
        read_only_fields = ["id", "is_default", "created_at", "updated_at"]

    @extend_schema_field(RoleField(read_only=True))
    def get_role(self, namespace: Namespace) -> str:
        role = access.role(self.context["request"].user, namespace.pk)
        return str(role.label)

    def validate_slug(self, slug: str) -> str:
        try:
            UUID(slug)
        except ValueError:
            return slug
        raise serializers.ValidationError("A slug may not look like an id.")


class PersonField(NameField):
    """A person by exact username or id. One that cannot sign in answers as one that is not there."""

    default_error_messages = {"does_not_exist": "There is nobody of that name."}

    def find(self, name: str) -> User | None:
        people = User.objects.filter(is_active=True)
        try:
            return people.filter(pk=UUID(name)).first()
        except ValueError:
            return people.filter(username=name).first()


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    user = UserSummary(read_only=True)
    role = RoleField()

    class Meta:
        model = Membership
        fields = ["user", "role", "created_at", "updated_at"]
        read_only_fields = ["created_at", "updated_at"]


class NewMembership(serializers.Serializer[Any]):
    user = PersonField(max_length=150, help_text="Exact username, or id.")
    role = RoleField()
