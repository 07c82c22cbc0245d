"""XML of strangers: nothing is fetched, nothing expands, and there is an end to size and depth."""

import re
from dataclasses import dataclass
from typing import Protocol
from xml.parsers import expat

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
BARE = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
# What browsers read. Python knows further names, some of which stand for slow or strange transformations.
ENCODINGS = re.compile(
    r"utf-?8|us-ascii|iso-?8859-\d{1,2}|latin1|windows-(125\d|874)|koi8-[ru]|macintosh|shift_jis|euc-(jp|kr)"
    r"|iso-2022-jp|gbk|gb2312|gb18030|big5"
)
NAMESPACE_END = " "
# Drawing programs declare short words for their namespaces. Whatever is longer or nested is meant to explode.
LONGEST_ENTITY = 256


class MarkupError(Exception):
    """The text is not well-formed XML, or has more or deeper elements than are taken."""


class Entities(MarkupError):
    """The text declares entities that multiply or lead out of it."""


class Reader(Protocol):
    """Who is told of elements and texts; names are `namespace name`, or a bare name outside of any namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, content: str) -> None: ...


def decoded(data: bytes) -> str:
    """The text of an XML file by its byte order mark, its declaration, or UTF-8; MarkupError where it is another."""
    mark, encoding = next(((mark, name) for mark, name in BOMS if data.startswith(mark)), (b"", ""))
    encoding = encoding or next((name for start, name in BARE if data.startswith(start)), "")
    if not encoding:
        declared = DECLARED.match(data)
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
        if not ENCODINGS.fullmatch(encoding):
            raise MarkupError(f"the encoding {encoding} is not known")
    try:
        return data[len(mark) :].decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise MarkupError(f"it is not written in {encoding}") from error


@dataclass(frozen=True)
class Bounds:
    """The most elements, how deep they may lie, and the most characters once every entity stands for its text."""

    elements: int
    depth: int
    characters: int


def parse(data: bytes, reader: Reader, bounds: Bounds) -> None:
    """Read a whole document; MarkupError where it is damaged or goes beyond its bounds."""
    parser = expat.ParserCreate(namespace_separator=NAMESPACE_END)
    parser.buffer_text = True
    elements = depth = characters = 0

    def count(length: int) -> None:
        nonlocal characters
        characters += length
        if characters > bounds.characters:
            raise Entities("its entities stand for too much text")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements, depth
        elements, depth = elements + 1, depth + 1
        if elements > bounds.elements or depth > bounds.depth:
            raise MarkupError("it has too many elements")
        count(sum(map(len, attributes.values())))
        reader.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(name)

    def text(content: str) -> None:
        count(len(content))
        reader.text(content)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = _refuse_entities
    try:
        parser.Parse(decoded(data), True)
    except (expat.ExpatError, ValueError) as error:
        raise MarkupError(str(error)) from error


def split(name: str) -> tuple[str, str]:
    """Namespace and local name of a name."""
    namespace, _, local = name.rpartition(NAMESPACE_END)
    return namespace, local


def _refuse_entities(name: str, is_parameter: bool, value: str | None, *origin: str | None) -> None:
    if is_parameter or value is None or len(value) > LONGEST_ENTITY or set("&%<") & set(value):
        raise Entities("it declares entities")
