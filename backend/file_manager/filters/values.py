"""Query values that are refused unless they are exactly what they should be, and that fit their column."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django_filters import Filter, FilterSet, OrderingFilter
from django_filters.constants import EMPTY_VALUES
from drf_spectacular.utils import extend_schema_field

LARGEST = 2**63 - 1
MOST_WORDS = 20
MOST_KEYS = 3
FLAGS = {"true": True, "1": True, "false": False, "0": False}


class LeanFilterSet(FilterSet):
    """Sets up only the filters that a request names: copying all of them costs more than a list's own query."""

    base_filters: dict[str, Any]

    def __init__(self, data: Any = None, queryset: Any = None, *, request: Any = None, prefix: Any = None) -> None:
        self.base_filters = {name: item for name, item in self.base_filters.items() if name in (data or {})}
        super().__init__(data, queryset, request=request, prefix=prefix)


class FlagField(forms.Field):
    def to_python(self, value: Any) -> bool | None:
        if value in EMPTY_VALUES:
            return None
        if str(value).lower() not in FLAGS:
            raise forms.ValidationError("This must be true or false.", code="invalid")
        return FLAGS[str(value).lower()]


class MomentField(forms.Field):
    """A date or a time in ISO 8601 as UTC. A date alone is its first moment, or its last with `ending`.

    `wall_clock` takes the hands of the clock as they stand, whatever the offset.
    """

    def __init__(self, *, ending: bool = False, wall_clock: bool = False, **options: Any) -> None:
        self.ending, self.wall_clock = ending, wall_clock
        super().__init__(**options)

    def to_python(self, value: Any) -> datetime | None:
        if value in EMPTY_VALUES:
            return None
        try:
            return self.day(str(value)) or self.moment(str(value))
        except (ValueError, OverflowError):
            raise forms.ValidationError("This must be a date or a time in ISO 8601.", code="invalid") from None

    def day(self, text: str) -> datetime | None:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return datetime.combine(day, time.max if self.ending else time.min, tzinfo=UTC)

    def moment(self, text: str) -> datetime:
        found = parse_datetime(text)
        if found is None:
            raise ValueError(text)
        if self.wall_clock or found.tzinfo is None:
            return found.replace(tzinfo=UTC)
        return found.astimezone(UTC)


class WordsField(forms.Field):
    """A parameter that may be repeated."""

    widget = forms.SelectMultiple
    item_validators: list[Any] = [ProhibitNullCharactersValidator(), MaxLengthValidator(120)]

    def to_python(self, value: Any) -> list[str]:
        words = [word for word in value or [] if word]
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(f"At most {MOST_WORDS} can be given at once.", code="too_many")
        for word in words:
            for validator in self.item_validators:
                validator(word)
        return words


@extend_schema_field({"type": "boolean"})
class FlagFilter(Filter):
    field_class = FlagField


@extend_schema_field({"type": "string", "description": "A date or a time in ISO 8601."})
class MomentFilter(Filter):
    field_class = MomentField


@extend_schema_field({"type": "integer", "minimum": 0, "maximum": LARGEST})
class SizeFilter(Filter):
    field_class = forms.IntegerField

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, min_value=0, max_value=LARGEST, **options)


@extend_schema_field({"type": "array", "items": {"type": "string", "maxLength": 120}, "maxItems": MOST_WORDS})
class WordsFilter(Filter):
    field_class = WordsField


class KeysFilter(OrderingFilter):
    """Sorts by the columns named; paging adds what keeps the order certain."""

    def filter(self, queryset: QuerySet[Any], value: list[str] | None) -> QuerySet[Any]:
        return sort(queryset, list(dict.fromkeys(value))[:MOST_KEYS]) if value else queryset


def sort(queryset: QuerySet[Any], names: list[str]) -> QuerySet[Any]:
    """Sorts by columns, and by annotations where the queryset has them; a leading `-` descends."""
    columns = {field.name for field in queryset.model._meta.concrete_fields} | set(queryset.query.annotations)
    known = [name for name in names if name.lstrip("-") in columns]
    return queryset.order_by(*known) if known else queryset
