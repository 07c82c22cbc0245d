"""Facts of films."""

from pathlib import Path
from typing import Any

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from mediakit import framing, streams, tracks
from mediakit import recording_tags as tagging
from mediakit.errors import UnreadableFile
from mediakit.factsheets import VideoFacts
from mediakit.footage import frames
from mediakit.jsonsafe import clean_tags

AVI = "video/x-msvideo"
# Where an AVI counts its frames.
AVI_FRAMES = slice(48, 52)
# How many packets may pass without a picture.
MOST_PACKETS = 500


def read_video(path: Path, file_type: str) -> VideoFacts:
    """The facts of a film, its first frame decoded for how it is turned; UnreadableFile where there is none."""
    with streams.opened(path, file_type) as container:
        stream = streams.picture_track(container)
        frame = _first_frame(container, stream)
        shape = framing.of(frame, stream)
        width, height = shape.turned(frame.width, frame.height)
        # Measuring comes last, since it leaves the file at its end.
        listed, light = tracks.read_tracks(container), framing.light(frame, stream.codec_context)
        stated = None if file_type == AVI and _was_never_finished(path) else streams.duration(container)
        seconds = stated or streams.measured_duration(container)
        tags = tagging.read_tags(container, stream)
        taken_at, offset = tagging.moment(tags)
        latitude, longitude = tagging.position(tags)
        return VideoFacts(
            width=width,
            height=height,
            duration=seconds,
            rotation=shape.rotation,
            mirrored=shape.mirrored,
            pixel_aspect=round(shape.stretch, 4),
            codec=tracks.codec_name(stream),
            container=streams.container_name(file_type),
            bit_rate=tracks.bit_rate(container, seconds),
            frame_rate=tracks.frame_rate(stream),
            pixel_format=frame.format.name,
            bit_depth=max((part.bits for part in frame.format.components), default=None),
            hdr=light,
            has_audio=any(track.kind == "audio" for track in listed),
            audio_tracks=sum(track.kind == "audio" for track in listed),
            tracks=listed,
            taken_at=taken_at,
            taken_offset=offset,
            latitude=latitude,
            longitude=longitude,
            altitude=None if latitude is None else tagging.altitude(tags),
            **_said(tags),
        )


def _first_frame(container: InputContainer, stream: VideoStream) -> VideoFrame:
    frame = next(frames(container, stream, MOST_PACKETS), None)
    if frame is None:
        raise UnreadableFile("No picture of the film can be decoded. Export it again.")
    return frame


def _was_never_finished(path: Path) -> bool:
    # The length of the tracks is anything then, in the worst case the longest there can be.
    with path.open("rb") as file:
        return not any(file.read(AVI_FRAMES.stop)[AVI_FRAMES])


def _said(tags: dict[str, str]) -> dict[str, Any]:
    return {
        "camera_make": tagging.first_of(tags, "make", tagging.ANDROID + "manufacturer"),
        "camera_model": tagging.first_of(tags, "model", tagging.ANDROID + "model"),
        "title": tagging.first_of(tags, "title", "displayname"),
        "author": tagging.first_of(tags, "artist", "author", "director"),
        "caption": tagging.first_of(tags, "description", "synopsis", "comment"),
        "copyright": tagging.first_of(tags, "copyright"),
        "keywords": _keywords(tags),
        "metadata": clean_tags(tags),
    }


def _keywords(tags: dict[str, str]) -> tuple[str, ...]:
    listed = (tagging.first_of(tags, "keywords") or "").replace(";", ",").split(",")
    return tuple(dict.fromkeys(word.strip() for word in listed if word.strip()))
