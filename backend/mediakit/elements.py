"""XML of strangers as a flow of events. Nothing is declared, expanded or fetched, and no tree is built."""

from collections.abc import Iterable, Iterator
from html.entities import html5
from xml.parsers import expat

from mediakit.errors import UnreadableFile

START, TEXT, END = "start", "text", "end"
DEEPEST = 500
LONGEST_LEAF = 10_000
MOST_LEAVES = 1_000

Attributes = dict[str, str]
Event = tuple[str, str, Attributes]


class Malformed(UnreadableFile):
    """The XML is broken at some place; events before it were right."""

    default_detail = "A part of the document is damaged and cannot be read. Save it again."


class Declared(UnreadableFile):
    default_detail = "The document declares entities, which documents never need, so it is not opened."


def events(chunks: Iterable[bytes], *, doctype: bool = False) -> Iterator[Event]:
    """Start, text and end events: the kind, the name without its prefix (or the text), the attributes as written.

    `doctype` allows the bare declaration that XHTML begins with. Raises Malformed and Declared. A document that
    ends early gives the events until there.
    """
    reader = _Reader(doctype=doctype)
    for chunk in chunks:
        error = reader.feed(chunk)
        yield from reader.pending
        if error:
            raise error


def value(attributes: Attributes, name: str) -> str:
    """An attribute by its name without prefix; empty where it is missing."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def leaves(chunks: Iterable[bytes], *, doctype: bool = False) -> dict[str, list[str]]:
    """The texts of all elements that hold nothing but text, by name in the order of the document."""
    found: dict[str, list[str]] = {}
    text = ""
    for count, (kind, name, _) in enumerate(events(chunks, doctype=doctype)):
        if kind == TEXT:
            text = (text + name)[:LONGEST_LEAF]
            continue
        if kind == END and text.strip():
            found.setdefault(name, []).append(text.strip())
        text = ""
        if count > 2 * MOST_LEAVES:
            break
    return found


class _Reader:
    def __init__(self, *, doctype: bool) -> None:
        self.pending: list[Event] = []
        self.depth = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse
        self.parser.SkippedEntityHandler = self._known_by_name
        if not doctype:
            self.parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, chunk: bytes) -> UnreadableFile | None:
        """What is wrong with the chunk, after the events before it."""
        self.pending = []
        try:
            self.parser.Parse(chunk)
        except (Malformed, Declared) as error:
            return error
        except (expat.ExpatError, ValueError, LookupError):
            # ValueError and LookupError are what odd encodings raise.
            return Malformed()
        return None

    def _start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Malformed
        self.pending.append((START, name.rpartition(":")[2], attributes))

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.pending.append((END, name.rpartition(":")[2], {}))

    def _text(self, text: str) -> None:
        self.pending.append((TEXT, text, {}))

    def _known_by_name(self, name: str, is_parameter: bool) -> None:
        self._text("" if is_parameter else html5.get(f"{name};", ""))

    def _refuse(self, *_: object) -> None:
        raise Declared
