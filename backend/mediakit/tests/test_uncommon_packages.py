"""Office documents as libraries write them: names and types of parts are not those of the well-known programs."""

import pytest

from mediakit.errors import MediaError
from mediakit.facts import read_facts
from mediakit.office_kinds import DOCX, PPTX, XLSX
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
    assert read_facts(path, XLSX).text == "1\n\n2"


def test_the_first_slide_may_have_no_number(tmp_path):
    slide = "<p:sld><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>"
    types = f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{papers.SLIDES_MAIN}"/></Types>'
    slides = {"ppt/slides/slide2.xml": slide.format("two"), "ppt/slides/slide.xml": slide.format("one")}
    path = papers.package(tmp_path / "a", {TYPES: types, "ppt/presentation.xml": "<p/>", **slides})
    facts = read_facts(path, PPTX)
    assert (facts.pages, facts.text) == (2, "one\ntwo")


OFFICE_MAIN = "application/vnd.openxmlformats-officedocument."
MICROSOFT_MAIN = "application/vnd.ms-"


@pytest.mark.parametrize(
    ("extension", "part", "main", "has_macros"),
    [
        ("dotx", "word/document.xml", f"{OFFICE_MAIN}wordprocessingml.template.main+xml", False),
        ("dotm", "word/document.xml", f"{MICROSOFT_MAIN}word.template.macroEnabledTemplate.main+xml", True),
        ("xltx", "xl/workbook.xml", f"{OFFICE_MAIN}spreadsheetml.template.main+xml", False),
        ("xltm", "xl/workbook.xml", f"{MICROSOFT_MAIN}excel.template.macroEnabled.main+xml", True),
        ("ppsx", "ppt/presentation.xml", f"{OFFICE_MAIN}presentationml.slideshow.main+xml", False),
        ("ppsm", "ppt/presentation.xml", f"{MICROSOFT_MAIN}powerpoint.slideshow.macroEnabled.main+xml", True),
        ("potx", "ppt/presentation.xml", f"{OFFICE_MAIN}presentationml.template.main+xml", False),
        ("potm", "ppt/presentation.xml", f"{MICROSOFT_MAIN}powerpoint.template.macroEnabled.main+xml", True),
    ],
)
def test_templates_and_shows_are_documents(tmp_path, extension, part, main, has_macros):
    types = f'<Types><Override PartName="/{part}" ContentType="{main}"/></Types>'
    said = {
        "word/document.xml": WORDS,
        "xl/worksheets/sheet1.xml": "<worksheet><row><c><v>Moin</v></c></row></worksheet>",
        "ppt/slides/slide1.xml": "<p:sld><a:p><a:r><a:t>Moin</a:t></a:r></a:p></p:sld>",
    }
    path = papers.package(tmp_path / f"a.{extension}", {TYPES: types, part: "<a/>"} | said)
    found = sniff(path, filename=path.name)
    facts = read_facts(path, found.file_type)
    assert (found.kind, found.extension) == ("document", extension)
    assert (facts.text, facts.has_macros) == ("Moin", has_macros)


@pytest.mark.parametrize(
    ("extension", "name", "pages"),
    [
        ("ott", "text-template", 4),
        ("ots", "spreadsheet-template", 2),
        ("otp", "presentation-template", 1),
        ("odg", "graphics", 1),
        ("otg", "graphics-template", 1),
    ],
)
def test_open_templates_and_drawings_are_documents(tmp_path, extension, name, pages):
    body = "<draw:page><text:p>Moin</text:p></draw:page>"
    file_type = f"application/vnd.oasis.opendocument.{name}"
    path = papers.open_document(tmp_path / f"a.{extension}", file_type=file_type, body=body)
    found = sniff(path, filename=path.name, claimed=file_type)
    facts = read_facts(path, found.file_type)
    assert (found.kind, found.extension, facts.title, facts.pages) == ("document", extension, "Harbours", pages)
