"""Public copies say nothing of a place or a device, and look the same."""

import io
from pathlib import Path
from struct import pack

import av
import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps

from mediakit import privacy
from mediakit.facts import read_facts

SERIAL = "4202531337"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><aux SerialNumber="{SERIAL}"/></x:xmpmeta>'.encode()
PLACE = "+52.1000+004.3000/"
GPS = {1: "N", 2: (52.0, 6.0, 0.0), 3: "E", 4: (4.0, 18.0, 0.0)}
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/tiff": "TIFF", "image/avif": "AVIF"}


def scene() -> Image.Image:
    return Image.linear_gradient("L").resize((96, 64)).convert("RGB")


def telling(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112], made[0x010F] = orientation, "Lumix"
    made.get_ifd(0x8769)[0xA431] = SERIAL
    made.get_ifd(0x8825).update(GPS)
    exif = Image.Exif()
    exif.load(made.tobytes())  # only what was read names its directories, which TIFF asks for
    return exif


def place_of(path: Path) -> dict[int, object]:
    with Image.open(path) as picture:
        return dict(picture.getexif().get_ifd(0x8825))


def photograph(path: Path, file_type: str, orientation: int = 6) -> Path:
    """A picture with position, serial number, XMP and a colour profile."""
    more = {} if file_type in {"image/png", "image/tiff"} else {"xmp": XMP}
    scene().save(path, FORMATS[file_type], exif=telling(orientation), icc_profile=PROFILE, **more)
    return path


def stripped(path: Path, file_type: str) -> Path:
    copy = privacy.without_location(path, file_type, path.with_name("copy"))
    assert copy is not None
    return copy


def upright(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return ImageOps.exif_transpose(picture).convert("RGB")


def same_picture(one: Path, other: Path) -> bool:
    first, second = upright(one), upright(other)
    return first.size == second.size and ImageChops.difference(first, second).getbbox() is None


@pytest.mark.parametrize("file_type", FORMATS)
@pytest.mark.parametrize("orientation", [1, 6])
def test_pictures_lose_place_and_serial_and_nothing_else(tmp_path, file_type, orientation):
    path = photograph(tmp_path / "photo", file_type, orientation)
    assert place_of(path)[1] == "N"
    assert SERIAL.encode() in path.read_bytes()
    copy = stripped(path, file_type)
    assert place_of(copy) == {}
    assert read_facts(copy, file_type).latitude is None
    assert SERIAL.encode() not in copy.read_bytes()
    assert same_picture(path, copy)
    with Image.open(copy) as picture:
        assert picture.info["icc_profile"] == PROFILE
    again = privacy.without_location(copy, file_type, tmp_path / "again")
    assert again is None or again.read_bytes() == copy.read_bytes()


@pytest.mark.parametrize("file_type", [one for one in FORMATS if one != "image/gif"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_who_made_a_picture_and_whose_it_is_stays(tmp_path, file_type, orientation):
    exif = telling(orientation)
    exif[0x013B], exif[0x8298] = "Ada Lund", "2026 Ada Lund, all rights reserved"
    path = tmp_path / "photo"
    scene().save(path, FORMATS[file_type], exif=exif)
    copy = stripped(path, file_type)
    facts = read_facts(copy, file_type)
    assert facts.author == "Ada Lund"
    assert facts.copyright == "2026 Ada Lund, all rights reserved"
    assert same_picture(path, copy)
    assert place_of(copy) == {}
    assert SERIAL.encode() not in copy.read_bytes()


def test_what_lies_behind_a_jpeg_goes_as_well(tmp_path):
    """Phones put other pictures there, and whole films."""
    path = tmp_path / "photo"
    plain = io.BytesIO()
    scene().save(plain, "JPEG", quality=95, progressive=True)
    path.write_bytes(plain.getvalue() + photograph(tmp_path / "other", "image/jpeg").read_bytes())
    copy = stripped(path, "image/jpeg")
    assert copy.read_bytes() == plain.getvalue()


def test_a_comment_and_a_photoshop_block_go_and_cmyk_stays(tmp_path):
    path = tmp_path / "photo"
    scene().convert("CMYK").save(path, "JPEG", comment=SERIAL)
    whole = path.read_bytes()
    block = b"Photoshop 3.0\0" + SERIAL.encode()
    path.write_bytes(whole[:2] + b"\xff\xed" + pack(">H", len(block) + 2) + block + whole[2:])
    copy = stripped(path, "image/jpeg")
    assert SERIAL.encode() not in copy.read_bytes()
    assert same_picture(path, copy)
    with Image.open(copy) as picture:
        assert (picture.mode, picture.info["adobe_transform"]) == ("CMYK", 0)


def test_texts_in_png_and_gif_go_and_animations_stay(tmp_path):
    frames = [scene().convert("P"), scene().rotate(180).convert("P"), scene().rotate(90).convert("P")]
    for name, file_type, more in (("a.gif", "image/gif", {"comment": SERIAL}), ("a.png", "image/png", {})):
        path = tmp_path / name
        frames[0].save(path, save_all=True, append_images=frames[1:], loop=3, duration=80, **more)
        if file_type == "image/png":
            whole = path.read_bytes()
            text = privacy.png.chunk(b"tEXt", b"Comment\0" + SERIAL.encode())
            path.write_bytes(whole[:33] + text + whole[33:])
        copy = stripped(path, file_type)
        assert SERIAL.encode() not in copy.read_bytes()
        with Image.open(copy) as after, Image.open(path) as before:
            assert (after.n_frames, after.info.get("loop")) == (before.n_frames, before.info.get("loop"))
            for frame in range(before.n_frames):
                after.seek(frame)
                before.seek(frame)
                assert ImageChops.difference(after.convert("RGB"), before.convert("RGB")).getbbox() is None


def test_each_page_of_a_tiff_loses_it(tmp_path):
    path = tmp_path / "pages"
    scene().save(path, "TIFF", save_all=True, append_images=[scene().rotate(180)], exif=telling())
    copy = stripped(path, "image/tiff")
    with Image.open(copy) as after:
        assert after.n_frames == 2
        for page in range(2):
            after.seek(page)
            exif = after.getexif()
            assert (exif[0x010F], 0x8825 in exif, 0xA431 in exif.get_ifd(0x8769)) == ("Lumix", False, False)


def film(path: Path, file_type: str = "video/mp4", **options: str) -> Path:
    with av.open(str(path), "w", format="mov" if file_type == "video/quicktime" else "mp4", options=options) as made:
        made.metadata["location"] = PLACE
        made.metadata["title"] = "Harbour"
        stream = made.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for _ in range(10):
            made.mux(stream.encode(av.VideoFrame.from_image(scene())))
        made.mux(stream.encode(None))
    return path


def said_place(path: Path) -> bool:
    with av.open(str(path)) as opened:
        return any("location" in name for name in opened.metadata)


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as opened:
        return [bytes(packet) for packet in opened.demux(video=0) if packet.size]


@pytest.mark.parametrize(
    ("file_type", "options"),
    [
        ("video/mp4", {}),
        ("video/mp4", {"movflags": "faststart"}),
        ("video/mp4", {"movflags": "use_metadata_tags"}),
        ("video/mp4", {"movflags": "frag_keyframe+empty_moov"}),
        ("video/quicktime", {}),
        ("video/quicktime", {"movflags": "use_metadata_tags"}),
    ],
)
def test_films_lose_their_place_and_keep_every_picture(tmp_path, file_type, options):
    path = film(tmp_path / "film", file_type, **options)
    assert said_place(path)
    copy = stripped(path, file_type)
    assert not said_place(copy)
    assert not any(mark in copy.read_bytes() for mark in (b"+52.1", b"loci", b"\xa9xyz", b"udta"))
    assert copy.stat().st_size == path.stat().st_size
    assert packets(copy) == packets(path)
    assert read_facts(copy, file_type).latitude is None


def box(kind: bytes, content: bytes) -> bytes:
    return pack(">L4s", len(content) + 8, kind) + content


def test_what_a_track_of_measurements_holds_goes_too(tmp_path):
    """As drones and action cameras write it: samples in the middle of the film, found by tables."""
    whole = film(tmp_path / "film").read_bytes()
    spoken = b"GPS 52.1 4.3 " * 8
    places = (len(whole) + 8, len(whole) + 8 + 60)
    sizes = box(b"stsz", pack(">LLL4L", 0, 0, 4, 13, 13, 13, 13))
    chunks = box(b"stco", pack(">LL2L", 0, 2, *places))
    numbers = box(b"stsc", pack(">LL3L", 0, 1, 1, 2, 1))
    handler = box(b"hdlr", pack(">LL4s", 0, 0, b"meta") + bytes(13))
    media = box(b"mdia", handler + box(b"minf", box(b"stbl", sizes + chunks + numbers)))
    extra = box(b"mdat", spoken) + box(b"moov", box(b"trak", media))
    path = tmp_path / "drone"
    path.write_bytes(whole + extra)
    after = stripped(path, "video/mp4").read_bytes()
    for place in places:
        assert after[place : place + 26] == bytes(26)
    assert b"meta" not in after
    assert after[places[0] + 26 : places[0] + 39] == spoken[26:39]


def test_sound_keeps_its_title_and_loses_its_place(tmp_path):
    path = tmp_path / "memo"
    with av.open(str(path), "w", format="ipod") as made:
        made.metadata.update({"title": "Harbour", "location": PLACE})
        stream = made.add_stream("aac", rate=44100, layout="mono")
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.sample_rate = 44100
        frame.planes[0].update(bytes(4096))
        made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    whole = path.read_bytes()
    if PLACE.encode() not in whole:
        moov = whole.index(b"moov") - 4
        note = box(b"udta", box(b"\xa9xyz", pack(">HH", len(PLACE), 0) + PLACE.encode()))
        size = int.from_bytes(whole[moov : moov + 4])
        path.write_bytes(whole[:moov] + pack(">L", size + len(note)) + whole[moov + 4 : moov + size] + note)
    copy = stripped(path, "audio/mp4")
    assert PLACE.encode() not in copy.read_bytes()
    with av.open(str(copy)) as opened:
        assert opened.metadata["title"] == "Harbour"


@pytest.mark.parametrize("file_type", ["application/pdf", "text/plain", "audio/mpeg", "image/bmp"])
def test_what_holds_no_place_is_left_alone(tmp_path, file_type):
    path = tmp_path / "file"
    path.write_bytes(b"anything")
    assert privacy.without_location(path, file_type, tmp_path / "copy") is None


@pytest.mark.parametrize("file_type", ["video/x-matroska", "video/x-msvideo", "image/x-new"])
def test_what_nobody_understands_is_refused(tmp_path, file_type):
    path = tmp_path / "file"
    path.write_bytes(b"anything")
    assert not privacy.can_strip(file_type)
    with pytest.raises(privacy.CannotStrip):
        privacy.without_location(path, file_type, tmp_path / "copy")


@pytest.mark.parametrize("file_type", [*privacy.KEPT, *privacy.BLANKED])
def test_no_garbage_does_more_than_be_refused(tmp_path, file_type):
    """Every beginning of a true file, and one with each of some bytes turned over."""
    path, torn = tmp_path / "file", tmp_path / "torn"
    if file_type in FORMATS:
        photograph(path, file_type)
    elif file_type.startswith("video/") or file_type == "audio/mp4":
        film(path)
    else:
        scene().save(path, "AVIF" if file_type == "image/heic" else "GIF")
    whole = path.read_bytes()
    cuts = [whole[:length] for length in range(1, len(whole), max(len(whole) // 60, 1))]
    turned = [whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in range(0, min(len(whole), 900), 7)]
    for content in [*cuts, *turned]:
        torn.write_bytes(content)
        try:
            privacy.without_location(torn, file_type, tmp_path / "copy")
        except privacy.CannotStrip:
            continue


def test_real_media_lose_their_place_and_keep_their_size(corpus, tmp_path):
    tried = 0
    for entry in corpus.entries("images/") + corpus.entries("video/"):
        if not entry.get("gps") or not privacy.can_strip(entry["mime"]):
            continue
        path = corpus.folder / entry["path"]
        copy = privacy.without_location(path, entry["mime"], tmp_path / "copy")
        assert copy is not None, entry["path"]
        before, after = read_facts(path, entry["mime"]), read_facts(copy, entry["mime"])
        assert after.latitude is None, entry["path"]
        assert (after.width, after.height, after.duration) == (before.width, before.height, before.duration)
        if entry["mime"] in {"image/jpeg", "image/png", "image/webp"}:
            assert same_picture(path, copy), entry["path"]
        tried += 1
    assert tried > 5
