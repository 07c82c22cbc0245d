import base64
import re

import pytest
from PIL import Image

from mediakit.errors import HostileSvg, MediaError, TooManyPixels, TypeMismatch, UnreadableFile, UnsupportedType
from mediakit.facts import read_facts
from mediakit.renditions import STANDARD, Wanted, draw
from mediakit.sniff import sniff
from mediakit.specs import Spec
from mediakit.svg import MOST_REFERENCES, clean_svg
from mediakit.tests import makers
from mediakit.tests.manifest import is_inert
from mediakit.tests.steps import steps

SVG = "image/svg+xml"
BOX = "<rect width='10' height='10'/>"
# The parser hands text over in pieces, between which other elements may stand.
PIECE = 500 * "a" + "<x/>"
QUARTERS = (
    "<rect width='40' height='30' fill='rgb(220,20,20)'/><rect x='40' width='40' height='30' fill='#14b414'/>"
    "<rect y='30' width='40' height='30' style='fill:rgb(20,20,220)'/><rect x='40' y='30' width='40' height='30'"
    " fill='white'/>"
)


def svg(path, content, *, attributes="width='80' height='60'", before=""):
    outermost = f"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' {attributes}>"
    path.write_text(f"{before}{outermost}{content}</svg>", encoding="utf-8")
    return path


def cleaned(path, content, **more):
    return clean_svg(svg(path, content, **more)).content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "shift_jis"])
def test_an_svg_is_known_in_every_encoding(tmp_path, encoding):
    name = {"cp1252": "windows-1252", "utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
    before = f"<?xml version='1.0' encoding='{name.get(encoding, encoding)}'?>\n<!-- <html> -->\n<!DOCTYPE svg>\n"
    content = "<title>Café</title>" if encoding != "shift_jis" else "<title>日本</title>"
    text = svg(tmp_path / "a", content + BOX, before=before).read_text(encoding="utf-8")
    (tmp_path / "a").write_bytes(text.encode(encoding))
    found = sniff(tmp_path / "a", filename="a.svg", claimed=SVG)
    assert (found.file_type, found.kind, found.extension) == (SVG, "image", "svg")
    assert (found.width, found.height) == (80, 60)
    assert content in clean_svg(tmp_path / "a").content.decode("utf-8")


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("width='24' height='12px'", (24, 12)),
        ("width='1in' height='2.54cm'", (96, 96)),
        ("width='100%' height='100%' viewBox='0 0 30 20'", (30, 20)),
        ("viewBox='0,0,30.4,20'", (30, 20)),
        ("width='60' viewBox='0 0 30 20'", (60, 40)),
        ("viewBox='0 0 5000000 2500000'", (10_000, 5_000)),
        ("", (300, 150)),
        ("width='-5' height='none' viewBox='0 0 0 0'", (300, 150)),
    ],
)
def test_the_size_is_what_a_browser_makes_of_it(tmp_path, attributes, size):
    path = svg(tmp_path / "a", BOX, attributes=attributes)
    facts = read_facts(path, SVG)
    assert (facts.width, facts.height) == (sniff(path).width, sniff(path).height) == size


def test_names_keep_their_case(tmp_path):
    drawing = (
        "<defs><linearGradient id='g' gradientUnits='userSpaceOnUse'><stop offset='0' stop-color='red'/>"
        "</linearGradient><clipPath id='c'><circle r='5'/></clipPath></defs>"
        "<g clip-path='url(#c)' transform='translate(1 2) rotate(3)'>"
        "<path d='M0 0L9 9' fill='url(&quot;#g&quot;)'/></g>"
        "<use xlink:href='#c'/><use href='#g'/><text xml:space='preserve'>a  b &lt; c</text>"
    )
    kept = cleaned(tmp_path / "a", drawing, attributes="viewBox='0 0 9 9' preserveAspectRatio='none'")
    for part in (
        "viewBox=",
        "preserveAspectRatio=",
        "<linearGradient",
        "gradientUnits=",
        "<clipPath",
        'clip-path="url(#c)"',
        "translate(1 2) rotate(3)",
        "fill='url(\"#g\")'",
        'xlink:href="#c"',
        ' href="#g"',
        "a  b &lt; c",
        'xml:space="preserve"',
    ):
        assert part in kept


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT href='x.js'/>",
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='x'/></body></foreignObject>",
    "<h:iframe xmlns:h='http://www.w3.org/1999/xhtml' src='x'/>",
    "<g onclick='alert(1)' ONLOAD='alert(1)'><rect/></g>",
    "<a href='javascript:alert(1)'><rect/></a>",
    "<a xlink:href='&#106;avascript:alert(1)'><rect/></a>",
    "<image href='http://a.example/x.png'/>",
    "<image href='//a.example/x.png'/>",
    "<image href='file:///etc/passwd'/>",
    "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
    "<use href='other.svg#a'/>",
    "<feImage xlink:href='http://a.example/x'/>",
    "<rect fill='url(http://a.example/#a)'/>",
    "<rect style='fill:url(//a.example/x)'/>",
    "<rect style='fill:u\\72l(//a.example/x)'/>",
    "<rect style='fill:ur/**/l(//a.example/x)'/>",
    "<rect style='background:image-set(\"http://a.example/x\" 1x)'/>",
    "<rect style='behavior:url(#x)'/>",
    "<rect fill='expression(alert(1))'/>",
    "<style>@import 'http://a.example/x.css';</style>",
    "<style>&#64;import url(http://a.example/x.css);</style>",
    "<style>@media all { rect { fill: url(http://a.example/x) } }</style>",
    "<style>@font-face { font-family: x; src: url(http://a.example/x) }</style>",
    "<style>rect { fill: url( 'http://a.example/x' ) }</style>",
    "<style type='text/less'>@plugin 'a.example'</style>",
    "<animate attributeName='href' to='javascript:alert(1)'/>",
    "<a><set attributeName='xlink:href' to='javascript:alert(1)'/></a>",
    "<set attributeName='onclick' to='alert(1)'/>",
    "<handler xmlns='http://www.w3.org/2001/xml-events'>alert(1)</handler>",
    "<?xml-stylesheet href='http://a.example/x.css'?>",
    "<metadata><script>alert(1)</script></metadata>",
    "<g xml:base='http://a.example/'><rect/></g>",
    "<iframe src='http://a.example/'/><object/><embed/><audio/><video/><link/>",
]
TRACES = re.compile(
    r"script|foreign|iframe|\bon\w+=|alert|a\.example|passwd|@|expression|behavior|image-set|<\?xml-s|svg\+xml|\\|<set|"
    r"<image|<use|metadata|xml:base|base64|handler",
    re.IGNORECASE,
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_runs_or_fetches_is_taken_out(tmp_path, hostile):
    kept = cleaned(tmp_path / "a", f"{hostile}<circle r='4'/>")
    assert not TRACES.search(kept), kept
    assert '<circle r="4">' in kept


def test_whoever_asks_for_the_type_has_the_cleaned_drawing(tmp_path):
    path = svg(tmp_path / "a", f"<script>alert(1)</script>{BOX}")
    assert sniff(path).cleaned == clean_svg(path)
    assert sniff(makers.photo(tmp_path / "b")).cleaned is None


@pytest.mark.parametrize(
    ("content", "taken_out"),
    [
        ("<script>alert(1)</script><rect onclick='a()'/>", ("scripts",)),
        ("<a href='javascript:alert(1)'><rect/></a>", ("scripts",)),
        ("<image href='http://a.example/x.png'/><a href='https://a.example/'><rect/></a>", ("links",)),
        ("<rect fill='url(http://a.example/#a)'/>", ("links",)),
        ("<rect style='fill:url(//a.example/x)'/>", ("links",)),
        ("<style>@import 'a.css';</style>", ("links",)),
        ("<foreignObject/><image href='data:image/svg+xml;base64,PHN2Zy8+'/><script/>", ("foreign_content", "scripts")),
        ("<i:layer xmlns:i='http://program.example/' i:href='http://program.example/'/><metadata/>", ()),
        ("<g id='a' data-name='Layer 1' style='-program-x:1'><use href='#a'/></g>", ()),
    ],
)
def test_what_a_reader_may_miss_is_told(tmp_path, content, taken_out):
    assert clean_svg(svg(tmp_path / "a", content + BOX)).taken_out == taken_out


def test_harmless_styles_stay(tmp_path):
    style = "<style><![CDATA[ .a > b, #c:hover { fill: RED; stroke : url(#g) ; font-family: 'My Font' } ]]></style>"
    kept = cleaned(tmp_path / "a", style + "<g style='opacity:.5; transform: rotate(3deg); x-y: 1'><rect/></g>")
    assert ".a &gt; b, #c:hover{fill:RED;stroke:url(#g);font-family:'My Font'}" in kept
    assert 'style="opacity:.5;transform:rotate(3deg)"' in kept


def test_a_small_picture_inside_stays_and_a_bomb_does_not(tmp_path):
    pixel = base64.b64encode(makers.in_memory(makers.quarters(), "PNG")).decode()
    bomb = base64.b64encode(makers.png_header(tmp_path / "b", 30_000, 30_000).read_bytes()).decode()
    both = f"<image href='data:image/png;base64,{pixel}'/><image xlink:href='data:image/png;base64,{bomb}'/>"
    kept = cleaned(tmp_path / "a", both)
    assert pixel in kept
    assert bomb not in kept


ENTITIES = [
    "<!ENTITY a 'b'><!ENTITY c '&a;&a;'>",
    "<!ENTITY a SYSTEM 'file:///etc/passwd'>",
    "<!ENTITY % a SYSTEM 'http://a.example/x'>",
    "<!ENTITY % a 'x'>",
    f"<!ENTITY a '{'x' * 1000}'>",
]


@pytest.mark.parametrize("entities", ENTITIES)
def test_entities_are_refused_at_the_door(tmp_path, entities):
    path = svg(tmp_path / "a", BOX, before=f"<!DOCTYPE svg [{entities}]>")
    for door in (sniff, clean_svg):
        with pytest.raises(HostileSvg):
            door(path)


def test_the_short_words_of_drawing_programs_are_read(tmp_path):
    before = "<!DOCTYPE svg PUBLIC 'x' 'http://a.example/svg.dtd' [<!ENTITY ns_svg 'http://www.w3.org/2000/svg'>]>"
    kept = cleaned(tmp_path / "a", "<g xmlns='&ns_svg;'><rect/></g>", before=before)
    assert "<g><rect>" in kept
    assert "a.example" not in kept


@pytest.mark.parametrize("content", ["", "<script/>", "<foreignObject/>", "<image href='http://a.example/'/>"])
def test_a_drawing_of_which_nothing_is_left_is_refused(tmp_path, content):
    for door in (sniff, clean_svg):
        with pytest.raises((HostileSvg, UnreadableFile)) as caught:
            door(svg(tmp_path / "a", content))
        assert isinstance(caught.value, HostileSvg) == bool(content)


def test_repetition_without_measure_is_refused(tmp_path):
    levels = "".join(f"<g id='l{n + 1}'>" + f"<use href='#l{n}'/>" * 10 + "</g>" for n in range(9))
    with pytest.raises(HostileSvg, match="repeats"):
        cleaned(tmp_path / "a", f"<rect id='l0'/>{levels}")
    patterns = "".join(f"<pattern id='l{n + 1}'>" + f"<rect fill='url(#l{n})'/>" * 10 + "</pattern>" for n in range(9))
    with pytest.raises(HostileSvg, match="repeats"):
        cleaned(tmp_path / "a", f"<rect id='l0'/>{patterns}<rect fill='url(#l9)'/>")
    chain = "".join(f"<g id='l{n + 1}'><use href='#l{n}'/></g>" for n in reversed(range(200)))
    with pytest.raises(HostileSvg, match="repeats"):
        cleaned(tmp_path / "a", f"{chain}<rect id='l0'/>")


def nest(references, depth=190):
    """Groups in groups with a rectangle inside that refers to others, each of which is repeated once."""
    groups = "".join(f"<g id='a{n}'>" for n in range(depth))
    uses = "".join(f"<use href='#a{n}'/>" for n in range(depth))
    return f"<rect id='b'/>{groups}<rect fill='{references}'/>{'</g>' * depth}{uses}"


def test_more_references_than_a_drawing_has_are_refused(tmp_path):
    path = svg(tmp_path / "a", nest("url(#b)" * 300_000))
    with pytest.raises(HostileSvg, match="measure"):
        clean_svg(path)
    assert steps(clean_svg, path) < 100_000
    assert cleaned(tmp_path / "b", f"<rect id='b' fill='{'url(#b)' * MOST_REFERENCES}'/>")
    with pytest.raises(HostileSvg, match="measure"):
        clean_svg(svg(tmp_path / "c", f"<rect id='b' fill='{'url(#b)' * (MOST_REFERENCES + 1)}'/>"))


def test_what_is_repeated_in_many_groups_is_counted_at_once(tmp_path):
    references = "url(#b)" * 30_000
    flat, nested = (svg(tmp_path / str(depth), nest(references, depth=depth)) for depth in (1, 5))
    assert steps(clean_svg, nested) - steps(clean_svg, flat) < 1000


def test_what_repeats_itself_is_drawn_once(tmp_path):
    drawing = svg(tmp_path / "a", f"{BOX}<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>")
    assert draw(drawing, STANDARD, tmp_path)[0].file_size > 0


@pytest.mark.parametrize(
    "content",
    ["<rect>", "<g a='1' a='2'/>", "<q:rect/>", "&unknown;", "\x01", "<g>" * 300 + "</g>" * 300, "<g/>" * 100_001],
)
def test_what_is_damaged_or_endless_is_unreadable(tmp_path, content):
    with pytest.raises(UnreadableFile):
        sniff(svg(tmp_path / "a", content + BOX), filename="a.svg")


@pytest.mark.parametrize("spoiler", ["@;" * 200_000, "a" * 400_000, "(" * 400_000, "/*" * 200_000, "url(" * 100_000])
def test_no_style_takes_long(tmp_path, spoiler):
    kept = cleaned(tmp_path / "a", f"<style>{spoiler}</style><rect fill='{spoiler}'/>")
    assert len(kept) < 2 * len(spoiler)


def test_an_svg_under_the_name_of_a_photo_is_refused(tmp_path):
    path = svg(tmp_path / "a", BOX)
    with pytest.raises(TypeMismatch):
        sniff(path, filename="a.png")
    with pytest.raises(TypeMismatch):
        sniff(path, claimed="image/jpeg")
    assert sniff(path, filename="a.xml", claimed="text/xml").file_type == SVG


def test_other_markup_is_no_svg(tmp_path):
    for content in ("<html><svg xmlns='http://www.w3.org/2000/svg'/></html>", "<svgx/>", "a <svg/>", "<!-- <svg> -->"):
        (tmp_path / "a").write_text(content)
        with pytest.raises(MediaError):
            sniff(tmp_path / "a", filename="a.svg")
    (tmp_path / "b").write_bytes(b"\x1f\x8b\x08\x00" + bytes(40))
    with pytest.raises(UnsupportedType):
        sniff(tmp_path / "b", filename="a.svgz")


def test_a_huge_canvas_is_refused(tmp_path):
    with pytest.raises(TooManyPixels):
        sniff(svg(tmp_path / "a", BOX, attributes="width='1e6' height='99999999999'"))
    with pytest.raises(TooManyPixels):
        sniff(svg(tmp_path / "a", BOX, attributes=f"width='{'9' * 400}' height='5'"))


def test_title_and_description_are_facts(tmp_path):
    said = "<title>Harbour <b xmlns='x'>now</b>here</title><desc>By\nnight</desc><g><title>Boat</title><rect/></g>"
    facts = read_facts(svg(tmp_path / "a", said), SVG)
    assert (facts.title, facts.caption, facts.frames) == ("Harbour here", "By\nnight", 1)


def test_a_drawing_is_crisp_in_every_size(tmp_path):
    drawn = draw(svg(tmp_path / "a", QUARTERS), (*STANDARD, Wanted("tile", Spec.parse("fill-90x90"), "png")), tmp_path)
    sizes = {one.name: (one.width, one.height) for one in drawn}
    assert sizes["xlarge"] == (1600, 1200)
    assert sizes["tile"] == (90, 90)
    (large,) = (one for one in drawn if one.name == "large")
    with Image.open(large.path) as picture:
        pixels = picture.convert("RGB")
    middle, edge = large.height // 4, large.width // 2
    assert pixels.getpixel((edge - 3, middle))[0] > 200
    assert pixels.getpixel((edge + 3, middle))[1] > 160


def test_nothing_is_drawn_from_outside(tmp_path):
    secret = makers.picture(tmp_path / "secret.png", Image.new("RGB", (80, 60), "red"), "PNG")
    image = f"<rect width='1' height='1' fill='blue'/><image href='{secret.as_uri()}' width='80' height='60'/>"
    (drawn,) = draw(svg(tmp_path / "a", image), [Wanted("a", Spec.parse("fit-80"), "png")], tmp_path)
    with Image.open(drawn.path) as picture:
        assert picture.convert("RGBA").getpixel((40, 30))[3] == 0


def test_short_entities_that_stand_for_millions_of_letters_are_refused(tmp_path):
    before = f"<!DOCTYPE svg [<!ENTITY a '{'x' * 250}'>]>"
    with pytest.raises(HostileSvg):
        clean_svg(svg(tmp_path / "a", f"<text>{'&a;' * 100_000}</text>{BOX}", before=before))


def test_more_words_than_can_be_laid_out_are_refused(tmp_path):
    with pytest.raises(HostileSvg, match="measure"):
        clean_svg(svg(tmp_path / "a", f"<text>{'x' * 1_000_001}</text>"))


def test_too_many_words_are_refused_before_the_rest_is_read(tmp_path):
    with pytest.raises(HostileSvg, match="measure"):
        clean_svg(svg(tmp_path / "a", f"<title>{PIECE * 2_100}</title>{BOX}<not closed"))


def test_of_a_description_no_more_is_kept_than_is_shown(tmp_path):
    path = svg(tmp_path / "a", f"<desc>{PIECE * 1_900}</desc>{BOX}")
    assert read_facts(path, SVG).caption == "a" * 5_000


def test_words_that_read_like_orders_are_words_and_nothing_else(tmp_path):
    said = "&lt;img src=x onerror=alert(1)&gt; javascript:alert(1) @import 'x'"
    content = cleaned(tmp_path / "a", f"<title>{said}</title><text>{said}</text>{BOX}")
    assert is_inert(content.encode())
    assert read_facts(tmp_path / "a", SVG).title == "<img src=x onerror=alert(1)> javascript:alert(1) @import 'x'"


@pytest.mark.slow
def test_a_drawing_that_would_take_hours_is_given_up(tmp_path):
    blur = "<feGaussianBlur stdDeviation='1000'/>" * 300
    area = "x='-1000' y='-1000' width='9000' height='9000'"
    path = svg(tmp_path / "a", f"<filter id='f' {area}>{blur}</filter><g filter='url(#f)'>{BOX}</g>")
    with pytest.raises(UnreadableFile, match="time or memory"):
        draw(path, STANDARD, tmp_path)
