"""How recordings sound and look: waveforms, loudness, covers."""

import json

import numpy as np
import pytest
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3
from PIL import Image

from mediakit import waveforms
from mediakit.covers import cover
from mediakit.errors import MediaError, UnreadableFile
from mediakit.facts import read_facts
from mediakit.loudness import loudness
from mediakit.sniff import sniff
from mediakit.tests import makers, reels
from mediakit.waveforms import draw_waveform, waveform


def half_loud(seconds=2.0):
    """A tone that begins in its middle."""
    samples = reels.tone(seconds)
    samples[:, : samples.shape[1] // 2] = 0
    return samples


def with_pictures(path, *pictures):
    reels.recording(path, reels.tone(1), "flac", codec="flac")
    tags = FLAC(path)
    for kind, content in pictures:
        picture = Picture()
        picture.type, picture.data, picture.mime = kind, content, "image/png"
        tags.add_picture(picture)
    tags.save()
    return path


def test_a_waveform_shows_where_there_is_sound(tmp_path):
    shape = waveform(reels.recording(tmp_path / "a", half_loud()), "audio/wav")
    pairs = np.array(shape.data).reshape(-1, 2)
    assert shape.length * shape.samples_per_pixel == pytest.approx(96_000, abs=shape.samples_per_pixel)
    assert np.abs(pairs[: shape.length // 2 - 1]).max() == 0
    # The highest and lowest of a tone at half of what is possible.
    assert pairs[shape.length // 2 + 1 : -1].mean(axis=0) == pytest.approx([-63, 63], abs=2)


def test_a_waveform_is_what_players_read(tmp_path):
    shape = waveform(reels.recording(tmp_path / "a", reels.tone(1)), "audio/wav").as_json()
    assert json.loads(json.dumps(shape)) == shape
    assert (shape["version"], shape["channels"], shape["bits"], shape["sample_rate"]) == (2, 1, 8, 48000)
    assert len(shape["data"]) == 2 * shape["length"]
    assert all(-128 <= value <= 127 for value in shape["data"])


@pytest.mark.parametrize("count", [1, 63, 64, 65, 64_000, 64_001, 65_536, 130_001, 500_000, 1_234_567])
def test_the_points_of_a_waveform_are_those_of_the_samples(count):
    samples = np.random.default_rng(count).integers(-32768, 32767, count, dtype=np.int16)
    shape = waveforms._Shape()
    for part in np.array_split(samples, max(count // 1152, 1)):
        shape.add(part)
    points = shape.finished()
    assert 1 <= len(points) <= waveforms.MOST_POINTS
    pieces = [samples[start : start + shape.each] for start in range(0, count, shape.each)]
    assert points.tolist() == [[piece.min(), piece.max()] for piece in pieces]


def test_the_mix_of_channels_is_shown(tmp_path):
    left = reels.tone(1)
    shape = waveform(reels.recording(tmp_path / "a", np.concatenate((left, left * 0))), "audio/wav")
    assert max(shape.data) == pytest.approx(32, abs=14)


def test_a_waveform_is_drawn_on_nothing(tmp_path):
    shape = waveform(reels.recording(tmp_path / "a", half_loud()), "audio/wav")
    drawn = Image.open(draw_waveform(shape, tmp_path / "wave.png"))
    assert (drawn.size, drawn.mode, drawn.getpixel((0, 0))[3]) == ((1600, 400), "RGBA", 0)
    ink = np.asarray(drawn.getchannel("A")).astype(bool).sum(axis=0)
    assert ink[:780].max() <= waveforms.BAR
    assert ink[820:].max() == pytest.approx(400 - 2 * waveforms.MARGIN, abs=4)
    assert (ink[820:] == 0).any()


def test_silence_is_drawn_as_dots(tmp_path):
    shape = waveform(reels.recording(tmp_path / "a", reels.tone(1) * 0), "audio/wav")
    drawn = Image.open(draw_waveform(shape, tmp_path / "wave.png"))
    assert np.asarray(drawn.getchannel("A")).astype(bool).sum(axis=0).max() == waveforms.BAR


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("level", [1.0, 0.1])
def test_a_tone_is_as_loud_as_the_standard_says(tmp_path, level, channels):
    # A sine of 997 Hz in one channel at full scale is -3.01 LUFS; two channels are twice that.
    samples = np.repeat(reels.tone(3, level), channels, axis=0)
    heard = loudness(reels.recording(tmp_path / "a", samples), "audio/wav")
    quieter = 20 * np.log10(level)
    assert heard.integrated == pytest.approx(-3.01 * (2 - channels) + quieter, abs=0.15)
    assert heard.peak == pytest.approx(quieter, abs=0.05)


def test_silence_has_no_loudness(tmp_path):
    assert loudness(reels.recording(tmp_path / "a", reels.tone(1) * 0), "audio/wav") is None


def test_the_front_cover_is_taken_as_it_is(tmp_path):
    front, back = (makers.in_memory(makers.noise((30, 20), seed), "PNG") for seed in (1, 2))
    path = with_pictures(tmp_path / "a", (4, back), (3, front))
    assert cover(path, "audio/flac") == front
    assert read_facts(path, "audio/flac").has_cover


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"GIF89a<?php phpinfo(); ?>",
        b"https://example.org/cover.png",
    ],
)
def test_a_cover_that_is_no_picture_is_none(tmp_path, content):
    assert cover(with_pictures(tmp_path / "a", (3, content)), "audio/flac") is None


def test_a_cover_that_would_be_too_large_to_upload_is_none(tmp_path):
    bomb = makers.png_header(tmp_path / "bomb", 40_000, 40_000).read_bytes()
    assert cover(with_pictures(tmp_path / "a", (3, bomb)), "audio/flac") is None


def test_a_cover_in_an_mp3_is_found(tmp_path):
    path = reels.recording(tmp_path / "a", reels.tone(1), "mp3", codec="libmp3lame")
    drawn = makers.in_memory(makers.noise((30, 20)), "JPEG")
    tags = ID3()
    tags.add(APIC(mime="image/jpeg", type=3, data=drawn))
    tags.save(path)
    assert cover(path, "audio/mpeg") == drawn


def test_a_recording_without_a_cover_has_none(tmp_path):
    path = reels.recording(tmp_path / "a", reels.tone(1))
    assert cover(path, "audio/wav") is None
    assert not read_facts(path, "audio/wav").has_cover


def test_real_recordings_have_covers_shapes_and_loudness(corpus):
    for entry in corpus.entries("audio/"):
        path = corpus.folder / entry["path"]
        found = sniff(path)
        assert (cover(path, found.file_type) is not None) == entry["has_cover"], entry["path"]
        shape = waveform(path, found.file_type)
        assert 100 < shape.length <= 1000
        seconds = shape.length * shape.samples_per_pixel / shape.sample_rate
        assert seconds == pytest.approx(entry["duration"], abs=0.3), entry["path"]
        heard = loudness(path, found.file_type)
        assert (heard is None) == (max(shape.data) < 2), entry["path"]


def test_hostile_files_are_not_listened_to(corpus):
    for entry in corpus.entries("hostile/"):
        for file_type in ("audio/mpeg", "audio/mp4", "audio/flac", "audio/ogg", "audio/x-ms-wma", "audio/amr"):
            for listen in (waveform, loudness, cover):
                try:
                    listen(corpus.folder / entry["path"], file_type)
                except MediaError:
                    continue


def test_noise_has_no_waveform(tmp_path):
    (tmp_path / "a").write_bytes(bytes(range(256)) * 50)
    with pytest.raises(UnreadableFile):
        waveform(tmp_path / "a", "audio/mp4")
