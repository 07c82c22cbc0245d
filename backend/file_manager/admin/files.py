"""Files: looked up by the search index, edited as people edit them, deleted into the trash."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from common.errors import DomainError
from file_manager import bulk, editing, processing, quarantine, search, trashing
from file_manager.admin.acting import Acting, person
from file_manager.admin.pictures import drawn, picture
from file_manager.models import MediaFile
from file_manager.serializers.fields import MOST_IDS
from file_manager.serializers.rows import size_display


class Place(admin.SimpleListFilter):
    title = "place"
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("trash", "Trash"), ("all", "Library and trash")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "trash":
            return queryset.filter(trashed_at__isnull=False)
        return queryset if self.value() == "all" else queryset.filter(trashed_at__isnull=True)

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        library, *others = super().choices(changelist)
        yield {**library, "display": "Library"}
        yield from others


@admin.register(MediaFile)
class MediaFileAdmin(Acting):
    list_display = ["thumbnail", "title", "kind", "size", "namespace", "uploaded_by", "status", "visibility", "used"]
    list_display_links = ["thumbnail", "title"]
    list_filter = [Place, "kind", "status", "visibility", "review", "created_at", "namespace"]
    list_select_related = ["namespace", "uploaded_by"]
    search_fields = ["title"]
    search_help_text = "Words of title, description, alternative text, tags, file name and the text inside."
    ordering = ["-created_at", "-id"]
    actions = ["trash_files", "restore_files", "process_again", "release_files", "purge_quarantined"]
    editable = ["title", "description", "alt_text", "visibility", "focal_x", "focal_y"]
    rights = ["credit", "copyright", "licence", "rights_expire_at"]
    facts = ["thumbnail", "namespace", "uploaded_by", "slug", "status", "finding", "review", "version"]
    more_facts = ["original_filename", "kind", "file_type", "size", "width", "height", "duration", "taken_at"]
    and_more = ["used", "tag_names"]
    dates = ["trashed_at", "created_at", "updated_at"]
    readonly_fields = [*facts, *more_facts, *and_more, *dates]
    fieldsets = [
        (None, {"fields": tuple(editable)}),
        ("Rights", {"fields": tuple(rights)}),
        ("Facts", {"fields": (*facts, *more_facts, *and_more)}),
        ("Dates", {"fields": tuple(dates)}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[MediaFile]:
        return super().get_queryset(request).annotate(drawn=drawn())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[MediaFile], search_term: str
    ) -> tuple[QuerySet[MediaFile], bool]:
        return (search.filter(queryset, search_term) if search_term.strip() else queryset), False

    @admin.display(description="")
    def thumbnail(self, file: MediaFile) -> str:
        return picture(file, is_drawn=file.drawn and file.status != MediaFile.Status.QUARANTINED)

    @admin.display(description="size", ordering="file_size")
    def size(self, file: MediaFile) -> str:
        return size_display(file.file_size)

    @admin.display(description="found by the scanner")
    def finding(self, file: MediaFile) -> str:
        return file.blob.finding or "-"

    @admin.display(description="used", ordering="usage_count")
    def used(self, file: MediaFile) -> int:
        return file.usage_count

    @admin.display(description="tags")
    def tag_names(self, file: MediaFile) -> str:
        return ", ".join(file.tags.order_by("name").values_list("name", flat=True)) or "-"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: MediaFile | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.trashed_at)

    def has_delete_permission(self, request: HttpRequest, obj: MediaFile | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.trashed_at)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without the built-in deletion, which is for good; its name leads to the trash."""
        actions: dict[str, Any] = dict(super().get_actions(request))
        ours = actions.pop("trash_files", None)
        if ours:
            function, _, description = ours
            actions["delete_selected"] = (function, "delete_selected", description)
        return actions

    def save_model(self, request: HttpRequest, obj: MediaFile, form: ModelForm, change: bool) -> None:
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        editing.change(actor=person(request), file=obj, values=values)

    def delete_model(self, request: HttpRequest, obj: MediaFile) -> None:
        trashing.trash(actor=person(request), file=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[MediaFile]) -> None:
        self.trash_files(request, queryset)

    @admin.action(description="Move selected files to the trash", permissions=["delete"])
    def trash_files(self, request: HttpRequest, queryset: QuerySet[MediaFile]) -> None:
        ids = list(queryset.values_list("pk", flat=True)[:MOST_IDS])
        outcome = bulk.trash(actor=person(request), ids=ids, force=False)
        self.report(request, f"Moved to the trash: {outcome.succeeded}.", [row["detail"] for row in outcome.failed])

    @admin.action(description="Restore selected files from the trash", permissions=["change"])
    def restore_files(self, request: HttpRequest, queryset: QuerySet[MediaFile]) -> None:
        self.each(
            request, queryset.trashed(), "Restored", lambda file: trashing.restore(actor=person(request), file=file)
        )

    @admin.action(description="Release selected files from quarantine", permissions=["change"])
    def release_files(self, request: HttpRequest, queryset: QuerySet[MediaFile]) -> None:
        self.each(request, queryset, "Released", lambda file: quarantine.release(actor=person(request), file=file))

    @admin.action(description="Purge selected files in quarantine for good", permissions=["delete"])
    def purge_quarantined(self, request: HttpRequest, queryset: QuerySet[MediaFile]) -> None:
        shut = queryset.filter(status=MediaFile.Status.QUARANTINED)
        self.each(request, shut, "Purged", lambda file: trashing.purge(actor=person(request), file=file))

    @admin.action(description="Process selected files again where steps failed", permissions=["change"])
    def process_again(self, request: HttpRequest, queryset: QuerySet[MediaFile]) -> None:
        self.each(
            request, queryset.live(), "Asked for", lambda file: processing.retry(actor=person(request), file=file)
        )

    def each(self, request: HttpRequest, files: QuerySet[MediaFile], done: str, act: Any) -> None:
        """Does `act` to one file after the other; one that refuses does not stop the others."""
        number, refusals = 0, []
        for file in files[:MOST_IDS]:
            try:
                act(file)
                number += 1
            except DomainError as refusal:
                refusals.append(refusal.detail)
        self.report(request, f"{done}: {number}.", refusals)

    def report(self, request: HttpRequest, done: str, refusals: list[str]) -> None:
        self.message_user(request, done)
        for reason in dict.fromkeys(refusals):
            self.message_user(request, f"{refusals.count(reason)} left as they were. {reason}", messages.WARNING)
