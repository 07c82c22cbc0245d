"""What is asked of many files at once, and the verdict on each."""

from typing import Any

from rest_framework import serializers

from file_manager.bulk import TagAction
from file_manager.serializers.fields import IdsField, TagNamesField


class SelectionSerializer(serializers.Serializer[Any]):
    ids = IdsField()


class BulkDeleteSerializer(serializers.Serializer[Any]):
    selection = SelectionSerializer()
    force = serializers.BooleanField(default=False, help_text="Trash what is in use too; editors only.")


class BulkTagSerializer(serializers.Serializer[Any]):
    selection = SelectionSerializer()
    tags = TagNamesField(help_text="Names; those that are missing are made, save by `remove`.")
    action = serializers.ChoiceField([action.value for action in TagAction])


class BulkFailureSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    detail = serializers.CharField()


class BulkAnswerSerializer(serializers.Serializer[Any]):
    succeeded = serializers.IntegerField()
    failed = BulkFailureSerializer(many=True)
