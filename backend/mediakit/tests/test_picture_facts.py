import json
import struct
import zlib
from datetime import datetime

import pillow_heif
import pytest
from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from mediakit.facts import read_facts
from mediakit.tests import makers

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Credit="Agence &amp; Co" photoshop:Headline="No title">
<dc:title><rdf:Alt><rdf:li xml:lang="de">Hafen</rdf:li>
<rdf:li xml:lang="x-default">Harbour</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Boats at dusk</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Ada</rdf:li><rdf:li>Bo</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Ada</rdf:li></rdf:Alt></dc:rights>
<dc:subject><rdf:Bag><rdf:li>boat</rdf:li><rdf:li>dusk</rdf:li><rdf:li>boat</rdf:li></rdf:Bag></dc:subject>
<photoshop:City>Oslo</photoshop:City></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def iptc(**datasets):
    numbers = {"title": 5, "keyword": 25, "author": 80, "headline": 105, "credit": 110, "rights": 116, "caption": 120}
    entries = [(1, 90, b"\x1b%G")] if datasets.pop("unicode", True) else []
    for name, values in datasets.items():
        entries += [(2, numbers[name], value) for value in (values if isinstance(values, list) else [values])]
    packed = b"".join(struct.pack(">BBBH", 0x1C, *head, len(value)) + value for *head, value in entries)
    return b"8BIM\x03\xed\x01x\0\0\0\x03abc\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(packed)) + packed


def with_segment(path, marker, content):
    whole = makers.in_memory(makers.quarters(), "JPEG")
    path.write_bytes(whole[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + whole[2:])
    return path


def with_iptc(path, **datasets):
    return with_segment(path, 0xED, b"Photoshop 3.0\x00" + iptc(**datasets))


def written(path, image_format, drawing=None):
    """A picture with the packet in it."""
    drawing = drawing or makers.quarters()
    if image_format == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", PACKET.decode(), zip=True)
        return makers.picture(path, drawing, "PNG", pnginfo=text)
    if image_format == "HEIC":
        pillow_heif.from_pillow(drawing).save(path, xmp=PACKET)
        return path
    if image_format == "TIFF":
        return makers.picture(path, drawing, "TIFF", tiffinfo={700: PACKET})
    return makers.picture(path, drawing, image_format, xmp=PACKET)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIC"])
def test_what_people_wrote_is_read_from_xmp(tmp_path, image_format):
    facts = read_facts(written(tmp_path / "a", image_format), f"image/{image_format.lower()}")
    assert (facts.title, facts.caption, facts.credit) == ("Harbour", "Boats at dusk", "Agence & Co")
    assert (facts.author, facts.copyright, facts.keywords) == ("Ada, Bo", "© Ada", ("boat", "dusk"))
    assert facts.metadata["xmp"]["photoshop:City"] == "Oslo"


def test_what_agencies_wrote_is_read_from_iptc(tmp_path):
    path = with_iptc(
        tmp_path / "a",
        title="Hafen für alle".encode(),
        caption=b"Boats",
        author=[b"Ada", b"Bo"],
        credit=b"Agence",
        rights="© Ada".encode(),
        keyword=[b"boat", b"dusk", b"boat"],
    )
    facts = read_facts(path, "image/jpeg")
    assert (facts.title, facts.caption, facts.author) == ("Hafen für alle", "Boats", "Ada, Bo")
    assert (facts.credit, facts.copyright, facts.keywords) == ("Agence", "© Ada", ("boat", "dusk"))
    assert facts.metadata["iptc"]["Keywords"] == ["boat", "dusk", "boat"]


def test_iptc_in_an_old_encoding_and_in_a_tiff_is_read(tmp_path):
    facts = read_facts(with_iptc(tmp_path / "a", headline="Café".encode("cp1252"), unicode=False), "image/jpeg")
    assert facts.title == "Café"
    block = iptc(title=b"Harbour")
    path = makers.picture(tmp_path / "b", makers.quarters(), "TIFF", tiffinfo={33723: block[block.index(b"\x1c") :]})
    assert read_facts(path, "image/tiff").title == "Harbour"


def test_xmp_comes_before_iptc_and_iptc_before_exif(tmp_path):
    exif = Image.Exif()
    exif[0x013B], exif[0x010E], exif[0x8298] = "Exif artist", "Exif caption", "Exif rights"
    text = makers.in_memory(makers.quarters(), "JPEG", exif=exif)
    block = b"Photoshop 3.0\x00" + iptc(author=b"Iptc author", caption=b"Iptc caption")
    title = PACKET.replace(b"dc:description", b"dc:nothing").replace(b"dc:creator", b"dc:nobody")
    title = title.replace(b"dc:rights", b"dc:wrongs")
    xmp = b"http://ns.adobe.com/xap/1.0/\x00" + title
    segments = b"".join(struct.pack(">BBH", 0xFF, m, len(c) + 2) + c for m, c in ((0xED, block), (0xE1, xmp)))
    (tmp_path / "a").write_bytes(text[:2] + segments + text[2:])
    facts = read_facts(tmp_path / "a", "image/jpeg")
    assert (facts.title, facts.caption) == ("Harbour", "Iptc caption")
    assert (facts.author, facts.copyright) == ("Iptc author", "Exif rights")


@pytest.mark.parametrize(
    "packet",
    [
        PACKET.replace(b"<?xpacket", b"<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><?xpacket", 1),
        PACKET.replace(b"<?xpacket", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><?xpacket", 1),
        PACKET[:400],
        b"<g>" * 5000,
        b"\xff" * 100,
        b"",
    ],
)
def test_hostile_xmp_costs_the_xmp_only(tmp_path, packet):
    path = with_segment(tmp_path / "a", 0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + packet)
    facts = read_facts(path, "image/jpeg")
    assert (facts.width, facts.title, facts.metadata) == (80, None, {})


@pytest.mark.parametrize("block", [b"8BIM\x04\x04\x00\x00\x00\x00\xff\xff\x1c\x02", b"8BIM\x04\x04\xff", b"\x1c" * 50])
def test_damaged_iptc_costs_the_iptc_only(tmp_path, block):
    facts = read_facts(with_segment(tmp_path / "a", 0xED, b"Photoshop 3.0\x00" + block), "image/jpeg")
    assert (facts.width, facts.title, facts.keywords) == (80, None, ())


def test_a_photo_says_how_it_was_taken(tmp_path):
    exif = Image.Exif()
    exif[0x0131] = "Firmware 1.2"
    exif[0x8769] = {
        0x829A: IFDRational(1, 250),
        0x829D: IFDRational(28, 10),
        0x8827: 400,
        0x920A: 35.0,
        0xA405: 52,
        0x9209: 0x19,
        0xA434: "Nokton 35mm F1.4",
        0xA001: 1,
        0x9003: "2024:05:01 10:00:00",
    }
    exif[0x8825] = {5: b"\x01", 6: IFDRational(425, 10)}
    facts = read_facts(makers.picture(tmp_path / "a", makers.quarters(), "JPEG", exif=exif), "image/jpeg")
    assert (facts.exposure_time, facts.f_number, facts.iso) == (0.004, 2.8, 400)
    assert (facts.focal_length, facts.focal_length_35mm, facts.flash) == (35, 52, True)
    assert (facts.lens, facts.software, facts.altitude) == ("Nokton 35mm F1.4", "Firmware 1.2", -42.5)
    assert (facts.color_space, facts.color_profile) == ("RGB", "sRGB")
    assert facts.metadata["exif"]["FNumber"] == 2.8


def test_settings_in_apex_are_translated_and_nonsense_is_left_out(tmp_path):
    exif = Image.Exif()
    exif[0x8769] = {0x9201: 8.0, 0x9202: 4.0, 0x8827: 65535, 0x8832: 102400, 0x920A: IFDRational(0, 0)}
    exif[0x8825] = {6: IFDRational(1, 0)}
    facts = read_facts(makers.picture(tmp_path / "a", makers.quarters(), "JPEG", exif=exif), "image/jpeg")
    assert (facts.exposure_time, facts.f_number, facts.iso) == (0.003906, 4, 102400)
    assert (facts.focal_length, facts.altitude, facts.flash) == (None, None, None)


def test_when_a_file_was_changed_is_not_when_it_was_taken(tmp_path):
    exif = Image.Exif()
    exif[0x0132] = "2024:05:01 10:00:00"
    facts = read_facts(makers.picture(tmp_path / "a", makers.quarters(), "JPEG", exif=exif), "image/jpeg")
    assert facts.taken_at is None
    assert facts.metadata["exif"]["DateTime"] == "2024:05:01 10:00:00"


@pytest.mark.parametrize("said", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "  ", "Exif_JPEG_PICTURE", "DCIM\\100MEDIA\\1"])
def test_what_a_camera_writes_into_every_picture_is_no_caption(tmp_path, said):
    exif = Image.Exif()
    exif[0x010E] = said
    assert (
        read_facts(makers.picture(tmp_path / "a", makers.quarters(), "JPEG", exif=exif), "image/jpeg").caption is None
    )
    exif[0x010E] = "My camera"
    facts = read_facts(makers.picture(tmp_path / "a", makers.quarters(), "JPEG", exif=exif), "image/jpeg")
    assert facts.caption == "My camera"


def test_words_written_by_windows_are_read(tmp_path):
    exif = Image.Exif()
    exif[0x9C9B], exif[0x9C9C] = "Hafen\x00".encode("utf-16-le"), "Am Abend\x00".encode("utf-16-le")
    exif[0x9C9D], exif[0x9C9E] = "Ada\x00".encode("utf-16-le"), "boat; dusk;boat\x00".encode("utf-16-le")
    facts = read_facts(makers.picture(tmp_path / "a", makers.quarters(), "JPEG", exif=exif), "image/jpeg")
    assert (facts.title, facts.caption, facts.author) == ("Hafen", "Am Abend", "Ada")
    assert facts.keywords == ("boat", "dusk")


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_profiles_have_a_name(tmp_path, image_format):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = makers.picture(tmp_path / "a", makers.quarters(), image_format, icc_profile=profile)
    facts = read_facts(path, f"image/{image_format.lower()}")
    assert facts.color_profile == "sRGB built-in"
    assert facts.metadata["icc"]["color_space"] == "RGB"


@pytest.mark.parametrize(
    ("image_format", "mode", "wanted"),
    [
        ("JPEG", "L", (8, False, "Grey")),
        ("JPEG", "CMYK", (8, False, "CMYK")),
        ("PNG", "RGBA", (8, True, "RGB")),
        ("PNG", "I;16", (16, False, "Grey")),
        ("PNG", "LA", (8, True, "Grey")),
        ("PNG", "1", (1, False, "Grey")),
        ("PNG", "P", (8, False, "RGB")),
        ("WEBP", "RGB", (8, False, "RGB")),
        ("WEBP", "RGBA", (8, True, "RGB")),
        ("TIFF", "I;16", (16, False, "Grey")),
        ("TIFF", "RGBA", (8, True, "RGB")),
        ("TIFF", "CMYK", (8, False, "CMYK")),
        ("AVIF", "RGBA", (8, True, "RGB")),
        ("GIF", "P", (8, False, "RGB")),
        ("BMP", "RGB", (8, None, "RGB")),
    ],
)
def test_channels_are_described(tmp_path, image_format, mode, wanted):
    drawing = Image.new(mode, (80, 60))
    facts = read_facts(makers.picture(tmp_path / "a", drawing, image_format), f"image/{image_format.lower()}")
    assert (facts.bit_depth, facts.has_alpha, facts.color_space) == wanted


@pytest.mark.parametrize("lossless", [True, False])
def test_both_codings_of_webp_say_whether_they_are_transparent(tmp_path, lossless):
    veil = Image.new("RGBA", (80, 60), (1, 2, 3, 4))
    path = makers.picture(tmp_path / "a", veil, "WEBP", lossless=lossless)
    assert read_facts(path, "image/webp").has_alpha


@pytest.mark.parametrize("image_format", ["GIF", "WEBP", "PNG"])
def test_animations_say_how_long_they_last(tmp_path, image_format):
    frames = [makers.noise((20, 20), seed) for seed in range(4)]
    path = makers.picture(
        tmp_path / "a", frames[0], image_format, save_all=True, append_images=frames[1:], duration=250, loop=0
    )
    facts = read_facts(path, f"image/{image_format.lower()}")
    assert (facts.frames, facts.animated, facts.duration) == (4, True, 1)
    still = makers.picture(tmp_path / "b", frames[0], image_format)
    facts = read_facts(still, f"image/{image_format.lower()}")
    assert (facts.frames, facts.animated, facts.duration) == (1, False, None)


def test_texts_that_unpack_without_end_are_left_packed(tmp_path):
    whole = makers.in_memory(makers.quarters(), "PNG")
    content = b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + zlib.compress(b" " * 50_000_000)
    chunk = struct.pack(">I", len(content)) + b"iTXt" + content + struct.pack(">I", zlib.crc32(b"iTXt" + content))
    (tmp_path / "a").write_bytes(whole[:33] + chunk + whole[33:])
    facts = read_facts(tmp_path / "a", "image/png")
    assert (facts.width, facts.metadata) == (80, {})


def test_all_groups_fit_into_json(tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = makers.picture(tmp_path / "a", makers.quarters(), "JPEG", exif=exif, icc_profile=profile, xmp=PACKET)
    facts = read_facts(path, "image/jpeg")
    assert set(json.loads(json.dumps(facts.metadata, allow_nan=False))) == {"exif", "xmp", "icc"}


def test_the_moment_is_the_one_of_the_shutter(tmp_path):
    taken = datetime(2024, 5, 1, 14, 3, 22)
    facts = read_facts(makers.photo(tmp_path / "a", taken=taken, offset="-04:30"), "image/jpeg")
    assert (facts.taken_at, facts.taken_offset) == (taken, "-04:30")
