import re
import struct
import sys
import zipfile
from pathlib import Path
from subprocess import run

import pillow_heif
import pytest

from mediakit import packages
from mediakit.errors import (
    EmptyFile,
    MediaError,
    TooManyPixels,
    TruncatedFile,
    TypeMismatch,
    UnreadableFile,
    UnsupportedType,
)
from mediakit.facts import read_facts
from mediakit.limits import PixelLimits
from mediakit.office_kinds import DOCM, DOCX
from mediakit.sniff import sniff
from mediakit.tests import makers, papers

TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{makers.MAIN_PART}"/></Types>'


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("image_format", "file_type", "extension"),
    [
        ("JPEG", "image/jpeg", "jpg"),
        ("PNG", "image/png", "png"),
        ("GIF", "image/gif", "gif"),
        ("WEBP", "image/webp", "webp"),
        ("AVIF", "image/avif", "avif"),
        ("TIFF", "image/tiff", "tif"),
        ("BMP", "image/bmp", "bmp"),
    ],
)
def test_pictures_are_known_by_their_content_and_measured(tmp_path, image_format, file_type, extension):
    found = sniff(makers.picture(tmp_path / "nameless", makers.quarters(80, 60), image_format))
    assert (found.file_type, found.kind, found.extension) == (file_type, "image", extension)
    assert (found.width, found.height) == (80, 60)


def test_heic_is_known_and_measured(tmp_path):
    pillow_heif.from_pillow(makers.quarters(80, 60)).save(tmp_path / "a")
    found = sniff(tmp_path / "a", filename="IMG_0001.HEIC", claimed="image/heif")
    assert (found.file_type, found.extension, found.width, found.height) == ("image/heic", "heic", 80, 60)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_the_one_that_is_shown(tmp_path, orientation):
    found = sniff(makers.photo(tmp_path / "a", orientation=orientation, size=(80, 60)))
    assert (found.width, found.height) == (80, 60)


@pytest.mark.parametrize("lossless", [True, False])
def test_both_codings_of_webp_are_measured(tmp_path, lossless):
    found = sniff(makers.picture(tmp_path / "a", makers.quarters(33, 77), "WEBP", lossless=lossless))
    assert (found.width, found.height) == (33, 77)


def test_another_true_type_of_the_same_kind_is_kept_under_its_own_name(tmp_path):
    found = sniff(makers.photo(tmp_path / "a"), filename="holiday.png", claimed="image/png")
    assert (found.file_type, found.extension) == ("image/jpeg", "jpg")


@pytest.mark.parametrize("claimed", ["", "application/octet-stream", "application/x-nobody-knows"])
@pytest.mark.parametrize("filename", ["", "photo", "photo.xyz", ".jpg"])
def test_unknown_names_and_types_claim_nothing(tmp_path, filename, claimed):
    assert sniff(makers.photo(tmp_path / "a"), filename=filename, claimed=claimed).file_type == "image/jpeg"


@pytest.mark.parametrize(
    ("filename", "claimed"),
    [("notes.txt", ""), ("photo.mp4", ""), ("", "video/mp4"), ("photo.jpg", "application/pdf")],
)
def test_a_picture_that_poses_as_another_kind_is_refused(tmp_path, filename, claimed):
    with pytest.raises(TypeMismatch, match="image/jpeg"):
        sniff(makers.photo(tmp_path / "a"), filename=filename, claimed=claimed)


def test_the_default_type_of_a_form_field_does_not_contradict_a_name(tmp_path):
    assert sniff(makers.photo(tmp_path / "a"), filename="a.jpg", claimed="text/plain").file_type == "image/jpeg"


@pytest.mark.parametrize("content", [b"just some words\n", b"<!doctype html><p>hello", b"<?php echo 1;"])
def test_text_that_poses_as_a_picture_is_refused(tmp_path, content):
    with pytest.raises(TypeMismatch):
        sniff(written(tmp_path / "a", content), filename="photo.jpg", claimed="image/jpeg")


def test_a_drawing_is_no_text(tmp_path):
    drawing = b"\n\n  <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><path d='M0 0h9v9z'/></svg>"
    with pytest.raises(TypeMismatch):
        sniff(written(tmp_path / "a", drawing), filename="notes.txt")


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (b"<!doctype html><script>alert(1)</script>", "page.html"),
        ("\ufeff\n<Script>alert(1)</script>".encode("utf-16-le"), "notes.txt"),
        (b"  \r\n<?php system($_GET[1]);", "notes.md"),
        (b"#!/bin/sh\nrm -rf /\n", "run"),
        (b"function run() { return 1 }\n", "run.js"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "program"),
        (b"MZ" + bytes(100), "program.exe"),
        (bytes(range(256)) * 4, "noise.bin"),
        (b"%!PS-Adobe-3.0\n", "drawing.pdf"),
        (b"PK\x05\x06" + bytes(18), "empty.zip"),
        (b"\x1f\x8b\x08\x00" + bytes(40), "drawing.svgz"),
    ],
)
def test_what_is_not_on_the_list_is_refused(tmp_path, content, filename):
    with pytest.raises(UnsupportedType):
        sniff(written(tmp_path / "a", content), filename=filename)


@pytest.mark.parametrize(
    ("content", "filename", "file_type", "extension"),
    [
        (b"x", "", "text/plain", "txt"),
        ("Straße\n".encode("latin-1"), "notes.txt", "text/plain", "txt"),
        ("日本語\n".encode() * 9000, "notes.txt", "text/plain", "txt"),
        (b"# Title\n\n- one\n", "README.md", "text/markdown", "md"),
        (b"a,b\n1,2\n3,4\n", "table.csv", "text/csv", "csv"),
        (b'{"a": 1}', "data.json", "application/json", "json"),
        (b"not json at all", "data.json", "text/plain", "txt"),
        (b"{\\rtf1\\ansi hello}", "letter.rtf", "application/rtf", "rtf"),
    ],
)
def test_texts_are_documents(tmp_path, content, filename, file_type, extension):
    found = sniff(written(tmp_path / "a", content), filename=filename)
    assert (found.file_type, found.kind, found.extension) == (file_type, "document", extension)


def test_an_empty_file_and_a_blank_one_are_refused(tmp_path):
    with pytest.raises(EmptyFile):
        sniff(written(tmp_path / "a", b""), filename="a.jpg")
    with pytest.raises(UnreadableFile, match="blanks"):
        sniff(written(tmp_path / "b", b" \n" * 32), filename="b.txt")


def test_a_bomb_is_refused_by_its_header(tmp_path):
    with pytest.raises(TooManyPixels, match="900 megapixels"):
        sniff(makers.png_header(tmp_path / "a", 30_000, 30_000), filename="a.png")


def test_frames_count_together(tmp_path):
    animation = makers.png_header(tmp_path / "a", 10_000, 10_000, frames=6)
    with pytest.raises(TooManyPixels, match="6 frames"):
        sniff(animation)
    assert sniff(animation, limits=PixelLimits(total=600_000_000)).width == 10_000


def test_limits_can_be_set(tmp_path):
    with pytest.raises(TooManyPixels):
        sniff(makers.photo(tmp_path / "a"), limits=PixelLimits(frame=4799))
    assert sniff(tmp_path / "a", limits=PixelLimits(frame=4800)).width == 80


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "GIF", "AVIF", "TIFF", "BMP"])
def test_a_picture_cut_inside_its_header_is_unreadable(tmp_path, image_format):
    whole = makers.in_memory(makers.quarters(), image_format)
    with pytest.raises(UnreadableFile):
        sniff(written(tmp_path / "a", whole[:20]))


def test_a_picture_cut_behind_the_length_that_it_states_is_truncated(tmp_path):
    with pytest.raises(TruncatedFile):
        sniff(written(tmp_path / "a", makers.in_memory(makers.quarters(), "WEBP")[:20]))


def test_a_picture_with_an_archive_behind_it_is_refused(tmp_path):
    hidden = makers.office(tmp_path / "b").read_bytes()
    with pytest.raises(UnreadableFile, match="archive"):
        sniff(written(tmp_path / "a", makers.photo(tmp_path / "a").read_bytes() + hidden))


@pytest.mark.parametrize("remark", [b"", b"a remark"])
@pytest.mark.parametrize("ending", ["jpg", "pdf", "rtf"])
def test_an_archive_behind_anything_is_refused(tmp_path, ending, remark):
    hidden = makers.office(tmp_path / "b").read_bytes()[:-2] + len(remark).to_bytes(2, "little") + remark
    front = {"jpg": makers.photo(tmp_path / "c"), "pdf": makers.pdf(tmp_path / "d")}.get(ending)
    whole = front.read_bytes() if front else b"{\\rtf1 hello}"
    with pytest.raises(UnreadableFile, match="archive"):
        sniff(written(tmp_path / "a", whole + hidden))


def test_a_pdf_may_carry_an_archive_as_an_attachment(tmp_path):
    hidden = makers.office(tmp_path / "b").read_bytes()
    whole = makers.pdf(tmp_path / "c").read_bytes()
    assert sniff(written(tmp_path / "a", whole + hidden + b"\n%%EOF\n")).file_type == "application/pdf"


def test_a_picture_that_is_a_pdf_as_well_is_refused(tmp_path):
    whole = makers.in_memory(makers.quarters(), "JPEG", comment=b"%PDF-1.4 1 0 obj")
    with pytest.raises(UnreadableFile, match="PDF"):
        sniff(written(tmp_path / "a", whole))


def test_blanks_before_a_pdf_are_passed_over(tmp_path):
    path = written(tmp_path / "a", b"\xef\xbb\xbf\r\n" + makers.pdf(tmp_path / "b").read_bytes())
    assert sniff(path).file_type == "application/pdf"
    assert read_facts(path, "application/pdf").pages == 2


def test_half_a_pdf_is_truncated(tmp_path):
    whole = makers.pdf(tmp_path / "whole")
    with pytest.raises(TruncatedFile, match="end"):
        sniff(makers.cut(tmp_path / "a", whole, 0.5), filename="a.pdf")


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE d [<!ENTITY a "b">]><w:document/>',
        "<!-- " + "x" * 9000 + '--><!DOCTYPE d SYSTEM "file:///etc/passwd"><w:document/>',
        '\ufeff<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d><w:document/>'.encode("utf-16-le"),
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml"])
def test_declarations_are_refused_wherever_they_stand(tmp_path, body, part):
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": "<w:document/>", part: body}
    path = papers.package(tmp_path / "a", parts)
    with pytest.raises(UnreadableFile, match="entities"):
        sniff(path)


def archive_with(path: Path, name: str, method: int) -> Path:
    with zipfile.ZipFile(makers.office(path), "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), "x", compress_type=method)
    return path


@pytest.mark.parametrize(
    ("name", "method", "reason"),
    [
        ("../../escaped.xml", zipfile.ZIP_STORED, "outside"),
        ("word\\..\\..\\escaped.xml", zipfile.ZIP_STORED, "outside"),
        ("word/media.bin", zipfile.ZIP_LZMA, "packed"),
        ("word/media.bin", zipfile.ZIP_BZIP2, "packed"),
    ],
)
def test_archives_that_no_office_program_writes_are_refused(tmp_path, name, method, reason):
    with pytest.raises(UnreadableFile, match=reason):
        sniff(archive_with(tmp_path / "a", name, method))


def test_a_directory_that_is_longer_than_its_end_says_is_not_read(tmp_path):
    whole = makers.office(tmp_path / "a").read_bytes()
    start, end = whole.find(b"PK\x01\x02"), whole.rfind(b"PK\x05\x06")
    many = packages.MOST_ENTRIES + 1
    directory = whole[start:end] + (b"PK\x01\x02" + bytes(24) + b"\x01" + bytes(17) + b"a") * many
    body = whole[:start] + directory
    # What stands in the longer record counts for whoever reads the archive, whatever the plain end claims.
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, many, many, len(directory), start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(body), 1)
    with pytest.raises(UnreadableFile, match="too many parts"):
        sniff(written(tmp_path / "b", body + record + locator + whole[end:]))


def test_a_compound_file_whose_streams_hang_on_each_other_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="damaged"):
        sniff(papers.chained_compound(tmp_path / "a", 3000), filename="a.doc")


def test_parts_that_share_their_bytes_are_refused(tmp_path):
    path = makers.office(tmp_path / "a", **{"word/a.xml": "x" * 99, "word/b.xml": "y" * 99})
    whole = bytearray(path.read_bytes())
    places = [found.start() for found in re.finditer(b"PK\x01\x02", whole)]
    whole[places[3] + 42 : places[3] + 46] = whole[places[2] + 42 : places[2] + 46]
    with pytest.raises(UnreadableFile, match="on top"):
        sniff(written(path, bytes(whole)))


def test_office_documents_are_known_by_their_parts(tmp_path):
    found = sniff(makers.office(tmp_path / "a"), filename="letter.docx")
    assert (found.file_type, found.kind, found.extension) == (DOCX, "document", "docx")


def test_a_plain_archive_is_not_an_office_document(tmp_path):
    with pytest.raises(UnsupportedType, match="It is an archive"):
        sniff(makers.office(tmp_path / "a", main="something/else"), filename="letter.docx")


def test_documents_with_macros_are_taken_for_what_they_are(tmp_path):
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    found = sniff(makers.office(tmp_path / "a", main=macro), filename="letter.docm", claimed=DOCM)
    assert (found.file_type, found.extension) == (DOCM, "docm")


def test_office_documents_that_were_made_to_hurt_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="entities"):
        sniff(makers.office(tmp_path / "a", body='<!DOCTYPE d [<!ENTITY a "b">]><w:document/>'))
    with pytest.raises(UnreadableFile, match="unpacks"):
        sniff(makers.office(tmp_path / "b", **{"word/media.xml": " " * (60 << 20)}))


def test_an_office_document_cut_off_is_unreadable(tmp_path):
    whole = makers.office(tmp_path / "whole", **{"word/styles.xml": str(list(range(5000)))})
    with pytest.raises(UnreadableFile, match="end"):
        sniff(makers.cut(tmp_path / "a", whole, 0.6), filename="letter.docx")


def test_films_and_sounds_are_told_apart_by_their_tracks(tmp_path):
    film = sniff(makers.film(tmp_path / "a"), filename="a.mp4")
    assert (film.file_type, film.kind) == ("video/mp4", "video")
    sound = sniff(makers.sound(tmp_path / "b", container_format="mp4", codec="aac"), filename="b.mp4")
    assert (sound.file_type, sound.kind, sound.extension) == ("audio/mp4", "audio", "m4a")


@pytest.mark.parametrize(
    ("container_format", "codec", "file_type"),
    [
        ("wav", "pcm_s16le", "audio/wav"),
        ("mp3", "libmp3lame", "audio/mpeg"),
        ("flac", "flac", "audio/flac"),
        ("ogg", "libopus", "audio/ogg"),
        ("adts", "aac", "audio/aac"),
        ("webm", "libopus", "audio/webm"),
        ("aiff", "pcm_s16be", "audio/aiff"),
    ],
)
def test_sounds_are_known_by_their_content(tmp_path, container_format, codec, file_type):
    sound = makers.sound(tmp_path / "a", container_format=container_format, codec=codec)
    assert sniff(sound).file_type == file_type


def test_a_film_without_its_index_is_unreadable(tmp_path):
    with pytest.raises(UnreadableFile, match="index"):
        sniff(makers.cut(tmp_path / "a", makers.film(tmp_path / "whole"), 0.5), filename="a.mp4")


def test_errors_carry_a_code_and_a_sentence(tmp_path):
    with pytest.raises(MediaError) as caught:
        sniff(written(tmp_path / "a", b""))
    assert caught.value.code == "empty_file"
    assert caught.value.detail.endswith(".")


def test_the_web_process_pays_for_no_decoder():
    heavy = ["av", "numpy", "PIL", "pillow_heif", "pypdfium2", "pyvips"]
    program = f"import sys, mediakit.sniff; print([name for name in {heavy} if name in sys.modules])"
    done = run([sys.executable, "-c", program], capture_output=True, text=True, cwd=BACKEND, check=True)
    assert done.stdout.strip() == "[]"


BACKEND = Path(__file__).parents[2]


RAW = {
    "dng": {50706: b"\x01\x04\x00\x00"},
    "nef": {254: 1, 271: "NIKON CORPORATION", 330: 8},
    "pef": {271: "PENTAX", 262: 32803},
}


@pytest.mark.parametrize("camera", RAW)
def test_raw_files_of_cameras_are_not_taken_for_tiffs(tmp_path, camera):
    path = makers.picture(tmp_path / "a", makers.quarters(), "TIFF", tiffinfo={271: "Maker"})
    assert sniff(path).file_type == "image/tiff"
    entries = b"".join(
        makers.tiff_entry(tag, value) for tag, value in sorted({256: 80, 257: 60, **RAW[camera]}.items())
    )
    head = b"II*\x00\x08\x00\x00\x00" + (len(entries) // 12).to_bytes(2, "little")
    with pytest.raises(UnsupportedType, match="It is a raw photo"):
        sniff(written(tmp_path / "b", head + entries + bytes(64)), filename=f"a.{camera}")


def test_a_canon_raw_file_is_not_taken_for_a_tiff(tmp_path):
    entries = makers.tiff_entry(256, 80) + makers.tiff_entry(257, 60)
    head = b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(4) + b"\x02\x00"
    with pytest.raises(UnsupportedType, match="It is a raw photo"):
        sniff(written(tmp_path / "a", head + entries + bytes(64)))


def test_icons_are_measured_by_their_largest_picture(tmp_path):
    path = makers.picture(tmp_path / "a", makers.quarters(64, 64), "ICO", sizes=[(16, 16), (48, 48), (32, 32)])
    found = sniff(path, filename="favicon.ico", claimed="image/x-icon")
    assert (found.file_type, found.kind, found.width, found.height) == ("image/vnd.microsoft.icon", "image", 48, 48)
    bitmaps = makers.picture(tmp_path / "b", makers.quarters(64, 64), "ICO", sizes=[(32, 32)], bitmap_format="bmp")
    assert sniff(bitmaps).width == 32


def test_an_icon_that_declares_a_huge_picture_is_refused(tmp_path):
    whole = makers.picture(tmp_path / "a", makers.quarters(64, 64), "ICO", sizes=[(32, 32)], bitmap_format="bmp")
    content = bytearray(whole.read_bytes())
    content[26:34] = (60_000).to_bytes(4, "little") * 2
    with pytest.raises(TooManyPixels):
        sniff(written(tmp_path / "a", bytes(content)))
