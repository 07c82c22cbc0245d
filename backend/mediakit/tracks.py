"""The tracks of a film or recording, one by one."""

from fractions import Fraction
from typing import Any

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from mediakit import streams
from mediakit.factsheets import Track
from mediakit.jsonsafe import clean_text

MOST_FRAMES_A_SECOND = 1000


def read_tracks(container: InputContainer) -> tuple[Track, ...]:
    """All tracks in the order of the file; pictures that belong to a recording are none."""
    return tuple(_track(stream) for stream in container.streams if not streams.is_cover(stream))


def codec_name(stream: Stream) -> str | None:
    """The name of a codec, and not of the program that reads it here."""
    return stream.codec_context.codec.canonical_name if stream.codec_context else None


def frame_rate(stream: Stream) -> float | None:
    """Frames a second: the mean, or what the track is meant to have where the mean cannot be."""
    rates: list[Fraction | None] = [stream.average_rate, stream.guessed_rate, stream.base_rate]
    return next((round(float(rate), 3) for rate in rates if rate and 0 < rate < MOST_FRAMES_A_SECOND), None)


def bit_rate(container: InputContainer, seconds: float | None) -> int | None:
    """Bits a second of the whole file."""
    return round(container.size * 8 / seconds) if seconds and container.size > 0 else None


def _track(stream: Stream) -> Track:
    codec = stream.codec_context
    if codec is None or not isinstance(stream, AudioStream | VideoStream):
        return Track(kind=stream.type, codec=codec_name(stream), language=_language(stream))
    shared: dict[str, Any] = {
        "codec": codec_name(stream),
        "profile": codec.profile,
        "language": _language(stream),
        "bit_rate": codec.bit_rate or None,
    }
    if isinstance(stream, AudioStream):
        codec = stream.codec_context
        return Track(kind="audio", channels=codec.channels or None, sample_rate=codec.sample_rate or None, **shared)
    return Track(kind="video", frame_rate=frame_rate(stream), pixel_format=stream.codec_context.pix_fmt, **shared)


def _language(stream: Stream) -> str | None:
    stated = clean_text(stream.language or "", 20)
    return stated if stated not in ("", "und") else None
