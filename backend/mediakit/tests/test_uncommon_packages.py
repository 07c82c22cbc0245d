"""Office documents as libraries write them: names and types of parts are not those of the well-known programs."""

import pytest

from mediakit.errors import MediaError
from mediakit.facts import read_facts
from mediakit.kinds import DOCX, PPTX, XLSX
from mediakit.sniff import sniff
from mediakit.tests import papers
from mediakit.tests.makers import MAIN_PART

TYPES = "[Content_Types].xml"
LINK = '<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument" Target="{}"/></Relationships>'
WORDS = "<w:document><w:p><w:r><w:t>Moin</w:t></w:r></w:p></w:document>"


def by_default(path, target):
    types = f'<Types><Default Extension="xml" ContentType="{MAIN_PART}"/></Types>'
    return papers.package(path, {TYPES: types, "_rels/.rels": LINK.format(target), "word/document.xml": WORDS})


@pytest.mark.parametrize("target", ["word/document.xml", "/word/document.xml"])
def test_the_type_of_the_main_part_may_be_that_of_all_parts(tmp_path, target):
    path = by_default(tmp_path / "a.docx", target)
    assert sniff(path, filename=path.name).file_type == DOCX
    assert read_facts(path, DOCX).text == "Moin"


def test_a_main_part_that_is_not_there_makes_no_document(tmp_path):
    path = by_default(tmp_path / "a.docx", "word/other.xml")
    with pytest.raises(MediaError):
        sniff(path, filename=path.name)


@pytest.mark.parametrize(("first", "second"), [("sheet", "sheet2"), ("Summe", "Werte"), ("sheet2", "sheet10")])
def test_sheets_have_any_name(tmp_path, first, second):
    rows = {name: f"<worksheet><row><c><v>{text}</v></c></row></worksheet>" for name, text in ((second, 2), (first, 1))}
    parts = {f"xl/worksheets/{name}.xml": content for name, content in rows.items()}
    types = f'<Types><Override PartName="/xl/workbook.xml" ContentType="{papers.SHEET_MAIN}"/></Types>'
    path = papers.package(tmp_path / "a", {TYPES: types, "xl/workbook.xml": "<workbook/>", **parts})
    assert read_facts(path, XLSX).text == "1\n2"


def test_the_first_slide_may_have_no_number(tmp_path):
    slide = "<p:sld><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>"
    types = f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{papers.SLIDES_MAIN}"/></Types>'
    slides = {"ppt/slides/slide2.xml": slide.format("two"), "ppt/slides/slide.xml": slide.format("one")}
    path = papers.package(tmp_path / "a", {TYPES: types, "ppt/presentation.xml": "<p/>", **slides})
    facts = read_facts(path, PPTX)
    assert (facts.pages, facts.text) == (2, "one\ntwo")
