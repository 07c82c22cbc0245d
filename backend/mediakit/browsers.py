"""What every browser plays as it is."""

from mediakit.factsheets import AudioFacts, VideoFacts

# H.264 in 4:2:0 with 8 bits; some cameras write it with the full range of values.
EIGHT_BIT = frozenset(("yuv420p", "yuvj420p"))
MP4_FILM, MP4_SOUND = frozenset(("h264", "av1")), frozenset(("aac", "mp3", "opus", "flac"))
WEBM_FILM, WEBM_SOUND = frozenset(("vp8", "vp9", "av1")), frozenset(("vorbis", "opus"))
FILMS = {
    "video/mp4": (MP4_FILM, MP4_SOUND),
    "video/webm": (WEBM_FILM, WEBM_SOUND),
}
SOUNDS = {
    "audio/mpeg": frozenset(("mp3",)),
    "audio/mp4": frozenset(("aac", "mp3", "opus", "flac")),
    "audio/aac": frozenset(("aac",)),
    "audio/flac": frozenset(("flac",)),
    "audio/ogg": frozenset(("vorbis", "opus")),
    "audio/webm": WEBM_SOUND,
    "audio/wav": frozenset(("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le")),
}
MOST_CHANNELS = 8


def plays_in_browsers(facts: VideoFacts | AudioFacts, file_type: str) -> bool:
    """Whether the current browsers play a film or recording of that type without any conversion."""
    if isinstance(facts, AudioFacts):
        return facts.codec in SOUNDS.get(file_type, ()) and (facts.channels or 0) <= MOST_CHANNELS
    pictures, sounds = FILMS.get(file_type, (frozenset(), frozenset()))
    shown = facts.codec in pictures and facts.pixel_format in EIGHT_BIT and facts.hdr is None and not facts.mirrored
    return shown and all(track.codec in sounds for track in facts.tracks if track.kind == "audio")
