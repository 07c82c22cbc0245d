"""Photographs that never were: the same pixels for the same number, as heavy for a decoder as real ones."""

from pathlib import Path

import numpy as np
from PIL import Image

GRAIN = 9
DETAIL = ((400, 0.45), (90, 0.3), (20, 0.2), (6, 0.15))


def noise(random: np.random.Generator, width: int, height: int, cell: int) -> np.ndarray:
    grid = random.integers(0, 256, (max(2, height // cell), max(2, width // cell)), dtype=np.uint8)
    return np.asarray(Image.fromarray(grid).resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32)


def draw(path: Path, *, number: int, width: int, height: int) -> Path:
    """Writes photo `number` as JPEG with camera and date; 12 megapixels take about 4 MB."""
    random = np.random.default_rng([number, width])
    shape = sum(noise(random, width, height, cell) * weight for cell, weight in DETAIL)
    picture = np.empty((height, width, 3), dtype=np.uint8)
    for channel, gain in enumerate(random.uniform(0.6, 1.1, 3)):
        grain = random.normal(0, GRAIN, (height, width)).astype(np.float32)
        picture[..., channel] = np.clip(shape * gain + grain, 0, 255)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Vitrine", f"Bench {number}"
    exif[0x0132] = "2026:05:01 14:03:22"
    Image.fromarray(picture).save(path, "JPEG", quality=88, exif=exif)
    return path


def series(folder: Path, *, count: int, width: int, height: int) -> list[Path]:
    """`count` photos in `folder`, drawn only where they are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{width}x{height}-{number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        if not path.exists():
            draw(path, number=number, width=width, height=height)
    return paths
