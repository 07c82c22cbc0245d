"""The frame that stands for a film."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image, ImageFilter

from mediakit import drawing, framing, streams
from mediakit.errors import UnreadableFile
from mediakit.footage import frames, seek

LONGEST = 1600
# Where a film is looked at, as shares of its length; the earliest wins among equals.
PLACES = (0.1, 0.25, 0.4, 0.6, 0.8)
# A film with one key frame only is read on from its beginning, so many frames far, looking at one in so many.
READ_ON, EVERY = 240, 12
# Black and plain titles have less detail than this; a better frame must have so much more to be taken.
DULL, WORTH_IT = 2.0, 1.15
SMALL = 96


def poster(path: Path, file_type: str) -> Image.Image:
    """A telling frame as it is meant to be seen, at most 1600 pixels long.

    Not black and no plain title where the film has anything else. UnreadableFile where no frame can be decoded.
    """
    with streams.opened(path, file_type) as container:
        stream = streams.picture_track(container)
        best, most = _best(_key_frames(container, stream), stream)
        if most < DULL:
            seek(container, 0)
            followers = islice(frames(container, stream), 0, READ_ON, EVERY)
            other, detail = _best(followers, stream)
            best = other if detail > most else best
        if best is None:
            raise UnreadableFile("No picture of the film can be decoded. Export it again.")
        return draw(best, stream, LONGEST)


def draw(frame: VideoFrame, stream: VideoStream, longest: int) -> Image.Image:
    """A frame as it is meant to be seen, no larger than it is."""
    width, height = framing.of(frame, stream).shown(frame.width, frame.height)
    scale = min(1, longest / max(width, height))
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return drawing.Drawer(stream, size, drawing.PICTURE).picture(frame)


def detail(picture: Image.Image) -> float:
    """How much there is to see in a picture: nothing in a plain one, about 2 in a title, 5 and more in a scene."""
    grey = picture.convert("L").resize((SMALL, SMALL), Image.Resampling.BOX)
    edges = np.asarray(grey.filter(ImageFilter.FIND_EDGES))[1:-1, 1:-1]
    return float(grey.entropy() * min(1.0, 0.5 + edges.mean() / 20))


def _best(candidates: Iterator[VideoFrame], stream: VideoStream) -> tuple[VideoFrame | None, float]:
    best, most = None, -1.0
    for frame in candidates:
        found = detail(draw(frame, stream, SMALL * 2))
        if best is None or found > most * WORTH_IT:
            best, most = frame, found
    return best, most


def _key_frames(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    seconds = streams.duration(container) or 0
    seen = set()
    for place in PLACES if seconds else (0.0,):
        seek(container, place * seconds)
        frame = next(frames(container, stream), None)
        if frame is not None and frame.pts not in seen:
            seen.add(frame.pts)
            yield frame
