"""H.264 is a row of units. Those that hold pictures and what players need stay; what cameras write among them goes."""

import re
from collections.abc import Iterator

#: Pictures, parameters, and marks of where pictures begin and end.
PICTURES = frozenset((1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 19))
MESSAGES = 6
#: Buffering, time, where a player may begin (later than at the start, camcorders say it nowhere else), two views in
#: one picture, and the way up. Position, device and captions would be in others.
NEEDED = frozenset((0, 1, 6, 45, 47))
START, STOP = b"\0\0\1", b"\x80"
GUARDED = re.compile(rb"\0\0(?=[\0-\3])")


def length_width(extradata: bytes | None) -> int:
    """Bytes of the length that stands before each unit, by the codec's head; 0 where units have start codes."""
    return (extradata[4] & 3) + 1 if extradata and len(extradata) > 4 and extradata[0] == 1 else 0


def without_notes(packet: bytes, width: int) -> bytes:
    """The units of a packet without what is neither picture nor needed to play it; maybe none."""
    if width:
        units = (_kept(unit) for unit in _measured(packet, width))
        return b"".join(len(unit).to_bytes(width) + unit for unit in units if unit)
    before, *started = packet.split(START)
    return b"".join([before, *(START + kept for unit in started if (kept := _kept(unit)))])


def _measured(packet: bytes, width: int) -> Iterator[bytes]:
    position = 0
    while position + width < len(packet):
        start = position + width
        # One that claims more than there is ends with its packet.
        position = start + int.from_bytes(packet[position:start])
        yield packet[start:position]


def _kept(unit: bytes) -> bytes:
    kind = unit[0] & 31 if unit else 0
    if kind == MESSAGES:
        return _needed(unit)
    return unit if kind in PICTURES else b""


def _needed(unit: bytes) -> bytes:
    # A byte of three keeps zeros from looking like a start code.
    content = unit[1:].rstrip(b"\0").replace(b"\0\0\3", b"\0\0")
    kept = b"".join(message for kind, message in _messages(content) if kind in NEEDED)
    return unit[:1] + GUARDED.sub(b"\0\0\3", kept) + STOP if kept else b""


def _messages(content: bytes) -> Iterator[tuple[int, bytes]]:
    start = 0
    while start < len(content) - 1:
        kind, position = _number(content, start)
        length, position = _number(content, position)
        if position + length >= len(content):  # damaged, so nobody knows what it is
            return
        yield kind, content[start : position + length]
        start = position + length


def _number(content: bytes, position: int) -> tuple[int, int]:
    value = 0
    while content[position : position + 1] == b"\xff":
        value, position = value + 255, position + 1
    return value + (content[position] if position < len(content) else 0), position + 1
