"""The filter that every list has."""

from typing import Any

from django.db.models import QuerySet
from django_filters import CharFilter
from rest_framework.exceptions import ErrorDetail, ValidationError

from content import access


class NamespaceFilter(CharFilter):
    """`?namespace=` by slug or id. One that is not the caller's answers 400 as one that is not there."""

    def __init__(self, field_name: str = "namespace", **options: Any) -> None:
        options.setdefault("max_length", access.NAME_LENGTH)
        options.setdefault("help_text", "Slug or id of one of your namespaces.")
        super().__init__(field_name=field_name, **options)

    def filter(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return queryset
        found = access.find_namespace(self.parent.request.user, value)
        if found is None:
            raise ValidationError({"namespace": [ErrorDetail(access.NO_SUCH_NAMESPACE, "does_not_exist")]})
        return queryset.filter(**{self.field_name: found.pk})
