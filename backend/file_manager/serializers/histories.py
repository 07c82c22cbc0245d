"""What hangs on one file: where it is used, its versions, renditions and suggestions."""

from typing import Any

from rest_framework import serializers

from content.serializers import UserSummary
from file_manager.crops import CROPS
from file_manager.models import Suggestion, Version
from file_manager.thumbnails import (
    FORMAT,
    FORMATS,
    LONGEST_SIDE,
    PRESETS,
    SHORTEST_SIDE,
    NoSuchRendition,
    drawable,
)
from mediakit.specs import Spec


class UsagePlaceSerializer(serializers.Serializer[Any]):
    content_type = serializers.CharField(help_text="webpages.page")
    object_id = serializers.UUIDField()
    title = serializers.CharField(allow_null=True, help_text="Null where you may not see the object.")
    url = serializers.CharField(allow_null=True, help_text="Null where you may not see the object, or it has none.")
    usage_context = serializers.CharField(help_text="The widget or field inside the object.")


class UsageSerializer(serializers.Serializer[Any]):
    usage_count = serializers.IntegerField()
    used_in = UsagePlaceSerializer(many=True)


class InUseSerializer(serializers.Serializer[Any]):
    """The refusal to trash what is shown somewhere, with the places."""

    type = serializers.CharField()
    errors = serializers.ListField(child=serializers.DictField())
    used_in = UsagePlaceSerializer(many=True, required=False)


class RenditionSerializer(serializers.Serializer[Any]):
    url = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    format = serializers.CharField()
    file_size = serializers.IntegerField(allow_null=True, help_text="Null until somebody asks for it.")


class RenditionsSerializer(serializers.Serializer[Any]):
    """Presets that are drawn, crops, and the size that was asked for, by name; the presets for `<img srcset>` too."""

    srcset = serializers.CharField()

    def get_fields(self) -> dict[str, serializers.Field]:
        names = [*PRESETS, *CROPS, "custom"]
        return {**{name: RenditionSerializer(required=False) for name in names}, **super().get_fields()}


class RenditionQuery(serializers.Serializer[Any]):
    """A size of one's own."""

    spec = serializers.CharField(
        required=False,
        max_length=60,
        help_text=f"fit-1200, fit-800x600 or fill-640x360, each side {SHORTEST_SIDE} to {LONGEST_SIDE} pixels",
    )
    format = serializers.ChoiceField(choices=FORMATS, default=FORMAT)

    def validate_spec(self, spec: str) -> Spec:
        try:
            return drawable(spec)
        except NoSuchRendition as error:
            text = f"Write fit-1200, fit-800x600 or fill-640x360, sides from {SHORTEST_SIDE} to {LONGEST_SIDE}."
            raise serializers.ValidationError(text, code="invalid_spec") from error


class FileVersionSerializer(serializers.ModelSerializer[Version]):
    file_type = serializers.CharField(source="blob.file_type")
    file_size = serializers.IntegerField(source="blob.size")
    width = serializers.IntegerField(source="blob.width", allow_null=True)
    height = serializers.IntegerField(source="blob.height", allow_null=True)
    checksum = serializers.CharField(source="blob.sha256")
    quarantined = serializers.BooleanField(
        source="blob.quarantined", help_text="Nobody can download it until a manager releases it."
    )
    created_by = UserSummary(allow_null=True)

    class Meta:
        model = Version
        fields = [
            "number",
            "original_filename",
            "file_type",
            "file_size",
            "width",
            "height",
            "checksum",
            "quarantined",
            "created_by",
            "created_at",
        ]
        read_only_fields = fields


class SuggestionSerializer(serializers.ModelSerializer[Suggestion]):
    class Meta:
        model = Suggestion
        fields = ["id", "file", "kind", "value", "confidence", "source", "state", "created_at", "updated_at"]
        read_only_fields = fields
