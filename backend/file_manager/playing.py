"""What browsers can play of a film or a recording: the original, or a version made for the web."""

import dataclasses
from collections.abc import Iterable
from typing import Any, NamedTuple

from content.models import Namespace
from file_manager import derived
from file_manager.models import Blob, ProcessingStep, Rendition
from file_manager.models.blobs import Kind
from mediakit import transcoding
from mediakit.factsheets import AudioFacts, Track, VideoFacts

#: Spec and format of the version for the web.
WEB = {Kind.VIDEO: (derived.WEB_VIDEO, "mp4"), Kind.AUDIO: (derived.WEB_AUDIO, "m4a")}
ELSEWHERE = {"width", "height", "duration", "tracks", "taken_at", "keywords", "metadata", "text"}
SHEETS: dict[str, type[VideoFacts | AudioFacts]] = {Kind.VIDEO: VideoFacts, Kind.AUDIO: AudioFacts}


class Unwanted(NamedTuple):
    """Why no version for the web is made."""

    code: str
    detail: str


NOT_PLAYED = Unwanted("not_a_recording", "Only films and sound are played.")
OFF = Unwanted("transcode_off", "Versions for the web are switched off in this namespace.")
PLAYS = Unwanted("plays_already", "Browsers play this file as it is.")
NO_SMALLER = Unwanted("no_smaller", "A version for the web would be hardly smaller than the file, which browsers play.")


def web_version(blob: Blob, rows: Iterable[Rendition]) -> Rendition | None:
    """The one among the blob's renditions, if it was made."""
    wanted = WEB.get(Kind(blob.kind))
    return next((row for row in rows if (row.spec, row.format) == wanted), None)


def plays(blob: Blob) -> bool:
    """Whether browsers play the original, by what was read of it."""
    sheet = SHEETS.get(blob.kind)
    if sheet is None:
        return False
    return transcoding.plays_in_browsers(known_facts(blob, sheet), blob.file_type)


def known_facts(blob: Blob, sheet: type[VideoFacts | AudioFacts]) -> VideoFacts | AudioFacts:
    """The facts of codecs and tracks as they were kept."""
    names = {field.name for field in dataclasses.fields(sheet)} - ELSEWHERE
    kept: dict[str, Any] = {name: blob.metadata[name] for name in names if name in blob.metadata}
    tracks = tuple(Track(**track) for track in blob.metadata.get("streams", ()))
    return sheet(**kept, tracks=tracks, width=blob.width, height=blob.height, duration=blob.duration)


def found_no_smaller(step: ProcessingStep | None, namespace: Namespace) -> bool:
    """Whether the step has found, under the settings of today, that a version would be hardly smaller."""
    return step is not None and step.error_code == NO_SMALLER.code and step.updated_at > namespace.updated_at


def unwanted(blob: Blob, namespace: Namespace, step: ProcessingStep | None) -> Unwanted | None:
    """Why no version for the web is made; None where one is. `step` says how it ended the last time."""
    if blob.kind not in SHEETS:
        return NOT_PLAYED
    if not namespace.transcode:
        return OFF
    bulky = namespace.transcode_over_bytes is not None and blob.size > namespace.transcode_over_bytes
    if plays(blob) and not bulky:
        return PLAYS
    return NO_SMALLER if found_no_smaller(step, namespace) else None
