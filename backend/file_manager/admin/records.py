"""What is kept about files: their history, their addresses, where they are shown, what was proposed for them."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from file_manager.admin.acting import Looking
from file_manager.admin.pictures import drawn, picture
from file_manager.models import SearchEntry, SlugHistory, Suggestion, Usage, Version


class OfFile(Looking):
    """Rows of one file, with its picture."""

    list_select_related = ["file"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(drawn=drawn("file__blob"))

    @admin.display(description="")
    def thumbnail(self, row: Version | Suggestion | Usage | SlugHistory) -> str:
        return picture(row.file, is_drawn=getattr(row, "drawn", False))


@admin.register(Version)
class VersionAdmin(OfFile):
    list_display = ["thumbnail", "file", "number", "original_filename", "created_by", "created_at"]
    list_filter = ["created_at", "file__namespace"]
    list_select_related = ["file", "created_by"]
    search_fields = ["=file__id", "original_filename"]
    ordering = ["-created_at", "-id"]


@admin.register(SlugHistory)
class SlugHistoryAdmin(OfFile):
    list_display = ["thumbnail", "slug", "file", "namespace"]
    list_filter = ["namespace"]
    list_select_related = ["file", "namespace"]
    search_fields = ["slug", "=file__id"]
    ordering = ["-id"]


@admin.register(Suggestion)
class SuggestionAdmin(OfFile):
    list_display = ["thumbnail", "file", "kind", "value", "confidence", "source", "state", "created_at"]
    list_filter = ["state", "kind", "created_at", "file__namespace"]
    search_fields = ["value", "=file__id"]
    ordering = ["-created_at", "-id"]


@admin.register(Usage)
class UsageAdmin(OfFile):
    list_display = ["thumbnail", "file", "content_type", "object_id", "context", "edition", "created_at"]
    list_filter = ["edition", "content_type", "file__namespace"]
    list_select_related = ["file", "content_type"]
    search_fields = ["=file__id", "=object_id"]
    ordering = ["-created_at", "-id"]


@admin.register(SearchEntry)
class SearchEntryAdmin(OfFile):
    list_display = ["thumbnail", "file", "title", "labels", "filename"]
    search_fields = ["=file__id"]
    ordering = ["-id"]
