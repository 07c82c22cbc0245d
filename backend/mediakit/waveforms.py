"""The shape of a recording, and a picture of it."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from mediakit import listening, streams
from mediakit.errors import UnreadableFile

MOST_POINTS = 1000
BITS = 8
# Samples of one point to begin with; whenever there are too many points, each two become one.
FINEST = 64
LONG = 1 << 16
VERSION = 2

Samples = NDArray[np.int16]

SIZE = (1600, 400)
BAR, GAP, MARGIN = 8, 6, 24
INK = (86, 98, 118, 255)
# Drawn larger and made smaller, so that the rounded ends are smooth.
FINER = 4
# Hiss is not blown up to a song.
QUIETEST = 8


@dataclass(frozen=True)
class Waveform:
    """The lowest and highest value, -128..127, of each stretch of `samples_per_pixel` samples of all channels mixed."""

    sample_rate: int
    samples_per_pixel: int
    data: tuple[int, ...]

    @property
    def length(self) -> int:
        """The number of points, each of which is two values."""
        return len(self.data) // 2

    def as_json(self) -> dict[str, object]:
        """The shape that players know, which is that of the BBC's audiowaveform."""
        return {
            "version": VERSION,
            "channels": 1,
            "sample_rate": self.sample_rate,
            "samples_per_pixel": self.samples_per_pixel,
            "bits": BITS,
            "length": self.length,
            "data": list(self.data),
        }


def waveform(path: Path, file_type: str) -> Waveform:
    """The shape of a recording in at most 1,000 points; memory does not grow with its length.

    UnreadableFile where nothing can be heard.
    """
    with streams.opened(path, file_type) as container:
        stream = streams.sound_track(container)
        rate, shape = stream.codec_context.sample_rate, _Shape()
        for part in listening.resampled(listening.frames(container, stream), "s16", "mono", rate):
            shape.add(part.to_ndarray()[0])
    points = shape.finished()
    if not len(points):
        raise UnreadableFile("There is no sound in the file that can be played. Export it again.")
    return Waveform(rate, shape.each, tuple(int(value / 256) for value in points.reshape(-1)))


def draw_waveform(waveform: Waveform, out: Path) -> Path:
    """A PNG of rounded bars on nothing, 1600 by 400, for a surface of any colour."""
    width, height = SIZE
    count = (width - 2 * MARGIN + GAP) // (BAR + GAP)
    picture = Image.new("LA", (width * FINER, height * FINER), (0, 0))
    pen, middle = ImageDraw.Draw(picture), height / 2
    for number, loudness in enumerate(_bars(waveform, count)):
        left = MARGIN + number * (BAR + GAP)
        half = max(loudness * (middle - MARGIN), BAR / 2)
        box = [left * FINER, (middle - half) * FINER, (left + BAR) * FINER - 1, (middle + half) * FINER - 1]
        pen.rounded_rectangle(box, radius=BAR * FINER / 2, fill=(255, 255))
    drawn = Image.new("RGBA", SIZE, INK)
    drawn.putalpha(picture.getchannel("A").resize(SIZE, Image.Resampling.BOX))
    drawn.save(out, "PNG")
    return out


class _Shape:
    """The points so far; whenever there are too many, each two become one."""

    def __init__(self) -> None:
        self.points = np.zeros((0, 2), np.int16)
        # Fine points, `self.fine` of which make one point.
        self.waiting, self.fine = np.zeros((0, 2), np.int16), 1
        self.samples = np.zeros(0, np.int16)

    @property
    def each(self) -> int:
        return FINEST * self.fine

    def add(self, samples: Samples) -> None:
        self.samples = np.concatenate((self.samples, samples))
        # The frames of most codecs are very short, and numpy is not for short things.
        if len(self.samples) >= LONG:
            whole = len(self.samples) // FINEST * FINEST
            self._take(_extremes(self.samples[:whole].reshape(-1, FINEST)))
            self.samples = self.samples[whole:]

    def finished(self) -> Samples:
        for start in range(0, len(self.samples), FINEST):
            self._take(_extremes(self.samples[None, start : start + FINEST]))
        self.samples = self.samples[:0]
        if len(self.waiting):
            self.points = np.concatenate((self.points, _joined(self.waiting[None])))
            self.waiting = self.waiting[:0]
            self._make_room()
        return self.points

    def _take(self, fine: Samples) -> None:
        self.waiting = np.concatenate((self.waiting, fine))
        whole = len(self.waiting) // self.fine * self.fine
        self.points = np.concatenate((self.points, _joined(self.waiting[:whole].reshape(-1, self.fine, 2))))
        self.waiting = self.waiting[whole:]
        self._make_room()

    def _make_room(self) -> None:
        while len(self.points) > MOST_POINTS:
            if len(self.points) % 2:
                # The one without a partner waits for the next.
                last = np.repeat(self.points[-1:], self.fine, axis=0)
                self.waiting, self.points = np.concatenate((last, self.waiting)), self.points[:-1]
            self.points, self.fine = _joined(self.points.reshape(-1, 2, 2)), self.fine * 2
            if len(self.waiting) >= self.fine:
                self._take(self.waiting[:0])


def _extremes(samples: Samples) -> Samples:
    return np.stack((samples.min(axis=1), samples.max(axis=1)), axis=-1)


def _joined(points: Samples) -> Samples:
    return np.stack((points[..., 0].min(axis=1), points[..., 1].max(axis=1)), axis=-1)


def _bars(waveform: Waveform, count: int) -> list[float]:
    """The loudness of so many equal parts, 0..1, the loudest filling the height."""
    points = np.abs(np.array(waveform.data, np.float64).reshape(-1, 2)).max(axis=1)
    edges = np.linspace(0, len(points), count + 1)
    parts = [points[int(a) : max(int(b), int(a) + 1)] for a, b in pairwise(edges)]
    # Between the mean and the peak, so that one click does not look like a song.
    bars = np.array([(part.max() + part.mean()) / 2 for part in parts])
    return list(bars / max(bars.max(), QUIETEST))
