"""Colours that a picture states by numbers instead of a profile. The numbers are those of ITU-T H.273."""

from dataclasses import dataclass

Point = tuple[float, float]
Primaries = tuple[Point, Point, Point, Point]

#: Ways of writing light that are no mere power of it.
SRGB, HDR10, HLG = "srgb", "hdr10", "hlg"
D65, DCI_WHITE, C_WHITE, EQUAL = (0.3127, 0.329), (0.314, 0.351), (0.31, 0.316), (1 / 3, 1 / 3)
P3_POINTS = ((0.68, 0.32), (0.265, 0.69), (0.15, 0.06))
BT709: Primaries = ((0.64, 0.33), (0.3, 0.6), (0.15, 0.06), D65)
BT2020: Primaries = ((0.708, 0.292), (0.17, 0.797), (0.131, 0.046), D65)
DISPLAY_P3: Primaries = (*P3_POINTS, D65)
DCI_P3: Primaries = (*P3_POINTS, DCI_WHITE)
ADOBE_RGB: Primaries = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), D65)
SMPTE_C: Primaries = ((0.63, 0.34), (0.31, 0.595), (0.155, 0.07), D65)
UNSTATED = 2
PRIMARIES: dict[int, Primaries] = {
    1: BT709,
    UNSTATED: BT709,
    4: ((0.67, 0.33), (0.21, 0.71), (0.14, 0.08), C_WHITE),
    5: ((0.64, 0.33), (0.29, 0.6), (0.15, 0.06), D65),
    6: SMPTE_C,
    7: SMPTE_C,
    8: ((0.681, 0.319), (0.243, 0.692), (0.145, 0.049), C_WHITE),
    9: BT2020,
    10: ((1.0, 0.0), (0.0, 1.0), (0.0, 0.0), EQUAL),
    11: DCI_P3,
    12: DISPLAY_P3,
    22: ((0.63, 0.34), (0.295, 0.605), (0.155, 0.077), D65),
}
LINEAR, ADOBE_POWER = 1.0, 563 / 256
# The curves for cameras in television are shown on screens as sRGB is, and so they are in browsers.
TRANSFERS: dict[int, float | str] = {
    **dict.fromkeys((1, UNSTATED, 6, 7, 11, 12, 13, 14, 15), SRGB),
    4: 2.2,
    5: 2.8,
    8: LINEAR,
    16: HDR10,
    17: 2.6,
    18: HLG,
}
NAMES = {BT709: "BT.709", BT2020: "BT.2020", DISPLAY_P3: "Display P3", DCI_P3: "DCI-P3"}
ADDITIONS: dict[float | str, str] = {SRGB: "", HDR10: " PQ", HLG: " HLG", LINEAR: " linear", 2.6: ""}


@dataclass(frozen=True)
class Stated:
    """The place of red, green, blue and white (x and y of CIE 1931), and how light is written.

    `transfer` is `SRGB`, `HDR10` or `HLG`, or the power that numbers are raised to.
    """

    primaries: Primaries = BT709
    transfer: float | str = SRGB

    @property
    def plain(self) -> bool:
        """Whether these are the colours that any picture has which states none."""
        return self == PLAIN

    @property
    def name(self) -> str | None:
        """What people call these colours; None for those of every picture, and for those without a name."""
        if self == ADOBE:
            return "Adobe RGB (1998)"
        known = not self.plain and self.primaries in NAMES and self.transfer in ADDITIONS
        return NAMES[self.primaries] + ADDITIONS[self.transfer] if known else None


PLAIN, ADOBE = Stated(), Stated(ADOBE_RGB, ADOBE_POWER)


def by_code_points(primaries: int, transfer: int) -> Stated | None:
    """The colours of two numbers; None where one of them is not known."""
    if primaries not in PRIMARIES or transfer not in TRANSFERS:
        return None
    return Stated(PRIMARIES[primaries], TRANSFERS[transfer])
