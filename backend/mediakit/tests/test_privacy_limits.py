"""What a film claims of itself costs no more than what stands in it, and fragments are looked into."""

import tracemalloc
from pathlib import Path
from struct import pack

import pytest

from mediakit import privacy
from mediakit.privacy import boxes, films
from mediakit.tests.test_privacy import box

MEGABYTE = 1024**2


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
        holder = box(b"moov", box(b"udta", b"") * (count // 2) + box(b"trak", box(b"udta", b"") * (count // 8)) * 2)
        for parts in (box(b"udta", b"") * count, holder):
            assert refused(written(tmp_path / "film", parts)) == most
    for most, count in ((False, 10), (True, 11)):
        chunks = pack(f">LL{count}L", 0, count, *[16] * count)
        track = measured(sizes=pack(">LLL", 0, 1, count), chunks=chunks)
        assert refused(written(tmp_path / "film", box(b"moov", track))) == most
