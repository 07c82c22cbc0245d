"""The shapes of files. What is shown is built by `rows` and `details`; the fields here describe it."""

from typing import Any

from rest_framework import serializers

from content.serializers import NamespaceSummary, UserSummary
from file_manager.models import Blob, MediaFile, ProcessingStep
from file_manager.serializers.details import detail
from file_manager.serializers.fields import ShareField, SlugField, TagNamesField
from file_manager.serializers.previews import (
    CropSerializer,
    LocationSerializer,
    PlaybackSerializer,
    PreviewsSerializer,
)
from file_manager.serializers.rows import row, rows


class ThumbnailSerializer(serializers.Serializer[Any]):
    url = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class ThumbnailsSerializer(serializers.Serializer[Any]):
    small = ThumbnailSerializer(allow_null=True)
    medium = ThumbnailSerializer(allow_null=True)
    large = ThumbnailSerializer(allow_null=True)


class FocalPointSerializer(serializers.Serializer[Any]):
    x = ShareField(source="focal_x")
    y = ShareField(source="focal_y")


class TagSummary(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    slug = serializers.CharField()
    color = serializers.CharField()


class FileRows(serializers.ListSerializer[Any]):
    """Of what `reading.listed` read."""

    def to_representation(self, data: Any) -> list[dict[str, Any]]:
        return [row(read) for read in data]


class MediaFileSerializer(serializers.Serializer[MediaFile]):
    """A file as in lists."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    slug = serializers.CharField()
    description = serializers.CharField()
    alt_text = serializers.CharField()
    kind = serializers.ChoiceField(Blob._meta.get_field("kind").choices)
    file_type = serializers.CharField(help_text="MIME type")
    file_size = serializers.IntegerField(help_text="Bytes")
    file_size_display = serializers.CharField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    duration = serializers.FloatField(allow_null=True, help_text="Seconds")
    file_url = serializers.CharField()
    thumbnails = ThumbnailsSerializer()
    placeholder = serializers.CharField(allow_null=True, help_text="ThumbHash, base64")
    dominant_color = serializers.CharField(allow_null=True, help_text="#rrggbb")
    focal_point = FocalPointSerializer()
    namespace = NamespaceSummary()
    tags = TagSummary(many=True)
    uploaded_by = UserSummary(allow_null=True)
    usage_count = serializers.IntegerField()
    status = serializers.ChoiceField(MediaFile.Status.choices)
    review = serializers.ChoiceField(MediaFile.Review.choices)
    visibility = serializers.ChoiceField(MediaFile.Visibility.choices)
    version = serializers.IntegerField()
    taken_at = serializers.CharField(
        allow_null=True, help_text="The camera's wall clock; with an offset only where the file states one"
    )
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    class Meta:
        list_serializer_class = FileRows

    def to_representation(self, instance: MediaFile) -> dict[str, Any]:
        return rows([instance])[0]


class CollectionSummary(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    slug = serializers.CharField()


class RightsSerializer(serializers.Serializer[Any]):
    credit = serializers.CharField(max_length=255, allow_blank=True)
    copyright = serializers.CharField(max_length=255, allow_blank=True)
    licence = serializers.CharField(max_length=255, allow_blank=True)
    expires_at = serializers.DateTimeField(source="rights_expire_at", allow_null=True)


class StepErrorSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()


class ProcessingStepSerializer(serializers.Serializer[Any]):
    step = serializers.CharField()
    state = serializers.ChoiceField(ProcessingStep.State.choices)
    attempts = serializers.IntegerField()
    progress = serializers.FloatField(allow_null=True, help_text="0 to 1 while it runs, where that is known")
    error = StepErrorSerializer(allow_null=True)


class QuarantineSerializer(serializers.Serializer[Any]):
    finding = serializers.CharField(help_text="What the virus scanner calls it.")
    found_at = serializers.DateTimeField(allow_null=True)


class FilePermissionsSerializer(serializers.Serializer[Any]):
    change = serializers.BooleanField()
    delete = serializers.BooleanField()
    share = serializers.BooleanField()


class MediaFileDetailSerializer(MediaFileSerializer):
    """One file with everything that is known of it."""

    original_filename = serializers.CharField()
    checksum = serializers.CharField(help_text="SHA-256")
    metadata = serializers.DictField()
    custom = serializers.DictField()
    ai_analysis = serializers.DictField()
    collections = CollectionSummary(many=True)
    rights = RightsSerializer()
    location = LocationSerializer(allow_null=True)
    crops = serializers.DictField(child=CropSerializer(), help_text="By name, around the present focal point")
    previews = PreviewsSerializer()
    playback = PlaybackSerializer(allow_null=True, help_text="What browsers play now")
    processing = ProcessingStepSerializer(many=True)
    quarantine = QuarantineSerializer(allow_null=True)
    permissions = FilePermissionsSerializer()

    def to_representation(self, instance: MediaFile) -> dict[str, Any]:
        return detail(instance, self.context["request"].user)


class FileChangeSerializer(serializers.Serializer[MediaFile]):
    """What people may write of a file."""

    title = serializers.CharField(max_length=255)
    slug = SlugField()
    description = serializers.CharField(max_length=20_000, allow_blank=True)
    alt_text = serializers.CharField(max_length=2_000, allow_blank=True)
    tags = TagNamesField(help_text="Names; those that are missing are made")
    visibility = serializers.ChoiceField(MediaFile.Visibility.choices)
    focal_point = FocalPointSerializer(source="*")
    rights = RightsSerializer(source="*")
