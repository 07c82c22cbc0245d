"""What can be seen and heard of one file: crops, pages, the strip of stills, the waveform, and what plays."""

from collections.abc import Iterable, Sequence

from file_manager import crops, delivery, derived, playing, thumbnails
from file_manager.models import MediaFile, Rendition
from file_manager.models.blobs import Kind
from file_manager.serializers.rows import Json
from mediakit.kinds import SVG
from mediakit.specs import Spec

#: What a player has to know of the strip.
STRIP = ("columns", "rows", "count", "tile_width", "tile_height", "interval")
CLOSED = (MediaFile.Status.QUARANTINED,)


def looks_of(file: MediaFile, drawn: Sequence[Rendition]) -> Json:
    """`drawn` are all renditions of the file's blob."""
    closed = file.status in CLOSED
    rows = [] if closed else drawn
    return {
        "crops": crops_of(file, rows),
        "previews": {"pages": pages_of(file, rows), "scrub": scrub_of(file, rows), "waveform": waveform_of(file, rows)},
        "playback": None if closed else playback_of(file, rows),
    }


def crops_of(file: MediaFile, drawn: Iterable[Rendition]) -> Json:
    """Every crop around the present focal point, by name; none while there is no picture to cut from."""
    if (size := largest_size(file, drawn)) is None:
        return {}
    return {name: crop_row(file, name, size) for name in crops.CROPS}


def crop_row(file: MediaFile, name: str, size: tuple[int, int]) -> Json:
    spec = crops.crop_of(name, file)
    width, height = size_of(file, spec, size)
    return {
        "label": crops.CROPS[name].label,
        "width": width,
        "height": height,
        "url": delivery.rendition_url(file, str(spec)),
    }


def size_of(file: MediaFile, spec: Spec, size: tuple[int, int]) -> tuple[int, int]:
    """Width and height of what will be drawn; only a drawing of lines is ever enlarged."""
    area = spec.area(*spec.scaled(*size, enlarging=file.file_type == SVG))
    return area.width, area.height


def largest_size(file: MediaFile, drawn: Iterable[Rendition]) -> tuple[int, int] | None:
    """Width and height of what pictures are drawn from: the picture itself, else the largest that shows the file."""
    largest = max((row.width or 0, row.height or 0) for row in [*presets(drawn), Rendition()])
    if largest == (0, 0):
        return None
    if file.kind == Kind.IMAGE and file.width and file.height:
        return file.width, file.height
    return largest


def presets(drawn: Iterable[Rendition]) -> list[Rendition]:
    """The pictures in the sizes that every file has, the smallest first."""
    wanted = (row for row in drawn if row.spec in thumbnails.SPECS and row.format == thumbnails.FORMAT)
    return sorted(wanted, key=lambda row: thumbnails.SPECS[row.spec])


def pages_of(file: MediaFile, drawn: Iterable[Rendition]) -> list[Json]:
    pages = [row for row in drawn if derived.PAGE.fullmatch(row.spec)]
    pages.sort(key=lambda row: int(row.spec.rpartition("-")[2]))
    return [{"url": delivery.address_of(file, row), "width": row.width, "height": row.height} for row in pages]


def scrub_of(file: MediaFile, drawn: Iterable[Rendition]) -> Json | None:
    row = named(derived.SCRUB, drawn)
    if row is None:
        return None
    track = delivery.rendition_url(file, derived.SCRUB, "vtt")
    return {"url": track, "sprite": delivery.address_of(file, row), **{name: row.details[name] for name in STRIP}}


def waveform_of(file: MediaFile, drawn: Iterable[Rendition]) -> Json | None:
    row = named(derived.WAVEFORM, drawn)
    return {"url": delivery.address_of(file, row)} if row else None


def named(spec: str, drawn: Iterable[Rendition]) -> Rendition | None:
    return next((row for row in drawn if row.spec == spec), None)


def playback_of(file: MediaFile, drawn: Iterable[Rendition]) -> Json | None:
    """The version for the web where there is one, since it was made because the original does not play well."""
    if row := playing.web_version(file.blob, drawn):
        file_type = derived.FORMATS[row.format].file_type
        size = {"width": row.width, "height": row.height}
        return {"url": delivery.address_of(file, row), "file_type": file_type, **size, "source": "web"}
    if not playing.plays(file.blob):
        return None
    url = delivery.file_url(file, namespace_slug=file.namespace.slug, extension=file.blob.extension)
    size = {"width": file.width, "height": file.height}
    return {"url": url, "file_type": file.file_type, **size, "source": "original"}


def renditions_of(file: MediaFile, custom: Spec | None, format: str) -> Json:
    """The pictures of the file by name. Raises NoSuchRendition, TooManyRenditions."""
    drawn = [] if file.status in CLOSED else list(file.blob.renditions.all())
    names = {f"fit-{longest}": name for name, longest in thumbnails.PRESETS.items()}
    shown = presets(drawn)
    answer: Json = {names[row.spec]: rendition_row(file, row) for row in shown}
    if (size := largest_size(file, drawn)) is not None:
        specs = {name: crops.crop_of(name, file) for name in crops.CROPS}
        answer |= {name: asked_row(file, spec, thumbnails.FORMAT, size, drawn) for name, spec in specs.items()}
    if custom is not None:
        if size is None:
            raise thumbnails.NoSuchRendition
        thumbnails.require_room(drawn, str(crops.asked(custom, file)))
        answer["custom"] = asked_row(file, crops.asked(custom, file), format, size, drawn)
    return {**answer, "srcset": delivery.srcset(file, shown)}


def asked_row(file: MediaFile, spec: Spec, format: str, size: tuple[int, int], drawn: Iterable[Rendition]) -> Json:
    """A picture that is there, or that will be once somebody follows its address."""
    if row := next((row for row in drawn if (row.spec, row.format) == (str(spec), format)), None):
        return rendition_row(file, row)
    width, height = size_of(file, spec, size)
    url = delivery.rendition_url(file, str(spec), derived.FORMATS[format].extension)
    return {"url": url, "width": width, "height": height, "format": format, "file_size": None}


def rendition_row(file: MediaFile, row: Rendition) -> Json:
    return {
        "url": delivery.address_of(file, row),
        "width": row.width,
        "height": row.height,
        "format": row.format,
        "file_size": row.file_size,
    }
