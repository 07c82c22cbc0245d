"""How loud a recording is to the ear (EBU R 128)."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log10
from pathlib import Path

from av.audio.frame import AudioFrame
from av.filter import Graph

from mediakit import listening, streams

RATE = 48_000
INTEGRATED, PEAK = "lavfi.r128.I", "lavfi.r128.sample_peak"
# What is below this is silence, and the filter says no less.
SILENCE = -70.0


@dataclass(frozen=True)
class Loudness:
    """The loudness of the whole in LUFS, and its highest sample in decibels below the highest there is."""

    integrated: float
    peak: float


def loudness(path: Path, file_type: str) -> Loudness | None:
    """How loud a recording is, twelve hours and two channels at the most; None for silence and mere clicks.

    UnreadableFile where it cannot be heard at all.
    """
    said: dict[str, str] = {}
    with streams.opened(path, file_type) as container:
        stream = streams.sound_track(container)
        layout = "mono" if stream.codec_context.channels == 1 else "stereo"
        frames = listening.resampled(listening.frames(container, stream), "dbl", layout, RATE)
        for frame in _metered(frames, layout):
            # The last piece is shorter than a tenth of a second and says nothing.
            said = frame.metadata or said
    integrated, peak = float(said.get(INTEGRATED, SILENCE)), float(said.get(PEAK, 0))
    # Also false for a NaN.
    if not integrated > SILENCE or not peak > 0:
        return None
    return Loudness(round(integrated, 2), round(20 * log10(peak), 2))


def _metered(frames: Iterator[AudioFrame], layout: str) -> Iterator[AudioFrame]:
    """The sound in tenths of a second, each saying how loud everything up to it was."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="dbl", layout=layout)
    meter = graph.add("ebur128", "metadata=1:peak=sample:framelog=quiet")
    graph.link_nodes(source, meter, graph.add("abuffersink")).configure()
    for frame in frames:
        graph.push(frame)
        yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


def _ready(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (BlockingIOError, EOFError):
            return
        if isinstance(frame, AudioFrame):
            yield frame
