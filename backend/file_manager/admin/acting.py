"""What the pages of the administration share: acts that may refuse, and lists that never count a million rows."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property

from common.admin import ReadOnly
from common.errors import DomainError
from common.paging import bounded_count
from content.models import User


class BoundedPaginator(Paginator):
    """Counts up to 10,000; beyond that PostgreSQL's own estimate is enough to leaf through."""

    @cached_property
    def count(self) -> int:
        return bounded_count(self.object_list)[0]


class Listing(admin.ModelAdmin):
    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50


class Looking(Listing, ReadOnly):
    """Rows that acts and workers write: a hand would break what they rely on."""


class Acting(Listing):
    """Rows that are changed by acts. What an act refuses is said in its own words, and nothing happened."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.said(request, lambda: super(Acting, self).changeform_view(request, *args, **kwargs))

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.said(request, lambda: super(Acting, self).delete_view(request, *args, **kwargs))

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.said(request, lambda: super(Acting, self).changelist_view(request, *args, **kwargs))

    def said(self, request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
        try:
            return act()
        except DomainError as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The rows themselves: what hangs on them is the act's business, and may be a million links."""
        rows = list(objs)
        return [str(row) for row in rows], {self.opts.verbose_name_plural: len(rows)}, set(), []


def person(request: HttpRequest) -> User:
    return cast(User, request.user)
