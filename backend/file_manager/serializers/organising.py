"""The shapes of tags and collections."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from rest_framework import serializers

from common.paging import bad
from content.models import User
from content.serializers import NamespaceField
from file_manager.models import Collection, CollectionEntry, MediaFile, Tag
from file_manager.serializers.fields import ColorField, IdsField, SlugField, TagNameField


class VisibleField(serializers.PrimaryKeyRelatedField):
    """The id of a row that the caller may see; any other answers as one that is not there."""

    default_error_messages = {"does_not_exist": "There is no such object in your namespaces."}

    def __init__(self, **options: Any) -> None:
        super().__init__(pk_field=serializers.UUIDField(), **options)

    def get_queryset(self) -> Any:
        return super().get_queryset().visible_to(self.context["request"].user)


def refuse_foreign(name: str, row: Any, namespace_id: UUID) -> None:
    """What a row names lies in the row's own namespace."""
    if row is not None and row.namespace_id != namespace_id:
        raise bad(name, "There is no such object in this namespace.", "does_not_exist")


def tag_counts(ids: list[UUID], user: User) -> dict[UUID, int]:
    """How many files outside the trash that the person may see carry each tag."""
    found = MediaFile.objects.visible_to(user).live().filter(tags__in=ids).order_by()
    return dict(found.values("tags").annotate(files=Count("pk")).values_list("tags", "files"))


def collection_sums(ids: list[UUID], user: User) -> dict[UUID, tuple[int, int]]:
    """Number and bytes of the files outside the trash that the person may see in each collection."""
    files = MediaFile.objects.visible_to(user).live()
    found = CollectionEntry.objects.filter(collection__in=ids, file__in=files).order_by().values("collection")
    sums = found.annotate(files=Count("pk"), size=Sum("file__file_size"))
    return {row["collection"]: (row["files"], row["size"]) for row in sums}


class TagRows(serializers.ListSerializer[Any]):
    def to_representation(self, data: Any) -> list[Any]:
        tags = list(data)
        self.child.counts = tag_counts([tag.pk for tag in tags], self.context["request"].user)
        return super().to_representation(tags)


class TagSerializer(serializers.ModelSerializer[Tag]):
    counts: dict[UUID, int] = {}

    namespace = NamespaceField()
    name = TagNameField()
    slug = SlugField(required=False)
    color = ColorField(required=False)
    description = serializers.CharField(max_length=2_000, allow_blank=True, required=False)
    parent = VisibleField(queryset=Tag.objects.all(), allow_null=True, required=False)
    usage_count = serializers.SerializerMethodField(help_text="Files outside the trash that you may see.")

    class Meta:
        model = Tag
        list_serializer_class = TagRows
        validators: list[Any] = []  # the act finds a free slug, or says which one is taken
        fields = [
            "id",
            "namespace",
            "name",
            "slug",
            "color",
            "description",
            "parent",
            "usage_count",
            "created_at",
            "updated_at",
        ]

    def get_usage_count(self, tag: Tag) -> int:
        return self.counts.get(tag.pk, 0)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        refuse_foreign("parent", attrs.get("parent"), home(self, attrs))
        return attrs


def home(serializer: serializers.Serializer[Any], attrs: dict[str, Any]) -> UUID:
    """The namespace that the row is in, or will be."""
    return serializer.instance.namespace_id if serializer.instance else attrs["namespace"].pk


class CollectionRows(serializers.ListSerializer[Any]):
    def to_representation(self, data: Any) -> list[Any]:
        collections = list(data)
        user = self.context["request"].user
        self.child.sums = collection_sums([row.pk for row in collections], user)
        covers = (
            MediaFile.objects.visible_to(user)
            .live()
            .outside_quarantine()
            .filter(pk__in=[row.cover_id for row in collections])
        )
        self.child.covers = set(covers.values_list("pk", flat=True))
        return super().to_representation(collections)


class CollectionSerializer(serializers.ModelSerializer[Collection]):
    sums: dict[UUID, tuple[int, int]] = {}
    covers: set[UUID] = set()

    namespace = NamespaceField()
    title = serializers.CharField(max_length=255)
    slug = SlugField(required=False)
    description = serializers.CharField(max_length=20_000, allow_blank=True, required=False)
    color = ColorField(required=False)
    is_public = serializers.BooleanField(required=False)
    cover = VisibleField(queryset=MediaFile.objects.live(), allow_null=True, required=False)
    kind = serializers.ChoiceField([Collection.Kind.MANUAL.value], required=False)
    query = serializers.CharField(read_only=True)
    file_count = serializers.SerializerMethodField(help_text="Files outside the trash that you may see.")
    total_size = serializers.SerializerMethodField(help_text="Their bytes.")

    class Meta:
        model = Collection
        list_serializer_class = CollectionRows
        validators: list[Any] = []  # the act finds a free slug, or says which one is taken
        fields = [
            "id",
            "namespace",
            "title",
            "slug",
            "description",
            "color",
            "is_public",
            "cover",
            "kind",
            "query",
            "file_count",
            "total_size",
            "created_at",
            "updated_at",
        ]

    def to_representation(self, instance: Collection) -> dict[str, Any]:
        shown = super().to_representation(instance)
        shown["cover"] = shown["cover"] if instance.cover_id in self.covers else None
        return shown

    def get_file_count(self, collection: Collection) -> int:
        return self.sums.get(collection.pk, (0, 0))[0]

    def get_total_size(self, collection: Collection) -> int:
        return self.sums.get(collection.pk, (0, 0))[1]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        refuse_foreign("cover", attrs.get("cover"), home(self, attrs))
        return attrs


class FileIdsSerializer(serializers.Serializer[Any]):
    ids = IdsField()
