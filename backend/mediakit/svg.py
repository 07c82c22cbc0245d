"""SVG, cleaned by writing a new document of what is allowed, so that whatever is not known is not there."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from mediakit import svg_rules
from mediakit.errors import HostileSvg, UnreadableFile
from mediakit.factsheets import ImageFacts
from mediakit.headers import svg as header
from mediakit.jsonsafe import clean_text
from mediakit.markup import split

XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
HREFS = frozenset(("href", "xlink:href"))
LINKED_PICTURES = frozenset(("image", "feImage"))
# Without their link they are nothing.
LINKING = frozenset(("image", "feImage", "use", "textPath", "mpath"))
# How many elements are drawn once every element that another one repeats is counted each time.
MOST_DRAWN = 200_000
LONGEST_CHAIN = 50
# Plots refer to their marks point by point.
MOST_REFERENCES = 50_000
ENDLESS = "The SVG repeats its parts without measure. Save it as a PNG."
# Every letter is laid out by itself, which takes a hundred times the memory of the letter.
MOST_LETTERS = 1_000_000
# Of a title or a description.
LONGEST_TEXT = 5_000
# Words are shown and not obeyed, and are written so that nobody who only searches the bytes takes them for orders.
QUIET = {"=": "&#61;", ":": "&#58;", "@": "&#64;"}


@dataclass(frozen=True)
class Cleaned:
    """A document in UTF-8, and what went of it that a reader may miss: `foreign_content`, `links`, `scripts`."""

    content: bytes
    taken_out: tuple[str, ...]


def clean_svg(path: Path) -> Cleaned:
    """The document without anything that runs, fetches or multiplies.

    Raises HostileSvg where it declares entities, repeats itself without measure, or nothing drawable is left, and
    UnreadableFile where it is not well-formed, too large or empty.
    """
    cleaner = _cleaned(path, sized=False)
    return Cleaned(cleaner.document(), tuple(sorted(cleaner.missed - {""})))


def drawable_svg(path: Path) -> bytes:
    """The cleaned document with its size in pixels stated, so that every renderer takes the same one."""
    return _cleaned(path, sized=True).document()


def read_svg(path: Path) -> ImageFacts:
    """The facts of an SVG, raising what `clean_svg` does."""
    cleaner = _cleaned(path, sized=False)
    width, height = cleaner.size
    title, caption = clean_text(cleaner.said["title"]), clean_text(cleaner.said["desc"], LONGEST_TEXT)
    return ImageFacts(width=width, height=height, frames=1, title=title or None, caption=caption or None)


def _cleaned(path: Path, *, sized: bool) -> "_Cleaner":
    with path.open("rb") as file:
        content = file.read(header.LARGEST_FILE + 1)
    cleaner = _Cleaner(sized)
    header.parse(content, cleaner)
    if not cleaner.drawn:
        raise HostileSvg if cleaner.removed else UnreadableFile("There is no picture in the SVG.")
    cleaner.check_weight()
    return cleaner


@dataclass
class _Kept:
    """An element that was written: where its descendants end, and the ids that it draws again."""

    name: str
    id: str
    repeats: list[str]
    end: int = 0


@dataclass
class _Cleaner:
    """Is told of every element by the parser, and writes those that are allowed."""

    sized: bool
    parts: list[str] = field(default_factory=list)
    kept: list[_Kept] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=lambda: {"title": "", "desc": ""})
    size: tuple[int, int] = (0, 0)
    space: str = ""
    drawn: int = 0
    letters: int = 0
    references: int = 0
    removed: int = 0
    skipping: int = 0
    style: list[str] = field(default_factory=list)
    missed: set[str] = field(default_factory=set)

    def document(self) -> bytes:
        """All that was written."""
        return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(self.parts)).encode()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, local = split(name)
        if not self.kept:
            self._begin(namespace, attributes)
        if self.skipping or not self._is_allowed(namespace, local, attributes):
            self.skipping += 1
            self.removed += namespace == self.space
            self.missed.add(svg_rules.missed(local))
            return
        cleaned = self._attributes(local, attributes)
        if local in LINKING and not cleaned.keys() & HREFS:
            self.skipping += 1
            return
        self._write(local, cleaned if self.kept else self._outermost(cleaned))

    def end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        element = self.kept[self.open.pop()]
        element.end = len(self.kept)
        if element.name == "style":
            sheet = "".join(self.style)
            self.missed.add(svg_rules.missed(element.name, sheet))
            self.parts.append(escape(svg_rules.clean_stylesheet(sheet)))
            self.style.clear()
        self.parts.append(f"</{element.name}>")

    def text(self, content: str) -> None:
        if self.skipping or not self.open:
            return
        name = self.kept[self.open[-1]].name
        if name == "style":
            self.style.append(content)
        elif name in svg_rules.TEXTS:
            self.parts.append(escape(content, QUIET))
            self.letters += len(content)
            if self.letters > MOST_LETTERS:
                raise HostileSvg(ENDLESS)
            if name in self.said and len(self.open) == 2:
                self.said[name] = (self.said[name] + content)[:LONGEST_TEXT]

    def check_weight(self) -> None:
        """Raise HostileSvg for too many elements, counting what is repeated as often as it is, or too long a chain."""
        places = {element.id: place for place, element in reversed(list(enumerate(self.kept))) if element.id}
        links = [(place, name) for place, element in enumerate(self.kept) for name in element.repeats if name in places]
        starts, targets = [place for place, _ in links], [places[name] for _, name in links]
        known: dict[int, int] = {}

        def of(place: int, above: tuple[int, ...]) -> int:
            if place in above:
                return 0
            if len(above) > LONGEST_CHAIN:
                raise HostileSvg(ENDLESS)
            if place not in known:
                end = self.kept[place].end
                inside = targets[bisect_left(starts, place) : bisect_left(starts, end)]
                total, longer = end - place, (*above, place)
                for target, times in Counter(inside).items():
                    total += times * of(target, longer)
                    # All that is asked for is drawn, so that nobody has to count to the end.
                    if total > MOST_DRAWN:
                        raise HostileSvg(ENDLESS)
                known[place] = total
            return known[place]

        of(0, ())

    def _write(self, name: str, attributes: dict[str, str]) -> None:
        links = [attributes[href][1:] for href in HREFS & attributes.keys()]
        styled = chain.from_iterable(map(svg_rules.references, attributes.values()))
        repeats = [*links, *islice(styled, MOST_REFERENCES + 1)]
        self.references += len(repeats)
        if self.references > MOST_REFERENCES:
            raise HostileSvg(ENDLESS)
        self.open.append(len(self.kept))
        self.kept.append(_Kept(name, attributes.get("id", ""), repeats))
        self.drawn += name in svg_rules.SHAPES
        self.parts.append(f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>")

    def _begin(self, namespace: str, attributes: dict[str, str]) -> None:
        # Some programs forget the namespace; the file is meant as an SVG all the same.
        self.space = namespace
        self.size = header.size(attributes)

    def _is_allowed(self, namespace: str, local: str, attributes: dict[str, str]) -> bool:
        if namespace != self.space or local not in svg_rules.ELEMENTS:
            return False
        if local == "style":
            return attributes.get("type", "text/css") in ("", "text/css") and "media" not in attributes
        target = attributes.get("attributeName")
        return target is None or target in svg_rules.ANIMATED

    def _attributes(self, element: str, attributes: dict[str, str]) -> dict[str, str]:
        cleaned: dict[str, str] = {}
        for name, value in attributes.items():
            namespace, local = split(name)
            if local == "href" and namespace in ("", XLINK) and (kept := self._href(element, value)):
                cleaned["xlink:href" if namespace else "href"] = kept
            elif namespace == XML and local in ("space", "lang"):
                cleaned[f"xml:{local}"] = value
            elif not namespace and local == "style":
                self.missed.add(svg_rules.missed(local, value))
                cleaned["style"] = svg_rules.clean_declarations(value)
            elif not namespace and local in svg_rules.ATTRIBUTES and svg_rules.is_harmless(value):
                cleaned[local] = value
            elif namespace in ("", XLINK):
                self.missed.add(svg_rules.missed(local, value))
        self.removed += len(cleaned) < len(attributes)
        return cleaned

    def _href(self, element: str, value: str) -> str:
        if svg_rules.is_own_reference(value):
            return value.strip()
        return value if element in LINKED_PICTURES and svg_rules.is_small_raster(value) else ""

    def _outermost(self, cleaned: dict[str, str]) -> dict[str, str]:
        sizes = {"width": str(self.size[0]), "height": str(self.size[1])} if self.sized else {}
        return {"xmlns": header.NAMESPACE, "xmlns:xlink": XLINK} | cleaned | sizes
