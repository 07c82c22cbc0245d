"""Recordings whose tags and lengths stand in older or odder places."""

import io
import itertools
import struct

import numpy as np
import pytest
from mutagen.apev2 import APEv2
from mutagen.mp3 import MPEGFrame

from mediakit.errors import MediaError, TruncatedFile, UnsupportedType
from mediakit.facts import read_facts
from mediakit.posters import poster
from mediakit.sniff import sniff
from mediakit.tests.makers import noise, sound
from mediakit.tests.reels import SECOND, recording, reel

OLDEST = (
    b"TAG" + b"Old title".ljust(30) + b"Old artist".ljust(30) + b"Old album".ljust(30) + b"1999" + bytes(30) + b"\xff"
)


def frames(content):
    """The frames of an MP3, without tags and without the one that only tells how many follow."""
    content = content[content.index(b"\xff\xfb") :]
    reader = io.BytesIO(content)
    ends = [0]
    while ends[-1] < len(content) and content[ends[-1]] == 0xFF:
        MPEGFrame(reader)
        ends.append(reader.tell())
    return [content[start:end] for start, end in itertools.pairwise(ends[1:])]


def newer(**tags):
    """ID3 of the third edition in Latin-1."""
    entries = b"".join(
        name.encode() + struct.pack(">IH", len(text) + 1, 0) + b"\0" + text for name, text in tags.items()
    )
    return b"ID3\3\0\0" + bytes((0, 0, len(entries) >> 7, len(entries) & 127)) + entries


@pytest.fixture
def mp3(tmp_path):
    return frames(sound(tmp_path / "made.mp3", container_format="mp3", codec="libmp3lame").read_bytes())


def told(path):
    facts = read_facts(path, sniff(path).file_type)
    return facts.title, facts.author, facts.album


def written(path, *parts):
    path.write_bytes(b"".join(parts))
    return path


def test_the_oldest_tags_fill_what_newer_ones_leave_open(tmp_path, mp3):
    path = written(tmp_path / "both.mp3", newer(TIT2=b"New title"), *mp3, OLDEST)
    assert told(path) == ("New title", "Old artist", "Old album")


@pytest.mark.parametrize("start", [b"", newer(TSSE=b"Encoder")])
def test_tags_of_ape_come_before_the_oldest(tmp_path, mp3, start):
    path = written(tmp_path / "ape.mp3", start, *mp3)
    tags = APEv2()
    tags["Title"], tags["Artist"] = "Ape title", "Ape artist"
    tags.save(path)
    assert told(written(path, path.read_bytes(), OLDEST)) == ("Ape title", "Ape artist", "Old album")


def test_dashes_of_windows_are_read(tmp_path, mp3):
    path = written(tmp_path / "dashes.mp3", newer(TIT2=b"Don\x92t \x96 stop", TPE1=b"Bj\xf6rk"), *mp3)
    assert told(path)[:2] == ("Don\u2019t \u2013 stop", "Bj\xf6rk")


@pytest.mark.parametrize("end", [b"", OLDEST])
def test_a_moment_of_sound_is_sound(tmp_path, mp3, end):
    path = written(tmp_path / "click.mp3", *mp3[:2], end)
    assert sniff(path).file_type == "audio/mpeg"
    assert read_facts(path, "audio/mpeg").duration == pytest.approx(0.05, abs=0.03)


def test_tags_may_stand_before_tags(tmp_path, mp3):
    long = newer(TIT2=b"First title") + newer(TALB=b"x" * 9000) * 7 + newer(TPE1=b"y" * 9000)
    assert told(written(tmp_path / "stacked.mp3", long, *mp3))[0] == "First title"


def test_tags_behind_tags_that_are_cut_off_are_noticed(tmp_path, mp3):
    with pytest.raises(TruncatedFile):
        sniff(written(tmp_path / "cut.mp3", newer(TIT2=b"First title"), newer(TALB=b"x" * 9000)[:5000]))


def test_sound_may_follow_upon_nothing(tmp_path, mp3):
    path = written(tmp_path / "late.mp3", bytes(1500), *mp3)
    assert read_facts(path, sniff(path).file_type).duration == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize("lost", [3, 100])
def test_sound_that_begins_inside_of_a_frame_is_known_by_its_name(tmp_path, mp3, lost):
    path = written(tmp_path / "torn.mp3", mp3[0][lost:], *mp3[1:])
    assert sniff(path, filename=path.name).file_type == "audio/mpeg"
    assert read_facts(path, "audio/mpeg").duration == pytest.approx(1, abs=0.15)
    with pytest.raises(UnsupportedType):
        sniff(path)


@pytest.mark.parametrize("before", [b"<html>", b"#!/bin/sh\n", b"x<script>alert(1)</script>", b"\n" * 9999])
def test_sound_behind_something_else_is_refused(tmp_path, mp3, before):
    path = written(tmp_path / "page.mp3", before, *mp3)
    with pytest.raises(MediaError):
        sniff(path, filename=path.name)


def test_two_octets_alone_are_no_sound(tmp_path, mp3):
    path = written(tmp_path / "click.mp3", mp3[0], b"anything else")
    with pytest.raises(UnsupportedType):
        sniff(path)


def test_the_length_is_measured_where_the_beginning_says_nothing(tmp_path):
    loud = np.random.default_rng(1).integers(-9000, 9000, (1, 3 * SECOND), np.int16)
    path = recording(tmp_path / "late.aac", np.hstack([np.zeros((1, 9 * SECOND), np.int16), loud]), "adts", codec="aac")
    assert read_facts(path, sniff(path).file_type).duration == pytest.approx(12, abs=0.15)


def test_a_broadcast_with_one_key_frame_has_a_poster(tmp_path):
    path = reel(tmp_path / "short.ts", [noise((640, 480), seed) for seed in range(6)], "mpegts")
    assert poster(path, sniff(path).file_type).size == (640, 480)


def test_a_film_that_was_never_finished_is_measured(tmp_path):
    path = reel(tmp_path / "crash.avi", [noise((160, 120), seed) for seed in range(25)], "avi", codec="mpeg4")
    whole, content = read_facts(path, "video/x-msvideo").duration, bytearray(path.read_bytes())
    tracks = content.index(b"strh") + 8
    content[48:52], content[tracks + 32 : tracks + 36] = bytes(4), struct.pack("<I", 4_000)
    path.write_bytes(content[: content.index(b"idx1")])
    assert read_facts(path, "video/x-msvideo").duration == pytest.approx(whole, abs=0.15)
