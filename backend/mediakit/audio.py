"""Facts of recordings."""

from pathlib import Path
from typing import Any

from av.container import InputContainer
from mutagen import MutagenError
from mutagen.apev2 import APEv2

from mediakit import covers, streams, tracks
from mediakit import recording_tags as tagging
from mediakit.errors import TruncatedFile, UnreadableFile
from mediakit.factsheets import AudioFacts
from mediakit.jsonsafe import clean_tags, clean_text

FLAC = "audio/flac"
SHARE_NEEDED = 0.98


def read_audio(path: Path, file_type: str) -> AudioFacts:
    """The facts of a recording; UnreadableFile where there is no sound in it."""
    with streams.opened(path, file_type) as container:
        stream = streams.sound_track(container)
        codec = stream.codec_context
        tags = _ape_tags(path) | tagging.read_tags(container, stream)
        listed, has_cover = tracks.read_tracks(container), covers.stream_of(container) is not None
        seconds = streams.duration(container) or streams.measured_duration(container)
        if not seconds:
            raise UnreadableFile("There is no sound in the file. Export it again and retry.")
        _check_length(container, file_type, seconds)
        taken_at, offset = tagging.moment(tags)
        return AudioFacts(
            duration=seconds,
            codec=tracks.codec_name(stream),
            container=container.format.name.partition(",")[0],
            bit_rate=tracks.bit_rate(container, seconds),
            sample_rate=codec.sample_rate or None,
            channels=codec.channels or None,
            has_cover=has_cover,
            tracks=listed,
            taken_at=taken_at,
            taken_offset=offset,
            **_said(tags),
        )


def _check_length(container: InputContainer, file_type: str, stated: float) -> None:
    # It says how long it sounds, and not how many bytes that takes.
    if file_type == FLAC and (streams.measured_duration(container) or 0) < SHARE_NEEDED * stated:
        raise TruncatedFile


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
