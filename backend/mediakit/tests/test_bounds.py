"""Headers that state far more than is there, or so many small things that reading them would never end."""

import struct
import tracemalloc
from mmap import ACCESS_READ, mmap

import pytest

from mediakit import rtf, signatures
from mediakit.errors import UnreadableFile
from mediakit.headers import gif, heif, jpeg
from mediakit.sniff import sniff
from mediakit.tests import makers
from mediakit.tests.steps import steps


def box(kind, *parts):
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def full_box(kind, *parts):
    return box(kind, bytes(4), *parts)


def associations(stated, entries):
    """A box that says of `entries`, each an item and the numbers of its properties, that they are `stated`."""
    packed = (struct.pack(f">HB{len(numbers)}B", item, len(numbers), *numbers) for item, numbers in entries)
    return full_box(b"ipma", struct.pack(">I", stated), *packed)


def heic(path, *said):
    """The boxes of a HEIC of 40 x 30 pixels, and what is said of its properties."""
    sizes = [full_box(b"ispe", struct.pack(">II", *size)) for size in ((7, 5), (40, 30))]
    properties = box(b"iprp", box(b"ipco", *sizes), *said)
    meta = full_box(b"meta", full_box(b"pitm", struct.pack(">H", 1)), properties)
    path.write_bytes(box(b"ftyp", b"heic", bytes(4), b"mif1heic") + meta)
    return path


def read(path, reader):
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        return reader(data)


def test_what_is_said_of_items_ends_with_its_box(tmp_path):
    # By its account the entries of the first box go on in the second, which is about the same item.
    short = associations(2**32 - 1, [(2, [1])])
    path = heic(tmp_path / "a", short, associations(1, [(1, [2])]))
    header = read(path, heif.read)
    assert (header.width, header.height) == (40, 30)
    alone, many = (heic(tmp_path / name, *[short] * count) for name, count in (("b", 1), ("c", 81)))
    each = (steps(read, many, heif.read) - steps(read, alone, heif.read)) / 80
    assert each < 60


def test_properties_are_not_looked_for_without_end(tmp_path):
    crowded = associations(2**32 - 1, [(1, [2] * 255)] * 1000)
    assert steps(read, heic(tmp_path / "a", *[crowded] * 4), heif.read) < 20_000
    # Boxes in boxes are of one number as well.
    folders = box(b"iprp", *[box(b"ipco", *[box(b"free")] * 200)] * 200)
    assert steps(read, heic(tmp_path / "b", folders), heif.read) < 500_000


def test_the_tracks_of_a_film_are_not_looked_through_without_end(tmp_path):
    tracks = box(b"trak", box(b"mdia", *[box(b"free")] * 500)) * 500
    path = tmp_path / "a"
    path.write_bytes(box(b"ftyp", b"isom", bytes(4), b"isom") + box(b"moov", tracks))
    assert steps(sniff, path) < 20 * signatures.MOST_IN_TRACKS
    handler = box(b"trak", box(b"mdia", full_box(b"hdlr", bytes(4), b"vide")))
    path.write_bytes(box(b"ftyp", b"isom", bytes(4), b"isom") + box(b"free") * 9000 + box(b"moov", handler * 50))
    assert sniff(path).file_type == "video/mp4"


@pytest.mark.parametrize("tiny", [b"\x01\x00", b"\x00!\xfe"])
def test_more_blocks_than_a_gif_has_are_refused(tmp_path, tiny):
    whole = makers.picture(tmp_path / "a", makers.quarters(), "GIF").read_bytes()
    (tmp_path / "a").write_bytes(whole[:-1] + b"!\xfe" + tiny * 1000 + b"\x00;")
    assert sniff(tmp_path / "a").width == 80
    (tmp_path / "a").write_bytes(whole[:-1] + b"!\xfe" + tiny * gif.MOST_BLOCKS + b"\x00;")
    for reader in (gif.end, gif.read):
        with pytest.raises(UnreadableFile, match="far too many"):
            read(tmp_path / "a", reader)


def jpeg_with(path, *segments):
    """A photo behind whose first two bytes stand segments of a marker and a content."""
    whole = makers.picture(path, makers.quarters(), "JPEG").read_bytes()
    packed = (struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content for marker, content in segments)
    path.write_bytes(whole[:2] + b"".join(packed) + whole[2:])
    return path


def profile(number, content):
    return 0xE2, b"ICC_PROFILE\x00" + bytes((number & 0xFF, 0)) + content


def test_pieces_of_metadata_are_joined_in_their_order(tmp_path):
    pieces = [bytes([number]) * 60_000 for number in range(20)]
    remarks = [(0xED, b"Photoshop 3.0\x00" + piece) for piece in pieces[:3]]
    exif = [
        (0xE1, b"Exif\x00\x00II" + pieces[0]),
        (0xE1, b"Exif\x00\x00" + pieces[1]),
        (0xE1, b"Exif\x00\x00II" + b"x"),
    ]
    path = jpeg_with(tmp_path / "a", *map(profile, range(20), pieces), *remarks, *exif)
    blocks = read(path, jpeg.read).blocks
    assert blocks["icc"] == b"".join(pieces)
    assert blocks["iptc"] == b"".join(pieces[:3])
    assert blocks["exif"] == b"II" + pieces[0] + pieces[1]


@pytest.mark.parametrize(
    ("name", "marker", "start"),
    [("icc", 0xE2, b"ICC_PROFILE\x00\x01\x01"), ("iptc", 0xED, b"Photoshop 3.0\x00"), ("exif", 0xE1, b"Exif\x00\x00")],
)
def test_metadata_of_a_jpeg_has_an_end(tmp_path, name, marker, start):
    path = jpeg_with(tmp_path / "a", *[(marker, start + bytes(65_000))] * 600, (0xED, b"Photoshop 3.0\x00kept"))
    tracemalloc.start()
    try:
        header = read(path, jpeg.read)
        assert tracemalloc.get_traced_memory()[1] < 2 * jpeg.LARGEST_BLOCK
    finally:
        tracemalloc.stop()
    assert header.shown == (80, 60)
    assert header.blocks.keys() == {"iptc"} - {name}


def test_padding_is_passed_over_at_once(tmp_path):
    whole = makers.picture(tmp_path / "a", makers.quarters(), "JPEG").read_bytes()
    (tmp_path / "a").write_bytes(whole[:2] + b"\xff" * 100_000 + whole[2:])
    for reader in (jpeg.read, jpeg.end):
        assert steps(read, tmp_path / "a", reader) < 1000
    assert sniff(tmp_path / "a").width == 80
    (tmp_path / "b").write_bytes(b"\xff\xd8" + b"\xff" * 100)
    with pytest.raises(UnreadableFile):
        sniff(tmp_path / "b")


@pytest.mark.parametrize("place", ["creatim", "revtim", "title"])
def test_what_rich_text_says_of_itself_has_an_end(place):
    said = rtf._read(rf"{{\rtf1{{\info{{\{place}" + r"\yr1 x" * 5000 + "}}words}").said[place]
    assert 0 < len(said) <= rtf.LONGEST_PROPERTY
