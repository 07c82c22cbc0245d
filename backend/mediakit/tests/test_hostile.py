"""Texts in disguise, and pictures that would take all memory or time."""

import struct
import time
import zlib

import pytest

from mediakit.errors import TooManyPixels, TypeMismatch, UnreadableFile, UnsupportedType
from mediakit.sniff import sniff
from mediakit.tests import makers
from mediakit.tests.test_sniff import written


@pytest.mark.parametrize("filename", ["a.pdf", "a.docx", "a.xls", "a.epub", "a.rtf"])
@pytest.mark.parametrize("content", [b"just words\n", b"#EXTM3U\nhttp://nowhere.invalid/a.ts\n", b"\xef\xbb\xbfwords"])
def test_text_that_poses_as_a_document_of_another_sort_is_refused(tmp_path, filename, content):
    with pytest.raises(TypeMismatch, match="plain text"):
        sniff(written(tmp_path / "a", content), filename=filename)


@pytest.mark.parametrize("content", [b"<?= `id` ?>", b"<% eval(request(1)) %>", b"\n#!/bin/sh\nid\n"])
def test_what_servers_run_is_no_text(tmp_path, content):
    with pytest.raises(UnsupportedType):
        sniff(written(tmp_path / "a", content), filename="notes.txt")


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf \n"])
def test_a_byte_order_mark_is_no_text(tmp_path, content):
    with pytest.raises(UnreadableFile, match="blanks"):
        sniff(written(tmp_path / "a", content), filename="a.txt")


def test_notes_with_a_program_in_them_are_texts(tmp_path):
    notes = b"# Reading\n\n```python\nimport os\n\nfor name in os.listdir('.'):\n    print(name)\n```\n"
    assert sniff(written(tmp_path / "a", notes), filename="a.md").file_type == "text/markdown"


def test_more_pictures_than_an_icon_has_are_refused(tmp_path):
    picture = makers.picture(tmp_path / "a", makers.quarters(16, 16), "ICO", sizes=[(16, 16)]).read_bytes()[22:]
    entry = struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(picture), 6 + 16 * 101)
    with pytest.raises((UnreadableFile, UnsupportedType)):
        sniff(written(tmp_path / "b", struct.pack("<HHH", 0, 1, 101) + entry * 101 + picture), filename="b.ico")
    with pytest.raises((UnreadableFile, UnsupportedType)):
        sniff(written(tmp_path / "c", struct.pack("<HHH", 0, 1, 1)), filename="c.ico")


def test_formats_that_are_decoded_at_once_may_be_less_large(tmp_path):
    head = b"BM" + struct.pack("<IHHI", 200, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 9000, 9000, 1, 24, *[0] * 6)
    with pytest.raises(TooManyPixels, match="; at most 64"):
        sniff(written(tmp_path / "a", head + bytes(64)))
    assert sniff(makers.png_header(tmp_path / "b", 9000, 9000)).width == 9000


def test_more_frames_than_anybody_watches_are_refused(tmp_path):
    with pytest.raises(TooManyPixels, match="10001 frames"):
        sniff(makers.png_header(tmp_path / "a", 1, 1, frames=10_001))


def test_pixels_that_are_not_those_that_were_written_are_unreadable(tmp_path):
    whole = bytearray(makers.picture(tmp_path / "a", makers.quarters(), "PNG").read_bytes())
    assert sniff(tmp_path / "a").width == 80
    whole[whole.index(b"IDAT") + 20] ^= 1
    with pytest.raises(UnreadableFile, match="pixels"):
        sniff(written(tmp_path / "b", bytes(whole)))


def test_metadata_is_not_unpacked_without_end(tmp_path):
    text = b"Raw profile type exif\x00\x00" + zlib.compress(bytes(1 << 20), 9)
    chunk = struct.pack(">I", len(text)) + b"zTXt" + text + struct.pack(">I", zlib.crc32(b"zTXt" + text))
    content = makers.png_header(tmp_path / "a", 10, 10).read_bytes()
    path = written(tmp_path / "b", content[:33] + chunk * 2000 + content[33:])
    started = time.process_time()
    assert sniff(path).width == 10
    assert time.process_time() - started < 5
