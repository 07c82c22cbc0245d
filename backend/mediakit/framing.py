"""How the frames of a film are meant to be shown: which way up, mirrored or not, with which pixels and which light."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from av.codec.context import CodecContext
from av.sidedata.sidedata import SideData, SideDataContainer, Type
from av.video.frame import VideoFrame
from av.video.reformatter import ColorTrc
from av.video.stream import VideoStream

from mediakit.headers.stated import HDR10, HLG

DOLBY_VISION = "dolby_vision"
TRANSFERS = {ColorTrc.SMPTE2084: HDR10, ColorTrc.ARIB_STD_B67: HLG}
DOLBY = frozenset((Type.DOVI_METADATA, Type.DOVI_RPU_BUFFER))
MOST_STRETCHED = 8


@dataclass(frozen=True)
class Framing:
    """How to show the frames of one film.

    A frame is first transposed (its rows become columns), then flipped. `rotation` says the same in degrees clockwise
    to whoever knows no mirroring. `stretch` is the width of a pixel over its height, before any of this.
    """

    transposed: bool = False
    flipped: bool = False
    upside_down: bool = False
    rotation: int = 0
    stretch: float = 1.0

    @property
    def mirrored(self) -> bool:
        """Whether turning alone cannot set the frames right."""
        return self.transposed ^ self.flipped ^ self.upside_down

    def turned(self, width: int, height: int) -> tuple[int, int]:
        """A size after turning, with the pixels as they are."""
        return (height, width) if self.transposed else (width, height)

    def shown(self, width: int, height: int) -> tuple[int, int]:
        """A size after turning, with square pixels; stretched, never shrunk, so that no detail is lost."""
        squared = (width * self.stretch, height) if self.stretch >= 1 else (width, height / self.stretch)
        return self.turned(round(squared[0]), round(squared[1]))


def of(frame: VideoFrame, stream: VideoStream) -> Framing:
    """How a frame of a track is to be shown."""
    matrix = _matrix(frame)
    rotation = round(-frame.rotation / 90) % 4 * 90
    stretch = float(stream.sample_aspect_ratio or 1)
    stretch = stretch if 1 / MOST_STRETCHED <= stretch <= MOST_STRETCHED else 1.0
    if matrix is None:
        return Framing(
            transposed=rotation in (90, 270),
            flipped=rotation in (90, 180),
            upside_down=rotation in (180, 270),
            rotation=rotation,
            stretch=stretch,
        )
    # A point (x, y) is shown at (ax + cy, bx + dy), and turns that are nearly right are meant to be right.
    a, b, c, d = matrix
    transposed = abs(b) + abs(c) > abs(a) + abs(d)
    right, down = (c, b) if transposed else (a, d)
    return Framing(transposed, right < 0, down < 0, rotation, stretch)


def light(frame: VideoFrame, codec: CodecContext) -> str | None:
    """Which sort of high dynamic range a frame has, None for the ordinary one."""
    if _side_data(frame).keys() & DOLBY or codec.codec_tag in ("dvh1", "dvhe", "dav1"):
        return DOLBY_VISION
    return transfer(frame)


def transfer(frame: VideoFrame) -> str | None:
    """How the light of a high dynamic range is written into a frame, None for the ordinary one."""
    return next((name for code, name in TRANSFERS.items() if code == frame.color_trc), None)


def _matrix(frame: VideoFrame) -> tuple[int, int, int, int] | None:
    block = _side_data(frame).get(Type.DISPLAYMATRIX)
    if block is None or len(block) < 36:
        return None
    a, b, _, c, d, *_ = struct.unpack("=9i", block[:36])
    return (a, b, c, d) if (a or b) and (c or d) else None


def _side_data(frame: VideoFrame) -> dict[Type, bytes]:
    # Not `frame.side_data`: the frame keeps that, which keeps the frame, and both live until Python looks for cycles.
    # PyAV knows no name for the newest sorts, and then gives none at all.
    try:
        blocks: Iterable[SideData] = SideDataContainer(frame)  # type: ignore[call-arg]  # the stubs leave the frame out
        return {data.type: bytes(data) for data in blocks}
    except ValueError:
        return {}
