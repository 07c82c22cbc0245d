import json
from datetime import datetime

import pillow_heif
import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from mediakit.errors import MediaError, UnreadableFile, UnsupportedType
from mediakit.facts import read_facts
from mediakit.office_kinds import DOCX
from mediakit.tests import makers


def test_a_photo_says_when_where_and_by_what(tmp_path):
    taken = datetime(2024, 5, 1, 14, 3, 22)
    facts = read_facts(
        makers.photo(tmp_path / "a", taken=taken, offset="+02:00", gps=(-36.85, 174.76)),
        "image/jpeg",
    )
    assert (facts.taken_at, facts.taken_offset) == (taken, "+02:00")
    assert (facts.latitude, facts.longitude) == pytest.approx((-36.85, 174.76))
    assert (facts.camera_make, facts.camera_model) == ("Voigtländer", "Vitessa")


@pytest.mark.parametrize("gps", [(0.0, 0.0), (91.0, 10.0), (10.0, 181.0)])
def test_positions_that_cannot_be_are_left_out(tmp_path, gps):
    facts = read_facts(makers.photo(tmp_path / "a", gps=gps), "image/jpeg")
    assert (facts.latitude, facts.longitude) == (None, None)


def test_a_position_of_zero_over_zero_is_left_out(tmp_path):
    exif = Image.Exif()
    unknown = (IFDRational(0, 0),) * 3
    exif[0x8825] = {1: "N", 2: unknown, 3: "E", 4: unknown}
    facts = read_facts(makers.picture(tmp_path / "a", makers.quarters(), "JPEG", exif=exif), "image/jpeg")
    assert (facts.latitude, facts.longitude) == (None, None)


@pytest.mark.parametrize("offset", ["", "summer", "+99:00"])
def test_an_offset_that_is_none_is_left_out(tmp_path, offset):
    taken = datetime(2024, 5, 1)
    facts = read_facts(makers.photo(tmp_path / "a", taken=taken, offset=offset), "image/jpeg")
    assert (facts.taken_at, facts.taken_offset) == (taken, None)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_counts_in_the_size(tmp_path, orientation):
    facts = read_facts(makers.photo(tmp_path / "a", orientation=orientation, size=(90, 40)), "image/jpeg")
    assert (facts.width, facts.height, facts.orientation) == (90, 40, orientation)


def test_frames_are_counted(tmp_path):
    frames = [makers.noise((20, 20), seed) for seed in range(5)]
    for image_format, file_type in (("GIF", "image/gif"), ("WEBP", "image/webp"), ("PNG", "image/png")):
        path = makers.picture(tmp_path / image_format, frames[0], image_format, save_all=True, append_images=frames[1:])
        assert read_facts(path, file_type).frames == 5


def test_pages_of_a_tiff_are_pages(tmp_path):
    pages = [makers.quarters() for _ in range(3)]
    path = makers.picture(tmp_path / "a", pages[0], "TIFF", save_all=True, append_images=pages[1:])
    facts = read_facts(path, "image/tiff")
    assert (facts.pages, facts.frames) == (3, 1)


def test_the_container_of_a_heic_rotates_and_exif_does_not(tmp_path):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Apple"
    pillow_heif.from_pillow(makers.quarters(80, 60)).save(tmp_path / "a", exif=exif.tobytes())
    facts = read_facts(tmp_path / "a", "image/heic")
    shown = pillow_heif.open_heif(str(tmp_path / "a")).size
    assert ((facts.width, facts.height), facts.orientation) == (shown, 1)
    assert facts.camera_make == "Apple"


def test_raw_tags_fit_into_json(tmp_path):
    exif = Image.Exif()
    exif[0x010E] = "x" * 5000
    exif[0x8769] = {0x829A: float("inf"), 0x927C: b"\x00\xff" * 500, 0x9286: b"ASCII\x00\x00\x00note"}
    facts = read_facts(makers.picture(tmp_path / "a", makers.quarters(), "JPEG", exif=exif), "image/jpeg")
    text = json.dumps(facts.metadata, allow_nan=False)
    assert len(text) < 2000
    assert "MakerNote" not in facts.metadata["exif"]
    assert facts.caption == "x" * 500


def test_damaged_exif_costs_the_exif_only(tmp_path):
    whole = bytearray(makers.photo(tmp_path / "a", taken=datetime(2024, 5, 1)).read_bytes())
    start = whole.index(b"Exif\x00\x00") + 6
    whole[start + 8 : start + 60] = b"\xff" * 52
    (tmp_path / "a").write_bytes(whole)
    facts = read_facts(tmp_path / "a", "image/jpeg")
    assert (facts.width, facts.height, facts.taken_at, facts.camera_make) == (80, 60, None, None)


def test_a_film_says_how_long_it_is_and_when_it_was_taken(tmp_path):
    film = makers.film(
        tmp_path / "a", creation_time="2024-05-01T12:00:00Z", location="+48.2082+016.3738/", title="Fountain"
    )
    facts = read_facts(film, "video/mp4")
    assert (facts.width, facts.height) == (160, 120)
    assert facts.duration == pytest.approx(2, abs=0.1)
    assert (facts.taken_at, facts.taken_offset) == (datetime(2024, 5, 1, 12), "+00:00")
    assert (facts.latitude, facts.longitude) == pytest.approx((48.2082, 16.3738))
    assert (facts.title, facts.codec, facts.has_audio) == ("Fountain", "mpeg4", False)


def test_a_recording_says_who_plays_and_how_long(tmp_path):
    sound = makers.sound(
        tmp_path / "a", container_format="flac", codec="flac", title="Tone", artist="Fork", album="Forks"
    )
    facts = read_facts(sound, "audio/flac")
    assert facts.duration == pytest.approx(1, abs=0.1)
    assert (facts.title, facts.author, facts.album) == ("Tone", "Fork", "Forks")
    assert (facts.codec, facts.sample_rate, facts.channels) == ("flac", 48000, 1)


def test_a_playlist_that_poses_as_a_film_opens_nothing(tmp_path):
    secret = makers.film(tmp_path / "secret.mp4")
    playlist = tmp_path / "a.mp4"
    playlist.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n")
    for file_type in ("video/mp4", "video/x-msvideo", "audio/mpeg", "video/x-matroska"):
        with pytest.raises(UnreadableFile):
            read_facts(playlist, file_type)


def test_a_pdf_says_its_pages_and_title(tmp_path):
    facts = read_facts(makers.pdf(tmp_path / "a", pages=3, title="Harbours"), "application/pdf")
    assert (facts.pages, facts.title, facts.encrypted) == (3, "Harbours", False)


def test_a_broken_pdf_is_unreadable(tmp_path):
    with pytest.raises(UnreadableFile):
        read_facts(makers.cut(tmp_path / "a", makers.pdf(tmp_path / "whole"), 0.2), "application/pdf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_texts_are_read_in_their_encoding(tmp_path, encoding):
    (tmp_path / "a").write_bytes("Ärger über Café".encode(encoding))
    assert read_facts(tmp_path / "a", "text/plain").text == "Ärger über Café"


def test_japanese_text_is_read(tmp_path):
    (tmp_path / "a").write_bytes("名前,ひらがな\n".encode("shift_jis"))
    assert read_facts(tmp_path / "a", "text/csv").text == "名前,ひらがな\n"


def test_text_is_bounded_and_free_of_nuls(tmp_path):
    (tmp_path / "a").write_bytes(b"a\x00b" + b"x" * 3_000_000)
    text = read_facts(tmp_path / "a", "text/plain").text
    assert text.startswith("abx")
    assert len(text) <= 200_000


def test_office_documents_are_accepted_without_facts(tmp_path):
    assert read_facts(makers.office(tmp_path / "a"), DOCX).pages is None


def test_a_type_that_is_not_taken_has_no_facts(tmp_path):
    with pytest.raises(UnsupportedType):
        read_facts(makers.photo(tmp_path / "a"), "image/x-nobody-knows")


@pytest.mark.parametrize(
    "file_type", ["image/jpeg", "image/heic", "image/tiff", "video/mp4", "audio/mp4", "application/pdf"]
)
def test_noise_is_a_media_error_whatever_it_is_taken_for(tmp_path, file_type):
    (tmp_path / "a").write_bytes(bytes(range(256)) * 50)
    with pytest.raises(MediaError):
        read_facts(tmp_path / "a", file_type)
