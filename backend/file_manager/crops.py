"""The crops that every picture has, and the point that they keep in sight."""

from dataclasses import replace
from typing import NamedTuple, Protocol

from file_manager.models import Rendition
from mediakit.specs import FILL, MIDDLE, THOUSAND, Spec


class Crop(NamedTuple):
    label: str
    width: int
    height: int


CROPS = {
    "square": Crop("Square", 600, 600),
    "wide": Crop("Wide", 1280, 720),
    "portrait": Crop("Portrait", 720, 960),
    "banner": Crop("Banner", 1600, 533),
}
BOXES = frozenset((crop.width, crop.height) for crop in CROPS.values())


class Focused(Protocol):
    @property
    def focal_x(self) -> float: ...
    @property
    def focal_y(self) -> float: ...


def focus_of(file: Focused) -> tuple[int, int]:
    """The file's focal point in thousandths."""
    return round(file.focal_x * THOUSAND), round(file.focal_y * THOUSAND)


def crop_of(name: str, file: Focused) -> Spec:
    return Spec(FILL, CROPS[name].width, CROPS[name].height, focus_of(file))


def asked(spec: Spec, file: Focused) -> Spec:
    """The spec around the file's focal point, where it cuts something off and names no other point.

    The crops that every file has know no other point, or there would be no end of them.
    """
    pointless = spec.focus == MIDDLE or (spec.width, spec.height) in BOXES
    return replace(spec, focus=focus_of(file)) if spec.mode == FILL and pointless else spec


def is_stale(row: Rendition, points: set[tuple[int, int]]) -> bool:
    """Whether it was cut around a point that none of its files has any more."""
    spec = Spec.parse(row.spec)
    return spec.mode == FILL and spec.focus not in points
