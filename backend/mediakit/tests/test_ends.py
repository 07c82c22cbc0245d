"""Files that end too early by their own account, and files behind whose end something else begins."""

import re
import struct
import zipfile
from mmap import ACCESS_READ, mmap

import pytest

from mediakit.errors import TruncatedFile, UnreadableFile
from mediakit.facts import read_facts
from mediakit.headers import tiff_end
from mediakit.office_kinds import DOCX
from mediakit.sniff import sniff
from mediakit.tests import makers, papers, reels, steps

PAGE = b"\n<!DOCTYPE html><script>alert(1)</script>"
PROGRAM = b"\x7fELF\x02\x01\x01" + bytes(60)
WINDOWS = b"PE\0\0\x64\x86"
ENTRY = b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(20)
FAR = makers.noise((200, 200)).tobytes()
HIDDEN = {
    "rar": b"Rar!\x1a\x07\x01\x00",
    "seven": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "zip": ENTRY,
    "cab": b"MSCF\0\0\0\0\x40\0\0\0",
    "xz": b"\xfd7zXZ\0\0\x04",
    "linked": b"MZ\x90\0\x03\0\0\0",
    "dos": b"MZ\x40\x01\x07\0\x02\0\x20\0\0\0\xff\xff\0\0\xb8\0",
    "windows": b"MZ" + bytes(62) + WINDOWS,
    "elf": PROGRAM,
}


def film(path, container_format, **more):
    return reels.reel(path, [makers.noise((160, 120), seed) for seed in range(20)], container_format, **more)


def animation(path, image_format):
    first, *others = [makers.noise((90, 60), seed) for seed in range(5)]
    first.save(path, image_format, save_all=True, append_images=others, duration=100)
    return path


MAKERS = {
    "jpg": lambda path: makers.photo(path),
    "png": lambda path: makers.picture(path, makers.quarters(), "PNG"),
    "gif": lambda path: animation(path, "GIF"),
    "webp": lambda path: makers.picture(path, makers.quarters(), "WEBP"),
    "tif": lambda path: makers.picture(
        path, makers.quarters(), "TIFF", save_all=True, append_images=[makers.noise((9, 9))]
    ),
    "avif": lambda path: makers.picture(path, makers.quarters(), "AVIF"),
    "wav": lambda path: makers.sound(path),
    "aiff": lambda path: makers.sound(path, container_format="aiff", codec="pcm_s16be"),
    "mp4": lambda path: film(path, "mp4"),
    "mkv": lambda path: film(path, "matroska"),
    "avi": lambda path: film(path, "avi", codec="mpeg4"),
    "ogg": lambda path: makers.sound(path, container_format="ogg", codec="libopus"),
    "pdf": lambda path: makers.pdf(path),
}


@pytest.mark.parametrize("hidden", [PAGE, PROGRAM, b"<?php system($_GET[0]);", b"Rar!\x1a\x07\x01\x00"])
@pytest.mark.parametrize("ending", MAKERS)
def test_what_another_program_would_open_behind_the_end_is_refused(tmp_path, ending, hidden):
    whole = MAKERS[ending](tmp_path / f"a.{ending}")
    assert sniff(whole, filename=whole.name).extension == ending
    whole.write_bytes(whole.read_bytes() + hidden)
    with pytest.raises(UnreadableFile, match="hidden"):
        sniff(whole, filename=whole.name)


@pytest.mark.parametrize("before", [b"x", FAR])
@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("ending", ["jpg", "wav"])
def test_archives_and_programs_are_found_anywhere_behind_the_end(tmp_path, ending, hidden, before):
    whole = MAKERS[ending](tmp_path / f"a.{ending}")
    whole.write_bytes(whole.read_bytes() + before)
    assert sniff(whole, filename=whole.name).extension == ending
    whole.write_bytes(whole.read_bytes() + hidden + bytes(100))
    with pytest.raises(UnreadableFile, match="hidden"):
        sniff(whole, filename=whole.name)


WORDS = b"notes on MZ\x90\0, PE\0\0, PK\x03\x04!, Rar!, 7z, \x1f\x8b\x08, \x7fELF and MSCF"


@pytest.mark.parametrize("more", [bytes(500), b"SEFH\x6a\x00\x00\x00", b"a remark of the camera", WORDS])
@pytest.mark.parametrize("ending", MAKERS)
def test_what_cameras_leave_behind_the_end_is_no_harm(tmp_path, ending, more):
    whole = MAKERS[ending](tmp_path / f"a.{ending}")
    whole.write_bytes(whole.read_bytes() + more)
    assert sniff(whole, filename=whole.name).extension == ending


def test_a_second_picture_behind_the_first_is_no_harm(tmp_path):
    whole = makers.photo(tmp_path / "a")
    whole.write_bytes(2 * whole.read_bytes())
    assert sniff(whole).file_type == "image/jpeg"


@pytest.mark.parametrize("ending", ["wav", "aiff", "avi", "mkv", "gif", "ogg"])
def test_half_a_file_is_truncated(tmp_path, ending):
    half = makers.cut(tmp_path / "half", MAKERS[ending](tmp_path / f"a.{ending}"), 0.5)
    with pytest.raises(TruncatedFile):
        sniff(half, filename=f"a.{ending}")


def test_half_a_film_with_its_index_in_front_is_truncated(tmp_path):
    whole = film(tmp_path / "a.mp4", "mp4", muxing={"movflags": "faststart"})
    with pytest.raises(TruncatedFile):
        sniff(makers.cut(tmp_path / "half", whole, 0.7))


def test_half_a_picture_in_tiles_is_truncated(tmp_path):
    side, pixels = 96, makers.noise((96, 96)).convert("L").tobytes()
    place = 8 + 2 + 9 * 12 + 4
    layout = {256: side, 257: side, 258: 8, 259: 1, 262: 1, 322: side, 323: side, 324: place, 325: len(pixels)}
    entries = b"".join(makers.tiff_entry(tag, value) for tag, value in layout.items())
    whole = tmp_path / "tiles.tif"
    whole.write_bytes(b"II*\0\x08\0\0\0" + len(layout).to_bytes(2, "little") + entries + bytes(4) + pixels)
    assert sniff(whole, filename=whole.name).extension == "tif"
    with pytest.raises(TruncatedFile):
        sniff(makers.cut(tmp_path / "half", whole, 0.5))


def test_a_small_recording_whose_index_is_cut_is_truncated(tmp_path):
    whole = reels.reel(tmp_path / "a.mp4", [makers.noise((16, 16))], "mp4", muxing={"movflags": "faststart"})
    data = whole.read_bytes()
    assert len(data) < 3000
    with pytest.raises(TruncatedFile):
        sniff(makers.cut(tmp_path / "half", whole, 0.4))


def test_however_little_of_an_index_is_missing_the_film_is_truncated(tmp_path):
    whole = reels.reel(tmp_path / "a.mp4", [makers.noise((16, 16))], "mp4").read_bytes()
    (tmp_path / "b.mp4").write_bytes(whole[:-9])
    with pytest.raises(TruncatedFile):
        sniff(tmp_path / "b.mp4")


def test_an_animation_cut_behind_its_first_frames_is_truncated(tmp_path):
    with pytest.raises(TruncatedFile):
        sniff(makers.cut(tmp_path / "half", animation(tmp_path / "a", "PNG"), 0.7))


@pytest.mark.parametrize("stated", [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f"])
def test_a_recording_that_was_written_as_it_went_states_no_end(tmp_path, stated):
    whole = bytearray(makers.sound(tmp_path / "a.wav").read_bytes())
    whole[4:8] = stated
    (tmp_path / "a.wav").write_bytes(whole)
    assert sniff(tmp_path / "a.wav").file_type == "audio/wav"


def test_a_sound_file_that_ends_inside_its_tags_is_truncated(tmp_path):
    (tmp_path / "a").write_bytes(b"ID3\x03\x00\x00\x00\x02\x00\x00" + bytes(5000))
    with pytest.raises(TruncatedFile):
        sniff(tmp_path / "a", filename="a.mp3")
    (tmp_path / "b").write_bytes(b"ID3 is how tags are kept.\n")
    assert sniff(tmp_path / "b", filename="b.txt").file_type == "text/plain"


@pytest.mark.parametrize(
    ("container_format", "codec", "file_type"), [("flac", "flac", "audio/flac"), ("mp3", "libmp3lame", "audio/mpeg")]
)
def test_a_recording_shorter_than_it_says_is_truncated(tmp_path, container_format, codec, file_type):
    whole = makers.sound(tmp_path / "a", container_format=container_format, codec=codec)
    assert read_facts(whole, file_type).duration == pytest.approx(1, abs=0.1)
    with pytest.raises(TruncatedFile):
        read_facts(makers.cut(tmp_path / "half", whole, 0.7), file_type)


def test_an_mp3_of_which_a_little_was_cut_off_is_taken(tmp_path):
    whole = makers.sound(tmp_path / "a", container_format="mp3", codec="libmp3lame")
    assert read_facts(makers.cut(tmp_path / "most", whole, 0.95), "audio/mpeg").duration < 1


def test_an_mp3_that_says_nothing_of_its_length_is_as_long_as_it_is(tmp_path):
    whole = makers.sound(tmp_path / "a", container_format="mp3", codec="libmp3lame").read_bytes()
    plain = tmp_path / "plain"
    plain.write_bytes(re.sub(rb"(Xing|Info)\0\0\0.", rb"\1\0\0\0\0", whole, count=1, flags=re.DOTALL))
    assert read_facts(makers.cut(tmp_path / "half", plain, 0.7), "audio/mpeg").duration == pytest.approx(0.7, abs=0.1)


def test_a_recording_without_sound_is_unreadable(tmp_path):
    whole = makers.sound(tmp_path / "a.wav").read_bytes()
    head = bytearray(whole[: whole.index(b"data") + 8])
    head[4:8], head[-4:] = (len(head) - 8).to_bytes(4, "little"), bytes(4)
    (tmp_path / "b").write_bytes(head)
    with pytest.raises(UnreadableFile, match="no sound"):
        read_facts(tmp_path / "b", "audio/wav")


def test_a_pdf_that_is_cut_off_inside_of_its_last_change_is_truncated(tmp_path):
    whole = makers.pdf(tmp_path / "a")
    change = b"\n9 0 obj\n<< /Title (Changed) >>\nendobj\n"
    cut_off = tmp_path / "b"
    cut_off.write_bytes(whole.read_bytes() + change)
    with pytest.raises(TruncatedFile):
        sniff(cut_off, filename="b.pdf")
    for end in (b"\n%%EOF\n", b"trailer\n<< /Size 10 >>\nstartxref\n9\n"):
        cut_off.write_bytes(whole.read_bytes() + change + end)
        assert sniff(cut_off, filename="b.pdf").file_type == "application/pdf"


def test_a_pdf_shorter_than_it_says_is_truncated(tmp_path):
    content = makers.pdf(tmp_path / "a").read_bytes()
    for stated, refused in ((len(content) - 100, False), (2 * len(content) + 5000, True)):
        says = b"%%PDF-1.4\n1 0 obj <</Linearized 1/L %d/N 2>> endobj\n" % stated
        (tmp_path / "b").write_bytes(says + content.partition(b"\n")[2])
        if refused:
            with pytest.raises(TruncatedFile):
                sniff(tmp_path / "b")
        else:
            assert sniff(tmp_path / "b").file_type == "application/pdf"


def test_half_a_letter_is_truncated(tmp_path):
    (tmp_path / "a").write_bytes(b"{\\rtf1 {\\b Dear} Ada, the quay is empty}\r\n\0")
    assert sniff(tmp_path / "a").file_type == "application/rtf"
    with pytest.raises(TruncatedFile):
        sniff(makers.cut(tmp_path / "b", tmp_path / "a", 0.7))


def test_a_document_behind_something_else_is_refused(tmp_path):
    document = makers.office(tmp_path / "a.docx")
    assert sniff(document).file_type == DOCX
    before = makers.office(tmp_path / "b", main="application/xml").read_bytes()
    document.write_bytes(before + document.read_bytes())
    with pytest.raises(UnreadableFile, match="before"):
        sniff(document)


def test_a_document_that_is_a_pdf_as_well_is_refused(tmp_path):
    document = makers.office(tmp_path / "a.docx")
    with zipfile.ZipFile(document) as whole, zipfile.ZipFile(tmp_path / "b.docx", "w") as archive:
        archive.writestr("word/media/a.bin", makers.pdf(tmp_path / "c").read_bytes())
        for name in whole.namelist():
            archive.writestr(name, whole.read(name))
    with pytest.raises(UnreadableFile, match="PDF is hidden"):
        sniff(tmp_path / "b.docx")


@pytest.mark.parametrize("hidden", [PAGE, b"x" + PAGE, b"x" + HIDDEN["rar"], b"just words"])
def test_nothing_stands_behind_a_document(tmp_path, hidden):
    for document in (makers.office(tmp_path / "a"), papers.book(tmp_path / "b")):
        document.write_bytes(document.read_bytes() + bytes(8) + b"\n")
        sniff(document)
        document.write_bytes(document.read_bytes() + hidden)
        with pytest.raises(UnreadableFile, match="hidden"):
            sniff(document)


def test_a_remark_of_a_document_is_no_harm_unless_it_is_a_page(tmp_path):
    document = makers.office(tmp_path / "a")
    for remark, refused in ((b"Made with Quill.", False), (PAGE, True), (b"x" + HIDDEN["seven"], True)):
        with zipfile.ZipFile(document, "a") as archive:
            archive.comment = remark
        if refused:
            with pytest.raises(UnreadableFile, match="hidden"):
                sniff(document)
        else:
            assert sniff(document).file_type == DOCX


def test_a_tiff_whose_notes_are_missing_is_taken(tmp_path):
    whole = makers.picture(tmp_path / "a.tif", makers.quarters(), "TIFF", tiffinfo={37500: b"note" * 500})
    whole.write_bytes(whole.read_bytes().replace(b"\x7c\x92\x07\x00\xd0\x07\0\0", b"\x7c\x92\x07\x00\xd0\x07\1\0"))
    assert sniff(whole, filename=whole.name).extension == "tif"


@pytest.mark.parametrize("known", [{270: b"ImageJ=1", 279: 64}, {279: 0}, {}])
def test_pixels_of_a_tiff_that_no_directory_measures_are_its_own(tmp_path, known):
    layout = {256: 8, 257: 8, 258: 8, 259: 1, 262: 1, 273: 200, **known}
    head = b"II*\0\x08\0\0\0" + len(layout).to_bytes(2, "little")
    for tag, value in sorted(layout.items()):
        text = isinstance(value, bytes)
        head += struct.pack("<HHII", tag, 2 if text else 4, 8 if text else 1, 192 if text else value)
    whole = tmp_path / "stack.tif"
    whole.write_bytes((head + bytes(4)).ljust(192, b"\0") + b"ImageJ=1" + bytes(104) + b"<script" + bytes(60))
    assert sniff(whole, filename=whole.name).extension == "tif"


def test_a_tiff_of_endless_directories_is_soon_left(tmp_path):
    loop = b"II*\0\x08\0\0\0" + b"".join(
        b"\1\0" + makers.tiff_entry(330, 8 + 18 * (number % 997)) + (8 + 18 * number).to_bytes(4, "little")
        for number in range(1, 200_000)
    )
    path = tmp_path / "loop.tif"
    path.write_bytes(loop)
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        assert steps.steps(tiff_end.end, data) < 2_000_000
