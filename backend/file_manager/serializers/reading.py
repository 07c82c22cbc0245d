"""Everything that a row of the library shows, read by one query: a list must cost the same at any size."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, F, JSONField, OuterRef, QuerySet, Subquery

from file_manager import thumbnails
from file_manager.models import MediaFile, Rendition
from file_manager.models.files import MediaFileQuerySet

THUMBNAILS = {name: thumbnails.spec_of(name) for name in ("small", "medium", "large")}
COLUMNS = (
    "id",
    "title",
    "slug",
    "description",
    "alt_text",
    "kind",
    "file_type",
    "file_size",
    "width",
    "height",
    "duration",
    "focal_x",
    "focal_y",
    "namespace_id",
    "uploaded_by_id",
    "usage_count",
    "status",
    "review",
    "visibility",
    "version",
    "taken_at",
    "taken_offset",
    "created_at",
    "updated_at",
)
ELSEWHERE = {
    "placeholder": F("blob__placeholder"),
    "dominant_color": F("blob__dominant_color"),
    "extension": F("blob__extension"),
    "namespace_slug": F("namespace__slug"),
    "namespace_name": F("namespace__name"),
    "username": F("uploaded_by__username"),
    "display_name": F("uploaded_by__display_name"),
}


class JsonRows(Aggregate):
    """All rows of a group as a JSON array of arrays."""

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="json_group_array(json_array(%(expressions)s))", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="jsonb_agg(jsonb_build_array(%(expressions)s))", **extra)


def all_rows(queryset: QuerySet[Any], group: str, *columns: str) -> Subquery:
    return Subquery(queryset.order_by().values(group).annotate(rows=JsonRows(*columns)).values("rows"))


@cache
def annotated() -> MediaFileQuerySet:
    """Building this takes longer than running it, so it is built once and only ever refined."""
    links = MediaFile.tags.through.objects.filter(mediafile=OuterRef("pk"))
    drawn = Rendition.objects.filter(blob=OuterRef("blob"), spec__in=THUMBNAILS.values(), format=thumbnails.FORMAT)
    return MediaFile.objects.annotate(
        tag_rows=all_rows(links, "mediafile", "tag__name", "tag_id", "tag__slug", "tag__color"),
        pictures=all_rows(drawn, "blob", "spec", "width", "height"),
        **ELSEWHERE,
    )


def listable() -> MediaFileQuerySet:
    """All files, to be narrowed down and sorted before they are read."""
    return annotated().all()


def listed(queryset: QuerySet[MediaFile]) -> QuerySet[Any]:
    """The files of a queryset made from `listable`, as named tuples that hold all that `rows.row` needs."""
    ranked = ["relevance"] if "relevance" in queryset.query.annotations else []  # the place in a sorted list
    return queryset.values_list(*COLUMNS, *ELSEWHERE, "tag_rows", "pictures", *ranked, named=True)


def in_order(ids: Sequence[UUID]) -> list[Any]:
    """The files of those ids in that order; one that is gone is left out."""
    found = {read.id: read for read in listed(listable().filter(pk__in=ids))}
    return [found[pk] for pk in ids if pk in found]
