"""Fields that name a namespace or a role."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from content import access
from content.models import Namespace, Role
from content.serializers.summaries import NamespaceSummary


class RoleField(serializers.ChoiceField):
    """A role by its name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[(role.label, role.label) for role in Role], **options)

    def to_internal_value(self, data: Any) -> Role:
        name = super().to_internal_value(data)
        return next(role for role in Role if role.label == name)

    def to_representation(self, value: int) -> str:
        return str(Role(value).label)


class DefaultNamespace:
    """What a write goes to that names no namespace."""

    requires_context = True

    def __call__(self, field: serializers.Field) -> Namespace:
        return access.default_namespace(field.context["request"].user)


class NameField(serializers.CharField):
    """Text that names a row. `find` answers None for what is not there; the text's own limits are minded first."""

    def find(self, name: str) -> Any:
        raise NotImplementedError

    def to_internal_value(self, data: Any) -> Any:
        name = super().to_internal_value(data)
        super().run_validators(name)
        found = self.find(name)
        if found is None:
            self.fail("does_not_exist")
        return found

    def run_validators(self, value: Any) -> None:
        """They have seen the text; what it names is no text."""


class NamespaceField(NameField):
    """Takes the slug or id of a namespace of the caller and shows {id, slug, name}.

    One that is not the caller's answers as one that is not there. An object stays in its namespace for good.
    """

    default_error_messages = {
        "does_not_exist": access.NO_SUCH_NAMESPACE,
        "unchangeable": "An object stays in the namespace it was made in.",
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", access.NAME_LENGTH)
        if not options.get("required") and not options.get("read_only"):
            options.setdefault("default", DefaultNamespace())
        super().__init__(**options)

    def find(self, name: str) -> Namespace | None:
        return access.find_namespace(self.context["request"].user, name)

    def run_validators(self, value: Namespace) -> None:
        instance = getattr(self.parent, "instance", None)
        if instance is not None and getattr(instance, "namespace_id", value.pk) != value.pk:
            self.fail("unchangeable")

    def to_representation(self, value: Namespace) -> dict[str, Any]:
        return NamespaceSummary(value).data


class NamespaceFieldSchema(OpenApiSerializerFieldExtension):
    """A word on the way in, a summary on the way out."""

    target_class = NamespaceField

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        if direction == "request":
            text = "Slug or id of one of your namespaces; your default one when left out."
            return {"type": "string", "maxLength": access.NAME_LENGTH, "minLength": 1, "description": text}
        component = auto_schema.resolve_serializer(NamespaceSummary, direction)
        return component.ref
