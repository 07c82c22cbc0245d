"""Files of the library as pictures in a page: addresses, sizes, and what stands there until they are loaded."""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from file_manager import delivery, derived
from file_manager.models import MediaFile
from file_manager.models.files import MediaFileQuerySet
from file_manager.thumbnails import FORMAT, MOVING, SPECS, moves
from mediakit.renditions import fallback_format

COLOR = re.compile(r"#[0-9a-fA-F]{6}")
#: Formats by the names of their types, the smallest first; what knows neither gets the plain picture.
MODERN = ("avif", "webp")
#: The width that browsers get which do not choose by themselves.
PLAIN_WIDTH = 800
#: The widths of the text column and of a leading picture, as the style sheet has them.
COLUMN = "(min-width: 42.5rem) 40rem, calc(100vw - 2.5rem)"
LEAD = "(min-width: 66rem) 64rem, 100vw"


@dataclass(frozen=True)
class Picture:
    """One `<picture>`. `width` and `height` are those of `src`, so that the page does not jump when it arrives."""

    file: MediaFile
    sources: tuple[tuple[str, str], ...]
    srcset: str
    src: str
    width: int
    height: int
    alt: str
    lead: bool
    first: bool

    @property
    def name(self) -> str:
        """The class by which the style sheet of the page knows the picture."""
        return f"p{self.file.pk.hex}"

    @property
    def sizes(self) -> str:
        return LEAD if self.lead else COLUMN

    @property
    def style(self) -> str:
        color = self.file.blob.dominant_color
        ground = f"background-color:{color};" if COLOR.fullmatch(color) and opaque(self.file) else ""
        return f".{self.name}{{{ground}object-position:{self.file.focal_x:.1%} {self.file.focal_y:.1%}}}"


def opaque(file: MediaFile) -> bool:
    """Whether nothing behind the picture ever shows through. ThumbHash keeps that in a bit of its third byte."""
    if file.file_type == "image/jpeg":
        return True
    head = base64.b64decode(file.blob.placeholder[:4]) if file.blob.placeholder else b""
    return len(head) == 3 and not head[2] & 0x80


def formats_of(file: MediaFile) -> tuple[str, ...]:
    """What moves does so in WebP alone."""
    return (FORMAT,) if moves(file.blob) else MODERN


def find(allowed: MediaFileQuerySet, ids: Iterable[UUID]) -> dict[UUID, MediaFile]:
    """Those of `ids` that `allowed` still has and that can be shown, with their renditions; two queries in all."""
    shown = allowed.filter(trashed_at__isnull=True).outside_quarantine()
    wanted = set(ids)
    return shown.select_related("blob").prefetch_related("blob__renditions").in_bulk(wanted) if wanted else {}


def draw(file: MediaFile, *, alt: str, opens: bool, first: bool) -> Picture | None:
    """The picture of a file, or None while nothing of it was drawn. One that opens a page leads it if it is wide.

    Browsers choose a format and a width; those that were never asked for are drawn at the first request.
    """
    shown = MOVING if moves(file.blob) else SPECS
    renditions = [row for row in file.blob.renditions.all() if row.spec in shown and row.format == FORMAT]
    if not renditions:
        return None
    renditions.sort(key=lambda row: SPECS[row.spec])
    plain = next((row for row in renditions if (row.width or 0) >= PLAIN_WIDTH), renditions[-1])
    width, height = plain.width or 0, plain.height or 0
    extension = derived.FORMATS[fallback_format(not opaque(file))].extension
    return Picture(
        file=file,
        sources=tuple((f"image/{name}", delivery.srcset(file, renditions, name)) for name in formats_of(file)),
        srcset=delivery.srcset(file, renditions, extension),
        src=delivery.rendition_url(file, plain.spec, extension),
        width=width,
        height=height,
        alt=alt,
        lead=opens and width > height,
        first=first,
    )
