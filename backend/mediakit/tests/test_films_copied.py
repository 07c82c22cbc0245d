"""What cameras write between the pictures of a film does not go into the version for the web."""

from collections.abc import Callable
from pathlib import Path

import av
import pytest

from mediakit.nal_units import without_notes
from mediakit.tests import makers, reels
from mediakit.transcoding import transcode

PLACE, SERIAL = b"GPS-47.3769N", b"SERIAL-4202531337"
RECOVERY_POINT = bytes((6, 6, 1, 0xC4, 0x80))
TEN = [makers.noise((160, 120), seed) for seed in range(10)]
TYPES = {"mpegts": "video/mp2t", "matroska": "video/x-matroska", "mp4": "video/mp4"}


def user_data(*said: bytes) -> bytes:
    """A unit that holds what camcorders of AVCHD write: their maker's number, then what they like."""
    content = bytes(range(16)) + b"MDPM" + b"".join(said)
    return bytes((6, 5, len(content))) + content + b"\x80"


def with_units(path: Path, source: Path, container_format: str, added: Callable[[av.Packet], list[bytes]]) -> Path:
    """A copy of a film from a transport stream, with more units before each picture."""
    with av.open(str(source)) as film, av.open(str(path), "w", format=container_format) as out:
        pictures = film.streams.video[0]
        stream = out.add_stream_from_template(pictures)
        for packet in film.demux(pictures):
            if packet.size:
                made = av.Packet(b"".join(b"\0\0\0\1" + unit for unit in added(packet)) + bytes(packet))
                made.pts, made.dts, made.time_base = packet.pts, packet.dts, packet.time_base
                made.is_keyframe, made.stream = packet.is_keyframe, stream
                out.mux(made)
    return path


def decoded(path: Path) -> list[bytes]:
    with av.open(str(path)) as film:
        return [frame.to_ndarray().tobytes() for frame in film.decode(video=0)]


def keyframes(path: Path) -> list[bool]:
    with av.open(str(path)) as film:
        return [packet.is_keyframe for packet in film.demux(video=0) if packet.size]


@pytest.mark.parametrize("container_format", TYPES)
def test_position_and_serial_go_and_the_pictures_are_still_copied(tmp_path, container_format):
    plain = reels.reel(tmp_path / "plain", TEN, "mpegts", options={"bf": "2"})
    film = with_units(tmp_path / "film", plain, container_format, lambda packet: [user_data(PLACE, SERIAL)])
    assert film.read_bytes().count(SERIAL) == len(TEN)
    made = transcode(film, TYPES[container_format], tmp_path / "out.mp4")
    assert made.copied
    assert not any(said in made.path.read_bytes() for said in (PLACE, SERIAL, b"MDPM"))
    assert decoded(made.path) == decoded(plain)
    assert keyframes(made.path) == keyframes(plain)


def test_where_a_player_may_begin_is_still_said(tmp_path):
    """Camcorders begin with one picture that needs no other, and mark all later places by such a message."""
    plain = reels.reel(tmp_path / "plain", TEN, "mpegts", options={"g": "5"})
    both = RECOVERY_POINT[:-1] + user_data(PLACE)[1:]
    film = with_units(tmp_path / "film", plain, "mpegts", lambda packet: [both] if packet.is_keyframe else [])
    content = transcode(film, "video/mp2t", tmp_path / "out.mp4").path.read_bytes()
    assert PLACE not in content
    assert content.count(pack_unit(RECOVERY_POINT)) == sum(keyframes(film)) > 1


def pack_unit(unit: bytes) -> bytes:
    return len(unit).to_bytes(4) + unit


@pytest.mark.parametrize("width", [0, 1, 2, 4])
def test_of_the_messages_only_those_stay_that_players_need(width):
    def packed(*units: bytes) -> bytes:
        return b"".join((len(unit).to_bytes(width) if width else b"\0\0\1") + unit for unit in units)

    picture, timing = b"\x65\x11\x22", bytes((6, 1, 4, 0, 0, 3, 1, 9, 0x80))
    long = bytes((6, 5, 0xFF, 2)) + PLACE.ljust(257, b".") + b"\x80"
    private = b"\x18" + PLACE
    units = [timing, user_data(PLACE), picture, *([long] if width != 1 else []), private, picture]
    assert without_notes(packed(*units), width) == packed(timing, picture, picture)
    kept = packed(timing, picture)
    assert without_notes(kept, width) == kept


@pytest.mark.parametrize("width", [0, 4])
def test_a_message_longer_than_its_unit_goes(width):
    unit = bytes((6, 1, 200)) + PLACE
    packet = (b"\0\0\0\1" if width == 0 else len(unit).to_bytes(4)) + unit
    assert PLACE not in without_notes(packet, width)
    assert PLACE not in without_notes(packet[:-3], width)
