"""High dynamic range brought into the range of an ordinary screen, as a table that every colour is looked up in."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mediakit import gamuts
from mediakit.headers.stated import BT2020, HDR10, HLG, Primaries

Light = NDArray[np.float64]

GRID = 33
# Candela per square metre of a sheet of white paper in both systems, and of the screen that HLG is made on.
PAPER_WHITE = 203.0
HLG_SCREEN = 1000.0
# Up to here light stays as it is; what is brighter is pressed into the rest.
KNEE = 0.6


@cache
def cube(transfer: str) -> str:
    """The table for films with one way of writing light, in the `.cube` format; red runs fastest in it."""
    steps = np.linspace(0, 1, GRID)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    shown = ordinary(np.stack((red, green, blue), axis=-1).reshape(-1, 3), transfer)
    return f"LUT_3D_SIZE {GRID}\n" + "".join(f"{red:.5f} {green:.5f} {blue:.5f}\n" for red, green, blue in shown)


def ordinary(colours: Light, transfer: str, primaries: Primaries = BT2020) -> Light:
    """Colours of 0..1 with PQ or HLG, as sRGB colours of 0..1; ValueError where the primaries span no colours."""
    light = TO_LIGHT[transfer](colours, gamuts.to_xyz(primaries)[1]) / PAPER_WHITE
    brightest = light.max(axis=-1, keepdims=True)
    # One factor for the three keeps the hue.
    light = light * _pressed(brightest) / np.maximum(brightest, 1e-9)
    light = np.clip(light @ gamuts.to_ordinary(primaries).T, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def _pressed(light: Light) -> Light:
    above = np.maximum(light - KNEE, 0)
    return np.minimum(light, KNEE) + (1 - KNEE) * (1 - np.exp(-above / (1 - KNEE)))


def _from_pq(colours: Light, _: Light) -> Light:
    # SMPTE ST 2084
    power = colours ** (32 / 2523)
    return 10_000 * (np.maximum(power - 3424 / 4096, 0) / (2413 / 128 - 2392 / 128 * power)) ** (16384 / 2610)


def _from_hlg(colours: Light, shares: Light) -> Light:
    # ARIB STD-B67, then how a screen of that brightness shows the scene.
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(colours <= 0.5, colours**2 / 3, (np.exp((colours - c) / a) + b) / 12)
    luminance = np.maximum(scene @ shares, 1e-9)[..., None]
    return HLG_SCREEN * luminance**0.2 * scene


TO_LIGHT: dict[str, Callable[[Light, Light], Light]] = {HDR10: _from_pq, HLG: _from_hlg}
