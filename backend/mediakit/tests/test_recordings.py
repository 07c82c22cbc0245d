"""What films and recordings say of themselves."""

import struct
from datetime import UTC, datetime, timedelta

import av
import pytest
from mutagen.apev2 import APEv2
from mutagen.id3 import COMM, ID3, TIT2, TPE1, Encoding

from mediakit import footage, recording_tags, streams
from mediakit.errors import MediaError, UnreadableFile
from mediakit.facts import read_facts
from mediakit.kinds import AUDIO, VIDEO
from mediakit.sniff import sniff
from mediakit.tests import makers, reels

FIVE = [makers.noise((160, 120), seed) for seed in range(5)]
PQ, HLG = 16, 18


def found(entry, path, facts):
    """What was found of a film or recording, by the names that the manifest has for it."""
    tags = {"artist": facts.author, "title": facts.title, "album": getattr(facts, "album", None)}
    position = None if facts.latitude is None else {"lat": facts.latitude, "lon": facts.longitude}
    said = {
        "kind": sniff(path).kind,
        "width": facts.width,
        "height": facts.height,
        "duration": pytest.approx(facts.duration, abs=max(0.15, 0.02 * (entry.get("duration") or 0))),
        "rotation": getattr(facts, "rotation", None),
        "video_codec": facts.codec,
        "audio_codec": facts.codec,
        "has_audio": getattr(facts, "has_audio", None),
        "has_cover": getattr(facts, "has_cover", None),
        "sample_rate": getattr(facts, "sample_rate", None),
        "channels": getattr(facts, "channels", None),
        "camera_make": facts.camera_make,
        "camera_model": facts.camera_model,
        "created_utc": created(facts),
        "gps": position and {name: pytest.approx(value, abs=1e-3) for name, value in position.items()},
        "audio": {name: tags[name] for name in entry.get("audio", ())},
    }
    turned = said["rotation"] in (90, 270)
    said["stored_width"], said["stored_height"] = (said["width"], said["height"])[:: -1 if turned else 1]
    return said


def created(facts):
    stated = facts.metadata.get("creation_time")
    return stated and datetime.fromisoformat(str(stated)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("folder", ["audio/", "video/"])
def test_every_fact_is_what_other_tools_say(corpus, folder):
    wrong = {}
    for entry in corpus.entries(folder):
        path = corpus.folder / entry["path"]
        said = found(entry, path, read_facts(path, sniff(path).file_type))
        differing = {name: value for name, value in said.items() if name in entry and entry[name] != value}
        if differing:
            wrong[entry["path"]] = differing
    assert wrong == {}


def test_the_clock_of_the_camera_comes_before_that_of_the_container(corpus):
    for entry in corpus.entries("video/"):
        path = corpus.folder / entry["path"]
        facts = read_facts(path, sniff(path).file_type)
        stated = facts.metadata.get("com.apple.quicktime.creationdate") or facts.metadata.get("creation_time")
        if not stated or datetime.fromisoformat(stated).year <= 1970:
            assert facts.taken_at is None
            continue
        assert facts.taken_at == datetime.fromisoformat(stated).replace(tzinfo=None, microsecond=0)
        assert (facts.taken_offset is None) == (datetime.fromisoformat(stated).tzinfo is None)


def test_light_depth_and_tracks_of_phones(corpus):
    path = corpus.folder / "video/dolbyvision-hdr.mov"
    facts = read_facts(path, "video/quicktime")
    assert (facts.hdr, facts.bit_depth, facts.pixel_format) == ("dolby_vision", 10, "yuv420p10le")
    assert [track.kind for track in facts.tracks] == ["video", "audio", "data", "data", "data"]
    assert (facts.tracks[0].codec, facts.tracks[0].profile, facts.frame_rate) == ("hevc", "Main 10", 30.0)
    assert (facts.tracks[1].channels, facts.tracks[1].sample_rate, facts.audio_tracks) == (2, 44100, 1)


@pytest.mark.parametrize(("transfer", "hdr"), [(PQ, "hdr10"), (HLG, "hlg"), (1, None)])
def test_the_light_of_a_film_is_named(tmp_path, transfer, hdr):
    film = reels.reel(tmp_path / "a", FIVE, codec="libx265", pixel_format="yuv420p10le", transfer=transfer)
    assert read_facts(film, "video/mp4").hdr == hdr


def test_a_film_that_does_not_say_how_long_it_is_is_measured(tmp_path):
    film = reels.reel(tmp_path / "a", FIVE * 6, "webm", codec="libvpx", muxing={"live": "1"})
    with av.open(str(film)) as container:
        assert container.duration is None
    assert read_facts(film, "video/webm").duration == pytest.approx(3, abs=0.15)


def test_a_film_that_claims_to_be_far_too_long_is_measured(tmp_path):
    data = bytearray(reels.reel(tmp_path / "a", FIVE).read_bytes())
    for box, at in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20)):
        start = data.index(box) + at
        data[start : start + 4] = struct.pack(">I", 2_000_000_000)
    (tmp_path / "a").write_bytes(data)
    assert read_facts(tmp_path / "a", "video/mp4").duration == pytest.approx(0.5, abs=0.15)


@pytest.mark.parametrize(
    ("place", "position"),
    [
        ("+48.2082+016.3738/", (48.2082, 16.3738)),
        ("-36.8485+174.7633+012.500/", (-36.8485, 174.7633)),
        ("+4812.5000-01622.2500/", (48.208333, -16.370833)),
        ("+481230.0+0162215.0/", (48.208333, 16.370833)),
        ("+00.0000+000.0000/", (None, None)),
        ("+97.0000+016.0000/", (None, None)),
        ("nowhere", (None, None)),
    ],
)
def test_positions_are_read_in_every_spelling(place, position):
    assert recording_tags.position({"location": place}) == pytest.approx(position)


@pytest.mark.parametrize(
    ("place", "altitude"),
    [
        ("+48.2082+016.3738/", None),
        ("-36.8485+174.7633+012.500/", 12.5),
        ("+31.5000+035.4800-430.5CRSWGS_84/", -430.5),
        ("+481230.0+0162215.0+0171/", 171.0),
        ("-36.8485+174.7633+999999/", None),
        ("nowhere", None),
    ],
)
def test_the_height_of_a_place_is_read(place, altitude):
    assert recording_tags.altitude({"location": place}) == altitude


def test_a_film_says_how_high_it_was_made(tmp_path):
    film = makers.film(tmp_path / "a", location="+47.3769+008.5417+408.500/")
    facts = read_facts(film, "video/mp4")
    assert (facts.latitude, facts.longitude, facts.altitude) == (47.3769, 8.5417, 408.5)


def test_a_camera_is_named_by_apple_and_by_android(tmp_path):
    apple = {"com.apple.quicktime.make": "Apple", "com.apple.quicktime.model": "iPhone 15"}
    facts = read_facts(makers.film(tmp_path / "a", **apple), "video/mp4")
    assert (facts.camera_make, facts.camera_model) == ("Apple", "iPhone 15")
    android = {"com.android.manufacturer": "Google", "com.android.model": "Pixel 8"}
    facts = read_facts(makers.film(tmp_path / "a", **android), "video/mp4")
    assert (facts.camera_make, facts.camera_model) == ("Google", "Pixel 8")


def test_a_time_without_a_zone_has_no_offset(tmp_path):
    film = reels.reel(tmp_path / "a", FIVE, "matroska", tags={"creation_time": "2021-06-05 04:03:02"})
    facts = read_facts(film, "video/x-matroska")
    moment = facts.taken_at.replace(tzinfo=UTC) if facts.taken_at else datetime.now(UTC)
    assert abs(moment - datetime(2021, 6, 5, 4, 3, 2, tzinfo=UTC)) < timedelta(days=1)


@pytest.mark.parametrize(
    ("container_format", "codec", "sound", "file_type", "kind"),
    [
        ("mpegts", "libx264", "aac", "video/mp2t", VIDEO),
        ("flv", "flv", "libmp3lame", "video/x-flv", VIDEO),
        ("asf", "wmv2", "wmav2", "video/x-ms-wmv", VIDEO),
        ("mpeg", "mpeg2video", "mp2", "video/mpeg", VIDEO),
        ("mov", "libx264", "aac", "video/quicktime", VIDEO),
        ("3gp", "libx264", "aac", "video/3gpp", VIDEO),
        ("ipod", "libx264", "aac", "video/mp4", VIDEO),
        ("avi", "mpeg4", "libmp3lame", "video/x-msvideo", VIDEO),
    ],
)
def test_old_and_broadcast_films_are_taken(tmp_path, container_format, codec, sound, file_type, kind):
    pictures = [makers.noise((176, 144), seed) for seed in range(10)]
    rate = 25 if codec == "mpeg2video" else reels.RATE
    film = reels.reel(tmp_path / "a", pictures, container_format, codec=codec, sound=sound, rate=rate)
    found = sniff(film)
    assert (found.file_type, found.kind) == (file_type, kind)
    facts = read_facts(film, found.file_type)
    assert (facts.width, facts.height, facts.has_audio) == (176, 144, True)
    assert facts.duration == pytest.approx(len(pictures) / rate, abs=0.15)


@pytest.mark.parametrize(
    ("container_format", "codec", "file_type"),
    [
        ("asf", "wmav2", "audio/x-ms-wma"),
        ("caf", "pcm_s16le", "audio/x-caf"),
        ("aiff", "pcm_s16be", "audio/aiff"),
        ("adts", "aac", "audio/aac"),
        ("matroska", "libopus", "audio/x-matroska"),
        ("ipod", "aac", "audio/mp4"),
    ],
)
def test_recordings_of_many_programs_are_taken(tmp_path, container_format, codec, file_type):
    path = reels.recording(tmp_path / "a", reels.tone(1), container_format, codec=codec)
    found = sniff(path)
    assert (found.file_type, found.kind) == (file_type, AUDIO)
    facts = read_facts(path, file_type)
    assert facts.duration == pytest.approx(1, abs=0.15)
    assert (facts.sample_rate, facts.channels) == (48000, 1)


def test_a_phone_call_is_taken(tmp_path):
    # A frame of silence in the narrow band of telephones: mode 7, 32 bytes with its header, 20 milliseconds.
    (tmp_path / "a").write_bytes(b"#!AMR\n" + (b"\x3c" + bytes(31)) * 100)
    found = sniff(tmp_path / "a", filename="call.amr")
    facts = read_facts(tmp_path / "a", found.file_type)
    assert (found.file_type, facts.codec, facts.sample_rate) == ("audio/amr", "amr_nb", 8000)
    assert facts.duration == pytest.approx(2, abs=0.15)


def test_text_under_the_name_of_a_transport_stream_is_no_film(tmp_path):
    (tmp_path / "a").write_text("export const greeting: string = 'G';\n" * 100)
    with pytest.raises(MediaError):
        sniff(tmp_path / "a", filename="a.ts")


def test_a_comment_is_the_caption_and_numbers_are_numbers(tmp_path):
    tags = {
        "title": "Tone",
        "comment": "one note",
        "track": "3/12",
        "disc": "2/2",
        "date": "1999-05-01",
        "genre": "Jazz",
    }
    tags |= {"album_artist": "Many", "composer": "Nobody", "copyright": "Free"}
    path = reels.recording(tmp_path / "a", reels.tone(1), "flac", codec="flac", tags=tags)
    facts = read_facts(path, "audio/flac")
    assert (facts.caption, facts.track, facts.disc, facts.year, facts.genre) == ("one note", 3, 2, 1999, "Jazz")
    assert (facts.album_artist, facts.composer, facts.copyright) == ("Many", "Nobody", "Free")


@pytest.mark.parametrize("encoding", [Encoding.LATIN1, Encoding.UTF16, Encoding.UTF16BE, Encoding.UTF8])
def test_titles_are_read_in_the_encoding_that_is_stated(tmp_path, encoding):
    path = reels.recording(tmp_path / "a", reels.tone(1), "mp3", codec="libmp3lame")
    tags = ID3()
    tags.add(TIT2(encoding=encoding, text="Über Käse"))
    tags.add(COMM(encoding=encoding, lang="deu", desc="", text="schön"))
    tags.save(path, v2_version=4)
    facts = read_facts(path, "audio/mpeg")
    assert (facts.title, facts.caption) == ("Über Käse", "schön")


def test_utf8_that_is_declared_latin1_is_read_as_what_it_is(tmp_path):
    path = reels.recording(tmp_path / "a", reels.tone(1), "mp3", codec="libmp3lame")
    tags = ID3()
    tags.add(TPE1(encoding=Encoding.LATIN1, text="Дюк".encode().decode("latin-1")))
    tags.save(path, v2_version=3)
    assert read_facts(path, "audio/mpeg").author == "Дюк"


def test_western_bytes_in_a_wave_do_not_cost_the_recording(tmp_path):
    path = reels.recording(tmp_path / "a", reels.tone(1), tags={"title": "Kase!"})
    path.write_bytes(path.read_bytes().replace(b"Kase!", "Käse!".encode("cp1252")))
    assert read_facts(path, "audio/wav").title == "Käse!"


def test_tags_at_the_end_of_an_mp3_count_where_there_are_no_others(tmp_path):
    path = reels.recording(tmp_path / "a", reels.tone(1), "mp3", codec="libmp3lame")
    tags = APEv2()
    tags["Title"], tags["Artist"] = "Ende", "Affe"
    tags.save(path)
    facts = read_facts(path, "audio/mpeg")
    assert (facts.title, facts.author) == ("Ende", "Affe")


def test_the_name_of_a_track_is_not_the_title_of_the_film(tmp_path):
    film = reels.reel(tmp_path / "a", FIVE, "matroska")
    assert read_facts(film, "video/x-matroska").title is None


@pytest.mark.parametrize("size", [0, 1])
def test_a_tiny_file_that_claims_a_thousand_million_frames_is_refused(tmp_path, size):
    data = bytearray(reels.reel(tmp_path / "a", FIVE).read_bytes())
    start = data.index(b"stsz") + 8
    data[start : start + 8] = struct.pack(">II", size, 1_000_000_000)
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(UnreadableFile, match="claims"):
        read_facts(tmp_path / "a", "video/mp4")


def test_a_film_of_giant_frames_is_refused_by_its_header(tmp_path, monkeypatch):
    monkeypatch.setattr(streams, "LARGEST_FRAME", 100 * 100)
    with pytest.raises(UnreadableFile, match="larger"):
        read_facts(reels.reel(tmp_path / "a", FIVE), "video/mp4")


def test_the_decoder_too_is_told_how_large_a_frame_may_be(tmp_path):
    with streams.opened(reels.reel(tmp_path / "a", FIVE), "video/mp4") as container:
        assert streams.picture_track(container).codec_context.options == {"max_pixels": str(streams.LARGEST_FRAME)}
    with pytest.raises(UnreadableFile):
        _decode_no_more_than(tmp_path / "a", 100 * 100)


def _decode_no_more_than(path, pixels):
    with streams.opened(path, "video/mp4") as container:
        stream = streams.picture_track(container)
        stream.codec_context.options = {"max_pixels": str(pixels)}
        next(footage.frames(container, stream))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@pytest.mark.parametrize(
    ("container_format", "codec", "file_type"),
    [
        ("matroska", "libx264", "video/x-matroska"),
        ("avi", "mpeg4", "video/x-msvideo"),
        ("mpegts", "libx264", "video/mp2t"),
    ],
)
def test_a_film_that_was_cut_off_says_what_it_can(tmp_path, share, container_format, codec, file_type):
    whole = reels.reel(tmp_path / "whole", FIVE * 2, container_format, codec=codec, options={"g": "2"})
    facts = read_facts(makers.cut(tmp_path / "a", whole, share), file_type)
    assert (facts.width, facts.height) == (160, 120)


@pytest.mark.parametrize(
    ("written", "file_type", "name"),
    [("mp4", "video/mp4", "mp4"), ("mov", "video/quicktime", "mov"), ("matroska", "video/x-matroska", "mkv")],
)
def test_a_container_is_called_what_its_type_is(tmp_path, written, file_type, name):
    film = reels.reel(tmp_path / "a", FIVE, written)
    assert read_facts(film, file_type).container == name
