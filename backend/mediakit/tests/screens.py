"""Pictures that state their colours by numbers, and what these are by definition."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

from mediakit import vips
from mediakit.tests import makers

SQUARE = 16
# Colours of 0..255 in the picture's own terms, some outside of what an ordinary screen shows.
PATCHES = np.array(
    [
        [(0, 0, 0), (255, 255, 255), (128, 128, 128), (40, 40, 40)],
        [(220, 60, 60), (60, 200, 90), (70, 90, 210), (200, 180, 60)],
        [(250, 20, 20), (20, 240, 30), (160, 110, 90), (90, 130, 160)],
    ],
    np.uint8,
)
ROWS, COLUMNS = PATCHES.shape[:2]
SRGB_POINTS = ((0.64, 0.33), (0.3, 0.6), (0.15, 0.06), (0.3127, 0.329))
P3_POINTS = ((0.68, 0.32), (0.265, 0.69), (0.15, 0.06), (0.3127, 0.329))
WIDE_POINTS = ((0.708, 0.292), (0.17, 0.797), (0.131, 0.046), (0.3127, 0.329))
ADOBE_POINTS = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), (0.3127, 0.329))
# White, red, green and blue, as PNG has them.
P3_CHUNK = struct.pack(">8I", 31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)
ADOBE_CHUNK = struct.pack(">8I", 31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000)
ORDINARY_CHUNK = struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)


def patches(mode: str = "RGB", colours: np.ndarray = PATCHES) -> Image.Image:
    """The patches as a picture, each a square."""
    drawn = Image.fromarray(colours.repeat(SQUARE, 0).repeat(SQUARE, 1))
    return drawn.quantize(16, dither=Image.Dither.NONE) if mode == "P" else drawn.convert(mode)


def middles(drawn: Image.Image) -> np.ndarray:
    """The mean colour of the middle of each patch in a picture of any size, as floats of 0..255."""
    pixels = np.asarray(drawn.convert("RGB"), np.float64)
    high, wide = pixels.shape[0] // ROWS, pixels.shape[1] // COLUMNS
    return np.array(
        [
            [
                pixels[row * high + high // 4 : (row + 1) * high - high // 4][
                    :, column * wide + wide // 4 : (column + 1) * wide - wide // 4
                ].mean((0, 1))
                for column in range(COLUMNS)
            ]
            for row in range(ROWS)
        ]
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def codes(primaries: int, transfer: int, matrix: int = 0) -> bytes:
    """The chunk of code points."""
    return chunk(b"cICP", bytes((primaries, transfer, matrix, 1)))


def power(number: float) -> bytes:
    """The chunk for light that is written as a power of its inverse."""
    return chunk(b"gAMA", struct.pack(">I", round(100_000 / number)))


def png(path: Path, drawn: Image.Image, *chunks: bytes, **options: object) -> Path:
    """A PNG with these chunks behind its first."""
    return with_chunks(path, makers.in_memory(drawn, "PNG", **options), *chunks)


def deep_png(path: Path, pixels: np.ndarray, *chunks: bytes, interpretation: str = "rgb16") -> Path:
    """A PNG of sixteen bits."""
    image = vips.Image.new_from_array(pixels.astype(np.uint16)).copy(interpretation=interpretation)
    return with_chunks(path, image.pngsave_buffer(bitdepth=16, keep="none"), *chunks)


def with_chunks(path: Path, content: bytes, *chunks: bytes) -> Path:
    """A PNG as it is, with these chunks behind its first."""
    path.write_bytes(content[:33] + b"".join(chunks) + content[33:])
    return path


def avif(path: Path, drawn: Image.Image, primaries: int, transfer: int, **options: object) -> Path:
    """An AVIF that states these code points."""
    return _stating(
        path, makers.in_memory(drawn, "AVIF", quality=100, subsampling="4:4:4", **options), primaries, transfer
    )


def heic(path: Path, drawn: Image.Image, primaries: int, transfer: int) -> Path:
    """A HEIC that states these code points."""
    pillow_heif.from_pillow(drawn).save(path, quality=100, chroma=444)
    return _stating(path, path.read_bytes(), primaries, transfer)


def deep_heic(path: Path, pixels: np.ndarray, primaries: int, transfer: int) -> Path:
    """A HEIC of ten bits, from numbers of sixteen."""
    size = (pixels.shape[1], pixels.shape[0])
    data = np.ascontiguousarray(pixels, np.uint16).tobytes()
    pillow_heif.from_bytes(mode="RGB;16", size=size, data=data).save(path, quality=100, chroma=444)
    return _stating(path, path.read_bytes(), primaries, transfer)


def camera_exif(order: str, space: int = 0xFFFF, index: bytes = b"R03\0") -> bytes:
    """The block of a camera that names the colours by the rule of its trade, least octets first (`<`) or last."""

    def directory(*entries: bytes) -> bytes:
        return struct.pack(order + "H", len(entries)) + b"".join(entries) + bytes(4)

    def entry(tag: int, kind: int, count: int, value: bytes) -> bytes:
        return struct.pack(order + "HHI", tag, kind, count) + value.ljust(4, b"\0")

    def place(position: int) -> bytes:
        return struct.pack(order + "I", position)

    first, camera, common = 8, 26, 56
    begins = {"<": b"II*\0", ">": b"MM\0*"}[order] + place(first)
    begins += directory(entry(0x8769, 4, 1, place(camera)))
    colours = entry(0xA001, 3, 1, struct.pack(order + "H", space)), entry(0xA005, 4, 1, place(common))
    begins += directory(*colours)
    return begins + directory(entry(1, 2, 4, index), entry(2, 7, 4, b"0100"))


def _stating(path: Path, content: bytes, primaries: int, transfer: int) -> Path:
    start = content.index(b"colrnclx") + 8
    path.write_bytes(content[:start] + struct.pack(">HH", primaries, transfer) + content[start + 4 :])
    return path


def shown(colours: np.ndarray, points: tuple, curve) -> np.ndarray:
    """What sRGB has for colours of 0..255: to light, to XYZ, to the other light, and back to numbers of 0..255."""
    light = curve(np.asarray(colours, np.float64) / 255)
    found = np.clip(light @ (np.linalg.inv(_matrix(SRGB_POINTS)) @ _matrix(points)).T, 0, 1)
    return 255 * np.where(found <= 0.0031308, 12.92 * found, 1.055 * found ** (1 / 2.4) - 0.055)


def srgb_curve(numbers: np.ndarray) -> np.ndarray:
    """From numbers of sRGB to light."""
    return np.where(numbers <= 0.04045, numbers / 12.92, ((numbers + 0.055) / 1.055) ** 2.4)


def _matrix(points: tuple) -> np.ndarray:
    """From light to XYZ; all whites are the same here, so that nothing has to be adapted."""
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in points])
    return columns[:3].T * np.linalg.solve(columns[:3].T, columns[3])


def difference(found: np.ndarray, wanted: np.ndarray) -> float:
    """The mean distance in Lab (CIE 1976) of colours of 0..255."""
    return float(np.sqrt(((_lab(found) - _lab(wanted)) ** 2).sum(-1)).mean())


def _lab(colours: np.ndarray) -> np.ndarray:
    matrix = _matrix(SRGB_POINTS)
    share = srgb_curve(np.asarray(colours, np.float64) / 255) @ matrix.T / matrix.sum(1)
    root = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), -1)
