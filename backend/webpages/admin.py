"""Pages for superusers: to look at and to delete. Changes go through the acts, which keep paths and usage true."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from common.admin import ReadOnly
from content.models import User
from webpages import editing
from webpages.models import Page, PageVersion


@admin.register(Page)
class PageAdmin(ReadOnly):
    list_display = ["title", "path", "namespace", "status", "is_home", "published_at", "updated_at"]
    list_filter = ["status", "namespace"]
    list_select_related = ["namespace"]
    search_fields = ["title", "path"]
    ordering = ["namespace__name", "path"]

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        return request.user.is_superuser and (obj is None or not hindrances([obj]))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes and what is in the way. The history goes with its page, whose versions nobody deletes alone."""
        pages = list(objs)
        return [str(page) for page in pages], {"pages": len(pages)}, set(), hindrances(pages)

    def delete_model(self, request: HttpRequest, obj: Page) -> None:
        editing.delete(actor=cast(User, request.user), page=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        """From the deepest up, so that a whole branch can go at once."""
        for page in queryset.order_by("-path"):
            editing.delete(actor=cast(User, request.user), page=page)


def hindrances(pages: list[Page]) -> list[str]:
    """Why these pages cannot be deleted together."""
    public = [f"{page}: {editing.StillPublished.detail}" for page in pages if page.live_id or page.schedule]
    left = Page.objects.filter(parent__in=pages).exclude(pk__in=[page.pk for page in pages]).select_related("parent")
    return public + [f"{page.parent}: {editing.HasChildren.detail}" for page in left]


@admin.register(PageVersion)
class PageVersionAdmin(ReadOnly):
    list_display = ["page", "number", "title", "created_by", "created_at", "published_at"]
    list_filter = ["page__namespace"]
    list_select_related = ["page", "created_by"]
    search_fields = ["title", "page__path"]
