"""Frames of a film drawn as they are meant to be seen: turned, with square pixels, in ordinary light."""

import tempfile
from fractions import Fraction
from pathlib import Path

from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream
from PIL import Image

from mediakit import framing, tones

# FFmpeg's words for the ways to write colour as brightness and two differences.
MATRICES = {1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020"}
# A film that does not say is taken as every player takes it, by its height.
HIGH_DEFINITION = 720
PICTURE, FILM = "rgb24", "yuv420p"


class Drawer:
    """Draws the frames of one track at one size and in one pixel format; frames may change their size on the way."""

    def __init__(self, stream: VideoStream, size: tuple[int, int], pixel_format: str, *, interlaced: bool = False):
        self.stream, self.size, self.pixel_format, self.interlaced = stream, size, pixel_format, interlaced
        self._graph: Graph | None = None
        self._made_for: tuple[object, ...] = ()

    def push(self, frame: VideoFrame | None) -> list[VideoFrame]:
        """The frames that are finished with this one; None gives the last of them."""
        if frame is None:
            return _through(self._graph, None)
        finished = []
        sort = (frame.width, frame.height, frame.format.name, frame.color_trc, frame.colorspace, frame.color_range)
        if self._graph is None or sort != self._made_for:
            finished = _through(self._graph, None)
            self._graph, self._made_for = self._build(frame), sort
        return finished + _through(self._graph, frame)

    def picture(self, frame: VideoFrame) -> Image.Image:
        """One frame as a picture."""
        return self.push(frame)[0].to_image()

    def _build(self, frame: VideoFrame) -> Graph:
        graph = Graph()
        graph.threads = 1
        source = graph.add("buffer", _description(frame, self.stream))
        with tempfile.TemporaryDirectory() as folder:
            steps = [graph.add(name, arguments) for name, arguments in self._steps(frame, Path(folder))]
            graph.link_nodes(source, *steps, graph.add("buffersink")).configure()
        return graph

    def _steps(self, frame: VideoFrame, folder: Path) -> list[tuple[str, str]]:
        shape = framing.of(frame, self.stream)
        width, height = self.size
        steps = [("bwdif", "mode=send_frame:deint=interlaced")] if self.interlaced else []
        # Turning what is small already costs less.
        across, down = shape.turned(width, height)
        steps.append(("scale", f"{across}:{down}:flags=bicubic:{_colours(frame)}"))
        if transfer := framing.transfer(frame):
            table = folder / "tones.cube"
            table.write_text(tones.cube(transfer), encoding="ascii")
            steps += [("format", "gbrp10le"), ("lut3d", f"file={table}")]
        turns = {"transpose": shape.transposed, "hflip": shape.flipped, "vflip": shape.upside_down}
        arguments = {"transpose": "cclock_flip"}
        steps += [(name, arguments.get(name, "")) for name, wanted in turns.items() if wanted]
        if self.pixel_format == FILM:
            steps.append(("scale", "out_color_matrix=bt709:out_range=tv"))
        return [*steps, ("format", self.pixel_format), ("setsar", "1")]


def _through(graph: Graph | None, frame: VideoFrame | None) -> list[VideoFrame]:
    if graph is None:
        return []
    graph.vpush(frame)
    frames = []
    while True:
        try:
            frames.append(graph.vpull())
        except (BlockingIOError, EOFError):
            return frames


def _description(frame: VideoFrame, stream: VideoStream) -> str:
    base = frame.time_base or stream.time_base or Fraction(1, 1000)
    return (
        f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}:"
        f"time_base={base.numerator}/{base.denominator}:pixel_aspect=1/1"
    )


def _colours(frame: VideoFrame) -> str:
    if frame.format.is_rgb:
        return ""
    by_height = "bt709" if frame.height >= HIGH_DEFINITION else "smpte170m"
    full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj")
    return f"in_color_matrix={MATRICES.get(frame.colorspace, by_height)}:in_range={'pc' if full else 'tv'}"
