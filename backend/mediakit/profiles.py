"""ICC profiles made for pictures that state their colours without one, so that all are converted in one way."""

from functools import lru_cache
from struct import pack

import numpy as np
from numpy.typing import NDArray

from mediakit import gamuts, tones
from mediakit.headers.stated import BT709, SRGB, Primaries, Stated

Numbers = NDArray[np.float64]

VERSION = 0x04300000
DIRECTORY, ENTRY = 128, 12
XYZ, LAB = b"XYZ ", b"Lab "
# The kinds of curves, and what sRGB is as the one of them that has a straight piece in the dark.
POWER, POWER_BEHIND_LINE = 0, 3
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
FULL = 65_535
# One hundred, and one step of the other two axes, as tables of sixteen bits have them.
WHOLE_LIGHTNESS, STEP, MIDDLE = 65_280, 256, 128


@lru_cache(maxsize=8)
def made(stated: Stated) -> bytes:
    """A profile for these colours; nothing for those of every picture, and for what cannot be colours."""
    if stated.plain:
        return b""
    try:
        if isinstance(stated.transfer, str) and stated.transfer != SRGB:
            return _table(stated.primaries, stated.transfer)
        return _matrix(stated)
    except ValueError:
        return b""


def _matrix(stated: Stated) -> bytes:
    if isinstance(stated.transfer, str):
        curve = _numbers(b"para" + pack(">IHH", 0, POWER_BEHIND_LINE, 0), *SRGB_CURVE)
    else:
        curve = _numbers(b"para" + pack(">IHH", 0, POWER, 0), stated.transfer)
    columns = gamuts.to_d50(stated.primaries).T
    colours = zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)
    tags = {name: _numbers(XYZ + bytes(4), *column) for name, column in colours}
    return _assembled(XYZ, {**tags, **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)})


def _table(primaries: Primaries, transfer: str) -> bytes:
    """What a screen of ordinary light shows for each colour, as Lab; blue runs fastest."""
    steps = np.linspace(0, 1, tones.GRID)
    colours = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
    lab = _lab(tones.ordinary(colours, transfer, primaries))
    packed = np.stack((lab[:, 0] / 100 * WHOLE_LIGHTNESS, *((lab[:, 1:] + MIDDLE) * STEP).T), axis=-1)
    straight = 3 * pack(">HH", 0, FULL)
    table = _numbers(b"mft2" + pack(">I4B", 0, 3, 3, tones.GRID, 0), *np.eye(3).ravel()) + pack(">HH", 2, 2)
    table += straight + packed.round().clip(0, FULL).astype(">u2").tobytes() + straight
    # The second is what is asked for, the first what every profile has to have.
    return _assembled(LAB, {b"A2B0": table, b"A2B1": table})


def _lab(shown: Numbers) -> Numbers:
    light = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)
    share = light @ gamuts.to_d50(BT709).T / gamuts.D50
    root = np.where(share > (6 / 29) ** 3, np.cbrt(share), share * (29 / 6) ** 2 / 3 + 4 / 29)
    x, y, z = root.T
    return np.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), axis=-1)


def _assembled(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    """A profile of a screen with these tags, of which those with the same content share it."""
    tags = {b"wtpt": _numbers(XYZ + bytes(4), *gamuts.D50), **tags}
    position = DIRECTORY + 4 + ENTRY * len(tags)
    places: dict[bytes, int] = {}
    for content in tags.values():
        if content not in places:
            places[content] = position
            position += len(content)
    entries = b"".join(pack(">4sII", name, places[content], len(content)) for name, content in tags.items())
    header = pack(">I4xI4s4s4s12x4s", position, VERSION, b"mntr", b"RGB ", space, b"acsp")
    header = _numbers(header.ljust(68, b"\0"), *gamuts.D50).ljust(DIRECTORY, b"\0")
    return header + pack(">I", len(tags)) + entries + b"".join(places)


def _numbers(begins: bytes, *numbers: float) -> bytes:
    """Octets, and behind them numbers in steps of a 65,536th; ValueError where one is too large for that."""
    steps = [round(float(number) * 65_536) for number in numbers]
    if max(map(abs, steps)) >= 1 << 31:
        raise ValueError("The number is too large for a profile.")
    return begins + pack(f">{len(steps)}i", *steps)
