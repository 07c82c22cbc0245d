"""Walking through the pictures of a film."""

from collections.abc import Iterator

from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from mediakit import streams

# Packets that may be damaged one after the other before a film is given up.
MOST_DAMAGED = 100


def seek(container: InputContainer, seconds: float) -> None:
    """Go to the key frame before a moment; where a film cannot be gone through, it stays where it is."""
    start = container.start_time if container.start_time and container.start_time > 0 else 0
    # Where nothing but the clock leads to a frame, the first one is found from before it only.
    start = start if seconds else 0
    try:
        container.seek(round(seconds * streams.TIME_BASE) + start)
    except FFmpegError:
        return


def frames(container: InputContainer, stream: VideoStream, most: int = streams.MOST_PACKETS) -> Iterator[VideoFrame]:
    """The frames from here on that can be decoded, out of at most so many packets."""
    return streams.decoded(streams.packets(container, stream, most=most), most_damaged=MOST_DAMAGED)


def seconds_of(frame: VideoFrame, container: InputContainer) -> float:
    """When a frame is shown, from the beginning of the film."""
    start = container.start_time / streams.TIME_BASE if container.start_time else 0.0
    return (frame.time or 0.0) - start
