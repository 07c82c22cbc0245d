"""What a person may say with an upload, and what is answered."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from rest_framework import serializers

from content.models import Namespace
from content.serializers import NamespaceField
from file_manager.models import Collection, MediaFile
from file_manager.serializers.fields import TagNameField
from file_manager.serializers.files import MediaFileSerializer
from file_manager.uploads import Details, OnDuplicate

MOST_FILES = 100
MOST_HASHES = 1000
MOST_TAGS = 100


def named_by(text: str) -> Q:
    """A row whose id or slug is `text`."""
    try:
        return Q(pk=UUID(text)) | Q(slug=text)
    except ValueError:
        return Q(slug=text)


class UploadDetails(serializers.Serializer[Any]):
    """The fields that a single upload and one of many share."""

    namespace = NamespaceField()
    tags = serializers.ListField(child=TagNameField(), required=False, default=list, max_length=MOST_TAGS)
    collection = serializers.CharField(
        max_length=120,
        required=False,
        default="",
        allow_blank=True,
        help_text="Id or slug of a collection of the namespace.",
    )
    visibility = serializers.ChoiceField(choices=MediaFile.Visibility.choices, default=MediaFile.Visibility.NAMESPACE)
    generate_ai_tags = serializers.BooleanField(
        default=True, help_text="Off: analysis leaves this file alone even where the namespace asks for it."
    )
    on_duplicate = serializers.ChoiceField(
        choices=[(choice.value, choice.value) for choice in OnDuplicate], default=OnDuplicate.REJECT.value
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["collection"]:
            attrs["collection"] = self.find_collection(attrs["namespace"], attrs["collection"])
        return attrs

    def find_collection(self, namespace: Namespace, named: str) -> Collection:
        visible = Collection.objects.visible_to(self.context["request"].user).filter(namespace=namespace)
        found = visible.filter(named_by(named)).first()
        if found is None:
            raise serializers.ValidationError(
                {"collection": "There is no such collection in this namespace."}, code="does_not_exist"
            )
        return found

    def details(self) -> Details:
        given = self.validated_data
        return Details(
            title=given.get("title", ""),
            description=given.get("description", ""),
            alt_text=given.get("alt_text", ""),
            tags=given["tags"],
            collection=given["collection"] or None,
            visibility=given["visibility"],
            analyze=given["generate_ai_tags"],
        )


class UploadSerializer(UploadDetails):
    file = serializers.FileField(allow_empty_file=True, max_length=1000)
    title = serializers.CharField(max_length=255, required=False, default="", allow_blank=True)
    description = serializers.CharField(max_length=20_000, required=False, default="", allow_blank=True)
    alt_text = serializers.CharField(max_length=2_000, required=False, default="", allow_blank=True)


class BulkUploadSerializer(UploadDetails):
    files = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True, max_length=1000), min_length=1, max_length=MOST_FILES
    )


class UploadErrorSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField(allow_null=True)


class UploadResultSerializer(serializers.Serializer[Any]):
    filename = serializers.CharField()
    outcome = serializers.ChoiceField(choices=["created", "duplicate", "rejected"])
    file = MediaFileSerializer(required=False)
    errors = UploadErrorSerializer(many=True, required=False)


class BulkUploadAnswer(serializers.Serializer[Any]):
    results = UploadResultSerializer(many=True)
    created = serializers.IntegerField()
    duplicates = serializers.IntegerField()
    rejected = serializers.IntegerField()


class CheckSerializer(serializers.Serializer[Any]):
    namespace = NamespaceField()
    sha256 = serializers.ListField(
        child=serializers.RegexField(r"^[0-9a-fA-F]{64}$", max_length=64), min_length=1, max_length=MOST_HASHES
    )


class KnownFile(serializers.Serializer[Any]):
    sha256 = serializers.CharField()
    trashed = serializers.BooleanField()
    file = MediaFileSerializer()


class CheckAnswer(serializers.Serializer[Any]):
    existing = KnownFile(many=True)
