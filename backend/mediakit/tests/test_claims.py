"""Why a file is not taken, in words for people."""

import gzip

import pytest

from mediakit.errors import TypeMismatch, UnsupportedType
from mediakit.sniff import sniff
from mediakit.tests import makers

ELF = b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\x00\x3e\x00\x01\x00\x00\x00" + bytes(100)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ELF, "a program"),
        (gzip.compress(b"<svg/>"), "an archive"),
        (b"%!PS-Adobe-3.0\nshowpage\n", "a PostScript file"),
        (b"AT&TFORM\x00\x00\x00\x20DJVUINFO" + bytes(32), "a DjVu document"),
    ],
)
def test_what_is_not_taken_is_called_by_a_name_that_people_know(tmp_path, content, said):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(UnsupportedType, match=f"The content is {said}, which is not taken here. Save it") as refused:
        sniff(tmp_path / "file", filename="sent")
    assert "/" not in refused.value.detail


def test_what_nobody_can_name_is_not_called_by_a_type_that_means_nothing(tmp_path):
    (tmp_path / "file").write_bytes(bytes(range(1, 9)) * 40)
    with pytest.raises(UnsupportedType, match="It cannot be told what is in the file") as refused:
        sniff(tmp_path / "file", filename="sent.pdf")
    assert "octet-stream" not in refused.value.detail


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!doctype html><p>hello", "a web page"),
        (b"<?php echo 1;", "a PHP program"),
        (b"just some words\n", "plain text"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
            r"a drawing \(SVG\)",
        ),
    ],
)
def test_what_poses_as_something_else_is_called_by_its_name_too(tmp_path, content, said):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(TypeMismatch, match=f"as a picture, but its content is {said}. Rename it"):
        sniff(tmp_path / "file", filename="photo.jpg")


def test_a_type_that_is_taken_is_named_with_its_kind(tmp_path):
    film = makers.film(tmp_path / "film.mp4")
    with pytest.raises(TypeMismatch, match=r"its content is a film \(video/mp4\)\."):
        sniff(film, filename="photo.jpg")
