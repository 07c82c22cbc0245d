"""Tiny true documents, put together by code."""

import struct
import zipfile
import zlib
from pathlib import Path

from PIL import Image

from mediakit.kinds import EPUB
from mediakit.office_kinds import ODS, ODT
from mediakit.tests import makers

CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Harbours</dc:title>'
    "<dc:creator>Ada</dc:creator><dc:subject>Of the north</dc:subject><cp:keywords>sea, ships; sea</cp:keywords>"
    "<dc:language>de-AT</dc:language><dcterms:created>2024-05-01T12:00:00Z</dcterms:created></cp:coreProperties>"
)
SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def package(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A zip of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def letter(path: Path, *paragraphs: str, **parts: str | bytes) -> Path:
    """A word processor's document with properties."""
    lines = "".join(
        f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>{line}</w:t></w:r></w:p>" for line in paragraphs
    )
    body = f"<w:document xmlns:w='w'><w:body>{lines}</w:body></w:document>"
    app = "<Properties><Pages>3</Pages><Application>Quill</Application></Properties>"
    return makers.office(path, body=body, **{"docProps/core.xml": CORE, "docProps/app.xml": app} | parts)


def workbook(path: Path, **parts: str) -> Path:
    """Two sheets: shared and own texts, a number, a date, a truth; or others in their place."""
    types = f'<Types><Override PartName="/xl/workbook.xml" ContentType="{SHEET_MAIN}"/></Types>'
    first = (
        '<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>When</t></is></c></row>'
        '<row><c><v>0.30000000000000004</v></c><c s="1"><v>45413</v></c><c t="b"><v>1</v></c></row>'
        '<row><c t="s"><v>99</v></c></row></sheetData></worksheet>'
    )
    return package(
        path,
        {
            "[Content_Types].xml": types,
            "xl/workbook.xml": '<workbook><sheets><sheet name="One"/><sheet name="Two"/></sheets></workbook>',
            "xl/sharedStrings.xml": "<sst><si><r><t>Sh</t></r><r><t>are</t></r><rPh><t>x</t></rPh></si></sst>",
            "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": first,
            "xl/worksheets/sheet2.xml": "<worksheet><row><c><v>7</v></c></row></worksheet>",
        }
        | parts,
    )


def slides(path: Path) -> Path:
    """Two slides out of order, one with a note."""

    def slide(words: str) -> str:
        return f"<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:sld>"

    types = f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{SLIDES_MAIN}"/></Types>'
    return package(
        path,
        {
            "[Content_Types].xml": types,
            "ppt/presentation.xml": "<p/>",
            "ppt/slides/slide10.xml": slide("last"),
            "ppt/slides/slide2.xml": slide("first"),
            "ppt/notesSlides/notesSlide2.xml": slide("whispered"),
        },
    )


def open_document(path: Path, *, file_type: str = ODT, body: str = "<text:p>Moin</text:p>", **parts: str) -> Path:
    """An OpenDocument with properties."""
    meta = (
        "<office:meta xmlns:office='o'><dc:title>Harbours</dc:title><meta:initial-creator>Ada</meta:initial-creator>"
        "<meta:keyword>sea</meta:keyword><meta:keyword>ships</meta:keyword><dc:language>de-AT</dc:language>"
        "<meta:creation-date>2024-05-01T12:00:00.123</meta:creation-date>"
        "<meta:document-statistic meta:page-count='4' meta:table-count='2'/></office:meta>"
    )
    content = f"<office:document-content>{body}</office:document-content>"
    return package(path, {"mimetype": file_type, "content.xml": content, "meta.xml": meta} | parts)


def open_sheet(path: Path) -> Path:
    """Two rows of two cells."""
    cells = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in row)}"
        "</table:table-row>"
        for row in (("Name", "Age"), ("Ada", "36"))
    )
    return open_document(path, file_type=ODS, body=f"<table:table>{cells}</table:table>")


def book(path: Path, *, cover: bytes = b"", chapter: str = "<p>It was&nbsp;a dark\n night.</p>") -> Path:
    """An EPUB of one chapter, in a folder of its own."""
    opf = (
        "<package><metadata><dc:title>Nights</dc:title><dc:creator>Ada</dc:creator><dc:language>en</dc:language>"
        '<dc:subject>dark</dc:subject><dc:subject>stormy</dc:subject><meta name="cover" content="c"/></metadata>'
        '<manifest><item id="one" href="one%20.xhtml"/><item id="c" href="../pictures/cover.png"/></manifest>'
        '<spine><itemref idref="one"/><itemref idref="missing"/></spine></package>'
    )
    page = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://nowhere.invalid/x.dtd">' + (
        f"<html><head><title>no</title><style>p {{}}</style></head><body>{chapter}</body></html>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": EPUB,
        "META-INF/container.xml": '<container><rootfile full-path="text/book.opf"/></container>',
        "text/book.opf": opf,
        "text/one .xhtml": page,
    }
    return package(path, parts | ({"pictures/cover.png": cover} if cover else {}))


def cover(size: tuple[int, int] = (400, 600)) -> bytes:
    return makers.in_memory(makers.quarters(*size), "PNG")


def pdf(
    path: Path, content: bytes, *, catalog: bytes = b"", page: bytes = b"", filters: bytes = b"/FlateDecode"
) -> Path:
    """A PDF of one page from the bytes of its drawing, already packed."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>",
        b"<</Length %d/Filter %b>>stream\n%b\nendstream" % (len(content), filters, content),
    )
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 5\n0000000000 65535 f \n%btrailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF"
    path.write_bytes(written + tail % (table, len(written)))
    return path


def pdf_bomb(path: Path, megabytes: int) -> Path:
    """A PDF whose page says to draw the same short line millions of times, packed twice."""
    packer = zlib.compressobj(9)
    lines = b"0 0 m 9 9 l S " * (1 << 16)
    packed = b"".join(packer.compress(lines) for _ in range(megabytes)) + packer.flush()
    return pdf(path, zlib.compress(packed, 9), filters=b"[/FlateDecode/FlateDecode]")


def compound(path: Path, streams: dict[str, bytes]) -> Path:
    """A compound file with these streams, at most seven, each kept in sectors of 512 bytes."""
    sectors, table, entries = [], [], []
    for name, content in streams.items():
        # Shorter streams would be kept elsewhere.
        padded = content.ljust(4096, b"\0")
        padded += bytes(-len(padded) % 512)
        start, count = len(sectors), len(padded) // 512
        sectors += [padded[at : at + 512] for at in range(0, len(padded), 512)]
        table += [*range(start + 1, start + count), 0xFFFFFFFE]
        entries.append(_entry(name, 2, start, len(padded), right=len(entries) + 2))
    entries[-1] = entries[-1][:72] + b"\xff" * 4 + entries[-1][76:]
    root = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    directory = b"".join([root, *entries]).ljust(1024, b"\0")
    place = len(sectors)
    sectors += [directory[:512], directory[512:]]
    table += [place + 1, 0xFFFFFFFE, 0xFFFFFFFD]
    sectors.append(struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))))
    path.write_bytes(_compound_head(place, [len(sectors) - 1]) + b"".join(sectors))
    return path


def chained_compound(path: Path, count: int) -> Path:
    """A compound file of empty streams, each of which hangs on the one before."""
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    entries += [_entry(f"s{number}", 2, 0xFFFFFFFE, 0, right=number + 1) for number in range(1, count)]
    directory = b"".join(entries) + _entry("last", 2, 0xFFFFFFFE, 0)
    directory += bytes(-len(directory) % 512)
    sectors = len(directory) // 512
    tables = sectors // 127 + 1
    table = [*range(1, sectors), 0xFFFFFFFE, *[0xFFFFFFFD] * tables]
    table += [0xFFFFFFFF] * (128 * tables - len(table))
    head = _compound_head(0, list(range(sectors, sectors + tables)))
    path.write_bytes(head + directory + struct.pack(f"<{len(table)}I", *table))
    return path


def _compound_head(directory: int, tables: list[int]) -> bytes:
    """The first 512 octets, for a directory that begins in this sector, and tables in those."""
    fixed = (0x3E, 3, 0xFFFE, 9, 6, 0, len(tables), directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6xIIIIIIIII", *fixed)
    return head + struct.pack("<109I", *tables, *[0xFFFFFFFF] * (109 - len(tables)))


def _entry(name: str, sort: int, start: int, size: int, **links: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    right, child = links.get("right", 0xFFFFFFFF), links.get("child", 0xFFFFFFFF)
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), sort, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def colours_of(path: Path) -> set[tuple[int, int, int]]:
    with Image.open(path) as picture:
        return {colour for _, colour in picture.convert("RGB").getcolors(1 << 24)}
