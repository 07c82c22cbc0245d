import pillow_heif
import pytest
from PIL import Image

from mediakit.errors import MediaError, TooManyPixels, TruncatedFile, UnreadableFile
from mediakit.limits import PixelLimits
from mediakit.previews import preview
from mediakit.renditions import STANDARD, Wanted, draw
from mediakit.specs import Spec
from mediakit.tests import makers

SMALL = (Wanted("small", Spec.parse("fit-40")),)


def near(found, wanted, tolerance=24):
    return all(abs(a - b) <= tolerance for a, b in zip(found, wanted, strict=True))


def corners(path):
    """The colours at the middles of the four quarters, and the size."""
    with Image.open(path) as drawn:
        picture = drawn.convert("RGB")
    width, height = picture.size
    at = [(width // 4, height // 4), (3 * width // 4, height // 4), (width // 4, 3 * height // 4)]
    return [picture.getpixel(place) for place in (*at, (3 * width // 4, 3 * height // 4))]


def shows_quarters(path):
    wanted = (makers.RED, makers.GREEN, makers.BLUE, makers.WHITE)
    return all(near(found, colour) for found, colour in zip(corners(path), wanted, strict=True))


def test_every_preset_is_drawn_and_says_what_it_is(tmp_path):
    drawn = draw(makers.photo(tmp_path / "a", size=(2000, 1000)), STANDARD, tmp_path)
    sizes = {one.name: (one.width, one.height) for one in drawn}
    assert sizes == {"small": (150, 75), "medium": (300, 150), "large": (800, 400), "xlarge": (1600, 800)}
    for one in drawn:
        with Image.open(one.path) as picture:
            assert (picture.format, picture.size) == ("WEBP", (one.width, one.height))
        assert one.path.stat().st_size == one.file_size
        assert shows_quarters(one.path)


def test_nothing_is_enlarged(tmp_path):
    drawn = draw(makers.photo(tmp_path / "a", size=(200, 120)), STANDARD, tmp_path)
    sizes = {one.name: (one.width, one.height) for one in drawn}
    assert sizes == {"small": (150, 90), "medium": (200, 120), "large": (200, 120), "xlarge": (200, 120)}
    assert all(one.path.is_file() for one in drawn)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied(tmp_path, orientation):
    (drawn,) = draw(makers.photo(tmp_path / "a", orientation=orientation, size=(80, 60)), SMALL, tmp_path)
    assert (drawn.width, drawn.height) == (40, 30)
    assert shows_quarters(drawn.path)


def test_a_heic_is_drawn_once_turned(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = makers.quarters(80, 60).transpose(makers.STORED_AS[6])
    pillow_heif.from_pillow(stored).save(tmp_path / "a", exif=exif.tobytes(), quality=95)
    shown = pillow_heif.open_heif(str(tmp_path / "a")).size
    (drawn,) = draw(tmp_path / "a", SMALL, tmp_path)
    assert (drawn.width, drawn.height) == (shown[0] // 2, shown[1] // 2)


@pytest.mark.parametrize("image_format", ["PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP", "ICO"])
def test_every_format_is_drawn(tmp_path, image_format):
    (drawn,) = draw(makers.picture(tmp_path / "a", makers.quarters(60, 60), image_format), SMALL, tmp_path)
    assert shows_quarters(drawn.path)


@pytest.mark.parametrize("image_format", ["PNG", "WEBP", "AVIF", "TIFF"])
def test_alpha_is_kept(tmp_path, image_format):
    veil = makers.quarters(80, 60, "RGBA")
    veil.paste((0, 0, 0, 0), (0, 0, 40, 60))
    (drawn,) = draw(makers.picture(tmp_path / "a", veil, image_format), SMALL, tmp_path)
    with Image.open(drawn.path) as picture:
        assert picture.mode == "RGBA"
        assert (picture.getpixel((5, 15))[3], picture.getpixel((35, 15))[3]) == (0, 255)


def test_cmyk_becomes_rgb(tmp_path):
    (drawn,) = draw(makers.picture(tmp_path / "a", Image.new("CMYK", (80, 60)), "JPEG"), SMALL, tmp_path)
    with Image.open(drawn.path) as picture:
        assert picture.mode == "RGB"
        assert near(picture.getpixel((20, 15)), makers.WHITE)


def test_sixteen_bits_and_greys_keep_their_brightness(tmp_path):
    for mode, value in (("I;16", 0x8080), ("L", 0x80), ("LA", (0x80, 255))):
        path = makers.picture(tmp_path / "a", Image.new(mode, (80, 60), value), "PNG")
        (drawn,) = draw(path, SMALL, tmp_path)
        with Image.open(drawn.path) as picture:
            assert near(picture.convert("RGB").getpixel((20, 15)), (0x80, 0x80, 0x80), 4)


def test_an_embedded_profile_is_converted_and_removed(tmp_path):
    path = makers.picture(tmp_path / "a", makers.quarters(), "PNG", icc_profile=makers.wide_gamut_profile())
    (drawn,) = draw(path, SMALL, tmp_path)
    assert near(corners(drawn.path)[0], makers.GREEN, 60)
    with Image.open(drawn.path) as picture:
        assert "icc_profile" not in picture.info


def test_a_broken_profile_costs_the_colours_only(tmp_path):
    path = makers.picture(tmp_path / "a", makers.quarters(), "PNG", icc_profile=b"no profile at all" * 20)
    (drawn,) = draw(path, SMALL, tmp_path)
    assert shows_quarters(drawn.path)


def test_metadata_is_stripped(tmp_path):
    photo = makers.photo(tmp_path / "a", gps=(48.2, 16.3))
    (drawn,) = draw(photo, SMALL, tmp_path)
    content = drawn.path.read_bytes()
    assert b"Exif" not in content
    assert b"EXIF" not in content
    assert b"XMP " not in content


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF"])
def test_a_picture_cut_in_its_pixels_says_so(tmp_path, image_format):
    whole = makers.picture(tmp_path / "whole", makers.noise((300, 200)), image_format)
    with pytest.raises(TruncatedFile):
        draw(makers.cut(tmp_path / "a", whole, 0.5), SMALL, tmp_path)


def test_a_heic_cut_in_its_pixels_is_refused(tmp_path):
    pillow_heif.from_pillow(makers.noise((300, 200))).save(tmp_path / "whole")
    with pytest.raises((TruncatedFile, UnreadableFile)):
        draw(makers.cut(tmp_path / "a", tmp_path / "whole", 0.6), SMALL, tmp_path)


def test_a_bomb_is_not_decoded(tmp_path):
    with pytest.raises(TooManyPixels):
        draw(makers.png_header(tmp_path / "a", 30_000, 30_000), STANDARD, tmp_path)


def test_limits_can_be_set(tmp_path):
    with pytest.raises(TooManyPixels):
        draw(makers.photo(tmp_path / "a"), SMALL, tmp_path, limits=PixelLimits(frame=100))


@pytest.mark.parametrize("content", [b"", b"words", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4\n"])
def test_what_is_no_picture_is_not_drawn(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(MediaError):
        draw(tmp_path / "a", SMALL, tmp_path)


def test_a_line_is_drawn(tmp_path):
    (drawn,) = draw(makers.picture(tmp_path / "a", Image.new("RGB", (3000, 2)), "PNG"), SMALL, tmp_path)
    assert (drawn.width, drawn.height) == (40, 1)


def test_films_and_pdfs_have_a_picture_to_draw_from(tmp_path):
    still = preview(makers.film(tmp_path / "a"), "video/mp4", tmp_path)
    (drawn,) = draw(still, SMALL, tmp_path)
    assert (drawn.width, drawn.height) == (40, 30)
    assert near(corners(drawn.path)[0], makers.GREEN)
    page = preview(makers.pdf(tmp_path / "b"), "application/pdf", tmp_path)
    (drawn,) = draw(page, (Wanted("xlarge", Spec.parse("fit-1600")),), tmp_path)
    assert (drawn.width, drawn.height) == (1067, 1600)


def test_a_picture_needs_no_preview(tmp_path):
    assert preview(makers.photo(tmp_path / "a"), "image/jpeg", tmp_path) is None
