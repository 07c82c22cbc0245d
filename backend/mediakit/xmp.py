"""XMP: what programs and people wrote into pictures. It is XML by strangers, and read as such."""

from dataclasses import dataclass, field
from datetime import datetime

from mediakit import moments, places
from mediakit.exposures import Exposure, exposure_in_words
from mediakit.jsonsafe import LONGEST_LIST, clean_tags, clean_text
from mediakit.markup import Bounds, MarkupError, parse, split

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"
ANY_LANGUAGE = "x-default"
LARGEST = 1 << 20
BOUNDS = Bounds(elements=5_000, depth=50, characters=LARGEST)
LONGEST_CAPTION = 5000
MOST_KEYWORDS = 500
PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://ns.adobe.com/hdr-gain-map/1.0/": "hdrgm",
    "http://ns.google.com/photos/1.0/panorama/": "GPano",
}


@dataclass(frozen=True)
class Xmp:
    """What a packet of XMP says, as in `Facts`."""

    taken_at: datetime | None = None
    taken_offset: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None
    title: str | None = None
    caption: str | None = None
    author: str | None = None
    credit: str | None = None
    copyright: str | None = None
    camera_make: str | None = None
    camera_model: str | None = None
    exposure: Exposure = field(default_factory=Exposure)
    lens: str | None = None
    software: str | None = None
    keywords: tuple[str, ...] = ()
    tags: dict[str, object] = field(default_factory=dict)


def read_xmp(packet: bytes) -> Xmp:
    """The facts of a packet of XMP; an empty Xmp where it is damaged, too large or declares entities."""
    reader = _Properties()
    try:
        parse(packet[: LARGEST + 1].strip(b"\x00 \t\r\n"), reader, BOUNDS)
    except MarkupError:
        return Xmp()
    said = reader.said
    first = {name: values[0] for name, values in said.items()}
    keywords = (clean_text(word) for word in said.get("dc:subject", [])[:MOST_KEYWORDS])
    taken_at, taken_offset = moments.stated(first.get("exif:DateTimeOriginal") or first.get("photoshop:DateCreated"))
    latitude, longitude = places.position(first.get("exif:GPSLatitude", ""), first.get("exif:GPSLongitude", ""))
    below = first.get("exif:GPSAltitudeRef") == "1"
    return Xmp(
        taken_at=taken_at,
        taken_offset=taken_offset,
        latitude=latitude,
        longitude=longitude,
        altitude=places.height(first.get("exif:GPSAltitude", ""), below=below),
        title=_text(first.get("dc:title") or first.get("photoshop:Headline")),
        caption=_text(first.get("dc:description"), LONGEST_CAPTION),
        author=_text(", ".join(said.get("dc:creator", []))),
        credit=_text(first.get("photoshop:Credit")),
        copyright=_text(first.get("dc:rights")),
        camera_make=_text(first.get("tiff:Make")),
        camera_model=_text(first.get("tiff:Model")),
        exposure=exposure_in_words(first),
        lens=_text(first.get("aux:Lens") or first.get("exifEX:LensModel")),
        software=_text(first.get("xmp:CreatorTool")),
        keywords=tuple(dict.fromkeys(word for word in keywords if word)),
        tags=clean_tags({name: _value(name, values) for name, values in said.items()}),
    )


def _text(value: str | None, longest: int = 500) -> str | None:
    return clean_text(value or "", longest) or None


def _value(name: str, values: list[str]) -> object:
    return values[:LONGEST_LIST] if name in ("dc:subject", "dc:creator") else values[0]


@dataclass
class _Properties:
    """Gathers the properties of the outermost descriptions by their usual names, the default language first."""

    said: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    content: list[str] = field(default_factory=list)
    is_default: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.names.append(name)
        self.content.clear()
        self.is_default = attributes.get(LANGUAGE) == ANY_LANGUAGE
        if name == f"{RDF} Description" and self._depth() == 0:
            for key, value in attributes.items():
                self._keep(key, value)

    def end(self, name: str) -> None:
        depth, text = self._depth(), "".join(self.content)
        self.content.clear()
        # A property is a child of the description; a list of values has them two steps below.
        if depth == 1 or (depth == 3 and name == f"{RDF} li"):
            self._keep(self.names[-depth], text)
        self.names.pop()

    def text(self, content: str) -> None:
        self.content.append(content)

    def _depth(self) -> int:
        """How many steps the open element is below the outermost description; -1 above it."""
        at = self.names.index(f"{RDF} Description") if f"{RDF} Description" in self.names else len(self.names)
        return len(self.names) - 1 - at

    def _keep(self, name: str, value: str) -> None:
        namespace, local = split(name)
        if namespace in PREFIXES and value.strip():
            values = self.said.setdefault(f"{PREFIXES[namespace]}:{local}", [])
            values.insert(0 if self.is_default else len(values), value.strip())
