"""How many samples the index of an MP4 or QuickTime file claims, before a program makes room for all of them."""

from collections.abc import Iterator
from itertools import chain
from mmap import mmap
from struct import unpack_from

from mediakit import boxes
from mediakit.boxes import Box
from mediakit.errors import UnreadableFile

# Two days of film at thirty pictures a second. FFmpeg takes 24 bytes for each at once.
MOST_SAMPLES = 5_000_000
TABLE = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
RUN = (b"moof", b"traf", b"trun")


def check(data: mmap) -> None:
    """Raise UnreadableFile for a claim of samples that no file has.

    Sizes that are all alike need no table, which is how a few bytes come to claim a thousand million of them.
    """
    claimed = sum(chain((_in_table(data, table) for table in boxes.find(data, TABLE)), _in_runs(data)))
    if claimed > MOST_SAMPLES:
        raise UnreadableFile("The film claims more pictures than any film has, so it is not opened.")


def _in_table(data: mmap, table: Box) -> int:
    # Uncompressed sound is one sample a value, and is read in whole chunks.
    return (
        0 if _is_plain_sound(data, table) else sum(_number(data, box, 8) for box in boxes.find(data, (b"stsz",), table))
    )


def _in_runs(data: mmap) -> Iterator[int]:
    return (_number(data, run, 4) for run in boxes.find(data, RUN))


def _is_plain_sound(data: mmap, table: Box) -> bool:
    times = next(boxes.find(data, (b"stts",), table), None)
    return times is not None and _number(data, times, 4) == 1 and _number(data, times, 12) == 1


def _number(data: mmap, box: Box, at: int) -> int:
    return unpack_from(">I", data, box.start + at)[0] if box.start + at + 4 <= box.end else 0
