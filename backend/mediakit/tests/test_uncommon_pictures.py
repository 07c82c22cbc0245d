"""Pictures that are whole and rare."""

import struct
import zlib

import numpy as np
import pytest
from PIL import ImageCms, PngImagePlugin

from mediakit import vips
from mediakit.errors import TruncatedFile, UnreadableFile
from mediakit.facts import read_facts
from mediakit.headers import gif
from mediakit.limits import DEFAULT
from mediakit.pictures import examine, open_reduced
from mediakit.sniff import sniff
from mediakit.tests.makers import (
    GREEN,
    RED,
    STORED_AS,
    in_memory,
    noise,
    photo,
    picture,
    quarters,
    tiff_entry,
    wide_gamut_profile,
)
from mediakit.tests.test_picture_facts import PACKET, iptc

EXIF, FRAME = b"Exif\x00\x00", b"\xff\xc0"


def parts(content):
    """The segment of EXIF in a JPEG, and what stands before and behind it."""
    start = content.index(EXIF) - 4
    end = start + 2 + struct.unpack_from(">H", content, start + 2)[0]
    return content[:start], content[start:end], content[end:]


def test_exif_behind_the_frame_header_counts(tmp_path):
    path = photo(tmp_path / "late.jpg", orientation=6)
    before, exif, rest = parts(path.read_bytes())
    frame = rest.index(FRAME)
    end = frame + 2 + struct.unpack_from(">H", rest, frame + 2)[0]
    path.write_bytes(before + rest[:end] + exif + rest[end:])
    assert read_facts(path, "image/jpeg").camera_model == "Vitessa"
    assert (sniff(path).width, sniff(path).height) == (80, 60)


def test_long_exif_goes_on_in_the_next_segment(tmp_path):
    path = photo(tmp_path / "long.jpg", orientation=6)
    before, exif, rest = parts(path.read_bytes())
    content = exif[4 + len(EXIF) :]
    pieces = (EXIF + content[:40], EXIF + content[40:])
    path.write_bytes(
        before + b"".join(b"\xff\xe1" + struct.pack(">H", len(piece) + 2) + piece for piece in pieces) + rest
    )
    assert read_facts(path, "image/jpeg").camera_model == "Vitessa"


def test_exif_padded_with_anything_counts(tmp_path):
    path = photo(tmp_path / "padded.jpg", orientation=6)
    path.write_bytes(path.read_bytes().replace(EXIF, b"Exif\x00\xff"))
    assert read_facts(path, "image/jpeg").orientation == 6


@pytest.mark.parametrize("name", ["iptc", "IPTC profile"])
def test_digits_of_iptc_follow_a_name_of_any_number_of_words(tmp_path, name):
    block = iptc(title=b"Harbour").hex()
    text = PngImagePlugin.PngInfo()
    text.add_text("Raw profile type iptc", f"\n{name}\n{len(block) // 2:8}\n{block[:72]}\n{block[72:]}\n", zip=True)
    path = picture(tmp_path / "named.png", quarters(), "PNG", pnginfo=text)
    assert read_facts(path, "image/png").title == "Harbour"


@pytest.mark.parametrize("text", [b"", b"\niptc\n", b"\niptc\n 3\nno digits\n"])
def test_digits_that_are_none_cost_nothing_else(tmp_path, text):
    content = in_memory(quarters(), "PNG")
    chunk = b"zTXtRaw profile type iptc\x00\x00" + zlib.compress(text)
    chunk = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    path = tmp_path / "bare.png"
    path.write_bytes(content[:33] + chunk + content[33:])
    assert read_facts(path, "image/png").title is None


@pytest.mark.parametrize("frames", [1, 2])
def test_xmp_of_a_gif_is_read(tmp_path, frames):
    stills = [quarters(), noise((80, 60), 1)][:frames]
    content = in_memory(stills[0], "GIF", save_all=True, append_images=stills[1:])
    # Whatever octet a reader of blocks comes upon in this row leads it to the zero at its end.
    row = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    start = 13 + 3 * 2 ** ((content[10] & 7) + 1)
    path = tmp_path / "said.gif"
    path.write_bytes(content[:start] + b"\x21\xff\x0bXMP DataXMP" + PACKET + row + content[start:])
    facts = read_facts(path, sniff(path).file_type)
    assert (facts.title, facts.frames, facts.keywords) == ("Harbour", frames, ("boat", "dusk"))


def test_xmp_of_a_gif_is_looked_for_once(tmp_path, monkeypatch):
    searched = []
    monkeypatch.setattr(gif, "_packet", lambda data, start: searched.append(start) or b"")
    content = in_memory(quarters(), "GIF")
    start = 13 + 3 * 2 ** ((content[10] & 7) + 1)
    path = tmp_path / "many.gif"
    path.write_bytes(content[:start] + 1000 * b"\x21\xff\x0bXMP DataXMP\0" + content[start:])
    assert (sniff(path).file_type, len(searched)) == ("image/gif", 1)


def test_a_jpeg_that_lacks_its_end_only_is_whole(tmp_path):
    path = tmp_path / "open.jpg"
    path.write_bytes(in_memory(quarters(), "JPEG").removesuffix(b"\xff\xd9"))
    assert open_reduced(examine(path, DEFAULT), 80).width == 80


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_jpeg_that_lacks_pixels_is_not(tmp_path, progressive, share):
    path, whole = tmp_path / "cut.jpg", in_memory(noise((200, 200)), "JPEG", progressive=progressive)
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(TruncatedFile):
        open_reduced(examine(path, DEFAULT), 80)


def test_an_avif_that_moves_is_taken_with_all_its_frames(tmp_path):
    path = tmp_path / "moving.avif"
    frames = [quarters().rotate(turn) for turn in (0, 10, 20)]
    frames[0].save(path, "AVIF", save_all=True, append_images=frames[1:], duration=100)
    facts = read_facts(path, sniff(path).file_type)
    assert (facts.width, facts.height, facts.frames, facts.animated) == (80, 60, 3, True)
    assert facts.duration == pytest.approx(0.3)
    assert open_reduced(examine(path, DEFAULT), 40).width == 40


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize(("mode", "packing"), [("RGB", "zstd"), ("RGB", "lzma"), ("LAB", None), ("LAB", "tiff_lzw")])
def test_rare_sorts_of_tiff_are_drawn_upright(tmp_path, mode, packing, orientation):
    path, drawn = tmp_path / "rare.tif", quarters()
    if mode == "LAB":
        profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        drawn = ImageCms.profileToProfile(drawn, *profiles, outputMode="LAB")
    if orientation == 6:
        drawn = drawn.transpose(STORED_AS[6])
    drawn.save(path, "TIFF", compression=packing, tiffinfo={0x0112: orientation})
    found = open_reduced(examine(path, DEFAULT), 80)
    assert (found.width, found.height) == (80, 60)
    assert found(10, 10) == pytest.approx(RED, abs=12)
    assert found(70, 10) == pytest.approx(GREEN, abs=12)


def test_a_rare_tiff_keeps_to_its_profile(tmp_path):
    path = tmp_path / "wide.tif"
    quarters().save(path, "TIFF", compression="zstd", icc_profile=wide_gamut_profile())
    found = open_reduced(examine(path, DEFAULT), 80)
    assert found(10, 10)[1] > 150 > found(10, 10)[0]


def test_twelve_bits_of_grey_are_drawn(tmp_path):
    path, rows = tmp_path / "twelve.tif", bytes((0x80, 0x08, 0x00)) * 4 * 4
    tags = [(256, 8), (257, 4), (258, 12), (259, 1), (262, 1), (273, 8), (277, 1), (278, 4), (279, len(rows))]
    directory = struct.pack("<H", len(tags)) + b"".join(tiff_entry(*tag) for tag in tags) + bytes(4)
    path.write_bytes(b"II*\0" + struct.pack("<I", 8 + len(rows)) + rows + directory)
    assert open_reduced(examine(path, DEFAULT), 80)(2, 2)[0] == pytest.approx(128, abs=1)


WHOLE_NUMBERS = [("int8", 2**7 - 1), ("int16", 2**15 - 1), ("int32", 2**31 - 1), ("uint32", 2**32 - 1)]


@pytest.mark.parametrize(
    ("sort", "brightest", "colours"),
    [*((*one, colours) for one in WHOLE_NUMBERS for colours in (1, 3)), ("float32", 1, 1), ("float32", 255, 1)],
)
def test_a_tiff_in_other_numbers_is_as_bright_as_it_is_meant(tmp_path, sort, brightest, colours):
    path = tmp_path / "numbers.tif"
    shares = np.repeat(np.linspace(0, 1, 5)[None, :, None], 4, 0).repeat(colours, 2)
    levels = vips.Image.new_from_array((shares * brightest).astype(sort))
    levels.copy(interpretation="b-w" if colours == 1 else "srgb").tiffsave(str(path))
    found = open_reduced(examine(path, DEFAULT), 80)
    assert [found(across, 2)[0] for across in range(5)] == pytest.approx([0, 64, 128, 191, 255], abs=2)


@pytest.mark.parametrize(("least", "greatest"), [(0, 4000), (-100, 300), (-5, -1)])
def test_grey_in_any_other_measure_is_shown_from_its_least_to_its_greatest(tmp_path, least, greatest):
    path = tmp_path / "depth.tif"
    measured = np.repeat(np.linspace(least, greatest, 5, dtype="float32")[None], 4, 0)
    measured[0] = [np.nan, np.inf, -np.inf, measured[1, 0], measured[1, 0]]
    vips.Image.new_from_array(measured, interpretation="b-w").tiffsave(str(path))
    found = open_reduced(examine(path, DEFAULT), 80)
    assert all(found(across, 2)[0] <= found(across + 1, 2)[0] for across in range(4))
    assert found(4, 2)[0] - found(0, 2)[0] > 100


def test_grey_that_is_the_same_everywhere_is_drawn(tmp_path):
    path = tmp_path / "flat.tif"
    vips.Image.new_from_array(np.full((4, 5), 4000, "float32"), interpretation="b-w").tiffsave(str(path))
    assert open_reduced(examine(path, DEFAULT), 80)(2, 2) == [0, 0, 0]


def test_a_tiff_in_tiles_of_one_colour_each_is_drawn(tmp_path):
    path, side = tmp_path / "planar.tif", 16
    planes = [bytes((level,)) * side**2 for level in RED]
    offsets = [8 + number * side**2 for number in range(3)]
    lists = struct.pack("<3H", 8, 8, 8) + struct.pack("<3I", *offsets) + struct.pack("<3I", *3 * [side**2])
    start = 8 + 3 * side**2
    tags = [(256, side), (257, side), (259, 1), (262, 2), (277, 3), (284, 2), (322, side), (323, side)]
    spread = [(258, 3, 3, start), (324, 4, 3, start + 6), (325, 4, 3, start + 18)]
    entries = [tiff_entry(*tag) for tag in tags] + [struct.pack("<HHII", *entry) for entry in spread]
    directory = (
        struct.pack("<H", len(entries))
        + b"".join(sorted(entries, key=lambda entry: struct.unpack_from("<H", entry)))
        + bytes(4)
    )
    path.write_bytes(b"II*\0" + struct.pack("<I", start + len(lists)) + b"".join(planes) + lists + directory)
    assert open_reduced(examine(path, DEFAULT), 80)(8, 8) == pytest.approx(RED, abs=1)


def test_a_rare_tiff_that_is_cut_off_is_refused(tmp_path):
    path = tmp_path / "cut.tif"
    whole = in_memory(noise((200, 200)), "TIFF", compression="zstd")
    path.write_bytes(whole[: len(whole) * 6 // 10])
    with pytest.raises((TruncatedFile, UnreadableFile)):
        open_reduced(examine(path, DEFAULT), 80)
