"""Smaller pictures drawn from one: upright, in sRGB, without metadata."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mediakit import animations, encoders, vips
from mediakit.encoders import fallback_format
from mediakit.limits import DEFAULT, PixelLimits
from mediakit.pictures import Source, examine, open_reduced
from mediakit.specs import Area, Spec

__all__ = ["FORMAT", "PRESETS", "STANDARD", "Drawn", "Preset", "Wanted", "draw", "fallback_format"]

FORMAT = encoders.WEBP


@dataclass(frozen=True)
class Preset:
    """A size by name; `longest` is the longer side in pixels."""

    name: str
    longest: int


PRESETS = (Preset("small", 150), Preset("medium", 300), Preset("large", 800), Preset("xlarge", 1600))


@dataclass(frozen=True)
class Wanted:
    """A rendition to be drawn. An `animated` one keeps the frames of its source where its format can hold them."""

    name: str
    spec: Spec
    format: str = FORMAT
    animated: bool = False


#: The presets, as renditions to be drawn.
STANDARD = tuple(Wanted(preset.name, Spec.parse(f"fit-{preset.longest}")) for preset in PRESETS)


@dataclass(frozen=True)
class Drawn:
    """A picture that was drawn, with its size in pixels and in bytes."""

    name: str
    path: Path
    width: int
    height: int
    format: str
    file_size: int
    frames: int = 1


def draw(source: Path, wanted: Sequence[Wanted], out: Path, *, limits: PixelLimits = DEFAULT) -> list[Drawn]:
    """Draw into the folder `out`, the largest first; none is larger than the source, unless that is made of lines.

    Raises TooManyPixels, TruncatedFile, UnreadableFile, or what a drawing of lines is refused with. Only the first
    frame or page is drawn where no animation is wanted.
    """
    if not wanted:
        return []
    examined = examine(source, limits)
    moving = [one for one in wanted if one.animated and one.format == FORMAT and animations.can_keep(examined)]
    still = [one for one in wanted if one not in moving]
    return _draw_moving(examined, moving, out) + _draw_stills(examined, still, out)


def _draw_moving(source: Source, wanted: Sequence[Wanted], out: Path) -> list[Drawn]:
    drawn: list[Drawn] = []
    alike: dict[tuple[object, ...], Drawn] = {}
    for one in wanted:
        size, path = one.spec.scaled(*source.size), _path(one, out)
        looks = (*size, one.spec.area(*size))
        if same := alike.get(looks):
            shutil.copyfile(same.path, path)
            drawn.append(replace(same, name=one.name, path=path))
        else:
            drawn.append(_animate(source, one, path))
        alike[looks] = drawn[-1]
    return drawn


def _animate(source: Source, wanted: Wanted, path: Path) -> Drawn:
    frames = animations.open_reduced(source, wanted.spec)
    encoders.encode(frames, path, wanted.format)
    height = frames.get("page-height")
    return Drawn(wanted.name, path, frames.width, height, wanted.format, path.stat().st_size, frames.height // height)


def _draw_stills(source: Source, wanted: Sequence[Wanted], out: Path) -> list[Drawn]:
    if not wanted:
        return []
    sizes = {one: one.spec.scaled(*source.size, enlarging=source.scalable) for one in wanted}
    ordered = sorted(wanted, key=lambda one: max(sizes[one]), reverse=True)
    image = open_reduced(source, max(sizes[ordered[0]]))
    drawn: list[Drawn] = []
    alike: dict[tuple[object, ...], Drawn] = {}
    for one in ordered:
        image = _reduce(image, *sizes[one])
        area = one.spec.area(image.width, image.height)
        looks = (image.width, image.height, area, one.format)
        drawn.append(_write(_cut(image, area), one, out, alike.get(looks)))
        alike[looks] = drawn[-1]
    return drawn


def _reduce(image: vips.Image, width: int, height: int) -> vips.Image:
    if image.width <= width and image.height <= height:
        return image
    return image.thumbnail_image(width, height=height, size="force", no_rotate=True).copy_memory()


def _cut(image: vips.Image, area: Area) -> vips.Image:
    if (area.width, area.height) == (image.width, image.height):
        return image
    return image.extract_area(area.left, area.top, area.width, area.height)


def _write(image: vips.Image, wanted: Wanted, out: Path, same: Drawn | None) -> Drawn:
    path = _path(wanted, out)
    if same:
        shutil.copyfile(same.path, path)
    else:
        encoders.encode(image, path, wanted.format)
    return Drawn(wanted.name, path, image.width, image.height, wanted.format, path.stat().st_size)


def _path(wanted: Wanted, out: Path) -> Path:
    return out / f"{wanted.name}.{wanted.format}"
