"""Sound in frames of MPEG, which has no signature: two bytes are a weak proof, so the frames themselves are asked."""

import re
from io import BytesIO
from mmap import mmap

from mutagen import MutagenError
from mutagen.aac import AAC
from mutagen.mp3 import MPEGFrame, MPEGInfo

from mediakit.errors import TruncatedFile

HEAD = 64 * 1024
ID3, ID3_HEADER, ID3_VERSIONS = b"ID3", 10, (2, 3, 4)
TAGS_BEHIND = (b"TAG", b"APE", b"LYR")
ADTS = (b"\xff\xf1", b"\xff\xf9")
# Programs put their tag before that of another.
MOST_TAGS = 8
# The note of an encoder, and the bit that says that it counts the frames.
NOTE, COUNTS_FRAMES = re.compile(rb"(?:Xing|Info)\0{3}([\0-\x0f])"), 1
# Nothing that is cut out of a broadcast has to be passed over for longer than this.
LONGEST_FRAME = 2881


def recognise(data: mmap, head: bytes) -> str | None:
    """The type of a recording that begins with tags, silence of no format, or a frame; TruncatedFile inside of tags."""
    start = _after_tags(data)
    if data[start : start + 4] == b"fLaC":
        return "audio/flac"
    blank = data[start : start + HEAD]
    start += len(blank) - len(blank.lstrip(b"\x00"))
    frames = BytesIO(data[start : start + HEAD])
    if not head.startswith(ID3) and not _is_frame(frames.getvalue()[:2]):
        return None
    try:
        if frames.getvalue()[:2] in ADTS:
            AAC(frames)
            return "audio/aac"
        return "audio/mpeg" if _is_made_of_frames(frames) or not MPEGInfo(frames).sketchy else None
    except MutagenError:
        return None


def first_frame(data: mmap) -> int | None:
    """Where the first whole frame begins of what was cut out of a stream anywhere; None where no frames follow."""
    try:
        found = MPEGInfo(BytesIO(data[:HEAD]))
    except MutagenError:
        return None
    return found.frame_offset if not found.sketchy and found.frame_offset <= LONGEST_FRAME else None


def stated_seconds(data: mmap) -> float | None:
    """How long a recording sounds by what its encoder noted in the first frame; None where it noted nothing."""
    start = _after_tags(data)
    head = data[start : start + HEAD]
    noted = NOTE.search(head, 0, LONGEST_FRAME)
    if noted is None or not noted[1][0] & COUNTS_FRAMES:
        return None
    try:
        return MPEGInfo(BytesIO(head)).length
    except MutagenError:
        return None


def _is_frame(start: bytes) -> bool:
    return len(start) > 1 and start[0] == 0xFF and start[1] & 0xE0 == 0xE0


def _is_made_of_frames(content: BytesIO) -> bool:
    """Whether a moment of sound holds whole frames and then tags at most, where there are too few to prove anything."""
    size = len(content.getvalue())
    try:
        while content.tell() < size and content.getvalue()[content.tell() :][:3] not in TAGS_BEHIND:
            MPEGFrame(content)
        return 0 < content.tell() <= size < HEAD
    except MutagenError:
        return False


def _after_tags(data: mmap) -> int:
    start = 0
    for _ in range(MOST_TAGS):
        tag = data[start : start + ID3_HEADER]
        if not tag.startswith(ID3) or len(tag) < ID3_HEADER:
            break
        end = start + ID3_HEADER + (tag[6] << 21 | tag[7] << 14 | tag[8] << 7 | tag[9])
        # A text may begin with these letters, but no text goes on with a number.
        if end >= len(data) and tag[3] in ID3_VERSIONS:
            raise TruncatedFile
        start = min(end, len(data))
    return start
