"""The small pictures that a player shows while somebody looks for a place in a film."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from mediakit import drawing, framing, streams, tracks
from mediakit.footage import frames, seconds_of, seek

TILE_WIDTH, TALLEST_TILE = 160, 320
MOST_TILES, COLUMNS = 100, 10
# No tile stands for less than this many seconds, and no film that has fewer than two tiles needs them.
SHORTEST_INTERVAL, FEWEST_TILES = 0.5, 2
# A film of fewer pixels than a minute of 720p at 30 frames a second is read through, others are jumped through.
READ_THROUGH = 60 * 30 * 1280 * 720
# Packets that may pass after a jump before its tile repeats the one before.
MOST_PACKETS = 300
QUALITY = 60
NAME = "scrub.webp"
TYPE = "image/webp"


@dataclass(frozen=True)
class ScrubStrip:
    """A picture of tiles, row by row, one for each `interval` of seconds from the beginning of the film."""

    path: Path
    columns: int
    rows: int
    count: int
    tile_width: int
    tile_height: int
    interval: float
    duration: float

    def vtt(self, picture: str) -> str:
        """The tiles as WebVTT, for a player that finds the picture under that name or address."""
        return "WEBVTT\n\n" + "\n".join(self._cue(number, picture) for number in range(self.count))

    def _cue(self, number: int, picture: str) -> str:
        row, column = divmod(number, self.columns)
        start, end = number * self.interval, min((number + 1) * self.interval, self.duration)
        place = f"{column * self.tile_width},{row * self.tile_height},{self.tile_width},{self.tile_height}"
        return f"{_clock(start)} --> {_clock(end)}\n{picture}#xywh={place}\n"


def scrub(path: Path, file_type: str, out: Path) -> ScrubStrip | None:
    """The strip of a film as a WebP in the folder `out`; None for one too short to look for anything in.

    UnreadableFile where no frame can be decoded.
    """
    with streams.opened(path, file_type) as container:
        stream = streams.picture_track(container)
        seconds = streams.duration(container) or streams.measured_duration(container) or 0
        count = min(MOST_TILES, int(seconds / SHORTEST_INTERVAL))
        if count < FEWEST_TILES:
            return None
        tiles = list(_tiles(container, stream, [(number + 0.5) * seconds / count for number in range(count)]))
    if not tiles:
        return None
    return _save(tiles, out / NAME, seconds)


def _save(tiles: list[Image.Image], target: Path, seconds: float) -> ScrubStrip:
    width, height = tiles[0].size
    columns = min(COLUMNS, len(tiles))
    rows = ceil(len(tiles) / columns)
    sheet = Image.new("RGB", (columns * width, rows * height))
    for number, tile in enumerate(tiles):
        row, column = divmod(number, columns)
        sheet.paste(tile, (column * width, row * height))
    sheet.save(target, "WEBP", quality=QUALITY, method=2)
    return ScrubStrip(target, columns, rows, len(tiles), width, height, seconds / len(tiles), seconds)


def _tiles(container: InputContainer, stream: VideoStream, moments: list[float]) -> Iterator[Image.Image]:
    """One tile for each moment: where nothing can be decoded the tile before again, at the beginning the one after."""
    codec = stream.codec_context
    length = moments[-1] * (tracks.frame_rate(stream) or 30)
    walk = _read_through if length * codec.width * codec.height <= READ_THROUGH else _jump_through
    drawer, tile, waiting = None, None, 0
    for frame in walk(container, stream, moments):
        waiting += 1
        if frame is not None:
            drawer = drawer or drawing.Drawer(stream, _tile_size(frame, stream), drawing.PICTURE)
            tile = drawer.picture(frame)
        if tile is not None:
            # Moments that were left out would move all later ones to the front.
            yield from [tile] * waiting
            waiting = 0


def _read_through(container: InputContainer, stream: VideoStream, moments: list[float]) -> Iterator[VideoFrame | None]:
    shown, missing = None, list(reversed(moments))
    seek(container, 0)
    for frame in frames(container, stream):
        while missing and seconds_of(frame, container) > missing[-1]:
            yield shown or frame
            missing.pop()
        if not missing:
            return
        shown = frame
    # The last frame may be shown for long.
    yield from [shown] * len(missing)


def _jump_through(container: InputContainer, stream: VideoStream, moments: list[float]) -> Iterator[VideoFrame | None]:
    stream.codec_context.skip_frame = "NONKEY"
    for moment in moments:
        seek(container, moment)
        yield next(frames(container, stream, MOST_PACKETS), None)


def _tile_size(frame: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    width, height = framing.of(frame, stream).shown(frame.width, frame.height)
    scale = min(TILE_WIDTH / width, TALLEST_TILE / height)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _clock(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"
