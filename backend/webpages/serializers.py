from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from content import access
from content.serializers import NamespaceField, UserSummary
from webpages.layouts import DEFAULT, LAYOUTS
from webpages.models import Page, PageVersion
from webpages.trees import SLUG, SLUG_LENGTH
from webpages.widgets import WIDGETS, contents

CONTENT_SCHEMA = {
    "type": "object",
    "description": "The widgets of each slot of the layout. One without an id is given one.",
    "additionalProperties": {
        "type": "array",
        "maxItems": contents.MOST_WIDGETS,
        "items": {
            "type": "object",
            "properties": {
                "id": {"type": ["string", "null"], "pattern": f"^{contents.WIDGET_ID.pattern}$"},
                "type": {"type": "string", "enum": list(WIDGETS)},
                "config": {"type": "object", "description": "By the schema of the widget type."},
            },
            "required": ["type"],
            "additionalProperties": False,
        },
    },
}


class PlacedWidget(serializers.Serializer[Any]):
    """A widget in a slot; its configuration follows the schema of its type."""

    id = serializers.CharField()
    type = serializers.ChoiceField(list(WIDGETS))
    config = serializers.DictField()


@extend_schema_field(serializers.DictField(child=PlacedWidget(many=True)))
class ContentField(serializers.JSONField):
    """The widgets of each slot, as they are stored."""


@extend_schema_field(CONTENT_SCHEMA)
class ContentInput(serializers.Field):
    """Whatever was sent: it is read together with the layout, which says which slots there are."""

    def to_internal_value(self, data: Any) -> Any:
        return data


class ParentField(serializers.PrimaryKeyRelatedField):
    """A page that the caller sees; one of others answers as one that is not there. A page stays where it was made."""

    default_error_messages = {
        "does_not_exist": "There is no such page in this namespace.",
        "unchangeable": "A page stays below the page it was made under.",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(pk_field=serializers.UUIDField(), **options)

    def get_queryset(self) -> QuerySet[Page]:
        return Page.objects.visible_to(self.context["request"].user).select_related("namespace")


class PagePermissions(serializers.Serializer[Any]):
    change = serializers.BooleanField()
    delete = serializers.BooleanField()
    publish = serializers.BooleanField()


class PageRowSerializer(serializers.ModelSerializer[Page]):
    """A page in lists: all but its content."""

    namespace = NamespaceField(read_only=True)
    url = serializers.CharField(
        source="get_absolute_url", read_only=True, allow_null=True, help_text="Null while the page is not public."
    )
    has_unpublished_changes = serializers.SerializerMethodField()
    permissions = serializers.SerializerMethodField()

    class Meta:
        model = Page
        fields = [
            "id",
            "namespace",
            "parent",
            "title",
            "slug",
            "path",
            "url",
            "layout",
            "status",
            "published_at",
            "publish_at",
            "has_unpublished_changes",
            "is_home",
            "created_at",
            "updated_at",
            "permissions",
        ]
        read_only_fields = fields

    def get_has_unpublished_changes(self, page: Page) -> bool:
        return page.draft_id != page.live_id

    @extend_schema_field(PagePermissions)
    def get_permissions(self, page: Page) -> dict[str, bool]:
        may = access.rights(self.context["request"].user).may("publish", page.namespace_id)
        return dict.fromkeys(["change", "delete", "publish"], may)


class PageSerializer(PageRowSerializer):
    """A page with the content of its draft."""

    content = ContentField(source="draft.content", read_only=True)

    class Meta(PageRowSerializer.Meta):
        fields = [*PageRowSerializer.Meta.fields, "content"]
        read_only_fields = fields


class PageChanges(serializers.Serializer[Page]):
    """What is written of a page. To create one a title is enough."""

    title = serializers.CharField(max_length=255)
    namespace = NamespaceField(required=False, default=serializers.empty)
    parent = ParentField(required=False, allow_null=True)  # type: ignore[assignment]
    slug = serializers.RegexField(f"^{SLUG.pattern}$", max_length=SLUG_LENGTH, required=False)
    layout = serializers.ChoiceField(list(LAYOUTS), required=False)
    is_home = serializers.BooleanField(required=False)
    content = ContentInput(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if self.instance is None:
            self.place(attrs)
        else:
            self.keep_place(self.instance, attrs)
        self.read_content(attrs)
        return attrs

    def place(self, attrs: dict[str, Any]) -> None:
        """A new page goes to the namespace that is named, else to its parent's, else to the caller's default one."""
        parent = attrs.setdefault("parent", None)
        if "namespace" not in attrs:
            user = self.context["request"].user
            attrs["namespace"] = parent.namespace if parent else access.default_namespace(user)
        if parent and parent.namespace_id != attrs["namespace"].pk:
            raise refused(self.fields["parent"], "does_not_exist")

    def keep_place(self, page: Page, attrs: dict[str, Any]) -> None:
        attrs.pop("namespace", None)  # the field itself refuses another one
        if attrs.pop("parent", page.parent) != page.parent:
            raise refused(self.fields["parent"], "unchangeable")

    def read_content(self, attrs: dict[str, Any]) -> None:
        before = self.instance.layout if self.instance else DEFAULT
        layout = attrs.get("layout", before)
        if "content" in attrs:
            attrs["content"] = contents.read(attrs["content"], LAYOUTS[layout].slot_names())
        elif self.instance and layout != before:
            attrs["content"] = contents.read(self.instance.draft.content, LAYOUTS[layout].slot_names())


def refused(field: serializers.Field, code: str) -> ValidationError:
    return ValidationError({str(field.field_name): [ErrorDetail(str(field.error_messages[code]), code)]})


class PublishSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField(required=False, allow_null=True, help_text="When; now where this is left out.")


class PageVersionRowSerializer(serializers.ModelSerializer[PageVersion]):
    """A version in the history: all but its content."""

    created_by = UserSummary(read_only=True, allow_null=True)
    is_draft = serializers.SerializerMethodField()
    is_live = serializers.SerializerMethodField()

    class Meta:
        model = PageVersion
        fields = ["number", "title", "layout", "created_by", "created_at", "published_at", "is_draft", "is_live"]
        read_only_fields = fields

    def get_is_draft(self, version: PageVersion) -> bool:
        return version.pk == self.context["page"].draft_id

    def get_is_live(self, version: PageVersion) -> bool:
        return version.pk == self.context["page"].live_id


class PageVersionSerializer(PageVersionRowSerializer):
    """A version with its content."""

    content = ContentField(read_only=True)

    class Meta(PageVersionRowSerializer.Meta):
        fields = [*PageVersionRowSerializer.Meta.fields, "content"]
        read_only_fields = fields


class WidgetTypeSerializer(serializers.Serializer[Any]):
    """A widget and the form of its configuration: JSON Schema, each property with `ui` (control, order, kinds)."""

    type = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    description = serializers.CharField()
    schema = serializers.SerializerMethodField()

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_schema(self, widget: Any) -> dict[str, Any]:
        return widget.config.model_json_schema()


class WholeList(serializers.Serializer[Any]):
    """The shape of every list, for one that always fits on a page."""

    count = serializers.IntegerField()
    count_is_exact = serializers.BooleanField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class WidgetTypeList(WholeList):
    results = WidgetTypeSerializer(many=True)


class SlotSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class LayoutSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    slots = SlotSerializer(many=True)


class LayoutList(WholeList):
    results = LayoutSerializer(many=True)
