"""The picture that comes with a recording."""

import tempfile
from pathlib import Path

from av.container import InputContainer
from av.video.stream import VideoStream

from mediakit import streams
from mediakit.errors import MediaError
from mediakit.kinds import IMAGE
from mediakit.sniff import sniff

FRONT = "Cover (front)"
LARGEST = 20 * 1024 * 1024
MOST_PACKETS = 100


def cover(path: Path, file_type: str) -> bytes | None:
    """The embedded cover as it is stored; None where there is none, or it is no picture that would be taken by itself.

    UnreadableFile where the recording is damaged.
    """
    with streams.opened(path, file_type) as container:
        stream = stream_of(container)
        packets = streams.packets(container, stream, most=MOST_PACKETS) if stream else ()
        content = next((bytes(packet) for packet in packets if 0 < packet.size <= LARGEST), b"")
    return content if _is_picture(content) else None


def stream_of(container: InputContainer) -> VideoStream | None:
    """The track that is a cover, the front before any other."""
    found = [stream for stream in container.streams.video if streams.is_cover(stream)]
    return min(found, key=lambda stream: stream.metadata.get("comment") != FRONT, default=None)


def _is_picture(content: bytes) -> bool:
    if not content:
        return False
    with tempfile.NamedTemporaryFile(suffix=".cover") as file:
        file.write(content)
        file.flush()
        try:
            return sniff(Path(file.name)).kind == IMAGE
        except MediaError:
            return False
