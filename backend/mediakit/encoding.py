"""The tracks of an MP4 in the making: each takes the packets of its source and gives those of the new film."""

from collections.abc import Iterator
from fractions import Fraction

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.error import InvalidDataError
from av.filter import Graph
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from mediakit import drawing, listening, nal_units, tracks
from mediakit.drawing import Drawer
from mediakit.errors import UnreadableFile

THREADS = 2
H264 = {"preset": "veryfast", "crf": "23", "profile": "high", "rc-lookahead": "20"}
AAC_BIT_RATE = 160_000
RATE, LAYOUT, SAMPLES = 48_000, "stereo", "fltp"
# Fine enough for any frame rate, and what every player can count in.
CLOCK = Fraction(1, 90_000)
BT709, LIMITED_RANGE = 1, 1
# Values of FFmpeg's field order: not known, and whole frames.
WHOLE_FRAMES = frozenset((0, 1))
MOST_DAMAGED = 1000
# Seconds by which a recording may go on or back before it is taken for another clock.
LONGEST_JUMP = 60
# More pictures than this are never shown in another order than that of the file.
MOST_WAITING = 32


class CopiedTrack:
    """A track that goes into the new film as it is, without what cameras write among the pictures."""

    def __init__(self, source: Stream, target: OutputContainer, start: float) -> None:
        self.source = source
        self.stream = target.add_stream_from_template(source)
        base = source.time_base or CLOCK
        self.shift = round(start / base)
        rate = tracks.frame_rate(source) if isinstance(source, VideoStream) else None
        self.pause = max(round(1 / (rate or 30) / base), 1)
        self.waiting: list[Packet] = []
        self.length_width = nal_units.length_width(source.codec_context.extradata)

    def take(self, packet: Packet) -> Iterator[Packet]:
        """The packet, on the new film's clock; those without a time to be decoded at wait for the first that has."""
        if isinstance(self.source, VideoStream):
            packet = _without_notes(packet, self.length_width)
        # The empty ones at the end are for decoders.
        if packet.size == 0 or packet.pts is None:
            return
        self.waiting.append(packet)
        if packet.dts is not None:
            yield from self._released(packet.dts)
        elif len(self.waiting) > MOST_WAITING:
            raise UnreadableFile("The film does not say in which order its pictures come, so it cannot be converted.")

    def finish(self) -> Iterator[Packet]:
        """What was waiting."""
        yield from self._released(min((packet.pts or 0 for packet in self.waiting), default=0))

    def _released(self, known: int) -> Iterator[Packet]:
        for number, packet in enumerate(reversed(self.waiting)):
            packet.dts = known - number * self.pause - self.shift
            packet.pts = (packet.pts or 0) - self.shift
            packet.stream = self.stream
        yield from self.waiting
        self.waiting = []


class PictureTrack:
    """Moving pictures made H.264 of 4:2:0 and 8 bits, turned, with square pixels and in ordinary light."""

    def __init__(self, source: VideoStream, target: OutputContainer, start: float, size: tuple[int, int]) -> None:
        self.source, self.start, self.last, self.damaged = source, start, -1, 0
        rate = Fraction(tracks.frame_rate(source) or 30).limit_denominator(1001)
        self.stream = target.add_stream("libx264", rate=rate, options=H264)
        self.stream.width, self.stream.height, self.stream.pix_fmt = *size, drawing.FILM
        codec = self.stream.codec_context
        codec.time_base, codec.thread_count = CLOCK, THREADS
        codec.colorspace = codec.color_primaries = codec.color_trc = BT709
        codec.color_range = LIMITED_RANGE
        self.pause = round(1 / rate / CLOCK)
        interlaced = source.codec_context.field_order not in WHOLE_FRAMES
        self.drawer = Drawer(source, size, drawing.FILM, interlaced=interlaced)

    def take(self, packet: Packet) -> Iterator[Packet]:
        """What is finished with this packet."""
        for frame in _decoded(self, packet):
            yield from self._encode(self.drawer.push(frame))

    def finish(self) -> Iterator[Packet]:
        """What was waiting."""
        yield from self._encode(self.drawer.push(None))
        yield from self.stream.encode(None)

    def _encode(self, frames: list[VideoFrame]) -> Iterator[Packet]:
        for frame in frames:
            shown = self.last + self.pause if frame.time is None else self._on_new_clock(frame.time)
            # What lies before the beginning was never shown, and the encoder knows no two frames at once.
            if shown <= self.last:
                continue
            frame.pts, frame.time_base, self.last = shown, CLOCK, shown
            frame.pict_type = 0
            yield from self.stream.encode(frame)

    def _on_new_clock(self, seconds: float) -> int:
        shown = round((seconds - self.start) / CLOCK)
        # A recorder that was started anew begins to count from zero again.
        if self.last - shown > LONGEST_JUMP / CLOCK:
            self.start -= float((self.last + self.pause - shown) * CLOCK)
            return self.last + self.pause
        return shown


class SoundTrack:
    """Sound made AAC of two channels and 48 kHz, with silence where the recording has holes."""

    def __init__(self, source: AudioStream, target: OutputContainer, start: float) -> None:
        self.source, self.start, self.damaged, self.expected = source, start, 0, 0
        self.stream = target.add_stream("aac", rate=RATE, layout=LAYOUT)
        self.stream.codec_context.bit_rate = AAC_BIT_RATE
        self.graph = _evened()
        self.resampler = listening.Resampler(SAMPLES, LAYOUT, RATE)

    def take(self, packet: Packet) -> Iterator[Packet]:
        """What is finished with this packet."""
        for frame in _decoded(self, packet):
            yield from self._encode(self.resampler.take(frame))

    def finish(self) -> Iterator[Packet]:
        """What was waiting."""
        yield from self._encode(self.resampler.finish())
        self.graph.push(None)
        yield from self._pull()
        yield from self.stream.encode(None)

    def _encode(self, frames: Iterator[AudioFrame]) -> Iterator[Packet]:
        for frame in frames:
            at = self.expected if frame.time is None else round((frame.time - self.start) * RATE)
            # Holes are filled with silence, and a clock that jumps is no hole: its silence might fill the memory.
            if abs(at - self.expected) > LONGEST_JUMP * RATE:
                self.start += (at - self.expected) / RATE
                at = self.expected
            frame.pts, frame.time_base, self.expected = at, Fraction(1, RATE), at + frame.samples
            self.graph.push(frame)
            yield from self._pull()

    def _pull(self) -> Iterator[Packet]:
        while True:
            try:
                frame = self.graph.pull()
            except (BlockingIOError, EOFError):
                return
            if isinstance(frame, AudioFrame):
                yield from self.stream.encode(frame)


def _without_notes(packet: Packet, length_width: int) -> Packet:
    """The packet of H.264, which is the only kind of pictures that is copied, or one in its place."""
    content = bytes(packet)
    kept = nal_units.without_notes(content, length_width)
    if kept == content:
        return packet
    made = Packet(kept)
    made.pts, made.dts, made.time_base, made.duration = packet.pts, packet.dts, packet.time_base, packet.duration
    made.is_keyframe = packet.is_keyframe
    return made


def _decoded(track: PictureTrack | SoundTrack, packet: Packet) -> Iterator:
    """The frames of a packet; none for a damaged one, and UnreadableFile for too many of these."""
    try:
        frames = packet.decode()
    except InvalidDataError as error:
        track.damaged += 1
        if track.damaged > MOST_DAMAGED:
            raise UnreadableFile("The recording is damaged in too many places to be converted.") from error
        return
    yield from frames


def _evened() -> Graph:
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format=SAMPLES, layout=LAYOUT, time_base=Fraction(1, RATE))
    steps = [graph.add("aresample", "async=1:first_pts=0"), graph.add("asetnsamples", "n=1024:p=0")]
    graph.link_nodes(source, *steps, graph.add("abuffersink")).configure()
    return graph
