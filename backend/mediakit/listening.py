"""Going through the sound of a recording."""

from collections.abc import Iterable, Iterator
from typing import Any

from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from mediakit import streams

# Nobody listens on for longer than this.
LONGEST = 12 * 3600
# Packets that may be damaged one after the other before a recording is given up.
MOST_DAMAGED = 1000


def frames(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    """The frames that can be decoded, for at most twelve hours of sound."""
    left = LONGEST * max(stream.codec_context.sample_rate, 1)
    for frame in streams.decoded(streams.packets(container, stream), most_damaged=MOST_DAMAGED):
        left -= frame.samples
        if left < 0:
            return
        yield frame


class Resampler:
    """Sound in one format, even where a recording changes its own on the way."""

    def __init__(self, sample_format: str, layout: str, rate: int) -> None:
        self.wanted: dict[str, Any] = {"format": sample_format, "layout": layout, "rate": rate}
        self._resampler: AudioResampler | None = None
        self._made_for: tuple[str, str, int] | None = None

    def take(self, frame: AudioFrame) -> Iterator[AudioFrame]:
        """What is finished with this frame."""
        sort = frame.format.name, frame.layout.name, frame.sample_rate
        if self._resampler is None or sort != self._made_for:
            yield from self.finish()
            self._resampler, self._made_for = AudioResampler(**self.wanted), sort
        yield from self._resampler.resample(frame)

    def finish(self) -> Iterator[AudioFrame]:
        """What was waiting."""
        yield from self._resampler.resample(None) if self._resampler else ()


def resampled(frames: Iterable[AudioFrame], sample_format: str, layout: str, rate: int) -> Iterator[AudioFrame]:
    """The same sound in one format."""
    resampler = Resampler(sample_format, layout, rate)
    for frame in frames:
        yield from resampler.take(frame)
    yield from resampler.finish()
