"""Films and recordings made again in a form that every browser plays."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet

from mediakit import streams
from mediakit.audio import read_audio
from mediakit.browsers import EIGHT_BIT, plays_in_browsers
from mediakit.encoding import LONGEST_JUMP, CopiedTrack, PictureTrack, SoundTrack
from mediakit.errors import UnreadableFile
from mediakit.factsheets import AudioFacts, VideoFacts
from mediakit.framing import Framing
from mediakit.kinds import VIDEO, kind_of
from mediakit.videos import read_video

__all__ = ["Goal", "Transcoded", "plays_in_browsers", "transcode"]

FILM_TYPE, SOUND_TYPE = "video/mp4", "audio/mp4"
LONGEST = 1920
# The index goes to the front, so that a player can begin at once, and nothing is said of who made it.
MUXING = {"movflags": "+faststart", "fflags": "+bitexact"}
# Containers whose clock can be relied on when a track is copied, and what an MP4 may hold of them.
COPIED_FROM = frozenset(
    (
        "video/mp4",
        "video/quicktime",
        "video/3gpp",
        "video/x-matroska",
        "video/mp2t",
        "video/x-flv",
        "audio/mp4",
        "audio/aac",
        "audio/x-matroska",
    )
)
COPIED_SOUND = frozenset(("aac", "mp3"))
# An output that is further away than this from the length of its source was not made right.
SHARE_AWAY, SECONDS_AWAY = 0.05, 1.0

Track = CopiedTrack | PictureTrack | SoundTrack


@dataclass(frozen=True)
class Transcoded:
    """A film or recording that browsers play; `copied` where nothing was encoded again."""

    path: Path
    file_type: str
    duration: float | None
    size: int
    width: int | None = None
    height: int | None = None
    copied: bool = False


@dataclass(frozen=True)
class Goal:
    """What is made: at most `longest` pixels on the longer side.

    With `anew` what there is to see, or else to hear, is encoded in any case, since it takes too many bytes.
    """

    longest: int = LONGEST
    anew: bool = False


def transcode(
    path: Path,
    file_type: str,
    out: Path,
    *,
    goal: Goal = Goal(),
    progress: Callable[[float], None] = lambda share: None,
) -> Transcoded:
    """An MP4 with H.264 and AAC, or an M4A, in the file `out`; tracks that are fine already are copied.

    1. The facts decide which tracks are copied, which are encoded, and which are left out.
    2. Packets go through one by one, so memory does not grow with the film.
    3. `progress` is told the share that is done, and may raise to end it all.
    4. What was made is opened again, and must play and be as long as what it was made of.

    No position, name or other tag is taken over but the title. UnreadableFile where the file cannot be converted;
    `out` does not exist after any exception.
    """
    facts = read_video(path, file_type) if kind_of(file_type) == VIDEO else read_audio(path, file_type)
    meter = _Meter(facts.duration, progress)
    try:
        copied = _convert(path, file_type, out, _Plan(facts, file_type, goal, meter))
        made = _checked(out, meter, copied=copied)
        progress(1.0)
    except _Ended as ended:
        out.unlink(missing_ok=True)
        raise ended.reason from None
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    return made


class _Ended(Exception):
    """What `progress` raised, wrapped so that nobody takes it for a fault of the film."""

    def __init__(self, reason: Exception) -> None:
        self.reason = reason


class _Meter:
    """How far the conversion has come, in seconds: by the clock of the film, and without its jumps."""

    def __init__(self, duration: float | None, progress: Callable[[float], None]) -> None:
        self.duration, self.progress = duration, progress
        self.reached, self.heard, self.told = 0.0, 0.0, 0.0

    def pass_by(self, packet: Packet, start: float) -> None:
        if packet.pts is None or packet.time_base is None:
            return
        at = float((packet.pts + (packet.duration or 0)) * packet.time_base) - start
        # A clock that jumps adds nothing to what there is to see and hear.
        self.heard += at - self.reached if 0 < at - self.reached <= LONGEST_JUMP else 0
        self.reached = max(self.reached, at)
        share = min(self.reached / self.duration, 0.99) if self.duration else 0.0
        # Told of every packet, since whoever listens may have to end a film that goes on for hours.
        self.told = max(share, self.told)
        try:
            self.progress(self.told)
        except Exception as reason:
            raise _Ended(reason) from reason


@dataclass(frozen=True)
class _Plan:
    """What becomes of which track."""

    facts: VideoFacts | AudioFacts
    file_type: str
    goal: Goal
    meter: _Meter

    def tracks(self, source: InputContainer, target: OutputContainer) -> list[Track]:
        start = max(source.start_time or 0, 0) / streams.TIME_BASE
        made: list[Track] = []
        if isinstance(self.facts, VideoFacts):
            pictures, size = streams.picture_track(source), self.size(self.facts)
            copied = self.copies_pictures(self.facts)
            made.append(CopiedTrack(pictures, target, start) if copied else PictureTrack(pictures, target, start, size))
        if any(stream.codec_context for stream in source.streams.audio):
            sound = streams.sound_track(source)
            copied = self.copies_sound(sound, alone=not made)
            made.append(CopiedTrack(sound, target, start) if copied else SoundTrack(sound, target, start))
        return made

    def copies_pictures(self, facts: VideoFacts) -> bool:
        plain = facts.codec == "h264" and facts.pixel_format in EIGHT_BIT and facts.hdr is None and not facts.mirrored
        small = max(facts.width or 0, facts.height or 0) <= self.goal.longest
        return plain and small and not self.goal.anew and self.file_type in COPIED_FROM

    def copies_sound(self, sound: AudioStream, *, alone: bool) -> bool:
        fine = self.file_type in COPIED_FROM and sound.codec_context.codec.canonical_name in COPIED_SOUND
        return fine and not (alone and self.goal.anew)

    def size(self, facts: VideoFacts) -> tuple[int, int]:
        """Width and height as shown, even numbers both, since colour has half the pixels."""
        turned = Framing(transposed=facts.rotation in (90, 270), stretch=facts.pixel_aspect)
        width, height = turned.shown(*turned.turned(facts.width or 2, facts.height or 2))
        scale = min(1, self.goal.longest / max(width, height))
        return max(round(width * scale / 2) * 2, 2), max(round(height * scale / 2) * 2, 2)


def _convert(path: Path, file_type: str, out: Path, plan: _Plan) -> bool:
    """Make the file; true where all tracks were copied."""
    with (
        streams.opened(path, file_type) as source,
        av.open(str(out), "w", format="mp4", options=MUXING) as target,
    ):
        if plan.facts.title:
            target.metadata["title"] = plan.facts.title
        made = plan.tracks(source, target)
        by_number = {track.source.index: track for track in made}
        start = max(source.start_time or 0, 0) / streams.TIME_BASE
        for packet in streams.packets(source, *(track.source for track in made)):
            plan.meter.pass_by(packet, start)
            # The empty packets at the end know their stream, but not its number.
            for finished in by_number[packet.stream.index].take(packet):
                target.mux(finished)
        for track in made:
            for finished in track.finish():
                target.mux(finished)
    return all(isinstance(track, CopiedTrack) for track in made)


def _checked(out: Path, meter: _Meter, *, copied: bool) -> Transcoded:
    # A file is begun with its first packet, and a damaged source may have none.
    if not out.exists():
        raise UnreadableFile("There is nothing in the recording that can be converted.")
    film = FILM_TYPE
    facts: VideoFacts | AudioFacts
    try:
        facts = read_video(out, FILM_TYPE)
    except UnreadableFile:
        film, facts = SOUND_TYPE, read_audio(out, SOUND_TYPE)
    seconds, loose = facts.duration or 0, meter.reached * SHARE_AWAY + SECONDS_AWAY
    if not plays_in_browsers(facts, film) or not meter.heard - loose < seconds < meter.reached + loose:
        raise UnreadableFile("The recording could not be converted to one that browsers play.")
    return Transcoded(out, film, facts.duration, out.stat().st_size, facts.width, facts.height, copied)
