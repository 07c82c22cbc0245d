"""Small pictures in lists."""

from django.db.models import Exists, Expression, OuterRef
from django.utils.html import format_html

from file_manager import delivery, thumbnails
from file_manager.models import Rendition

SMALL = thumbnails.spec_of("small")


def drawn(blob: str = "blob") -> Expression:
    """Whether the small picture is there, for a queryset whose path to the blob is `blob`."""
    return Exists(Rendition.objects.filter(blob=OuterRef(blob), spec=SMALL))


def picture(file: delivery.Named | None, *, is_drawn: bool) -> str:
    if file is None or not is_drawn:
        return "-"
    return format_html(
        '<img src="{}" alt="" loading="lazy" style="max-width: 72px; max-height: 72px">',
        delivery.rendition_url(file, SMALL),
    )
