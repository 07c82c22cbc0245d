"""Pictures of files in any size and format: which every file has, which may be asked for, and drawing what is missing.

A picture is named by its spec, which says all that decides its pixels: `fit-300` is at most 300 pixels on the longer
side, `fill-640x360-250-500` fills that box around a point in thousandths of width and height.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction

from common.errors import Conflict, DomainError
from file_manager import crops, derived, storage
from file_manager.models import Blob, Rendition
from file_manager.models.blobs import Kind
from file_manager.turns import turn
from mediakit import renditions
from mediakit.errors import MediaError
from mediakit.limits import MEGAPIXEL, PixelLimits
from mediakit.renditions import Drawn, Wanted
from mediakit.specs import FILL, FIT, Spec

#: What every program shows that came after 2020, and what lists are made of.
FORMAT = renditions.FORMAT
FORMATS = ("webp", "avif", "jpeg", "png")
#: Size by name; the longer side in pixels.
PRESETS: dict[str, int] = {preset.name: preset.longest for preset in renditions.PRESETS}
SPECS: dict[str, int] = {f"fit-{longest}": longest for longest in PRESETS.values()}
MOVING = frozenset((f"fit-{PRESETS['large']}", f"fit-{PRESETS['xlarge']}"))
SHORTEST_SIDE, LONGEST_SIDE = 16, 4096
MOST_CUSTOM = 40
#: Around all points that its files have had of late; crops around former ones are removed at night.
MOST_CROPS = 200
#: How much larger a picture is from which another one is drawn: sizes rounded twice would not be what was promised.
MARGIN = 1.2


class NoSuchRendition(DomainError):
    status = 404
    code = "not_found"
    detail = "There is no such picture of this file."


MOVED_TOO_OFTEN = "The focal point of this file was moved too often today. Its crops are drawn again tomorrow."


class TooManyRenditions(Conflict):
    code = "too_many_renditions"
    detail = f"This file was drawn in {MOST_CUSTOM} sizes of its own. Use one of those, or a preset."


def spec_of(name: str) -> str:
    return f"fit-{PRESETS[name]}"


def drawable(text: str) -> Spec:
    """The spec of a word, of a size that we draw. Raises NoSuchRendition."""
    try:
        spec = Spec.parse(text)
    except MediaError as error:
        raise NoSuchRendition from error
    if not all(SHORTEST_SIDE <= side <= LONGEST_SIDE for side in (spec.width, spec.height)):
        raise NoSuchRendition
    return spec


def is_picture(text: str) -> bool:
    return text.startswith((f"{FIT}-", f"{FILL}-"))


def is_custom(text: str) -> bool:
    """Whether this is neither a preset nor a crop that every file has."""
    if text in SPECS or not is_picture(text):
        return False
    spec = Spec.parse(text)
    return spec.mode == FIT or (spec.width, spec.height) not in crops.BOXES


def on_demand(text: str) -> bool:
    """Whether it is drawn when somebody asks for it, and never by a worker."""
    return is_picture(text) and text not in SPECS


def require_room(there: Iterable[Rendition], spec: str) -> None:
    """Raises TooManyRenditions when this would be one size, or one crop, too many beside those that are `there`."""
    if not on_demand(spec):
        return
    custom = is_custom(spec)
    drawn = {row.spec for row in there if is_like(row.spec, custom=custom)}
    if spec not in drawn and len(drawn) >= (MOST_CUSTOM if custom else MOST_CROPS):
        raise TooManyRenditions("" if custom else MOVED_TOO_OFTEN)


def is_like(text: str, *, custom: bool) -> bool:
    return on_demand(text) and is_custom(text) == custom


def missing(blob: Blob) -> list[Wanted]:
    """What every picture has and this one has not."""
    drawn = set(blob.renditions.values_list("spec", "format"))
    pairs = ((spec, format) for format in settings.RENDITION_FORMATS for spec in SPECS)
    return [wanted(spec, format) for spec, format in pairs if (spec, format) not in drawn]


def wanted(spec: str, format: str) -> Wanted:
    return Wanted(spec, Spec.parse(spec), format)


def find(blob: Blob, spec: str, format: str) -> Rendition | None:
    return blob.renditions.filter(spec=spec, format=format).first()


def ensure(blob: Blob, spec: str, format: str = FORMAT) -> Rendition:
    """The rendition, a picture drawn now if need be: from the next larger one, else from the original of a picture.

    However many ask at once, one draws. Raises NoSuchRendition, TooManyRenditions, MediaError, StorageAway.
    """
    if format not in FORMATS:
        raise NoSuchRendition
    if str(drawable(spec)) != spec:  # one size has one name
        raise NoSuchRendition
    with turn_of(blob, spec, format):
        there = list(blob.renditions.defer("details"))
        return among(there, spec, format) or drawn_now(blob, wanted(spec, format), there)


def turn_of(blob: Blob, spec: str, format: str) -> AbstractContextManager[None]:
    """Waits until nobody else draws or stores this picture: two of different sources have one key and one row."""
    return turn(f"{blob.pk}/{spec}.{format}")


def among(rows: Iterable[Rendition], spec: str, format: str) -> Rendition | None:
    return next((row for row in rows if (row.spec, row.format) == (spec, format)), None)


def drawn_now(blob: Blob, size: Wanted, there: list[Rendition]) -> Rendition:
    """The picture, drawn beside those that are `there` now."""
    require_room(there, size.name)
    with source_for(blob, size.spec, there) as source:
        rows = draw(blob, [size], source)
    with transaction.atomic():
        # Others may draw other sizes of the same blob meanwhile; one at a time they are counted right.
        kept = Blob.objects.select_for_update(no_key=True).filter(pk=blob.pk).exists()
        try:
            if not kept:  # its last file was purged meanwhile
                raise NoSuchRendition
            require_room(blob.renditions.only("spec"), size.name)
        except (NoSuchRendition, TooManyRenditions):
            storage.delete(rows[0].storage_key)
            raise
        derived.save(rows)
    return rows[0]


@contextmanager
def source_for(blob: Blob, spec: Spec, there: Iterable[Rendition]) -> Iterator[Path]:
    """The smallest picture `there` that holds enough pixels; where none does the original, or the largest one of it."""
    ordered = sorted((row for row in there if row.spec in SPECS and row.format == FORMAT), key=longer_side)
    source = next((row for row in ordered if larger(row, spec)), None)
    if source is None and blob.kind != Kind.IMAGE:
        source = ordered[-1] if ordered else None
        if source is None:
            raise NoSuchRendition
    with storage.local_copy(source.storage_key if source else blob.storage_key) as path:
        yield path


def longer_side(row: Rendition) -> int:
    return max(row.width or 0, row.height or 0)


def larger(row: Rendition, spec: Spec) -> bool:
    """Whether the picture has so many pixels more than this spec asks for that nobody sees what it was drawn from."""
    width, height = row.width or 0, row.height or 0
    return width > 0 and max(spec.scaled(width, height)) * MARGIN <= max(width, height)


def moves(blob: Blob) -> bool:
    return blob.kind == Kind.IMAGE and (blob.frames or 1) > 1


def draw(blob: Blob, sizes: list[Wanted], source: Path) -> list[Rendition]:
    """The pictures, stored, without rows."""
    with drawing(blob, sizes, source) as drawn:
        return stored(blob, drawn)


@contextmanager
def drawing(blob: Blob, sizes: list[Wanted], source: Path) -> Iterator[list[Drawn]]:
    """The pictures in a folder that goes away. What is shown large keeps moving; in a list nothing does."""
    if moves(blob):
        sizes = [replace(one, animated=one.name in MOVING) for one in sizes]
    with TemporaryDirectory(dir=settings.TEMPORARY, prefix="renditions-") as folder:
        yield renditions.draw(source, sizes, Path(folder), limits=pixel_limits())


def pixel_limits() -> PixelLimits:
    return PixelLimits(
        frame=settings.MAX_MEGAPIXELS_A_FRAME * MEGAPIXEL, total=settings.MAX_MEGAPIXELS_IN_ALL * MEGAPIXEL
    )


def stored(blob: Blob, pictures: Iterable[Drawn]) -> list[Rendition]:
    """The pictures in their places in the store, as rows that are not saved. Raises StorageAway."""
    return derived.stored_together([(row_of(blob, picture), picture.path) for picture in pictures])


def row_of(blob: Blob, picture: Drawn) -> Rendition:
    size = {"width": picture.width, "height": picture.height}
    return Rendition(blob=blob, spec=picture.name, format=picture.format, **size)
