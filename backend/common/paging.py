"""Lists: numbered pages with a bounded count, or a keyset that costs the same on every page."""

import json
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import connections
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from rest_framework.exceptions import ErrorDetail, NotFound, ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

COUNT_EXACTLY = 10_000
PAGE_SIZE = 50
LARGEST_PAGE = 200
LAST_PAGE = 1_000_000


def bad(name: str, detail: str, code: str = "invalid") -> ValidationError:
    return ValidationError({name: [ErrorDetail(detail, code)]})


def bounded_count(queryset: QuerySet[Any]) -> tuple[int, bool]:
    """(number of rows, whether it is exact): counted up to 10,000, beyond that the planner's estimate on PostgreSQL."""
    plain = queryset.order_by()
    if connections[queryset.db].vendor != "postgresql":
        return plain.count(), True
    counted = plain.values("pk")[: COUNT_EXACTLY + 1].count()
    if counted <= COUNT_EXACTLY:
        return counted, True
    plan = json.loads(plain.values("pk").explain(format="json"))
    return max(int(plan[0]["Plan"]["Plan Rows"]), COUNT_EXACTLY + 1), False


@dataclass(frozen=True)
class Key:
    """One column of an ordering; empty values come last either way."""

    name: str
    descending: bool
    nullable: bool

    def expression(self, *, backwards: bool) -> OrderBy:
        descending = self.descending != backwards
        nulls = {"nulls_first" if backwards else "nulls_last": True} if self.nullable else {}
        return F(self.name).desc(**nulls) if descending else F(self.name).asc(**nulls)

    def beyond(self, value: Any, *, backwards: bool) -> Q:
        """The rows strictly behind `value` in the direction of reading."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if backwards else Q(pk__in=[])
        operator = "lt" if self.descending != backwards else "gt"
        condition = Q(**{f"{self.name}__{operator}": value})
        return condition | Q(**{f"{self.name}__isnull": True}) if self.nullable and not backwards else condition

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


def ordering_keys(queryset: QuerySet[Any]) -> list[Key]:
    """The ordering of `queryset` as keys, with the primary key last so that no two rows are equal."""
    given = queryset.query.order_by or (queryset.query.default_ordering and queryset.model._meta.ordering) or ()
    keys = [key_of(queryset.model, item) for item in given]
    if not keys or keys[-1].name not in {"id", "pk"}:
        keys.append(Key("id", keys[-1].descending if keys else True, nullable=False))
    return keys


def key_of(model: type[Model], item: Any) -> Key:
    if isinstance(item, OrderBy):
        column: Any = item.expression
        name, descending = column.name, item.descending
    else:
        name, descending = item.lstrip("-"), item.startswith("-")
    columns = {field.name: field for field in model._meta.concrete_fields}
    return Key(name, descending, nullable=name in columns and columns[name].null)


def behind(keys: list[Key], values: list[Any], *, backwards: bool) -> Q:
    condition, equal = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        condition |= equal & key.beyond(value, backwards=backwards)
        equal &= key.same(value)
    first, value = keys[0], values[0]
    if value is None or first.nullable:
        return condition
    bound = "lte" if first.descending != backwards else "gte"  # says the same once more, for the index
    return Q(**{f"{first.name}__{bound}": value}) & condition


class Pages(BasePagination):
    """`page` and `page_size` with a count, or `cursor` (empty for the first page) without one."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request = request
        self.size = self.number("page_size", PAGE_SIZE, LARGEST_PAGE)
        self.keyset = "cursor" in request.query_params
        if self.keyset and "page" in request.query_params:
            raise bad("cursor", "Give either page or cursor, not both.")
        return self.by_keyset(queryset) if self.keyset else self.by_number(queryset)

    def number(self, name: str, default: int, largest: int) -> int:
        given = self.request.query_params.get(name)
        if given is None:
            return default
        if not (given.isascii() and given.isdigit() and len(given) < 10 and 1 <= int(given) <= largest):
            raise bad(name, f"This must be a whole number from 1 to {largest:,}.")
        return int(given)

    def by_number(self, queryset: QuerySet[Any]) -> list[Any]:
        page = self.number("page", 1, LAST_PAGE)
        start = (page - 1) * self.size
        ordered = queryset.order_by(*[key.expression(backwards=False) for key in ordering_keys(queryset)])
        rows = list(ordered[start : start + self.size + 1])
        if page > 1 and not rows:
            raise NotFound("There is no such page.", code="invalid_page")
        self.count, self.exact = self.counted(queryset, rows, start)
        self.links = {
            "next": self.link("page", page + 1) if len(rows) > self.size else None,
            "previous": self.link("page", page - 1) if page > 1 else None,
        }
        return rows[: self.size]

    def counted(self, queryset: QuerySet[Any], rows: list[Any], start: int) -> tuple[int, bool]:
        """As `bounded_count`, which is asked only where neither the end of the list nor its rows tell."""
        if len(rows) <= self.size:
            return start + len(rows), True
        # A query that has looked at all of its rows brings their number along.
        matches = getattr(rows[0], "matches", None)
        return bounded_count(queryset) if matches is None else (matches, True)

    def by_keyset(self, queryset: QuerySet[Any]) -> list[Any]:
        keys = ordering_keys(queryset)
        place = self.request.query_params["cursor"]
        backwards, values = read_place(place, keys, queryset.model) if place else (False, None)
        if values is not None:
            queryset = queryset.filter(behind(keys, values, backwards=backwards))
        rows = list(queryset.order_by(*[key.expression(backwards=backwards) for key in keys])[: self.size + 1])
        more = len(rows) > self.size
        rows = rows[: self.size]
        if backwards:
            rows.reverse()
        self.links = {"next": None, "previous": None}
        if rows and (more or backwards):
            self.links["next"] = self.link("cursor", write_place(keys, rows[-1], queryset.model, backwards=False))
        if rows and (more if backwards else values is not None):
            self.links["previous"] = self.link("cursor", write_place(keys, rows[0], queryset.model, backwards=True))
        return rows

    def link(self, name: str, value: Any) -> str:
        url = self.request.build_absolute_uri()
        return remove_query_param(url, name) if value in (1,) else replace_query_param(url, name, value)

    def get_paginated_response(self, data: Any) -> Response:
        counted = {} if self.keyset else {"count": self.count, "count_is_exact": self.exact}
        return Response({**counted, **self.links, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "Missing with `cursor`."},
                "count_is_exact": {"type": "boolean", "description": "False when the count is an estimate."},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        whole = {"type": "integer", "minimum": 1}
        return [
            {"name": "page", "in": "query", "required": False, "schema": {**whole, "maximum": LAST_PAGE}},
            {"name": "page_size", "in": "query", "required": False, "schema": {**whole, "maximum": LARGEST_PAGE}},
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "schema": {"type": "string"},
                "description": "Keyset paging: empty for the first page, then what `next` holds.",
            },
        ]


def signer(keys: list[Key], model: type[Model]) -> signing.Signer:
    """Cursors are signed for their ordering, so that only values we wrote ourselves ever reach the database."""
    ordering = ",".join(f"{'-' * key.descending}{key.name}" for key in keys)
    return signing.Signer(salt=f"vitrine.cursor:{model._meta.label}:{ordering}")


def write_place(keys: list[Key], row: Any, model: type[Model], *, backwards: bool) -> str:
    values = [getattr(row, key.name) for key in keys]
    return signer(keys, model).sign_object(
        [int(backwards), *[None if value is None else str(value) for value in values]]
    )


def read_place(place: str, keys: list[Key], model: type[Model]) -> tuple[bool, list[Any]]:
    """Direction and values of a cursor. Raises ValidationError for what we did not write."""
    columns = {field.name: field for field in model._meta.concrete_fields}
    try:
        backwards, *texts = signer(keys, model).unsign_object(place)
        values = [
            text if text is None else columns[key.name].to_python(text) if key.name in columns else int(text)
            for key, text in zip(keys, texts, strict=True)
        ]
    except (signing.BadSignature, ValueError, DjangoValidationError) as error:
        raise bad("cursor", "This cursor is not one of ours. Start again without it.", "invalid_cursor") from error
    return bool(backwards), values
