"""Large HEIC pictures by their planes of brightness and colour, which take half the memory of finished pixels.

pillow-heif gives finished pixels only, with the planes beside them while they are made: 220 MB for 48 megapixels. The
library below it is asked for the planes alone; these are reduced first and become colours afterwards. Whatever is
unusual is left to pillow-heif.
"""

import ctypes
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import _pillow_heif

from mediakit import vips

YCBCR, EIGHT_BITS = 0, 8
PLANAR = (1, 2, 3)
PLANES = (0, 1, 2)
OPAQUE = 0
# Shares of red and blue in the brightness, by the number of the matrix; two is "not stated".
SHARES = {1: (0.2126, 0.0722), 2: (0.299, 0.114), 5: (0.299, 0.114), 6: (0.299, 0.114), 9: (0.2627, 0.0593)}
UNSTATED = 2


class Unusual(Exception):
    """The picture cannot be read by its planes."""


class _Error(ctypes.Structure):
    _fields_ = [("code", ctypes.c_int), ("subcode", ctypes.c_int), ("message", ctypes.c_char_p)]


class _Colours(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_uint8),
        ("primaries", ctypes.c_int),
        ("transfer", ctypes.c_int),
        ("matrix", ctypes.c_int),
        ("full_range", ctypes.c_uint8),
    ]


def open_planes(source: Path, longest: int) -> vips.Image:
    """The picture upright in RGB of eight bits, at most `longest` pixels on its longer side; Unusual where it is."""
    with ExitStack() as stack:
        library = _library()
        handle = stack.enter_context(_handle(library, source))
        image = stack.enter_context(_decoded(library, handle))
        matrix, full_range = _matrix(library, image)
        planes = [_plane(library, image, channel) for channel in PLANES]
        width, height = planes[0].width, planes[0].height
        scale = min(1, longest / max(width, height))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        reduced = [plane.thumbnail_image(size[0], height=size[1], size="force").copy_memory() for plane in planes]
    return _coloured(reduced, matrix, full_range)


@cache
def _library() -> Any:
    library = ctypes.CDLL(_pillow_heif.__file__)
    try:
        for name in ("heif_context_read_from_file", "heif_context_get_primary_image_handle", "heif_decode_image"):
            getattr(library, name).restype = _Error
        library.heif_context_alloc.restype = ctypes.c_void_p
        library.heif_image_get_plane_readonly.restype = ctypes.c_void_p
        library.heif_image_get_nclx_color_profile.restype = _Error
        library.heif_image_handle_get_preferred_decoding_colorspace.restype = _Error
    except AttributeError as error:
        raise Unusual from error
    return library


@contextmanager
def _handle(library: Any, source: Path) -> Iterator[ctypes.c_void_p]:
    context, handle = ctypes.c_void_p(library.heif_context_alloc()), ctypes.c_void_p()
    try:
        _check(library.heif_context_read_from_file(context, str(source).encode(), None))
        _check(library.heif_context_get_primary_image_handle(context, ctypes.byref(handle)))
        yield handle
    finally:
        library.heif_image_handle_release(handle)
        library.heif_context_free(context)


@contextmanager
def _decoded(library: Any, handle: ctypes.c_void_p) -> Iterator[ctypes.c_void_p]:
    space, chroma, image = ctypes.c_int(), ctypes.c_int(), ctypes.c_void_p()
    preferred = library.heif_image_handle_get_preferred_decoding_colorspace
    _check(preferred(handle, ctypes.byref(space), ctypes.byref(chroma)))
    bits = library.heif_image_handle_get_luma_bits_per_pixel(handle)
    alpha = library.heif_image_handle_has_alpha_channel(handle)
    if space.value != YCBCR or chroma.value not in PLANAR or bits != EIGHT_BITS or alpha != OPAQUE:
        raise Unusual
    try:
        _check(library.heif_decode_image(handle, ctypes.byref(image), space, chroma, None))
        yield image
    finally:
        library.heif_image_release(image)


def _matrix(library: Any, image: ctypes.c_void_p) -> tuple[int, bool]:
    pointer = ctypes.POINTER(_Colours)()
    error = library.heif_image_get_nclx_color_profile(image, ctypes.byref(pointer))
    if error.code or not pointer:
        return UNSTATED, True
    stated = int(pointer.contents.matrix), bool(pointer.contents.full_range)
    library.heif_nclx_color_profile_free(pointer)
    if stated[0] not in SHARES:
        raise Unusual
    return stated


def _plane(library: Any, image: ctypes.c_void_p, channel: int) -> vips.Image:
    width, height = library.heif_image_get_width(image, channel), library.heif_image_get_height(image, channel)
    stride = ctypes.c_int()
    address = library.heif_image_get_plane_readonly(image, channel, ctypes.byref(stride))
    if not address or width <= 0 or height <= 0 or stride.value < width:
        raise Unusual
    pixels = (ctypes.c_uint8 * (stride.value * height)).from_address(address)
    rows = vips.Image.new_from_memory(memoryview(pixels).cast("B"), stride.value, height, 1, "uchar")
    return rows.extract_area(0, 0, width, height)


def _coloured(planes: list[vips.Image], matrix: int, full_range: bool) -> vips.Image:
    brightness, blue, red = planes
    light = brightness if full_range else (brightness - 16) * (255 / 219)
    scale = 1.0 if full_range else 255 / 224
    blue, red = (blue - 128) * scale, (red - 128) * scale
    red_share, blue_share = SHARES[matrix]
    green_share = 1 - red_share - blue_share
    reds = light + red * (2 * (1 - red_share))
    blues = light + blue * (2 * (1 - blue_share))
    greens = light - blue * (2 * (1 - blue_share) * blue_share / green_share)
    greens = greens - red * (2 * (1 - red_share) * red_share / green_share)
    joined = reds.bandjoin([greens, blues])
    return (joined + 0.5).cast("uchar").copy(interpretation="srgb").copy_memory()


def _check(error: _Error) -> None:
    if error.code:
        raise Unusual
