import struct
import tracemalloc

import pytest

from mediakit import languages
from mediakit.errors import MediaError, UnreadableFile
from mediakit.facts import read_facts
from mediakit.kinds import DOC, EPUB, PPT, RTF, XLS
from mediakit.office_kinds import DOCM, DOCX, ODP, ODS, ODT, PPTX, XLSX
from mediakit.sniff import sniff
from mediakit.tests import makers, papers

SENTENCE = "Der Hafen liegt am Meer, und die Schiffe fahren jeden Morgen hinaus."


def test_a_letter_says_who_wrote_it_and_what_is_in_it(tmp_path):
    facts = read_facts(papers.letter(tmp_path / "a", "Moin", "Tsch&#252;ss"), DOCX)
    assert (facts.title, facts.author, facts.caption) == ("Harbours", "Ada", "Of the north")
    assert (facts.keywords, facts.language, facts.pages) == (("sea", "ships"), "de", 3)
    assert (facts.created, facts.modified) == ("2024-05-01T12:00:00+00:00", None)
    assert facts.text == "Moin\nTsch\u00fcss"
    assert facts.metadata["Application"] == "Quill"
    assert (facts.has_macros, facts.encrypted) == (False, False)


def test_notes_are_read_and_what_was_deleted_is_not(tmp_path):
    body = (
        "<w:document><w:p><w:t>kept</w:t><w:delText>gone</w:delText><w:tab/><w:t>too</w:t></w:p>"
        "<mc:Fallback><w:p><w:t>twice</w:t></w:p></mc:Fallback></w:document>"
    )
    notes = {"word/footnotes.xml": "<w:p><w:t>below</w:t></w:p>"}
    facts = read_facts(makers.office(tmp_path / "a", body=body, **notes), DOCX)
    assert facts.text == "kept\ttoo\nbelow"


def test_broken_properties_cost_the_properties_only(tmp_path):
    facts = read_facts(papers.letter(tmp_path / "a", "Moin", **{"docProps/core.xml": "<a><b>"}), DOCX)
    assert (facts.text, facts.title) == ("Moin", None)


def test_a_broken_body_is_unreadable(tmp_path):
    with pytest.raises(UnreadableFile, match="damaged"):
        read_facts(makers.office(tmp_path / "a", body="<w:document><w:p></w:document>"), DOCX)


def test_macros_are_flagged(tmp_path):
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    path = makers.office(tmp_path / "a", main=macro, **{"word/vbaProject.bin": "x"})
    assert read_facts(path, sniff(path).file_type).has_macros
    assert sniff(path).file_type == DOCM
    # Macros in a document whose type denies them are flagged as well.
    assert read_facts(makers.office(tmp_path / "b", **{"word/vbaProject.bin": "x"}), DOCX).has_macros


def listing(*types, before=""):
    overrides = "".join(f'<Override PartName="/part{number}" ContentType="{one}"/>' for number, one in enumerate(types))
    return f"<Types xmlns='t'>{before}{overrides}</Types>"


PLAIN, MACRO = makers.MAIN_PART, "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize(
    ("types", "flagged"),
    [
        (listing(PLAIN), False),
        (listing(MACRO), True),
        (listing(PLAIN, "application/vnd.ms-office.vbaProject"), True),
        (listing(PLAIN, "application/VND.ms-office.VBAPROJECT"), True),
        (listing(PLAIN, "application/vnd.ms-office.vba&#80;roject"), True),
        (listing(PLAIN, before="<Default Extension='bin' ContentType='application/vnd.ms-office.vbaProject'/>"), True),
        (listing(PLAIN, "application/vnd.ms-excel.macrosheet+xml"), True),
        (listing(PLAIN, "application/vnd.ms-excel.intlmacrosheet+xml"), True),
        (listing(PLAIN, *["application/xml"] * 5000, "application/vnd.ms-office.vbaProject"), True),
        (listing(PLAIN, *["application/xml"] * 100_000), True),
        (listing(PLAIN) + "<", False),
    ],
)
def test_macros_are_known_by_the_types_of_the_parts(tmp_path, types, flagged):
    body = "<w:document><w:p><w:t>Moin</w:t></w:p></w:document>"
    parts = {"[Content_Types].xml": types, "part0": body, "word/code.bin": "x"}
    facts = read_facts(papers.package(tmp_path / "a", parts), DOCX)
    assert (facts.has_macros, facts.text) == (flagged, "Moin")


def test_sheets_of_macros_are_flagged(tmp_path):
    assert read_facts(papers.workbook(tmp_path / "a", **{"xl/macrosheets/sheet1.xml": "<a/>"}), XLSX).has_macros
    assert not read_facts(papers.workbook(tmp_path / "b"), XLSX).has_macros


def test_a_workbook_is_read_row_by_row_with_an_empty_line_between_its_sheets(tmp_path):
    facts = read_facts(papers.workbook(tmp_path / "a"), XLSX)
    assert facts.text == "Share\tWhen\n0.3\t2024-05-01\tTRUE\n\n7"
    assert facts.pages == 2


def test_a_text_that_all_cells_share_is_not_copied_into_each(tmp_path):
    row = "<worksheet><row>" + '<c t="s"><v>0</v></c>' * 500 + "</row></worksheet>"
    shared = f"<sst><si><t>{'x' * 300_000}</t></si></sst>"
    path = papers.workbook(tmp_path / "a", **{"xl/sharedStrings.xml": shared, "xl/worksheets/sheet1.xml": row})
    languages.guess(SENTENCE)  # whose model is large and stays
    tracemalloc.start()
    try:
        assert read_facts(path, XLSX).text == "x" * 200_000
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


def test_slides_are_read_in_order_with_their_notes(tmp_path):
    path = papers.slides(tmp_path / "a")
    assert sniff(path).file_type == PPTX
    facts = read_facts(path, PPTX)
    assert (facts.pages, facts.text) == (2, "first\nwhispered\nlast")


def test_an_open_document_says_who_wrote_it_and_what_is_in_it(tmp_path):
    body = (
        "<text:h>Moin</text:h><text:p>a<text:s text:c='3'/>b<text:tab/>c<text:annotation>no</text:annotation></text:p>"
    )
    path = papers.open_document(tmp_path / "a", body=body)
    assert sniff(path).file_type == ODT
    facts = read_facts(path, ODT)
    assert (facts.title, facts.author, facts.keywords) == ("Harbours", "Ada", ("sea", "ships"))
    assert (facts.language, facts.pages, facts.created) == ("de", 4, "2024-05-01T12:00:00")
    assert facts.text == "Moin\na   b\tc"


def test_an_open_sheet_is_read_row_by_row(tmp_path):
    facts = read_facts(papers.open_sheet(tmp_path / "a"), ODS)
    assert [line.split() for line in facts.text.splitlines()] == [["Name", "Age"], ["Ada", "36"]]
    assert facts.pages == 2


def test_an_empty_line_stands_between_two_open_sheets(tmp_path):
    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    body = "".join(f"<table:table>{row.format(name)}</table:table>" for name in ("one", "two"))
    facts = read_facts(papers.open_document(tmp_path / "a", file_type=ODS, body=body), ODS)
    assert [line.strip() for line in facts.text.splitlines()] == ["one", "", "two"]


def test_slides_of_an_open_presentation_are_counted(tmp_path):
    body = "<draw:page><text:p>one</text:p></draw:page><draw:page/>"
    facts = read_facts(papers.open_document(tmp_path / "a", file_type=ODP, body=body), ODP)
    assert (facts.pages, facts.text) == (2, "one")


def test_locked_and_macro_bearing_open_documents_are_flagged(tmp_path):
    manifest = {"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "noise"}
    path = papers.open_document(tmp_path / "a", **manifest)
    assert read_facts(path, ODT).encrypted
    assert read_facts(papers.open_document(tmp_path / "b", **{"Basic/Standard/Module1.xml": "<a/>"}), ODT).has_macros


def test_a_book_is_read_in_the_order_of_its_chapters(tmp_path):
    path = papers.book(tmp_path / "a")
    assert sniff(path).file_type == EPUB
    facts = read_facts(path, EPUB)
    assert (facts.title, facts.author, facts.language) == ("Nights", "Ada", "en")
    assert (facts.keywords, facts.text) == (("dark", "stormy"), "It was\u00a0a dark night.")


def test_a_broken_chapter_keeps_the_words_before_it(tmp_path):
    assert read_facts(papers.book(tmp_path / "a", chapter="<p>begun</p></div>"), EPUB).text == "begun"


@pytest.mark.parametrize("chapter", ["<p>&lol;</p>", "<p>&#0;</p>"])
def test_unknown_entities_of_a_book_are_left_out(tmp_path, chapter):
    assert read_facts(papers.book(tmp_path / "a", chapter=chapter), EPUB).text == ""


def test_rich_text_is_read_with_its_properties(tmp_path):
    source = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
        rb"{\info{\title Harbours}{\author Ada}{\keywords sea, ships}{\creatim\yr2024\mo5\dy1\hr12\min3}{\nofpages2}}"
        rb"\f0 Gr\'fc\'dfe\par{\f1 \'cf\'f0\'e8}{\*\hidden no}{\pict\bin4 }}}}}\u8364? \u-10179?\u-8704? \{x\}\cell y}"
    )
    (tmp_path / "a").write_bytes(source)
    facts = read_facts(tmp_path / "a", RTF)
    assert (facts.title, facts.author, facts.keywords) == ("Harbours", "Ada", ("sea", "ships"))
    assert (facts.created, facts.pages) == ("2024-05-01T12:03:00", 2)
    assert facts.text == "Gr\u00fc\u00dfe\n\u041f\u0440\u0438\u20ac \U0001f600 {x}\ty"


def word(text, *, narrow=False):
    """The streams of a Word document of one piece."""
    content = text.encode("cp1252" if narrow else "utf-16-le")
    place = (1024 * 2 | 1 << 30) if narrow else 1024
    plan = struct.pack("<IIHIH", 0, len(text), 0, place, 0)
    head = bytearray(1024)
    head[0x0A:0x0C] = struct.pack("<H", 0x0200)
    head[0x01A2:0x01AA] = struct.pack("<II", 0, 5 + len(plan))
    return {"WordDocument": bytes(head) + content, "1Table": b"\x02" + struct.pack("<I", len(plan)) + plan}


@pytest.mark.parametrize("narrow", [True, False])
def test_a_word_document_of_old_is_read_by_its_pieces(tmp_path, narrow):
    text = "Gr\u00fc\u00dfe\rsee \x13 HYPERLINK \x14here\x15"
    path = papers.compound(tmp_path / "a", word(text, narrow=narrow))
    assert sniff(path).file_type == DOC
    assert read_facts(path, DOC).text == "Gr\u00fc\u00dfe\nsee here"


def test_a_workbook_of_old_shares_its_texts(tmp_path):
    def record(kind, content):
        return struct.pack("<HH", kind, len(content)) + content

    shared = struct.pack("<II", 2, 2) + b"\x03\x00\x00abc" + struct.pack("<HB", 4, 1) + "d\u00e9".encode("utf-16-le")
    book = record(0x85, bytes(6) + b"\x03\x00One") + record(0xFC, shared) + record(0x3C, b"\x00fg") + record(0x0A, b"")
    path = papers.compound(tmp_path / "a", {"Workbook": book})
    assert sniff(path).file_type == XLS
    assert read_facts(path, XLS).text == "One\nabc\nd\u00e9fg"


def test_slides_of_old_are_read(tmp_path):
    inner = (
        struct.pack("<HHI", 0, 0x0FA8, 5) + b"Slide" + struct.pack("<HHI", 0, 0x0FA0, 4) + "\u00fcb".encode("utf-16-le")
    )
    stream = struct.pack("<HHI", 0x0F, 0x03E8, len(inner)) + inner
    path = papers.compound(tmp_path / "a", {"PowerPoint Document": stream})
    assert sniff(path).file_type == PPT
    assert read_facts(path, PPT).text == "Slide\n\u00fcb"


def test_macros_of_old_are_flagged(tmp_path):
    plain = papers.compound(tmp_path / "a", word("x"))
    macros = papers.compound(tmp_path / "b", word("x") | {"_VBA_PROJECT": b"x"})
    assert [read_facts(path, DOC).has_macros for path in (plain, macros)] == [False, True]


def test_a_document_behind_a_password_is_known_by_its_name_alone(tmp_path):
    path = papers.compound(tmp_path / "a", {"EncryptedPackage": b"x", "EncryptionInfo": b"y"})
    assert sniff(path, filename="a.docx").file_type == DOCX
    assert read_facts(path, DOCX).encrypted
    for name in ("a", "a.doc"):
        with pytest.raises(MediaError, match="not taken"):
            sniff(path, filename=name)


def test_a_pdf_says_what_it_is_about(tmp_path):
    xmp = (
        b"<x:xmpmeta xmlns:x='x'><r:RDF><r:Description xmp:CreateDate='2024-05-01T12:00:00Z'>"
        b"<dc:title><r:Alt><r:li>Harbours</r:li></r:Alt></dc:title>"
        b"<dc:subject><r:Bag><r:li>sea</r:li><r:li>ships</r:li></r:Bag></dc:subject>"
        b"</r:Description></r:RDF></x:xmpmeta>"
    )
    path = papers.pdf(tmp_path / "a", xmp, filters=b"", catalog=b"/Lang(de-AT)")
    facts = read_facts(path, "application/pdf")
    assert (facts.title, facts.keywords, facts.created) == ("Harbours", ("sea", "ships"), "2024-05-01T12:00:00+00:00")
    assert (facts.pages, facts.language, facts.has_scripts) == (1, "de", False)


@pytest.mark.parametrize("action", [b"/S/JavaScript/JS(app.alert\\(1\\))", b"/S /Launch /F(calc.exe)"])
def test_a_pdf_that_runs_something_is_flagged(tmp_path, action):
    path = papers.pdf(tmp_path / "a", b"", filters=b"", catalog=b"/OpenAction<<" + action + b">>")
    assert read_facts(path, "application/pdf").has_scripts


def test_a_pdf_made_to_eat_all_memory_is_refused_and_nothing_dies(tmp_path, monkeypatch):
    monkeypatch.setattr("mediakit.confined.MEMORY", 300 << 20)
    with pytest.raises(UnreadableFile, match="more time or memory"):
        read_facts(papers.pdf_bomb(tmp_path / "a", 200), "application/pdf")


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("a,b\n1,2\n3,4\n", (3, 2, ",")),
        ("a;b;c\n1,5;2;3\n", (2, 3, ";")),
        ("a\tb\n1\t2\n", (2, 2, "\t")),
        ('a,b\n"one, two\nthree",4\n', (2, 2, ",")),
        ("one\ntwo\n", (2, 1, ",")),
    ],
)
def test_tables_are_measured(tmp_path, text, shape):
    (tmp_path / "a").write_text(text)
    facts = read_facts(tmp_path / "a", "text/csv")
    assert (facts.rows, facts.columns, facts.metadata["delimiter"]) == shape


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SENTENCE, "de"),
        ("The harbour lies by the sea and the ships go out each morning.", "en"),
        ("Hafen 7", None),
        ("Quarter Revenue Region Alpha Beta Gamma " * 5, None),
        (
            "Gwynedd Powys Conwy Ynys Ceredigion Dyfed " + "1234567 7654321 " * 30 + "cyfan swm pris dydd mis blwyddyn",
            None,
        ),
    ],
)
def test_the_language_of_a_text_is_guessed_where_there_is_enough_of_it(tmp_path, text, language):
    (tmp_path / "a").write_text(text)
    assert read_facts(tmp_path / "a", "text/plain").language == language


def test_japanese_without_kana_is_read_and_western_quotes_are_not_taken_for_it(tmp_path):
    (tmp_path / "a").write_bytes("\u540d\u524d,\u4f4f\u6240\n\u9ad9\u6a4b,\u6771\u4eac\n".encode("cp932"))
    assert read_facts(tmp_path / "a", "text/csv").text.startswith("\u540d\u524d,\u4f4f\u6240\n\u9ad9\u6a4b")
    (tmp_path / "b").write_bytes("It\u2019s \u201cfine\u201d, that\u2019s all".encode("cp1252"))
    assert read_facts(tmp_path / "b", "text/plain").text == "It\u2019s \u201cfine\u201d, that\u2019s all"
