"""Facts of pictures: from the camera (EXIF), from agencies (IPTC) and from programs and people (XMP)."""

from dataclasses import dataclass, replace
from mmap import ACCESS_READ, mmap
from pathlib import Path

from mediakit import directories, vips
from mediakit.errors import UnreadableFile
from mediakit.exif import Exif, from_directories, read_exif
from mediakit.exposures import Exposure
from mediakit.factsheets import ImageFacts
from mediakit.headers.header import RGB, Header
from mediakit.headers.reading import read_header
from mediakit.icc import read_icc
from mediakit.iptc import Iptc, read_iptc
from mediakit.kinds import SVG
from mediakit.svg import read_svg
from mediakit.xmp import Xmp, read_xmp

TIFF = "image/tiff"
IN_CONTAINER = frozenset(("image/heic", "image/avif"))
CONTAINED = {"exif": "exif-data", "xmp": "xmp-data", "icc": "icc-profile-data"}
TAGS = {"xmp": 700, "iptc": 33723, "icc": 34675}
BITS_TAG = 258


@dataclass(frozen=True)
class _Said:
    """What the three kinds of metadata say."""

    exif: Exif
    iptc: Iptc
    xmp: Xmp


def read_image(path: Path, file_type: str) -> ImageFacts:
    """The facts of a picture; UnreadableFile where no decoder opens it. No pixel is decoded."""
    if file_type == SVG:
        return read_svg(path)
    header = read_header(path, file_type)
    if file_type == TIFF:
        header, exif = _tiff_blocks(path, header)
    else:
        header = _container_blocks(path, header) if file_type in IN_CONTAINER else header
        exif = read_exif(header.blocks.get("exif", b""))
    iptc, xmp, icc = (header.blocks.get(name, b"") for name in ("iptc", "xmp", "icc"))
    said = _Said(exif, read_iptc(iptc), read_xmp(xmp))
    facts = _with_words(_with_origin(_of_camera(header, file_type, said), said), said, read_icc(icc))
    return replace(facts, color_profile=header.stated.name or said.exif.color_space) if header.stated else facts


def _of_camera(header: Header, file_type: str, said: _Said) -> ImageFacts:
    # What was exported for the web says it in XMP alone.
    camera = said.exif if said.exif.camera_make or said.exif.camera_model else said.xmp
    exposure = said.exif.exposure if said.exif.exposure != Exposure() else said.xmp.exposure
    width, height = header.shown
    return ImageFacts(
        width=width,
        height=height,
        frames=1 if file_type == TIFF else header.frames,
        pages=header.frames if file_type == TIFF else None,
        duration=header.duration,
        animated=header.frames > 1 and file_type != TIFF,
        orientation=header.orientation,
        bit_depth=header.bits,
        has_alpha=header.alpha,
        color_space=header.colours,
        camera_make=camera.camera_make,
        camera_model=camera.camera_model,
        **vars(exposure),
    )


def _with_origin(facts: ImageFacts, said: _Said) -> ImageFacts:
    """With when and where. The camera knows it best, then programs, then agencies, and no two are mixed."""
    when = next((one for one in (said.exif, said.xmp, said.iptc) if one.taken_at), said.exif)
    where = next((one for one in (said.exif, said.xmp) if one.latitude is not None), said.exif)
    return replace(
        facts,
        taken_at=when.taken_at,
        taken_offset=when.taken_offset,
        latitude=where.latitude,
        longitude=where.longitude,
        altitude=where.altitude,
    )


def _with_words(facts: ImageFacts, said: _Said, icc: dict[str, object]) -> ImageFacts:
    """With what people wrote. They write XMP last and cameras never do, so it comes before the other two."""
    exif, iptc, xmp = said.exif, said.iptc, said.xmp
    groups = {"exif": exif.tags, "iptc": iptc.tags, "xmp": xmp.tags, "icc": icc}
    return replace(
        facts,
        title=xmp.title or iptc.title or exif.title,
        caption=xmp.caption or iptc.caption or exif.caption,
        author=xmp.author or iptc.author or exif.author,
        credit=xmp.credit or iptc.credit,
        copyright=xmp.copyright or iptc.copyright or exif.copyright,
        keywords=xmp.keywords or iptc.keywords or exif.keywords,
        lens=exif.lens or xmp.lens,
        software=exif.software or xmp.software,
        color_space=facts.color_space or _named(icc, "color_space"),
        color_profile=_named(icc, "description") or exif.color_space,
        metadata={name: tags for name, tags in groups.items() if tags},
    )


def _named(icc: dict[str, object], name: str) -> str | None:
    value = icc.get(name)
    return value if isinstance(value, str) else None


def _container_blocks(path: Path, header: Header) -> Header:
    try:
        with vips.decoding():
            # Those that move are not known by their beginning, so the loader is named.
            image = vips.Image.heifload(str(path), access="sequential")
            fields = set(image.get_fields())
            blocks = {name: image.get(key) for name, key in CONTAINED.items() if key in fields}
            bits = image.get("bits-per-sample") if "bits-per-sample" in fields else None
            return replace(header, blocks=blocks, alpha=bool(image.hasalpha()), bits=bits, colours=RGB)
    except vips.DecodingError as error:
        raise UnreadableFile from error


def _tiff_blocks(path: Path, header: Header) -> tuple[Header, Exif]:
    # The file itself is the block of EXIF.
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        found = directories.read(data)
    blocks = {name: _bytes(found.first.get(tag)) for name, tag in TAGS.items()}
    bits = found.first.get(BITS_TAG, 1)
    bits = bits[0] if isinstance(bits, tuple) else bits
    bits = bits if isinstance(bits, int) else None
    return replace(header, blocks=blocks, bits=bits), from_directories(found)


def _bytes(value: object) -> bytes:
    if isinstance(value, tuple) and all(isinstance(part, int) for part in value):
        # Some programs state that the bytes are numbers of four.
        return b"".join((part & 0xFFFFFFFF).to_bytes(4, "little") for part in value)
    return value if isinstance(value, bytes) else b""
