"""Tiny true media, drawn by code."""

import io
import struct
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image, ImageCms

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 180, 20), (20, 20, 220), (255, 255, 255)
# Which Pillow operation stores an upright picture as a camera with that EXIF orientation does.
STORED_AS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
MAIN_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def quarters(width: int = 80, height: int = 60, mode: str = "RGB") -> Image.Image:
    """Red, green, blue and white quarters, so that every turn and mirroring shows."""
    picture = Image.new("RGB", (width, height), WHITE)
    picture.paste(RED, (0, 0, width // 2, height // 2))
    picture.paste(GREEN, (width // 2, 0, width, height // 2))
    picture.paste(BLUE, (0, height // 2, width // 2, height))
    return picture.convert(mode)


def photo(path: Path, *, orientation: int = 1, taken: datetime | None = None, **more: Any) -> Path:
    """A JPEG with EXIF, stored turned; `more` may hold `offset`, `gps` (degrees), `make`, `model`, `size`."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110] = more.get("make", "Voigtländer".encode()), more.get("model", "Vitessa\x00junk")
    if taken:
        exif[0x8769] = {0x9003: taken.strftime("%Y:%m:%d %H:%M:%S"), 0x9011: more.get("offset", "")}
    if gps := more.get("gps"):
        latitude, longitude = gps
        exif[0x8825] = {
            1: "S" if latitude < 0 else "N",
            2: (abs(latitude), 0.0, 0.0),
            3: "W" if longitude < 0 else "E",
            4: (abs(longitude), 0.0, 0.0),
        }
    picture = quarters(*more.get("size", (80, 60)))
    if (turn := STORED_AS[orientation]) is not None:
        picture = picture.transpose(turn)
    picture.save(path, "JPEG", quality=95, exif=exif)
    return path


def picture(path: Path, drawn: Image.Image, image_format: str, **options: Any) -> Path:
    """Any picture in any format that Pillow writes."""
    drawn.save(path, image_format, **options)
    return path


def noise(size: tuple[int, int], seed: int = 1) -> Image.Image:
    """A picture that no codec can make small, so that cutting it cuts pixels."""
    numbers = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(numbers)


def cut(path: Path, source: Path, share: float) -> Path:
    """The first part of a file."""
    whole = source.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    return path


def png_header(path: Path, width: int, height: int, *, frames: int = 1) -> Path:
    """A few bytes that claim to be a PNG of any size."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))]
    if frames > 1:
        chunks.append((b"acTL", struct.pack(">II", frames, 0)))
    chunks.append((b"IDAT", zlib.compress(b"\0")))
    packed = b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + packed)
    return path


def wide_gamut_profile() -> bytes:
    """An ICC profile in which red and green have changed places, so that ignoring it shows."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile).replace(b"s\x00R\x00G\x00B", b"x\x00R\x00G\x00B").replace(b"sRGB", b"xRGB")


def office(path: Path, *, body: str = "<w:document/>", main: str = MAIN_PART, **parts: str) -> Path:
    """A zip with the parts of a word processor's document; further parts by name."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", body)
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def pdf(path: Path, pages: int = 2, title: str = "A small book") -> Path:
    """A PDF of blank pages."""
    sheets = [Image.new("RGB", (200, 300), WHITE) for _ in range(pages)]
    sheets[0].save(path, "PDF", save_all=True, append_images=sheets[1:], title=title)
    return path


def film(path: Path, *, seconds: int = 2, size: tuple[int, int] = (160, 120), **tags: str) -> Path:
    """An MP4 of one colour."""
    with av.open(str(path), "w", format="mp4", options={"movflags": "use_metadata_tags"}) as container:
        container.metadata.update(tags)
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for _ in range(seconds * 10):
            container.mux(stream.encode(av.VideoFrame.from_image(Image.new("RGB", size, GREEN))))
        container.mux(stream.encode(None))
    return path


def sound(path: Path, *, container_format: str = "wav", codec: str = "pcm_s16le", **tags: str) -> Path:
    """One second of a tone."""
    tone = (np.sin(np.arange(48000) / 16) * 9000).astype(np.int16)[None, :]
    with av.open(str(path), "w", format=container_format) as container:
        container.metadata.update(tags)
        stream = container.add_stream(codec, rate=48000, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
        frame.sample_rate = 48000
        fitted = av.AudioResampler(format=stream.format, layout="mono", rate=48000, frame_size=stream.frame_size or 0)
        for part in (*fitted.resample(frame), *fitted.resample(None)):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


def in_memory(drawn: Image.Image, image_format: str, **options: Any) -> bytes:
    """The bytes of a picture."""
    buffer = io.BytesIO()
    drawn.save(buffer, image_format, **options)
    return buffer.getvalue()


def tiff_entry(tag: int, value: int | bytes | str) -> bytes:
    """One entry of a little-endian TIFF directory, its value of at most four bytes."""
    if isinstance(value, int):
        return struct.pack("<HHII", tag, 4, 1, value)
    packed = value.encode() if isinstance(value, str) else value
    return struct.pack("<HHI4s", tag, 2 if isinstance(value, str) else 1, len(packed), packed[:4])
