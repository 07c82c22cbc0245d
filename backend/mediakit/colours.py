"""The colour that a picture is remembered by."""

from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 64
LEVELS = 8
OPAQUE = 128


def dominant(path: Path) -> str:
    """The commonest colour of a small rendition as `#rrggbb`; white for one that is wholly transparent."""
    with Image.open(path) as picture:
        small = picture.convert("RGBA")
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    pixels = np.asarray(small, np.int64).reshape(-1, 4)
    colours = pixels[pixels[:, 3] >= OPAQUE, :3]
    if not len(colours):
        return "#ffffff"
    cells = (colours * LEVELS // 256) @ (LEVELS * LEVELS, LEVELS, 1)
    commonest = colours[cells == np.bincount(cells).argmax()]
    red, green, blue = commonest.mean(axis=0).round().astype(int)
    return f"#{red:02x}{green:02x}{blue:02x}"
