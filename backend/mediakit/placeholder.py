"""ThumbHash: a blurred picture in about 25 bytes, shown until the real one arrives. Format by Evan Wallace."""

import base64
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

LONGEST = 100


@dataclass(frozen=True)
class _Channel:
    constant: float
    scale: float
    waves: list[float]


def thumbhash(path: Path) -> str:
    """The ThumbHash of a small rendition, in base64."""
    with Image.open(path) as picture:
        small = picture.convert("RGBA")
    small.thumbnail((LONGEST, LONGEST), Image.Resampling.BILINEAR)
    return base64.b64encode(encode(np.asarray(small, np.float64))).decode("ascii")


def encode(pixels: np.ndarray) -> bytes:
    """The ThumbHash of an array of height, width and RGBA in 0..255, at most 100 pixels on a side."""
    height, width = pixels.shape[:2]
    alpha = pixels[..., 3] / 255
    transparent = bool(alpha.sum() < width * height)
    red, green, blue = np.moveaxis(_on_average(pixels[..., :3] / 255, alpha), 2, 0)
    across, down = _waves_of_luminance(width, height, transparent)
    luminance = _transform((red + green + blue) / 3, max(3, across), max(3, down))
    yellow_blue = _transform((red + green) / 2 - blue, 3, 3)
    red_green = _transform(red - green, 3, 3)
    packed = _header(luminance, yellow_blue, red_green, transparent)
    packed += _shape(yellow_blue, red_green, down if width > height else across, landscape=width > height)
    channels = [luminance, yellow_blue, red_green]
    if transparent:
        opacity = _transform(alpha, 5, 5)
        packed.append(_rounded(15 * opacity.constant) | _rounded(15 * opacity.scale) << 4)
        channels.append(opacity)
    return bytes(packed) + _nibbles([_rounded(15 * wave) for channel in channels for wave in channel.waves])


def _on_average(colours: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Transparent pixels laid over the average colour of the others."""
    weights = alpha[..., None]
    total = alpha.sum()
    average = (colours * weights).sum((0, 1)) / (total or 1)
    return average * (1 - weights) + colours * weights


def _waves_of_luminance(width: int, height: int, transparent: bool) -> tuple[int, int]:
    most, longest = 5 if transparent else 7, max(width, height)
    return max(1, _rounded(most * width / longest)), max(1, _rounded(most * height / longest))


def _transform(channel: np.ndarray, across: int, down: int) -> _Channel:
    """Its cosine transform: the constant, then the waves of the triangle of low frequencies, each in 0..1."""
    height, width = channel.shape
    frequencies = _basis(down, height) @ channel @ _basis(across, width).T / (width * height)
    waves = [
        float(frequencies[y, x])
        for y in range(down)
        for x in range(0 if y else 1, across)
        if x * down < across * (down - y)
    ]
    scale = max((abs(wave) for wave in waves), default=0.0)
    return _Channel(float(frequencies[0, 0]), scale, [0.5 + 0.5 / scale * wave if scale else 0.0 for wave in waves])


def _basis(count: int, length: int) -> np.ndarray:
    return np.cos(np.pi / length * np.arange(count)[:, None] * (np.arange(length) + 0.5))


def _header(luminance: _Channel, yellow_blue: _Channel, red_green: _Channel, transparent: bool) -> bytearray:
    bits = _rounded(63 * luminance.constant)
    bits |= _rounded(31.5 + 31.5 * yellow_blue.constant) << 6
    bits |= _rounded(31.5 + 31.5 * red_green.constant) << 12
    bits |= _rounded(31 * luminance.scale) << 18
    bits |= transparent << 23
    return bytearray(bits.to_bytes(3, "little"))


def _shape(yellow_blue: _Channel, red_green: _Channel, waves: int, *, landscape: bool) -> bytes:
    bits = waves | _rounded(63 * yellow_blue.scale) << 3 | _rounded(63 * red_green.scale) << 9 | landscape << 15
    return bits.to_bytes(2, "little")


def _nibbles(values: list[int]) -> bytes:
    padded = values + [0] * (len(values) % 2)
    return bytes(low | high << 4 for low, high in zip(padded[::2], padded[1::2], strict=True))


def _rounded(value: float) -> int:
    # Halves go up, unlike in Python's own rounding.
    return math.floor(value + 0.5)
