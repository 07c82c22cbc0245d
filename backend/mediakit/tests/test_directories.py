"""Directories of TIFF and EXIF whose writers took liberties."""

import struct
from datetime import datetime

import numpy as np
import pytest

from mediakit import directories
from mediakit.exif import read_exif
from mediakit.facts import read_facts
from mediakit.sniff import sniff

SHORT, LONG, FRACTIONS, SIGNED = 3, 4, 5, 10
CAMERA, PLACE, MAKE, RESOLUTION = 0x8769, 0x8825, 0x010F, 0x011A
TAKEN = 0x9003
NAMELESS = ((256, SHORT, 4), (257, SHORT, 3), (258, SHORT, 32), (262, SHORT, 1), (273, LONG, 0), (277, SHORT, 1))


def block(order="<", first=(), camera=(), place=()):
    """EXIF with entries of tag, type, count and packed value."""
    sizes = [
        2 + 12 * len(part) + 4 + sum(len(value) for *_, value in part if len(value) > 4)
        for part in (first, camera, place)
    ]
    pointers = ((CAMERA, 8 + sizes[0] + 24), (PLACE, 8 + sizes[0] + 24 + sizes[1]))
    first = [*first, *((tag, LONG, 1, struct.pack(order + "I", at)) for tag, at in pointers)]
    out = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    for part in (first, camera, place):
        values = b"".join(value for _, _, _, value in part if len(value) > 4)
        at = len(out) + 2 + 12 * len(part) + 4
        out += struct.pack(order + "H", len(part))
        for tag, kind, count, value in part:
            out += struct.pack(order + "HHI", tag, kind, count)
            out += value.ljust(4, b"\0") if len(value) <= 4 else struct.pack(order + "I", at)
            at += len(value) if len(value) > 4 else 0
        out += bytes(4) + values
    return out


def ascii_entry(tag, text):
    value = text.encode() + b"\0"
    return (tag, 2, len(value), value)


def fractions(tag, *numbers, order="<", kind=FRACTIONS):
    parts = [part for pair in numbers for part in pair]
    return (tag, kind, len(numbers), struct.pack(f"{order}{len(parts)}{'I' if kind == FRACTIONS else 'i'}", *parts))


def south_west(latitude, longitude, south="S", west="W"):
    return (ascii_entry(1, south), latitude, ascii_entry(3, west), longitude)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("kind", "count", "at"), [(5, 1, 0xFFFFFFF0), (5, 0x7FFFFFFF, 8), (99, 1, 0), (4, 0, 0)])
def test_a_broken_entry_leaves_the_others(order, kind, count, at):
    entries = [ascii_entry(MAKE, "Acme"), (RESOLUTION, kind, count, struct.pack(order + "I", at))]
    facts = read_exif(block(order, entries, [ascii_entry(TAKEN, "2019:07:14 12:13:14")]))
    assert (facts.camera_make, facts.taken_at) == ("Acme", datetime(2019, 7, 14, 12, 13, 14))


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("2019/07/14 12:13:14", (2019, 7, 14, 12, 13, 14)),
        ("2019.07.14 12.13.14", (2019, 7, 14, 12, 13, 14)),
        ("2019:07:14T12:13:14Z", (2019, 7, 14, 12, 13, 14)),
        ("2019: 7: 4  9:03:04", (2019, 7, 4, 9, 3, 4)),
        ("2019:07:14 12:13", (2019, 7, 14, 12, 13, 0)),
        ("2019:07:14 12:13:14.56", (2019, 7, 14, 12, 13, 14)),
        ("2019:07:14", None),
        ("0000:00:00 00:00:00", None),
        ("2019:07:14 24:00:00", None),
        ("    :  :     :  :  ", None),
    ],
)
def test_moments_are_read_however_they_are_parted(stated, meant):
    facts = read_exif(block(camera=[ascii_entry(TAKEN, stated)]))
    assert facts.taken_at == (meant and datetime(*meant))


@pytest.mark.parametrize(
    ("place", "meant"),
    [
        (south_west(fractions(2, (335, 10)), fractions(4, (705, 10))), (-33.5, -70.5)),
        (south_west(fractions(2, (33, 1), (30, 1)), fractions(4, (70, 1), (30, 1))), (-33.5, -70.5)),
        (south_west(fractions(2, (33, 1), (30, 1)), fractions(4, (70, 1), (30, 1)), "South", "West"), (-33.5, -70.5)),
        (
            south_west(fractions(2, (-33, 1), (-30, 1), kind=SIGNED), fractions(4, (-70, 1), (-30, 1), kind=SIGNED)),
            (-33.5, -70.5),
        ),
        (south_west(fractions(2, (33, 1), (0, 0)), fractions(4, (70, 1), (30, 1))), (None, None)),
    ],
)
def test_places_are_read_in_every_shape_of_degrees(place, meant):
    facts = read_exif(block(place=place))
    assert (facts.latitude, facts.longitude) == meant


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("big", [False, True])
def test_scientific_tiffs_give_their_facts(tmp_path, order, big):
    path = tmp_path / "float.tif"
    path.write_bytes(float_tiff(order, big=big))
    facts = read_facts(path, sniff(path).file_type)
    assert (facts.width, facts.height, facts.pages, facts.bit_depth) == (4, 3, 1, 32)


def float_tiff(order, *, big):
    """Four by three pixels of floats, one tag of which no decoder of photos knows the meaning."""
    counter, pointer, width = ("Q", "Q", 8) if big else ("H", "I", 4)
    entries = [*NAMELESS, (278, SHORT, 3), (279, LONG, 48), (339, SHORT, 3)]
    start = (8 if not big else 16) + struct.calcsize("=" + counter) + len(entries) * (20 if big else 12) + width
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "H", 43 if big else 42)
    head += struct.pack(order + "HHQ", 8, 0, 16) if big else struct.pack(order + "I", 8)
    head += struct.pack(order + counter, len(entries))
    for tag, kind, value in entries:
        packed = struct.pack(order + ("H" if kind == SHORT else "I"), start if tag == 273 else value)
        head += struct.pack(order + "HH" + pointer, tag, kind, 1) + packed.ljust(width, b"\0")
    return head + bytes(width) + np.zeros((3, 4), order + "f4").tobytes()


def test_values_that_claim_one_place_have_an_end():
    count, size = 500, 1 << 17
    entries = b"".join(struct.pack("<HHII", tag, SHORT, size, 8) for tag in range(1, count + 1))
    crowded = b"II*\0" + struct.pack("<IH", 8, count) + entries + bytes(2 * size)
    found = directories.read(crowded)
    assert 0 < sum(map(len, found.first.values())) <= 1 << 20
