"""What a film claims of itself costs no more than what stands in it, and fragments are looked into."""

import tracemalloc
from pathlib import Path
from struct import pack

import pytest

from mediakit import privacy
from mediakit.privacy import boxes, films
from mediakit.tests.test_privacy import box

MEGABYTE = 1024**2
PLACE = b"+47.3769+008.5417/"


def measured(*, sizes: bytes, chunks: bytes, numbers: bytes = pack(">LL3L", 0, 1, 1, 1, 1)) -> bytes:
    """A track of measurements."""
    handler = box(b"hdlr", pack(">LL4s", 0, 0, b"meta") + bytes(13))
    tables = box(b"stsz", sizes) + box(b"stco", chunks) + box(b"stsc", numbers)
    return box(b"trak", box(b"mdia", handler + box(b"minf", box(b"stbl", tables))))


def written(path: Path, *parts: bytes) -> Path:
    path.write_bytes(box(b"ftyp", b"isom\0\0\0\0") + b"".join(parts))
    return path


def refused(path: Path) -> bool:
    try:
        privacy.without_location(path, "video/mp4", path.with_name("copy"))
    except privacy.CannotStrip:
        return True
    return False


@pytest.mark.parametrize("size", [1, 2**32 - 1])
def test_samples_that_are_only_claimed_take_no_memory(tmp_path, size):
    claimed = 8 * MEGABYTE
    track = measured(
        sizes=pack(">LLL", 0, size, claimed),
        chunks=pack(">LLL", 0, 1, 16),
        numbers=pack(">LL3L", 0, 1, 1, 2**32 - 1, 1),
    )
    path = written(tmp_path / "film", box(b"mdat", bytes(claimed)), box(b"moov", track))
    tracemalloc.start()
    assert refused(path) == (size > 1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * MEGABYTE


def test_a_table_that_is_longer_than_its_box_is_refused(tmp_path):
    tables = {"sizes": pack(">LLL", 0, 1, 1), "chunks": pack(">LLL", 0, 1, 16)}
    assert not refused(written(tmp_path / "film", box(b"moov", measured(**tables))))
    longer = {"sizes": pack(">LLL", 0, 0, 2), "chunks": pack(">LLL", 0, 2, 16), "numbers": pack(">LL", 0, 1)}
    for name, table in longer.items():
        assert refused(written(tmp_path / "film", box(b"moov", measured(**tables | {name: table}))))


def test_chunks_of_which_nobody_says_how_long_they_are_are_refused(tmp_path):
    track = measured(sizes=pack(">LLL", 0, 1, 1), chunks=pack(">LLL", 0, 1, 16), numbers=pack(">LL", 0, 0))
    assert refused(written(tmp_path / "film", box(b"moov", track)))


def test_more_boxes_or_chunks_than_any_film_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(boxes, "MOST_BOXES", 1000)
    monkeypatch.setattr(films, "MOST_CHUNKS", 10)
    for most, count in ((False, 900), (True, 1100)):
        holder = box(b"moov", box(b"udta", b"") * (count // 2) + box(b"trak", box(b"udta", b"") * (count // 12)) * 2)
        for parts in (box(b"udta", b"") * count, holder):
            assert refused(written(tmp_path / "film", parts)) == most
    for most, count in ((False, 10), (True, 11)):
        chunks = pack(f">LL{count}L", 0, count, *[16] * count)
        track = measured(sizes=pack(">LLL", 0, 1, count), chunks=chunks)
        assert refused(written(tmp_path / "film", box(b"moov", track))) == most


def numbered(number: int, handler: bytes) -> bytes:
    """A track of a film in fragments: its own tables are empty."""
    tables = box(b"stsz", pack(">LLL", 0, 0, 0)) + box(b"stco", pack(">LL", 0, 0)) + box(b"stsc", pack(">LL", 0, 0))
    head = box(b"tkhd", pack(">LLLL", 0, 0, 0, number) + bytes(68))
    said = box(b"hdlr", pack(">LL4s", 0, 0, handler) + bytes(13))
    return box(b"trak", head + box(b"mdia", said + box(b"minf", box(b"stbl", tables))))


def fragment(number: int, *notes: bytes) -> bytes:
    inner = box(b"tfhd", pack(">LL", 0x020000, number)) + box(b"trun", pack(">LLL", 0x200, 1, 30))
    return box(b"moof", box(b"mfhd", bytes(8)) + b"".join(notes) + box(b"traf", inner + b"".join(notes)))


def test_what_stands_in_fragments_is_blanked(tmp_path):
    notes = [box(b"udta", box(b"\xa9xyz", PLACE)), box(b"uuid", PLACE * 2), box(b"meta", PLACE)]
    path = written(
        tmp_path / "film",
        box(b"moov", numbered(1, b"vide") + numbered(2, b"soun")),
        fragment(1, *notes),
        box(b"mdat", b"pixels"),
        fragment(2, *notes),
        box(b"mdat", b"sounds"),
    )
    copy = privacy.without_location(path, "video/mp4", tmp_path / "copy").read_bytes()
    assert PLACE not in copy
    assert (b"pixels" in copy, b"sounds" in copy, copy.count(b"traf"), len(copy)) == (
        True,
        True,
        2,
        len(path.read_bytes()),
    )


def test_sound_in_fragments_loses_its_place_as_well(tmp_path):
    notes = [box(b"udta", box(b"\xa9xyz", PLACE) + box(b"\xa9nam", b"Harbour"))]
    path = written(tmp_path / "memo", box(b"moov", numbered(1, b"soun")), fragment(1, *notes), box(b"mdat", b"sounds"))
    copy = privacy.without_location(path, "audio/mp4", tmp_path / "copy").read_bytes()
    assert (PLACE in copy, b"Harbour" in copy) == (False, True)


@pytest.mark.parametrize("number", [2, 3])
def test_fragments_of_measurements_and_of_unknown_tracks_are_refused(tmp_path, number):
    film = box(b"moov", numbered(1, b"vide") + numbered(2, b"meta"))
    pictures = fragment(1) + box(b"mdat", b"pixels")
    assert not refused(written(tmp_path / "film", film, pictures))
    measurements = fragment(number) + box(b"mdat", PLACE)
    for parts in ((film, pictures, measurements), (measurements, film, pictures)):
        assert refused(written(tmp_path / "film", *parts))
