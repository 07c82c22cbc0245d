"""When and where a picture was taken, where the camera itself does not say."""

from datetime import datetime

import pillow_heif
import pytest
from PIL import Image, PngImagePlugin

from mediakit.facts import read_facts
from mediakit.iptc import read_iptc
from mediakit.tests import makers
from mediakit.xmp import read_xmp

TAKEN = datetime(2024, 5, 1, 14, 3, 22)
ZURICH = (47.3769, 8.5416667)


def packet(**said):
    prefixes = {name: f"http://ns.adobe.com/{name}/1.0/" for name in ("exif", "photoshop", "tiff")}
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in prefixes.items())
    values = "".join(f' {name.replace("_", ":")}="{value}"' for name, value in said.items())
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    inner = f'<rdf:Description rdf:about=""{names}{values}/>'
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{rdf}">{inner}</rdf:RDF></x:xmpmeta>'.encode()


def datasets(**said):
    """A block of IPTC with a date and a time."""
    numbers = {"date": 55, "time": 60}
    return b"".join(
        bytes((0x1C, 2, numbers[name])) + len(value).to_bytes(2) + value.encode() for name, value in said.items()
    )


def picture(path, image_format, xmp):
    if image_format == "HEIC":
        pillow_heif.from_pillow(makers.quarters()).save(path, xmp=xmp)
        return path
    return makers.picture(path, makers.quarters(), image_format, xmp=xmp)


@pytest.mark.parametrize("image_format", ["JPEG", "WEBP", "HEIC", "AVIF"])
def test_programs_say_it_in_xmp(tmp_path, image_format):
    xmp = packet(
        exif_GPSLatitude="47,22.614N",
        exif_GPSLongitude="8,32,30E",
        exif_GPSAltitude="4085/10",
        exif_DateTimeOriginal="2024-05-01T14:03:22+02:00",
    )
    facts = read_facts(picture(tmp_path / "a", image_format, xmp), f"image/{image_format.lower()}")
    assert (facts.latitude, facts.longitude, facts.altitude) == (*ZURICH, 408.5)
    assert (facts.taken_at, facts.taken_offset) == (TAKEN, "+02:00")


SAID_OF_THE_CAMERA = {"tiff_Make": "Nikon", "tiff_Model": "Z 6", "exif_FNumber": "28/10", "exif_FocalLength": "35"}


@pytest.mark.parametrize("image_format", ["PNG", "WEBP"])
def test_what_was_exported_for_the_web_names_its_camera_in_xmp(tmp_path, image_format):
    said = packet(**SAID_OF_THE_CAMERA, exif_ExposureTime=" 0.0040000000000000 ", exif_ISOSpeedRatings="400")
    path = tmp_path / "a"
    if image_format == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", said.decode())
        makers.picture(path, makers.quarters(), "PNG", pnginfo=info)
    else:
        makers.picture(path, makers.quarters(), "WEBP", xmp=said)
    facts = read_facts(path, f"image/{image_format.lower()}")
    assert (facts.camera_make, facts.camera_model) == ("Nikon", "Z 6")
    assert (facts.exposure_time, facts.f_number, facts.iso, facts.focal_length) == (0.004, 2.8, 400, 35.0)


@pytest.mark.parametrize("odd", ["1e999999999", "1/0", "f/2.8", "nan", "9" * 5000])
def test_what_is_no_number_is_no_exposure(tmp_path, odd):
    path = makers.picture(tmp_path / "a", makers.quarters(), "WEBP", xmp=packet(exif_FNumber=odd, tiff_Make="Nikon"))
    facts = read_facts(path, "image/webp")
    assert (facts.camera_make, facts.f_number) == ("Nikon", None)


def test_what_a_camera_says_is_not_mixed_with_what_programs_say(tmp_path):
    exif = Image.Exif()
    exif[0x0110] = "Brownie"
    exif.get_ifd(0x8769)[0x829D] = 8.0
    path = makers.picture(tmp_path / "a", makers.quarters(), "JPEG", exif=exif, xmp=packet(**SAID_OF_THE_CAMERA))
    facts = read_facts(path, "image/jpeg")
    assert (facts.camera_make, facts.camera_model) == (None, "Brownie")
    assert (facts.f_number, facts.focal_length) == (8.0, None)


def test_the_camera_knows_better_than_programs(tmp_path):
    said = packet(
        exif_GPSLatitude="1,0N", exif_GPSLongitude="1,0E", exif_GPSAltitude="9/1", exif_DateTimeOriginal="2001-01-01"
    )
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 6.0, 0.0), 3: "E", 4: (4.0, 18.0, 0.0)})
    exif.get_ifd(0x8769)[0x9003] = "2024:05:01 14:03:22"
    path = makers.picture(tmp_path / "a", makers.quarters(), "JPEG", exif=exif, xmp=said)
    facts = read_facts(path, "image/jpeg")
    assert (facts.latitude, facts.longitude, facts.altitude) == (52.1, 4.3, None)
    assert (facts.taken_at, facts.taken_offset) == (TAKEN, None)


def test_agencies_say_when_in_iptc(tmp_path):
    block = datasets(date="20240501", time="140322+0200")
    path = makers.picture(tmp_path / "a", makers.quarters(), "TIFF", tiffinfo={33723: block})
    facts = read_facts(path, "image/tiff")
    assert (facts.taken_at, facts.taken_offset) == (TAKEN, "+02:00")
    both = makers.picture(
        tmp_path / "b",
        makers.quarters(),
        "TIFF",
        tiffinfo={33723: block, 700: packet(photoshop_DateCreated="2019-12-31T23:59")},
    )
    assert read_facts(both, "image/tiff").taken_at == datetime(2019, 12, 31, 23, 59)


@pytest.mark.parametrize(
    ("latitude", "longitude", "wanted"),
    [
        ("47,22.614N", "8,32.5E", ZURICH),
        ("47,22,36.84N", "8,32,30E", ZURICH),
        ("47.3769", "8.5416667", ZURICH),
        ("47.3769 N", "8.5416667E", ZURICH),
        ("-33.8688", "-151.2093", (-33.8688, -151.2093)),
        ("33,52.128S", "151,12.558W", (-33.8688, -151.2093)),
        ("47,22.614N", "", None),
        ("47,22.614E", "8,32.5N", None),
        ("91,0N", "8,0E", None),
        ("0,0N", "0,0E", None),
        ("nan", "inf", None),
        ("9" * 400, "1e400", None),
    ],
)
def test_positions_are_written_in_two_ways(latitude, longitude, wanted):
    found = read_xmp(packet(exif_GPSLatitude=latitude, exif_GPSLongitude=longitude))
    assert (found.latitude, found.longitude) == (wanted or (None, None))


@pytest.mark.parametrize(
    ("height", "reference", "wanted"),
    [
        ("4085/10", "0", 408.5),
        ("12", "1", -12.0),
        ("1/0", "0", None),
        ("1e999999999", "0", None),
        ("9999999", "", None),
    ],
)
def test_heights_are_fractions(height, reference, wanted):
    said = packet(
        exif_GPSLatitude="1,0N",
        exif_GPSLongitude="1,0E",
        exif_GPSAltitude=height,
        exif_GPSAltitudeRef=reference,
    )
    assert read_xmp(said).altitude == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("2024-05-01T14:03:22", (TAKEN, None)),
        ("2024-05-01T14:03:22.75-04:30", (TAKEN, "-04:30")),
        ("2024-05-01T14:03Z", (TAKEN.replace(second=0), "+00:00")),
        ("2024-05-01", (datetime(2024, 5, 1), None)),
        ("2024-05", (None, None)),
        ("0000-00-00T00:00:00", (None, None)),
        ("1904-01-01T00:00:00Z", (datetime(1904, 1, 1), "+00:00")),
        ("yesterday", (None, None)),
    ],
)
def test_moments_may_have_an_offset(said, wanted):
    found = read_xmp(packet(photoshop_DateCreated=said))
    assert (found.taken_at, found.taken_offset) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"date": "20240501", "time": "140322"}, (TAKEN, None)),
        ({"date": "20240501"}, (datetime(2024, 5, 1), None)),
        ({"date": "20240501", "time": "noon"}, (datetime(2024, 5, 1), None)),
        ({"date": "20240000"}, (None, None)),
        ({"time": "140322+0200"}, (None, None)),
    ],
)
def test_agencies_may_know_the_day_only(said, wanted):
    found = read_iptc(datasets(**said))
    assert (found.taken_at, found.taken_offset) == wanted
