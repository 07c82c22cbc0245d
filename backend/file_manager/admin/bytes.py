"""Blobs and what was made of them. A blob never changes; all of this can be made again."""

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from file_manager.admin.acting import Looking
from file_manager.admin.pictures import drawn, picture
from file_manager.models import Blob, MediaFile, ProcessingStep, Rendition
from file_manager.serializers.rows import size_display


@admin.register(Blob)
class BlobAdmin(Looking):
    list_display = ["thumbnail", "file_type", "size_text", "width", "height", "namespace", "created_at"]
    list_display_links = ["thumbnail", "file_type"]
    list_filter = ["kind", "created_at", "namespace"]
    list_select_related = ["namespace"]
    search_fields = ["=sha256", "=id"]
    ordering = ["-created_at", "-id"]
    exclude = ["text"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Blob]:
        """With the files that show each blob: addresses belong to files, and one of them lends its own."""
        files = MediaFile.objects.only("id", "slug", "version", "visibility", "blob").order_by("id")
        shown_by = Prefetch("files", queryset=files, to_attr="shown_by")
        return super().get_queryset(request).annotate(drawn=drawn("pk")).prefetch_related(shown_by)

    @admin.display(description="")
    def thumbnail(self, blob: Blob) -> str:
        return picture(next(iter(blob.shown_by), None), is_drawn=blob.drawn)

    @admin.display(description="size", ordering="size")
    def size_text(self, blob: Blob) -> str:
        return size_display(blob.size)


@admin.register(Rendition)
class RenditionAdmin(Looking):
    list_display = ["blob", "spec", "width", "height", "file_size", "created_at"]
    list_filter = ["spec", "created_at"]
    list_select_related = ["blob"]
    search_fields = ["=blob__sha256", "=blob__id"]
    ordering = ["-created_at", "-id"]


@admin.register(ProcessingStep)
class ProcessingStepAdmin(Looking):
    list_display = ["blob", "step", "state", "attempts", "error_code", "updated_at"]
    list_filter = ["state", "step", "updated_at"]
    list_select_related = ["blob"]
    search_fields = ["=blob__sha256", "=blob__id", "=error_code"]
    ordering = ["-updated_at", "-id"]
