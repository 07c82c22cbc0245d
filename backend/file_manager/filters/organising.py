"""The filters of the lists of tags and collections."""

from django.db.models import Q, QuerySet
from django_filters import CharFilter

from content.filters import NamespaceFilter
from file_manager.filters.values import KeysFilter, LeanFilterSet
from file_manager.models import Collection, Tag


class TagFilters(LeanFilterSet):
    namespace = NamespaceFilter()
    search = CharFilter(method="by_words", max_length=100)
    ordering = KeysFilter(fields=["name", "created_at"])

    class Meta:
        model = Tag
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Tag], name: str, value: str) -> QuerySet[Tag]:
        return queryset.filter(Q(name__icontains=value) | Q(slug__icontains=value))


class CollectionFilters(LeanFilterSet):
    namespace = NamespaceFilter()
    search = CharFilter(method="by_words", max_length=200)
    ordering = KeysFilter(fields=["title", "created_at", "updated_at"])

    class Meta:
        model = Collection
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Collection], name: str, value: str) -> QuerySet[Collection]:
        return queryset.filter(Q(title__icontains=value) | Q(description__icontains=value))
