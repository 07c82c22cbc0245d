"""Pictures that are whole and rare."""

import struct

import pytest

from mediakit.errors import TruncatedFile
from mediakit.facts import read_facts
from mediakit.limits import DEFAULT
from mediakit.pictures import examine, open_reduced
from mediakit.sniff import sniff
from mediakit.tests.makers import in_memory, noise, photo, quarters

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


def test_exif_padded_with_anything_counts(tmp_path):
    path = photo(tmp_path / "padded.jpg", orientation=6)
    path.write_bytes(path.read_bytes().replace(EXIF, b"Exif\x00\xff"))
    assert read_facts(path, "image/jpeg").orientation == 6


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
