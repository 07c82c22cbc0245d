"""Why a file is not taken, in words for people."""

import gzip
import re
from pathlib import Path

import pytest

import mediakit
from mediakit.errors import TypeMismatch, UnsupportedType
from mediakit.foreign import SAVE_ANEW
from mediakit.sniff import sniff
from mediakit.tests import makers

ELF = b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\x00\x3e\x00\x01\x00\x00\x00" + bytes(100)


NOT_TAKEN = "This type of file is not taken here. "
LEAVE_OUT = "Leave it out."
UNPACK = "Unpack it and upload the files inside."
AS_PDF = "Export it as a PDF."
PHOTOSHOP = b"8BPS\x00\x01" + bytes(6) + b"\x00\x03\x00\x00\x00\x10\x00\x00\x00\x10\x00\x08\x00\x03" + bytes(50)
DISK = bytes(32768) + b"\x01CD001\x01\x00" + b" " * 2000


def refusal(path: Path, content: bytes, name: str, claimed: str = "") -> str:
    path.write_bytes(content)
    with pytest.raises(UnsupportedType) as refused:
        sniff(path, filename=name, claimed=claimed)
    return refused.value.detail


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ELF, f"a program. {LEAVE_OUT}"),
        (gzip.compress(b"<svg/>", mtime=0), f"an archive. {UNPACK}"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), f"an archive. {UNPACK}"),
        (b"%!PS-Adobe-3.0\nshowpage\n", f"a PostScript file. {AS_PDF}"),
        (b"AT&TFORM\x00\x00\x00\x20DJVUINFO" + bytes(32), f"a DjVu document. {AS_PDF}"),
        (PHOTOSHOP, "a Photoshop file. Export it as a PNG, JPEG or TIFF."),
        (DISK, "a disk image. Open it and upload the files inside."),
        (
            b"FUJIFILMCCD-RAW 0201FF389501" + bytes(100),
            "a raw photo of a camera. Develop it and upload a JPEG or TIFF.",
        ),
        (b"OTTO\x00\x0c\x00\x80\x00\x03\x00\x40CFF " + bytes(200), f"a font. {LEAVE_OUT}"),
        (b"#!/bin/sh\necho\n", f"a shell script. {LEAVE_OUT}"),
        (b"#!/usr/bin/env python3\nprint(1)\n", "a script. Leave it out, or save it as a text (.txt) if it is one."),
        (b"<!doctype html><p>x</p>", "a web page. Save it as a PDF, or leave it out."),
        (bytes.fromhex("762f310102000000") + bytes(50), f"a picture of a kind that is not known here. {SAVE_ANEW}"),
        (b"d8:announce3:abc4:infod", f"a file of a kind that is not known here. {SAVE_ANEW}"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_taken_is_called_by_a_name_that_people_know_with_what_to_do_about_it(tmp_path, content, said):
    detail = refusal(tmp_path / "file", content, "sent")
    assert detail == f"{NOT_TAKEN}It is {said}"
    assert "/" not in detail


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.js", b"function a() { return 1; }\n"),
        ("a.css", b"body { color: red; }\n"),
        ("a.xml", b'<?xml version="1.0"?>\n<a/>\n'),
        ("a.py", b"#!/usr/bin/env python3\nprint(1)\n"),
    ],
)
def test_of_a_text_whose_name_is_refused_the_name_is_to_blame(tmp_path, name, content):
    said = f"Files that end in {name[1:]} belong to programs or web pages. "
    advice = "Leave it out, or save what it says as plain text (.txt)."
    assert refusal(tmp_path / "file", content, name) == NOT_TAKEN + said + advice


def test_another_thing_under_such_a_name_is_called_what_it_is(tmp_path):
    assert refusal(tmp_path / "file", ELF, "a.js") == f"{NOT_TAKEN}It is a program. {LEAVE_OUT}"


@pytest.mark.parametrize("content", [b"#!/usr/bin/env node\nlet a;\n", b"<script>x()</script>\n# Notes\n"])
def test_a_text_that_begins_as_a_program_is_not_refused_for_being_a_text(tmp_path, content):
    said = f"It begins like a program or a web page. {LEAVE_OUT}"
    assert refusal(tmp_path / "file", content, "notes.txt", "text/plain") == NOT_TAKEN + said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("poster.indd", f"an InDesign document. {AS_PDF}"),
        ("IMG_1.CR3", "a raw photo of a camera. Develop it and upload a JPEG or TIFF."),
    ],
)
def test_where_the_content_proves_nothing_the_name_may_say_what_it_is(tmp_path, name, said):
    detail = refusal(tmp_path / "file", bytes(range(1, 9)) * 40, name)
    assert detail == f"{NOT_TAKEN}By its name it is {said}"


def test_what_only_begins_like_a_type_that_is_taken_is_not_said_to_be_of_it(tmp_path):
    old_sheet = b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(50)
    said = "It begins like a document, but cannot be read as one. Open it in its program and save it anew."
    assert refusal(tmp_path / "file", old_sheet, "old.xls") == said


def test_what_nobody_can_name_is_not_called_by_a_type_that_means_nothing(tmp_path):
    (tmp_path / "file").write_bytes(bytes(range(1, 9)) * 40)
    with pytest.raises(UnsupportedType, match="It cannot be told what is in the file") as refused:
        sniff(tmp_path / "file", filename="sent.pdf")
    assert "octet-stream" not in refused.value.detail


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!doctype html><p>hello", "a web page. Choose the"),
        (b"<?php echo 1;", "a PHP program. Choose the"),
        (b"#!/usr/bin/python3\nprint(1)\n", "a script. Choose the"),
        (b"just some words\n", "plain text. Rename it after what it is, or choose the"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
            "a drawing (SVG). Rename it after what it is, or choose the",
        ),
    ],
)
def test_what_poses_as_something_else_is_called_by_its_name_too(tmp_path, content, said):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(TypeMismatch, match=re.escape(f"as a picture, but its content is {said} right file.")):
        sniff(tmp_path / "file", filename="photo.jpg")


def test_a_type_that_is_taken_is_named_with_its_kind(tmp_path):
    film = makers.film(tmp_path / "film.mp4")
    with pytest.raises(TypeMismatch, match=r"its content is a film \(video/mp4\)\."):
        sniff(film, filename="photo.jpg")


def test_no_refusal_speaks_of_a_button_that_is_not_where_it_is_read():
    # Each is read in the queue of uploads and beside a file that is kept, and the second try is another one there.
    sources = [path for path in Path(mediakit.__file__).parent.rglob("*.py") if "tests" not in path.parts]
    assert [path.name for path in sources if re.search(r"\b(retry|try again)\.\"", path.read_text())] == []
