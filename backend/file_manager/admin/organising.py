"""Tags and collections."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from file_manager import collecting, tagging
from file_manager.admin.acting import Acting, Looking, person
from file_manager.admin.pictures import drawn, picture
from file_manager.models import Collection, CollectionEntry, Tag
from file_manager.serializers.fields import COLOR


class ColoredForm(ModelForm):
    def clean_color(self) -> str:
        color = self.cleaned_data["color"]
        if color and not COLOR.fullmatch(color):
            raise ValidationError("A colour is written as #rrggbb.", code="invalid_color")
        return color.lower()


class TagForm(ColoredForm):
    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        namespace = given.get("namespace") or self.instance.namespace
        if (parent := given.get("parent")) and parent.namespace_id != namespace.pk:
            raise ValidationError({"parent": "This tag belongs to another namespace."}, code="does_not_exist")
        return given


class Organising(Acting):
    """A row keeps its namespace, and gets its slug from its name."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*self.readonly_fields, *(["namespace"] if obj else [])]

    def given(self, form: ModelForm) -> dict[str, Any]:
        return {name: form.cleaned_data[name] for name in form.changed_data}

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.delete_model(request, row)


@admin.register(Tag)
class TagAdmin(Organising):
    form = TagForm
    list_display = ["name", "path", "namespace", "color", "created_at"]
    list_filter = ["namespace"]
    list_select_related = ["namespace"]
    search_fields = ["name", "slug"]
    ordering = ["namespace__name", "path"]
    autocomplete_fields = ["parent"]
    fields = ["name", "namespace", "parent", "color", "description", "slug", "path"]
    readonly_fields = ["slug", "path"]

    def save_model(self, request: HttpRequest, obj: Tag, form: ModelForm, change: bool) -> None:
        values = self.given(form)
        if change:
            tagging.change(actor=person(request), tag=obj, values=values)
        else:
            row = tagging.create(actor=person(request), **values)
            obj.pk, obj.slug = row.pk, row.slug

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        tagging.delete(actor=person(request), tag=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> None:
        """From the deepest up, so that a whole branch can go at once."""
        super().delete_queryset(request, queryset.order_by("-path"))


@admin.register(Collection)
class CollectionAdmin(Organising):
    form = ColoredForm
    list_display = ["cover_picture", "title", "namespace", "kind", "number", "is_public", "updated_at"]
    list_display_links = ["cover_picture", "title"]
    list_filter = ["is_public", "namespace"]
    list_select_related = ["namespace", "cover"]
    search_fields = ["title", "slug"]
    ordering = ["title", "id"]
    fields = ["title", "namespace", "description", "color", "is_public", "kind", "slug", "cover_picture", "number"]
    readonly_fields = ["kind", "slug", "cover_picture", "number"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collection]:
        return super().get_queryset(request).annotate(drawn=drawn("cover__blob"), number=Count("entries"))

    @admin.display(description="cover")
    def cover_picture(self, collection: Collection) -> str:
        return picture(collection.cover, is_drawn=getattr(collection, "drawn", False))

    @admin.display(description="files", ordering="number")
    def number(self, collection: Collection) -> int:
        return getattr(collection, "number", 0)

    def save_model(self, request: HttpRequest, obj: Collection, form: ModelForm, change: bool) -> None:
        values = self.given(form)
        if change:
            collecting.change(actor=person(request), collection=obj, values=values)
        else:
            row = collecting.create(actor=person(request), **values)
            obj.pk, obj.slug = row.pk, row.slug

    def delete_model(self, request: HttpRequest, obj: Collection) -> None:
        collecting.delete(actor=person(request), collection=obj)


@admin.register(CollectionEntry)
class CollectionEntryAdmin(Looking):
    list_display = ["thumbnail", "file", "collection", "position", "added_at"]
    list_filter = ["collection__namespace"]
    list_select_related = ["file", "collection"]
    search_fields = ["collection__title", "=file__id"]
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CollectionEntry]:
        return super().get_queryset(request).annotate(drawn=drawn("file__blob"))

    @admin.display(description="")
    def thumbnail(self, entry: CollectionEntry) -> str:
        return picture(entry.file, is_drawn=getattr(entry, "drawn", False))
