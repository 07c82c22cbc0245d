from zlib import crc32

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageSequence

from mediakit import decoders, heif_planes
from mediakit.encoders import fallback_format
from mediakit.errors import TruncatedFile, UnreadableFile
from mediakit.renditions import STANDARD, Wanted, draw
from mediakit.specs import Spec
from mediakit.tests import makers
from mediakit.tests.test_picture_facts import PACKET, with_iptc

FORMATS = ["webp", "avif", "jpeg", "png"]


TRACES = (b"Secret", b"Exif", b"EXIF", b"eXIf", b"xmpmeta", b"XMP ", b"ICC", b"iCCP", b"acsp", b"tEXt", b"8BIM")


def wanted(spec, image_format="png", **more):
    return Wanted(f"{spec}-{image_format}-{len(more)}", Spec.parse(spec), image_format, **more)


def drawn(path, spec, image_format="png", **more):
    (one,) = draw(path, [wanted(spec, image_format, **more)], path.parent)
    return one


def pixels(path):
    with Image.open(path) as picture:
        return picture.convert("RGB")


def near(found, expected, tolerance=12):
    return all(abs(a - b) <= tolerance for a, b in zip(found, expected, strict=True))


@pytest.mark.parametrize("image_format", FORMATS)
def test_every_format_shows_the_same(tmp_path, image_format):
    one = drawn(makers.photo(tmp_path / "a", size=(400, 300)), "fit-200", image_format)
    with Image.open(one.path) as picture:
        assert (picture.format.lower(), picture.size) == (image_format, (200, 150))
    shown = pixels(one.path)
    assert near(shown.getpixel((50, 40)), makers.RED, 24)
    assert near(shown.getpixel((150, 110)), makers.WHITE, 24)
    assert (one.format, one.file_size, one.frames) == (image_format, one.path.stat().st_size, 1)


@pytest.mark.parametrize("image_format", FORMATS)
def test_alpha_is_kept_or_laid_on_white(tmp_path, image_format):
    veil = Image.new("RGBA", (80, 60), (255, 0, 0, 255))
    veil.paste((0, 0, 0, 0), (0, 0, 40, 60))
    one = drawn(makers.picture(tmp_path / "a", veil, "PNG"), "fit-40", image_format)
    with Image.open(one.path) as picture:
        if image_format == "jpeg":
            assert picture.mode == "RGB"
            assert near(picture.getpixel((5, 15)), makers.WHITE)
        else:
            assert near((picture.getpixel((5, 15))[3], picture.getpixel((35, 15))[3]), (0, 255), 3)


def test_the_fallback_keeps_what_is_transparent():
    assert (fallback_format(True), fallback_format(False)) == ("png", "jpeg")


def test_a_jpeg_comes_in_passes(tmp_path):
    with Image.open(drawn(makers.photo(tmp_path / "a"), "fit-40", "jpeg").path) as picture:
        assert picture.info["progressive"]


@pytest.mark.parametrize("image_format", FORMATS)
@pytest.mark.parametrize("source", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_nothing_that_was_written_into_a_picture_is_in_its_renditions(tmp_path, source, image_format):
    exif = Image.Exif()
    exif[0x010F], exif[0x8298], exif[0xA431] = "SecretMaker", "SecretRights", "SecretSerial"
    if source != "TIFF":
        exif[0x8825] = {1: "N", 2: (48.0, 0.0, 0.0), 3: "E", 4: (16.0, 0.0, 0.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif, "icc_profile": profile} | ({} if source in ("PNG", "TIFF") else {"xmp": PACKET})
    path = makers.picture(tmp_path / "a", makers.quarters(), source, **options)
    content = drawn(path, "fit-40", image_format).path.read_bytes()
    for trace in (
        b"Secret",
        b"Exif",
        b"EXIF",
        b"eXIf",
        b"xmpmeta",
        b"XMP ",
        b"ICC",
        b"iCCP",
        b"acsp",
        b"tEXt",
        b"8BIM",
    ):
        assert trace not in content, trace


@pytest.mark.parametrize("image_format", FORMATS)
def test_iptc_is_not_in_renditions(tmp_path, image_format):
    content = drawn(with_iptc(tmp_path / "a", title=b"SecretTitle"), "fit-40", image_format).path.read_bytes()
    assert b"SecretTitle" not in content
    assert b"8BIM" not in content


def test_filling_cuts_around_the_focus(tmp_path):
    path = makers.picture(tmp_path / "a", makers.quarters(400, 200), "PNG")
    left, right = drawn(path, "fill-50x100-0-500"), drawn(path, "fill-50x100-1000-500")
    assert (left.width, left.height) == (right.width, right.height) == (50, 100)
    assert near(pixels(left.path).getpixel((25, 20)), makers.RED)
    assert near(pixels(right.path).getpixel((25, 20)), makers.GREEN)
    middle = pixels(drawn(path, "fill-50x100").path)
    assert near(middle.getpixel((5, 20)), makers.RED)
    assert near(middle.getpixel((45, 20)), makers.GREEN)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_focus_is_in_the_upright_picture(tmp_path, orientation):
    path = makers.photo(tmp_path / "a", orientation=orientation, size=(300, 150))
    one = drawn(path, "fill-40x40-1000-0")
    assert near(pixels(one.path).getpixel((20, 10)), makers.GREEN, 24)


def test_many_specs_are_drawn_in_one_go(tmp_path):
    path = makers.photo(tmp_path / "a", size=(1000, 500))
    many = [
        wanted(spec, image_format)
        for spec in ("fit-800", "fit-120x300", "fill-200x200", "fill-200x200-0-0", "fill-2000x500", "fill-700x700")
        for image_format in ("webp", "png")
    ]
    found = {one.name: one for one in draw(path, many, tmp_path)}
    assert {name: (one.width, one.height) for name, one in found.items() if name.endswith("png-0")} == {
        "fit-800-png-0": (800, 400),
        "fit-120x300-png-0": (120, 60),
        "fill-200x200-png-0": (200, 200),
        "fill-200x200-0-0-png-0": (200, 200),
        "fill-2000x500-png-0": (1000, 250),
        "fill-700x700-png-0": (500, 500),
    }
    for one in many:
        assert (found[one.name].width, found[one.name].height) == one.spec.size(1000, 500)
    assert near(pixels(found["fill-200x200-0-0-png-0"].path).getpixel((150, 40)), makers.RED, 24)
    assert near(pixels(found["fill-200x200-png-0"].path).getpixel((150, 40)), makers.GREEN, 24)


@pytest.mark.parametrize("image_format", ["GIF", "WEBP", "PNG"])
def test_an_animation_keeps_its_frames_where_it_is_asked_to(tmp_path, image_format):
    frames = [Image.new("RGB", (120, 80), (60 * number, 0, 0)) for number in range(4)]
    path = makers.picture(
        tmp_path / "a", frames[0], image_format, save_all=True, append_images=frames[1:], duration=250, loop=0
    )
    moving = wanted("fit-60", "webp", animated=True)
    cut = wanted("fill-30x30", "webp", animated=True)
    still = [wanted("fit-60", "webp"), wanted("fit-60", "jpeg", animated=True)]
    found = {one.name: one for one in draw(path, [moving, cut, *still], tmp_path)}
    assert (found[moving.name].width, found[moving.name].height, found[moving.name].frames) == (60, 40, 4)
    assert (found[cut.name].width, found[cut.name].height, found[cut.name].frames) == (30, 30, 4)
    assert [found[one.name].frames for one in still] == [1, 1]
    for one in (moving, cut):
        with Image.open(found[one.name].path) as picture:
            assert picture.n_frames == 4
            picture.seek(3)
            assert near(picture.convert("RGB").getpixel((15, 15)), (180, 0, 0), 24)
            assert picture.info["duration"] == 250


def moving_png(path, count, **more):
    frames = [Image.new("RGB", (120, 80), (60 * number, 0, 0)) for number in range(count)]
    return makers.picture(path, frames[0], "PNG", save_all=True, append_images=frames[1:], duration=[100, 300], **more)


def test_the_picture_for_those_who_know_no_moving_png_is_none_of_its_frames(tmp_path):
    path = moving_png(tmp_path / "a", 3, default_image=True, loop=2)
    with Image.open(drawn(path, "fit-60", "webp", animated=True).path) as picture:
        assert (picture.n_frames, picture.info["loop"]) == (2, 2)
        shown = [
            (near(frame.convert("RGB").getpixel((15, 15)), (60 * number, 0, 0), 24), frame.info["duration"])
            for number, frame in enumerate(ImageSequence.Iterator(picture), start=1)
        ]
    assert shown == [(True, 100), (True, 300)]


def test_a_moving_png_that_breaks_off_moves_as_far_as_it_goes(tmp_path):
    path = moving_png(tmp_path / "a", 2)
    content = bytearray(path.read_bytes())
    at = content.index(b"acTL")
    content[at + 4 : at + 8] = (9).to_bytes(4, "big")
    content[at + 12 : at + 16] = crc32(content[at : at + 12]).to_bytes(4, "big")
    path.write_bytes(content)
    assert drawn(path, "fit-60", "webp", animated=True).frames == 2


def test_a_moving_png_that_does_not_get_to_move_stands_still(tmp_path):
    path = moving_png(tmp_path / "a", 2)
    content = bytearray(path.read_bytes())
    at = content.index(b"fcTL")
    content[at + 20] = 0xFF  # far outside of the picture
    content[at + 30 : at + 34] = crc32(content[at : at + 30]).to_bytes(4, "big")
    path.write_bytes(content)
    one = drawn(path, "fit-60", "webp", animated=True)
    assert (one.width, one.height, one.frames) == (60, 40, 1)


def test_a_picture_of_one_frame_is_still_however_it_is_asked_for(tmp_path):
    path = makers.picture(tmp_path / "a", makers.quarters(), "GIF")
    assert drawn(path, "fit-40", "webp", animated=True).frames == 1


def gamut(red, green, blue, gamma):
    """A profile with primaries of one's own, by putting them into that of sRGB."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for name, xyz in ((b"rXYZ", red), (b"gXYZ", green), (b"bXYZ", blue)):
        at = profile.index(name)
        start = int.from_bytes(profile[at + 4 : at + 8], "big") + 8
        profile[start : start + 12] = b"".join(round(part * 65536).to_bytes(4, "big", signed=True) for part in xyz)
    return bytes(profile).replace(b"s\x00R\x00G\x00B", b"x\x00R\x00G\x00B").replace(b"sRGB", b"xRGB")


DISPLAY_P3 = gamut((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407), 2.2)


@pytest.mark.parametrize(
    ("image_format", "mode"),
    [(name, "RGB") for name in ("PNG", "JPEG", "WEBP", "TIFF")] + [(name, "RGBA") for name in ("PNG", "WEBP", "TIFF")],
)
def test_a_wide_gamut_is_brought_into_that_of_the_web(tmp_path, image_format, mode):
    colour = (200, 100, 50) if mode == "RGB" else (200, 100, 50, 255)
    path = makers.picture(tmp_path / "a", Image.new(mode, (80, 60), colour), image_format, icc_profile=DISPLAY_P3)
    assert near(pixels(drawn(path, "fit-40").path).getpixel((20, 15)), (215, 94, 33), 6)


def test_a_grey_profile_and_a_cmyk_one_are_survived(tmp_path):
    grey = makers.picture(tmp_path / "a", Image.new("L", (80, 60), 128), "JPEG", icc_profile=DISPLAY_P3)
    assert near(pixels(drawn(grey, "fit-40").path).getpixel((20, 15)), (128, 128, 128), 20)
    cmyk = makers.picture(tmp_path / "b", Image.new("CMYK", (80, 60)), "JPEG", icc_profile=DISPLAY_P3)
    assert near(pixels(drawn(cmyk, "fit-40").path).getpixel((20, 15)), (255, 255, 255), 20)


def test_a_palette_with_transparency_stays_transparent(tmp_path):
    palette = Image.new("P", (80, 60), 1)
    palette.putpalette([255, 0, 0, 0, 0, 255])
    palette.paste(0, (0, 0, 40, 60))
    for image_format in ("PNG", "GIF"):
        path = makers.picture(tmp_path / "a", palette, image_format, transparency=0)
        with Image.open(drawn(path, "fit-40").path) as picture:
            veil = picture.convert("RGBA")
        assert (veil.getpixel((5, 15))[3], veil.getpixel((35, 15))) == (0, (0, 0, 255, 255))


@pytest.mark.parametrize("image_format", FORMATS)
def test_sixteen_bits_become_eight(tmp_path, image_format):
    path = makers.picture(tmp_path / "a", Image.new("I;16", (80, 60), 0x8080), "PNG")
    one = drawn(path, "fit-40", image_format)
    assert near(pixels(one.path).getpixel((20, 15)), (0x80, 0x80, 0x80), 4)


def test_nothing_wanted_is_nothing_drawn(tmp_path):
    assert draw(makers.photo(tmp_path / "a"), [], tmp_path) == []
    assert [one.name for one in draw(makers.photo(tmp_path / "a"), STANDARD[::-1], tmp_path)] == [
        "xlarge",
        "large",
        "medium",
        "small",
    ]


def turned_heic(path, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = makers.quarters(320, 240)
    if (turn := makers.STORED_AS[orientation]) is not None:
        stored = stored.transpose(turn)
    pillow_heif.from_pillow(stored).save(path, exif=exif.tobytes(), quality=95)
    return path


@pytest.mark.parametrize("orientation", [1, 2, 3, 4, 5, 6, 7, 8])
def test_a_heic_looks_the_same_by_its_planes(tmp_path, orientation):
    path = turned_heic(tmp_path / "a", orientation)
    by_planes = heif_planes.open_planes(path, 160).numpy().astype(int)
    whole = pillow_heif.open_heif(str(path)).to_pillow().resize((by_planes.shape[1], by_planes.shape[0]))
    assert by_planes.shape[:2] in ((120, 160), (160, 120))
    assert np.abs(by_planes - np.asarray(whole, int)).mean() < 3


def test_a_large_heic_is_read_by_its_planes_and_keeps_its_profile(tmp_path, monkeypatch):
    monkeypatch.setattr(decoders, "LARGE", 1)
    read, used = heif_planes.open_planes, []
    monkeypatch.setattr(heif_planes, "open_planes", lambda *path: used.append(path) or read(*path))
    picture = Image.new("RGB", (80, 60), (200, 100, 50))
    pillow_heif.from_pillow(picture).save(tmp_path / "a", icc_profile=DISPLAY_P3, quality=95)
    assert near(pixels(drawn(tmp_path / "a", "fit-40").path).getpixel((20, 15)), (215, 94, 33), 6)
    assert used


@pytest.mark.parametrize("mode", ["RGBA", "L"])
def test_an_unusual_heic_is_read_as_a_whole(tmp_path, monkeypatch, mode):
    monkeypatch.setattr(decoders, "LARGE", 1)
    pillow_heif.from_pillow(makers.quarters(80, 60, mode)).save(tmp_path / "a", quality=95)
    with pytest.raises(heif_planes.Unusual):
        heif_planes.open_planes(tmp_path / "a", 40)
    one = drawn(tmp_path / "a", "fit-40")
    assert (one.width, one.height) == (40, 30)


def test_a_large_heic_cut_in_its_pixels_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(decoders, "LARGE", 1)
    pillow_heif.from_pillow(makers.noise((300, 200))).save(tmp_path / "whole")
    with pytest.raises((TruncatedFile, UnreadableFile)):
        drawn(makers.cut(tmp_path / "a", tmp_path / "whole", 0.6), "fit-40")
