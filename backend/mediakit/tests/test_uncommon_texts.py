"""Texts and books that look like something else at first sight."""

import pytest

from mediakit.errors import UnreadableFile, UnsupportedType
from mediakit.facts import read_facts
from mediakit.kinds import EPUB, RTF
from mediakit.office_kinds import ODT
from mediakit.sniff import sniff
from mediakit.tests.papers import open_document, package

FENCED = "# Notes\n\n```python\nimport os\n\ndef main():\n    pass\n```\n"
FOLDED = "# Notes\n\n<details><summary>more</summary>\n<b>bold</b>\n</details>\n"
TABLED = "<table><tr><td>1</td></tr></table>\n\n# Notes\n"
CONTAINER = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
DECLARATION = '<!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN" "oebpkg12.dtd">'
RULES = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"{}>'
MANIFEST = "META-INF/manifest.xml"
BOOK = "<package><metadata><title>Old</title></metadata><manifest/><spine/></package>"


RUSSIAN = "Протокол собрания. Фотографии выставки находятся в папке.\n"


def read_back(folder, text, encoding):
    path = folder / "letter.txt"
    path.write_bytes(text.encode(encoding))
    assert sniff(path, filename=path.name).file_type == "text/plain"
    return read_facts(path, "text/plain").text


@pytest.mark.parametrize("text", [FENCED, FOLDED, TABLED])
@pytest.mark.parametrize(("extension", "file_type"), [("md", "text/markdown"), ("txt", "text/plain")])
def test_notes_with_code_or_markup_in_them_are_texts(tmp_path, text, extension, file_type):
    path = tmp_path / f"notes.{extension}"
    path.write_text(text)
    assert sniff(path, filename=path.name).file_type == file_type


@pytest.mark.parametrize(
    "text",
    ["#!/bin/sh\necho hi\n", "<!doctype html><p>x</p>", "<script>x()</script>\n# Notes\n", "\xa0" * 40 + "<script>x()"],
)
def test_what_begins_as_a_program_or_a_page_is_none(tmp_path, text):
    path = tmp_path / "notes.md"
    path.write_text(text, encoding="cp1252")
    with pytest.raises(UnsupportedType):
        sniff(path, filename=path.name)


@pytest.mark.parametrize("text", [FENCED, TABLED])
def test_a_text_that_nobody_names_so_is_judged_by_its_content(tmp_path, text):
    path = tmp_path / "notes"
    path.write_text(text)
    with pytest.raises(UnsupportedType):
        sniff(path, filename="notes", claimed="text/plain")


def test_a_text_may_end_as_in_dos(tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes(b"first\r\nsecond\r\n\x1a")
    assert sniff(path, filename=path.name).file_type == "text/plain"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Voilà, déjà vu.\nEncore.\n", "これは日本語の文です。\n二行目。\n"])
def test_texts_of_wide_characters_need_no_mark(tmp_path, encoding, text):
    path = tmp_path / "wide.txt"
    path.write_bytes(text.encode(encoding))
    assert sniff(path, filename=path.name).file_type == "text/plain"
    assert read_facts(path, "text/plain").text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("吾輩は猫である。\n", "cp932"), ("吾輩は猫である。\n", "euc_jp"), ("И снова здравствуй.\n", "iso8859-5")],
)
def test_a_letter_that_is_a_jump_of_a_processor_makes_no_program(tmp_path, text, encoding):
    path = tmp_path / "letter.txt"
    path.write_bytes(4 * text.encode(encoding))
    assert sniff(path, filename=path.name).file_type == "text/plain"


def test_japanese_of_unix_is_read(tmp_path):
    path = tmp_path / "cat.txt"
    path.write_bytes("吾輩は猫である。\n".encode("euc_jp"))
    assert read_facts(path, "text/plain").text == "吾輩は猫である。\n"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "iso8859_5", "cp866"])
@pytest.mark.parametrize("before", ["", "Minutes of the meeting\n"])
def test_russian_of_any_age_is_read(tmp_path, encoding, before):
    assert read_back(tmp_path, before + RUSSIAN, encoding) == before + RUSSIAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("會議記錄。展覽的照片在資料夾裡。請在星期五之前為圖片命名。\n", "big5"),
        ("会议记录。展览的照片在文件夹里。请在星期五之前为图片命名。\n", "gb18030"),
        ("안녕하세요. 전시회 사진은 폴더에 있습니다. 감사합니다.\n", "euc_kr"),
        ("Πρακτικά της συνεδρίασης. Φωτογραφίες της έκθεσης βρίσκονται στον φάκελο.\n", "cp1253"),
        ("פרוטוקול הישיבה. תמונות התערוכה נמצאות בתיקייה. נא לתת שמות לתמונות עד יום שישי.\n", "cp1255"),
        ("صور المعرض موجودة في المجلد. يرجى تسمية الصور قبل يوم الجمعة.\n", "cp1256"),
        ("บันทึกการประชุม รูปภาพของนิทรรศการอยู่ในโฟลเดอร์\n", "cp874"),
    ],
)
def test_texts_that_are_not_in_latin_letters_are_read(tmp_path, text, encoding):
    assert read_back(tmp_path, text, encoding) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("會議記錄 展覽的照片", "big5"), ("会议记录 展览的照片", "gb18030"), ("안녕하세요 전시회 사진은", "euc_kr")],
)
def test_a_text_may_be_cut_inside_of_a_character(tmp_path, text, encoding):
    path = tmp_path / "cut.txt"
    path.write_bytes((20 * text).encode(encoding)[:-1])
    assert read_facts(path, "text/plain").text.startswith(19 * text)


@pytest.mark.parametrize(
    "text",
    [
        "Größe",
        "ÄÖÜ äöü éèê ÅØÆ",
        "Voilà, déjà passé, à côté.\n",
        "„Übergröße“ für 5 €: Öl, Äpfel, Ähren\n",
        "Datum;Betrag\n" + "01.02.2020;12,00 €\n" * 100,
        "2020-02-01,£12.00\n" * 100,
        "½ 250 g\n" * 20,
        "§ 1\n§ 2\n" * 20,
        "1,2 ± 0,1\n" * 30,
        "« 1 »\n" * 20,
        "1 …………………… 2\n" * 5,
        "ÅÄÖ ÄÖ ÅÅ\n" * 3,
        "Él está aquí. Señor Núñez, ¿qué más?\n" * 9,
    ],
)
def test_western_texts_stay_western(tmp_path, text):
    (tmp_path / "letter.txt").write_bytes(text.encode("cp1252"))
    assert read_facts(tmp_path / "letter.txt", "text/plain").text == text


def test_a_program_for_dos_is_no_text(tmp_path):
    path = tmp_path / "run.txt"
    path.write_bytes(b"\xe9\x10\x01Hello\x00$\xb4\x09\xcd\x21" + b"\x90" * 64)
    with pytest.raises(UnsupportedType):
        sniff(path, filename=path.name)


def test_an_open_document_of_old_names_the_rules_of_its_manifest(tmp_path):
    path = open_document(tmp_path / "old.odt", **{MANIFEST: RULES.format("") + "<manifest:manifest/>"})
    assert read_facts(path, sniff(path).file_type).title == "Harbours"
    assert sniff(path).file_type == ODT


def test_a_manifest_that_declares_entities_is_refused(tmp_path):
    rules = RULES.format(' [<!ENTITY a "aaaa">]')
    path = open_document(tmp_path / "old.odt", **{MANIFEST: rules + "<manifest:manifest/>"})
    with pytest.raises(UnreadableFile):
        sniff(path)


def test_books_of_the_first_edition_name_their_rules(tmp_path):
    parts = {"mimetype": EPUB, "META-INF/container.xml": CONTAINER, "book.opf": DECLARATION + BOOK}
    path = package(tmp_path / "old.epub", parts)
    assert read_facts(path, sniff(path).file_type).title == "Old"


def test_books_may_forget_to_say_that_they_are(tmp_path):
    container = CONTAINER.replace("/>", ' media-type="application/oebps-package+xml"/>')
    path = package(tmp_path / "mute.epub", {"META-INF/container.xml": container, "book.opf": BOOK})
    assert sniff(path).file_type == EPUB


def test_what_rich_text_says_once_more_is_not_added(tmp_path):
    twice = rb"{\upr{\title Caf\'e9 ??}{\*\ud{\title Caf\u233\'e9 \u26085\'3f\u26412\'3f}}}"
    path = tmp_path / "twice.rtf"
    path.write_bytes(rb"{\rtf1\ansi{\info" + twice + rb"{\author Ada}{\creatim\yr2024}{\author Bo}}words\par}")
    facts = read_facts(path, RTF)
    assert (facts.title, facts.author, facts.text) == ("Caf\u00e9 \u65e5\u672c", "Ada", "words")
