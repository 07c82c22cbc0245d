"""The one door to FFmpeg: files of strangers are opened as the format they were found to be, and open nothing else."""

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from mediakit import sample_tables
from mediakit.errors import UnreadableFile
from mediakit.kinds import TYPES

DEMUXERS = {
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/3gpp": "mov",
    "audio/mp4": "mov",
    "video/webm": "matroska",
    "video/x-matroska": "matroska",
    "audio/webm": "matroska",
    "audio/x-matroska": "matroska",
    "video/x-msvideo": "avi",
    "video/ogg": "ogg",
    "video/mp2t": "mpegts",
    "video/mpeg": "mpeg",
    "video/x-flv": "flv",
    "video/x-ms-wmv": "asf",
    "audio/x-ms-wma": "asf",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/aac": "aac",
    "audio/flac": "flac",
    "audio/wav": "wav",
    "audio/aiff": "aiff",
    "audio/amr": "amr",
    "audio/x-caf": "caf",
}
SHARED_READERS = ("mov", "matroska")
# A playlist inside a film, or one that poses as a film, would make FFmpeg read other files and addresses.
CONFINED = {
    "protocol_whitelist": "none",
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,ogg,mpegts,mpeg,flv,asf,"
    "mp3,aac,flac,wav,aiff,amr,caf",
}
# A decoder may keep seventeen frames at once, so this is 8K and no more.
LARGEST_FRAME = 8192 * 4608
TIME_BASE = av.time_base
LONGEST_DURATION = 30 * 24 * 3600
# Seconds that opening, and each single read, may take.
PATIENCE = 60
# Sixty hours of sound, or fifteen of film.
MOST_PACKETS = 10_000_000
MOST_STREAMS = 64
# Nothing that moves or sounds takes fewer bytes a second, so a file that claims to is measured.
FEWEST_BYTES_A_SECOND = 16


@contextmanager
def opened(path: Path, file_type: str) -> Iterator[InputContainer]:
    """A film or recording open for reading; whatever FFmpeg finds wrong inside the block is UnreadableFile."""
    demuxer = DEMUXERS[file_type]
    if demuxer == "mov":
        _check_tables(path)
    try:
        # A Python file instead of a path: FFmpeg then needs no protocol at all.
        with (
            path.open("rb") as file,
            av.open(
                file, mode="r", format=demuxer, options=CONFINED, metadata_errors="surrogateescape", timeout=PATIENCE
            ) as container,
        ):
            if len(container.streams) > MOST_STREAMS:
                raise UnreadableFile(f"The file has more than {MOST_STREAMS} tracks, so it is not opened.")
            yield container
    except (av.FFmpegError, OSError, EOFError, ValueError, IndexError) as error:
        # A disk without room says nothing about the file.
        if getattr(error, "errno", None) == errno.ENOSPC:
            raise
        raise UnreadableFile("The recording is damaged and cannot be read. Export it again.") from error


def container_name(file_type: str) -> str:
    """What the container of a type is called: by its extension where FFmpeg's reader is that of several."""
    reader = DEMUXERS[file_type]
    return TYPES[file_type][1] if reader in SHARED_READERS else reader


def picture_track(container: InputContainer) -> VideoStream:
    """The track of moving pictures, ready to be decoded; UnreadableFile where there is none, or it is a giant."""
    tracks = [stream for stream in container.streams.video if stream.codec_context and not is_cover(stream)]
    stream = next((track for track in tracks if track.disposition & Disposition.default), next(iter(tracks), None))
    if stream is None:
        raise UnreadableFile("There is no picture track in the film that can be played. Export it again.")
    if stream.codec_context.width * stream.codec_context.height > LARGEST_FRAME:
        raise UnreadableFile("The frames of the film are larger than any camera's, so it is not opened.")
    stream.thread_type = "NONE"
    # The header of the file and that of the frames are two, and only one of them was looked at.
    stream.codec_context.options = {"max_pixels": str(LARGEST_FRAME)}
    return stream


def sound_track(container: InputContainer) -> AudioStream:
    """The track of sound, ready to be decoded; UnreadableFile where there is none."""
    tracks = [stream for stream in container.streams.audio if stream.codec_context]
    stream = next((track for track in tracks if track.disposition & Disposition.default), next(iter(tracks), None))
    if stream is None:
        raise UnreadableFile("There is no sound in the file that can be played. Export it again.")
    return stream


def is_cover(stream: Stream) -> bool:
    """Whether a track is one picture that belongs to the recording."""
    return bool(stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails))


def packets(container: InputContainer, *streams: Stream, most: int = MOST_PACKETS) -> Iterator[Packet]:
    """The packets of some tracks, at most so many, with the empty ones at the end that empty the decoders."""
    return islice(container.demux(*streams), most)


def decoded(packets: Iterable[Packet], *, most_damaged: int) -> Iterator[Any]:
    """The frames of some packets; the damaged are passed over, until too many come one after the other."""
    damaged = 0
    for packet in packets:
        try:
            found = packet.decode()
        except av.InvalidDataError:
            damaged += 1
            if damaged > most_damaged:
                return
            continue
        damaged = 0 if found else damaged
        yield from found


def duration(container: InputContainer) -> float | None:
    """Seconds as the file states them, or None where it does not say or says nonsense."""
    stated = (container.duration or 0) / TIME_BASE
    plausible = 0 < stated < LONGEST_DURATION and stated * FEWEST_BYTES_A_SECOND < max(container.size, 1)
    return round(stated, 3) if plausible else None


def measured_duration(container: InputContainer) -> float | None:
    """Seconds between the first and the last packet. This reads the whole file, and leaves the container at its end."""
    first, last = float("inf"), float("-inf")
    container.seek(0)
    for packet in packets(container):
        if packet.pts is not None and packet.stream.type in ("video", "audio"):
            start = float(packet.pts * packet.time_base)
            first, last = min(first, start), max(last, start + float((packet.duration or 0) * packet.time_base))
    span = last - first
    return round(span, 3) if 0 < span < LONGEST_DURATION else None


def _check_tables(path: Path) -> None:
    if not path.stat().st_size:
        raise UnreadableFile
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        sample_tables.check(data)
