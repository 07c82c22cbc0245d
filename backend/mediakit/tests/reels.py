"""Tiny true films and recordings, with what cameras and programs put into them."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

RATE = 10
SECOND = 48_000
WHOLE = 1 << 30
MATRICES = {1: "ITU709", 6: "SMPTE170M"}


def picture(colour: tuple[int, int, int], size: tuple[int, int] = (160, 120)) -> Image.Image:
    """A plain picture."""
    return Image.new("RGB", size, colour)


def reel(path: Path, pictures: Iterable[Image.Image], container_format: str = "mp4", **more: Any) -> Path:
    """A film of pictures, ten a second.

    `more` may hold `codec`, `rate`, `pixel_format`, `matrix` (a, b, c, d), `pixel_aspect`, `transfer`,
    `matrix_of_colours`, `options`, `tags`, `sound` (the codec of a tone) and `muxing`.
    """
    pictures, rate = list(pictures), more.get("rate", RATE)
    with av.open(str(path), "w", format=container_format, options=more.get("muxing", {})) as container:
        container.metadata.update(more.get("tags", {}))
        stream = container.add_stream(more.get("codec", "libx264"), rate=rate, options=more.get("options", {}))
        stream.width, stream.height = pictures[0].size
        stream.pix_fmt = more.get("pixel_format", "yuv420p")
        stream.codec_context.sample_aspect_ratio = Fraction(more.get("pixel_aspect", 1))
        if transfer := more.get("transfer"):
            stream.codec_context.color_trc, stream.codec_context.color_primaries = transfer, 9
            stream.codec_context.colorspace = 9
        if colours := more.get("matrix_of_colours"):
            stream.codec_context.colorspace = colours
        if matrix := more.get("matrix"):
            a, b, c, d = (value << 16 for value in matrix)
            stream.set_display_matrix([a, b, 0, c, d, 0, 0, 0, WHOLE])
        sound = _sound_stream(container, more["sound"], "mono") if "sound" in more else None
        for number, drawn in enumerate(pictures):
            frame = av.VideoFrame.from_image(drawn).reformat(
                format=stream.pix_fmt, dst_colorspace=MATRICES.get(more.get("matrix_of_colours", 0))
            )
            frame.pts, frame.time_base = number, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if sound:
            _encode(container, sound, tone(len(pictures) / rate))
    return path


def spoil(path: Path, packets: int) -> None:
    """Damage the first so many packets of a film beyond what can be decoded."""
    with av.open(str(path)) as container:
        places = [(packet.pos, packet.size) for packet in container.demux(video=0) if packet.size][:packets]
    content = bytearray(path.read_bytes())
    for start, size in places:
        content[start : start + size] = b"\xff" * size
    path.write_bytes(content)


def tone(seconds: float, loudness: float = 0.5, hertz: float = 997.0) -> NDArray[np.int16]:
    """A sine, one channel."""
    moments = np.arange(int(seconds * SECOND)) / SECOND
    return (np.sin(2 * np.pi * hertz * moments) * loudness * 32767).astype(np.int16)[None, :]


def recording(path: Path, samples: NDArray[np.int16], container_format: str = "wav", **more: Any) -> Path:
    """A recording of samples; `more` may hold `codec` and `tags`."""
    with av.open(str(path), "w", format=container_format) as container:
        container.metadata.update(more.get("tags", {}))
        stream = _sound_stream(container, more.get("codec", "pcm_s16le"), _layout(samples))
        _encode(container, stream, samples)
    return path


def _sound_stream(container: Any, codec: str, layout: str) -> Any:
    stream = container.add_stream(codec, rate=SECOND, layout=layout)
    stream.bit_rate = 64_000
    return stream


def _layout(samples: NDArray[np.int16]) -> str:
    return "mono" if len(samples) == 1 else "stereo"


def _encode(container: Any, stream: Any, samples: NDArray[np.int16]) -> None:
    layout = _layout(samples)
    frame = av.AudioFrame.from_ndarray(samples, format="s16p", layout=layout)
    frame.sample_rate = SECOND
    fitted = av.AudioResampler(format=stream.format, layout=layout, rate=SECOND, frame_size=stream.frame_size or 0)
    for part in (*fitted.resample(frame), *fitted.resample(None)):
        container.mux(stream.encode(part))
    container.mux(stream.encode(None))
