"""What a PDF says of itself."""

import re

import pytest

from mediakit.errors import MediaError
from mediakit.facts import read_facts
from mediakit.sniff import sniff
from mediakit.tests import makers, papers


@pytest.mark.parametrize("said", [b"<dc:format>image/jpeg</dc:format>", b"<r:Description dc:format='image/png'/>"])
def test_what_is_said_of_a_picture_is_not_said_of_the_pdf_around_it(tmp_path, said):
    titles = (
        b"<dc:format>application/pdf</dc:format><dc:title>Harbours</dc:title>",
        said + b"<dc:title>Boat</dc:title>",
    )
    packets = (b"<x:xmpmeta xmlns:x='x'>%b</x:xmpmeta>" % title for title in titles)
    path = papers.pdf(tmp_path / "a", b"\n".join(packets), filters=b"")
    assert read_facts(path, "application/pdf").title == "Harbours"


@pytest.mark.parametrize(
    ("stated", "created"),
    [(b"Z", "+00:00"), (b"Z00'00'", "+00:00"), (b"+02'00'", "+02:00"), (b"-0330", "-03:30"), (b"", "")],
)
def test_a_pdf_tells_the_zone_of_its_dates(tmp_path, stated, created):
    path = makers.pdf(tmp_path / "a")
    content = re.sub(rb"/CreationDate \([^)]*\)", b"/CreationDate (D:20240501120000%b)" % stated, path.read_bytes())
    path.write_bytes(content)
    assert read_facts(path, "application/pdf").created == f"2024-05-01T12:00:00{created}"


def test_a_job_for_a_printer_is_a_pdf(tmp_path):
    path = makers.pdf(tmp_path / "job.pdf")
    orders = b"\x1b%-12345X@PJL SET DUPLEX=ON\r\n@PJL ENTER LANGUAGE=PDF\r\n"
    path.write_bytes(orders + path.read_bytes() + b"\x1b%-12345X@PJL EOJ\r\n")
    assert sniff(path, filename=path.name).file_type == "application/pdf"
    assert read_facts(path, "application/pdf").pages == 2


@pytest.mark.parametrize("before", [b"@PJL <script>alert(1)</script>", b"<html>", b"MZ\x90", b"@PJL" + b"x" * 2000])
def test_anything_else_before_a_pdf_is_refused(tmp_path, before):
    path = makers.pdf(tmp_path / "a.pdf")
    path.write_bytes(before + path.read_bytes())
    with pytest.raises(MediaError):
        sniff(path, filename=path.name)
