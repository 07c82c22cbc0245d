import pytest
from mutagen.id3 import APIC, ID3
from PIL import Image

from mediakit import cards, fonts, typesetting
from mediakit.errors import UnreadableFile
from mediakit.facts import read_facts
from mediakit.kinds import EPUB, RTF
from mediakit.limits import PixelLimits
from mediakit.office_kinds import DOCX, XLSX
from mediakit.pages import draw_pages
from mediakit.previews import preview
from mediakit.tests import makers, papers

PDF = "application/pdf"


def opened(path):
    with Image.open(path) as picture:
        return picture.convert("RGB")


def coloured(path, size, corner):
    """A picture of a page: where the red is, and how large it is."""
    picture = opened(path)
    assert picture.size == size
    return makers.RED if picture.getpixel(corner)[1] < 100 else None


def inked(card):
    """How many pixels of a card are neither paper nor desk."""
    picture = typesetting.draw_card(card).convert("L")
    return sum(picture.histogram()[:160])


def test_pages_are_drawn_on_white_in_their_proportions(tmp_path):
    path = papers.pdf(tmp_path / "a", b"1 0 0 rg 0 50 100 50 re f", filters=b"")
    (page,) = draw_pages(path, tmp_path, longest=400)
    assert coloured(page, (400, 200), (50, 50)) == makers.RED
    assert opened(page).getpixel((350, 150)) == makers.WHITE


def test_a_turned_page_is_drawn_as_it_is_read(tmp_path):
    path = papers.pdf(tmp_path / "a", b"1 0 0 rg 0 50 100 50 re f", filters=b"")
    path.write_bytes(path.read_bytes().replace(b"/MediaBox[0 0 200 100]", b"/MediaBox[0 0 200 100]/Rotate 90"))
    (page,) = draw_pages(path, tmp_path, longest=400)
    assert coloured(page, (200, 400), (150, 50)) == makers.RED


@pytest.mark.parametrize(("first", "count", "numbers"), [(0, 2, [1, 2]), (2, 5, [3]), (3, 1, [])])
def test_as_many_pages_are_drawn_as_there_are(tmp_path, first, count, numbers):
    drawn = draw_pages(makers.pdf(tmp_path / "a", pages=3), tmp_path, first=first, count=count, longest=60)
    assert [path.name for path in drawn] == [f"page-{number:04}.png" for number in numbers]
    assert all(max(opened(path).size) == 60 for path in drawn)


def test_a_page_made_to_eat_all_memory_is_not_drawn_and_nothing_dies(tmp_path):
    with pytest.raises(UnreadableFile, match="more time or memory"):
        draw_pages(papers.pdf_bomb(tmp_path / "a", 200), tmp_path)


@pytest.mark.parametrize("box", [b"[0 0 0 0]", b"[0 0 1e30 5]", b"[0 0 100000 1]"])
def test_pages_of_odd_sizes_are_drawn_small_or_not_at_all(tmp_path, box):
    path = papers.pdf(tmp_path / "a", b"", filters=b"")
    path.write_bytes(path.read_bytes().replace(b"[0 0 200 100]", box))
    try:
        drawn = draw_pages(path, tmp_path, longest=100)
    except UnreadableFile:
        return
    assert all(max(opened(page).size) <= 100 for page in drawn)


@pytest.mark.parametrize(
    ("content", "file_type"),
    [
        (b"Moin\nand more words", "text/plain"),
        (b"a,b\n1,2\n", "text/csv"),
        (b'{"a": [1, 2]}', "application/json"),
        (b"{\\rtf1 Moin}", RTF),
        ("\u6e2f\u306e\u672c".encode(), "text/plain"),
        (b"x" * 5000, "text/plain"),
    ],
)
def test_what_has_no_picture_has_a_card(tmp_path, content, file_type):
    (tmp_path / "a").write_bytes(content)
    card = opened(preview(tmp_path / "a", file_type, tmp_path))
    assert card.size == (1600, 1200)
    assert min(card.convert("L").getextrema()) < 150


def test_long_sounds_and_office_documents_have_a_card(tmp_path, monkeypatch):
    monkeypatch.setattr("mediakit.previews.LONGEST_SHAPE", 0.5)
    sound = makers.sound(tmp_path / "a", title="Tone", artist="Fork")
    for path, file_type in ((sound, "audio/wav"), (papers.letter(tmp_path / "b", "Moin"), DOCX)):
        assert opened(preview(path, file_type, tmp_path)).size == (1600, 1200)


def test_a_short_sound_is_shown_by_its_shape(tmp_path):
    sound = makers.sound(tmp_path / "a")
    assert opened(preview(sound, "audio/wav", tmp_path)).size == (1600, 400)


def test_the_cover_of_a_book_and_the_thumbnail_of_a_letter_are_shown(tmp_path):
    book = papers.book(tmp_path / "a", cover=papers.cover((300, 400)))
    assert opened(preview(book, EPUB, tmp_path)).size == (300, 400)
    letter = papers.letter(tmp_path / "b", "Moin", **{"docProps/thumbnail.jpeg": papers.cover((300, 400))})
    assert opened(preview(letter, DOCX, tmp_path)).getpixel((10, 10)) == makers.RED


@pytest.mark.parametrize(
    "cover",
    [
        b"no picture",
        makers.in_memory(makers.quarters(60, 40), "PNG"),
        makers.in_memory(Image.new("RGB", (400, 600), "white"), "PNG"),
        makers.in_memory(makers.noise((400, 400)), "PNG")[:20_000],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_a_cover_that_shows_nothing_is_passed_over(tmp_path, cover):
    assert opened(preview(papers.book(tmp_path / "a", cover=cover), EPUB, tmp_path)).size == (1600, 1200)


def on_nothing(mode):
    """A black square in the middle of nothing."""
    drawn = Image.new("LA", (400, 400), (0, 0))
    drawn.paste((0, 255), (100, 100, 300, 300))
    return makers.in_memory(drawn.convert("RGBA").convert(mode), "PNG")


LINES = b"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'><path d='M100 100h200v200h-200z'/></svg>"


@pytest.mark.parametrize("cover", [on_nothing("RGBA"), on_nothing("LA"), on_nothing("P"), LINES])
def test_a_cover_on_nothing_lies_on_white(tmp_path, cover):
    drawn = opened(preview(papers.book(tmp_path / "a", cover=cover), EPUB, tmp_path))
    assert drawn.size[0] == drawn.size[1]
    middle, corner = drawn.width // 2, drawn.width // 8
    assert drawn.getpixel((middle, middle)) == (0, 0, 0)
    assert drawn.getpixel((corner, corner)) == makers.WHITE


def with_cover(path, cover):
    makers.sound(path, container_format="mp3", codec="libmp3lame")
    tags = ID3()
    tags.add(APIC(mime="image/jpeg", type=3, data=cover))
    tags.save(path)
    return path


def test_a_cover_that_is_cut_off_leaves_the_shape_of_what_is_heard(tmp_path):
    whole = makers.in_memory(makers.noise((400, 400)), "JPEG")
    sound = with_cover(tmp_path / "a", whole)
    assert opened(preview(sound, "audio/mpeg", tmp_path)).size == (400, 400)
    sound = with_cover(tmp_path / "a", whole[: len(whole) // 2])
    assert opened(preview(sound, "audio/mpeg", tmp_path)).size == (1600, 400)


def test_a_cover_of_too_many_pixels_leaves_the_card_of_a_long_sound(tmp_path, monkeypatch):
    monkeypatch.setattr("mediakit.previews.LONGEST_SHAPE", 0.5)
    monkeypatch.setattr("mediakit.embedded.PIXELS", PixelLimits(frame=399 * 400, total=399 * 400))
    sound = with_cover(tmp_path / "a", makers.in_memory(makers.noise((400, 400)), "JPEG"))
    assert opened(preview(sound, "audio/mpeg", tmp_path)).size == (1600, 1200)


def test_a_recording_that_cannot_be_read_has_no_preview(tmp_path):
    (tmp_path / "a").write_bytes(bytes(range(256)) * 50)
    with pytest.raises(UnreadableFile):
        preview(tmp_path / "a", "audio/mp4", tmp_path)


def test_a_card_says_what_the_file_says(tmp_path):
    (tmp_path / "a").write_text("# Harbours\n\nOf the north.")
    card = cards.card_of(read_facts(tmp_path / "a", "text/markdown"), "text/markdown")
    assert (card.label, card.title, card.text) == ("MD", "Harbours", "Of the north.")
    card = cards.card_of(read_facts(papers.workbook(tmp_path / "b"), XLSX), XLSX)
    assert (card.remark, card.rows[0]) == ("2 sheets", ("Share", "When"))


def test_characters_without_a_glyph_are_left_out_and_texts_of_them_not_shown():
    assert fonts.settable("Gr\u00fc\u00dfe, \u041f\u0440\u0438\u0432\u0435\u0442 \u0393\u03b5\u03b9\u03ac", fonts.TEXT)
    assert fonts.settable("many plain words and one \U0001f600", fonts.TEXT) == "many plain words and one "
    assert fonts.settable("\u6e2f\u306e\u672c", fonts.TEXT) is None


def test_more_words_make_more_ink_and_none_runs_out_of_the_sheet():
    short, long = cards.Card("TXT", text="Moin"), cards.Card("TXT", text="Moin " * 300)
    assert inked(short) < inked(long)
    for card in (long, cards.Card("TXT", text="W" * 900), cards.Card("CSV", rows=(("W" * 60,) * 6,) * 13)):
        picture = typesetting.draw_card(card)
        for edge in (picture.crop((0, 0, 180, 1200)), picture.crop((1420, 0, 1600, 1200))):
            assert min(edge.convert("L").getextrema()) > 200


def test_lines_are_broken_where_they_end():
    face = fonts.face(fonts.TEXT, 40)
    lines = typesetting.wrapped("one two three " + "W" * 100, face, 300)
    assert all(face.getlength(line) <= 300 for line in lines)
    assert "".join(lines).replace(" ", "") == "onetwothree" + "W" * 100


def test_letters_from_right_to_left_stand_on_the_right():
    assert fonts.runs_leftwards("(\u0635\u0648\u0631\u0629) abc")
    assert not fonts.runs_leftwards("12 abc \u0635")
