from uuid import UUID

from django.db.models import Q, QuerySet
from django_filters import CharFilter, ChoiceFilter, FilterSet, OrderingFilter
from rest_framework.exceptions import ErrorDetail, ValidationError

from content.filters import NamespaceFilter
from webpages.models import Page

ROOT = "root"


class PageFilter(FilterSet):
    namespace = NamespaceFilter()
    parent = CharFilter(method="below", max_length=36, help_text="Id of the page above, or `root`.")
    status = ChoiceFilter(choices=Page.Status.choices)
    search = CharFilter(method="find", max_length=200, help_text="Words of the title or the path.")
    ordering = OrderingFilter(fields=["path", "title", "updated_at"])

    class Meta:
        model = Page
        fields: list[str] = []

    def below(self, queryset: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        if value == ROOT:
            return queryset.filter(parent__isnull=True)
        page_id = as_uuid(value)
        parent = Page.objects.visible_to(self.request.user).filter(pk=page_id).first() if page_id else None
        if parent is None:
            raise ValidationError({name: [ErrorDetail("There is no such page.", "does_not_exist")]})
        return queryset.filter(parent=parent)

    def find(self, queryset: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        condition = Q()
        for word in value.split():
            condition &= Q(title__icontains=word) | Q(path__icontains=word)
        return queryset.filter(condition)


def as_uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
