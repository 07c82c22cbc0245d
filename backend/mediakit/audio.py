"""Facts of recordings."""

from mmap import ACCESS_READ, mmap
from os import SEEK_END
from pathlib import Path
from typing import Any

from av.container import InputContainer
from mutagen import MutagenError
from mutagen.apev2 import APEv2
from mutagen.id3 import ParseID3v1

from mediakit import covers, mpeg_sound, streams, tracks
from mediakit import recording_tags as tagging
from mediakit.errors import TruncatedFile, UnreadableFile
from mediakit.factsheets import AudioFacts
from mediakit.jsonsafe import clean_tags, clean_text

GUESSED = frozenset(("mp3", "aac"))
LARGEST_MEASURED = 256 << 20
ID3, OLDEST_SIZE = b"ID3", 128
OLDEST = {"TIT2": "title", "TPE1": "artist", "TALB": "album", "TDRC": "date", "TRCK": "track", "COMM": "comment"}
FLAC, MP3 = "audio/flac", "audio/mpeg"
SHARE_NEEDED = 0.98
# Programs that cut a little off an MP3 leave what its encoder noted as it was.
SHARE_OF_STATED = 0.9


def read_audio(path: Path, file_type: str) -> AudioFacts:
    """The facts of a recording; UnreadableFile where there is no sound in it."""
    with streams.opened(path, file_type) as container:
        stream = streams.sound_track(container)
        codec = stream.codec_context
        tags = _tags(path, tagging.read_tags(container, stream))
        listed, has_cover = tracks.read_tracks(container), covers.stream_of(container) is not None
        seconds = _seconds(container)
        if not seconds:
            raise UnreadableFile("There is no sound in the file. Export it again.")
        _check_length(container, path, file_type, seconds)
        taken_at, offset = tagging.moment(tags)
        return AudioFacts(
            duration=seconds,
            codec=tracks.codec_name(stream),
            container=streams.container_name(file_type),
            bit_rate=tracks.bit_rate(container, seconds),
            sample_rate=codec.sample_rate or None,
            channels=codec.channels or None,
            has_cover=has_cover,
            tracks=listed,
            taken_at=taken_at,
            taken_offset=offset,
            **_said(tags),
        )


def _seconds(container: InputContainer) -> float | None:
    # Where nothing is stated, FFmpeg takes the whole to be as dense as the beginning, which it seldom is.
    guessed = container.format.name in GUESSED and container.size <= LARGEST_MEASURED
    stated = streams.duration(container)
    return (
        (streams.measured_duration(container) or stated) if guessed else stated or streams.measured_duration(container)
    )


def _tags(path: Path, stated: dict[str, str]) -> dict[str, str]:
    """All tags, the newest way of tagging over the older ones; FFmpeg tells the oldest where there is none in front."""
    with path.open("rb") as file:
        start = file.read(len(ID3))
        file.seek(-min(OLDEST_SIZE, path.stat().st_size), SEEK_END)
        end = file.read()
    if start == ID3:
        return _oldest_tags(end) | _ape_tags(path) | stated
    return stated | _ape_tags(path) if end.startswith(b"TAG") else _ape_tags(path) | stated


def _oldest_tags(end: bytes) -> dict[str, str]:
    found = (ParseID3v1(end) or {}) if end.startswith(b"TAG") else {}
    texts = {OLDEST[name]: clean_text(tagging.true_text(str(value))) for name, value in found.items() if name in OLDEST}
    return {name: text for name, text in texts.items() if text}


def _check_length(container: InputContainer, path: Path, file_type: str, seconds: float) -> None:
    # These say how long they sound, and not how many bytes that takes.
    if file_type == FLAC and (streams.measured_duration(container) or 0) < SHARE_NEEDED * seconds:
        raise TruncatedFile
    if file_type == MP3 and seconds < SHARE_OF_STATED * (_stated_seconds(path) or 0):
        raise TruncatedFile


def _stated_seconds(path: Path) -> float | None:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        return mpeg_sound.stated_seconds(data)


def _said(tags: dict[str, str]) -> dict[str, Any]:
    return {
        "title": tagging.first_of(tags, "title"),
        "author": tagging.first_of(tags, "artist", "author"),
        "album": tagging.first_of(tags, "album"),
        "album_artist": tagging.first_of(tags, "album_artist", "albumartist", "album artist"),
        "composer": tagging.first_of(tags, "composer"),
        "genre": tagging.first_of(tags, "genre"),
        "track": tagging.number(tagging.first_of(tags, "track", "tracknumber")),
        "disc": tagging.number(tagging.first_of(tags, "disc", "discnumber")),
        "year": tagging.year(tags),
        "caption": tagging.first_of(tags, "comment", "description"),
        "copyright": tagging.first_of(tags, "copyright"),
        "metadata": clean_tags(tags),
    }


def _ape_tags(path: Path) -> dict[str, str]:
    # FFmpeg reads these in the formats that have nothing else, but an MP3 may have them too.
    try:
        found = APEv2(path)
    except (MutagenError, OSError, ValueError):
        return {}
    texts = ((name.lower(), clean_text(str(value))) for name, value in found.items() if value.kind == 0)
    return {name: text for name, text in texts if text}
