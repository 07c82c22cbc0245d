"""What is known of a file once it has been read."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What any file may say of itself; None where it says nothing. All of it fits into JSON and into bounded rows.

    Sizes are as shown, durations in seconds, positions in signed decimal degrees, `altitude` in metres above the
    sea. `taken_at` is the camera's wall clock without a zone, `taken_offset` its distance from UTC where stated
    ("+02:00"). `keywords` are in the order of the file, each once. `metadata` holds raw tags.
    """

    width: int | None = None
    height: int | None = None
    duration: float | None = None
    pages: int | None = None
    frames: int | None = None
    taken_at: datetime | None = None
    taken_offset: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None
    camera_make: str | None = None
    camera_model: str | None = None
    title: str | None = None
    author: str | None = None
    caption: str | None = None
    credit: str | None = None
    copyright: str | None = None
    keywords: tuple[str, ...] = ()
    text: str = ""
    metadata: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ImageFacts(Facts):
    """A picture; `orientation` is the EXIF value 1..8 that turns the stored pixels upright.

    Times of exposure are in seconds, focal lengths in millimetres. `bit_depth` is that of one channel; `color_space`
    is RGB, Grey, CMYK or Lab, `color_profile` the name of what defines it.
    """

    orientation: int = 1
    lens: str | None = None
    exposure_time: float | None = None
    f_number: float | None = None
    iso: int | None = None
    focal_length: float | None = None
    focal_length_35mm: float | None = None
    flash: bool | None = None
    software: str | None = None
    color_space: str | None = None
    color_profile: str | None = None
    bit_depth: int | None = None
    has_alpha: bool | None = None
    animated: bool = False


@dataclass(frozen=True, kw_only=True)
class Track:
    """One of the tracks of a film or recording; `kind` is video, audio, subtitle, data or attachment."""

    kind: str
    codec: str | None = None
    profile: str | None = None
    language: str | None = None
    bit_rate: int | None = None
    channels: int | None = None
    sample_rate: int | None = None
    frame_rate: float | None = None
    pixel_format: str | None = None


@dataclass(frozen=True, kw_only=True)
class VideoFacts(Facts):
    """A film; `rotation` is in degrees clockwise and already counted in width and height.

    `mirrored` is said where turning alone does not set it right, `pixel_aspect` is the width of a stored pixel over
    its height, `hdr` is hdr10, hlg or dolby_vision.
    """

    rotation: int = 0
    mirrored: bool = False
    pixel_aspect: float = 1.0
    codec: str | None = None
    container: str | None = None
    bit_rate: int | None = None
    frame_rate: float | None = None
    pixel_format: str | None = None
    bit_depth: int | None = None
    hdr: str | None = None
    has_audio: bool = False
    audio_tracks: int = 0
    tracks: tuple[Track, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AudioFacts(Facts):
    """A recording; its artist is the author, its comment the caption."""

    album: str | None = None
    album_artist: str | None = None
    composer: str | None = None
    genre: str | None = None
    track: int | None = None
    disc: int | None = None
    year: int | None = None
    codec: str | None = None
    container: str | None = None
    bit_rate: int | None = None
    sample_rate: int | None = None
    channels: int | None = None
    has_cover: bool = False
    tracks: tuple[Track, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DocumentFacts(Facts):
    """A document; one that needs a password gives neither pages nor text.

    `pages` counts slides and sheets too. `language` is a two-letter code, the document's own word before a guess from
    its text. `created` and `modified` are ISO 8601. Scripts are JavaScript and commands that run on opening.
    """

    encrypted: bool = False
    has_macros: bool = False
    has_scripts: bool = False
    language: str | None = None
    created: str | None = None
    modified: str | None = None
    rows: int | None = None
    columns: int | None = None
    attachments: tuple[str, ...] = ()
