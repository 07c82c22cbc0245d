"""The words in the binary streams of Word, Excel and PowerPoint 97 to 2003, as well as a short reader can."""

import re
from collections.abc import Callable, Iterator
from struct import unpack_from

# A stream by its name, empty where there is none.
Streams = Callable[[str], bytes]

WORD_FLAGS, WORD_TEXT_START = 0x0A, 0x18
WORD_PIECES = 0x01A2
SECOND_TABLE, WORD_ENCRYPTED = 0x0200, 0x0100
COMPRESSED = 1 << 30
# Field codes stand between the first two of these, and only what follows the second is shown.
FIELD_CODE = re.compile("\x13[^\x13\x14\x15]{0,2000}\x14?")
INVISIBLE = re.compile("[\x01-\x06\x08\x0e-\x1f]")

SHARED_STRINGS, CONTINUED, LABEL, SHEET_NAME, EXCEL_ENCRYPTED = 0x00FC, 0x003C, 0x0204, 0x0085, 0x002F
WIDE, EXTENDED, RICH = 0x01, 0x04, 0x08
MOST_RECORDS = 500_000

TEXT_WIDE, TEXT_NARROW = 0x0FA0, 0x0FA8
CONTAINER = 0x0F


def of_word(stream: Streams) -> Iterator[str]:
    """The pieces of the text in their order, which need not be that of the file."""
    main = stream("WordDocument")
    (flags,) = unpack_from("<H", main, WORD_FLAGS)
    if flags & WORD_ENCRYPTED:
        return
    table = stream("1Table" if flags & SECOND_TABLE else "0Table")
    start, size = unpack_from("<II", main, WORD_PIECES)
    for piece in _pieces(table[start : start + size]):
        yield _cleaned(_piece(main, *piece))


def _pieces(clx: bytes) -> Iterator[tuple[int, int]]:
    """The length in characters and the place of each piece."""
    at = 0
    while clx[at : at + 1] == b"\x01":
        at += 3 + int(unpack_from("<H", clx, at + 1)[0])
    if clx[at : at + 1] != b"\x02":
        return
    (size,) = unpack_from("<I", clx, at + 1)
    plan = clx[at + 5 : at + 5 + size]
    count = (len(plan) - 4) // 12
    for number in range(count):
        start, end = unpack_from("<II", plan, 4 * number)
        (place,) = unpack_from("<I", plan, 4 * (count + 1) + 8 * number + 2)
        if end > start:
            yield end - start, place


def _piece(main: bytes, length: int, place: int) -> str:
    if place & COMPRESSED:
        start = (place & ~COMPRESSED) // 2
        return main[start : start + length].decode("cp1252", "replace")
    return main[place : place + 2 * length].decode("utf-16-le", "replace")


def _cleaned(text: str) -> str:
    shown = FIELD_CODE.sub("", text).replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n\n")
    return INVISIBLE.sub("", shown.replace("\x07", "\t"))


def of_excel(stream: Streams) -> Iterator[str]:
    """Names of sheets and the texts of cells; numbers are left out."""
    book = stream("Workbook") or stream("Book")
    shared: list[bytes] = []
    for kind, content in _records(book):
        if kind == EXCEL_ENCRYPTED:
            return
        if kind == SHARED_STRINGS:
            shared = [content[8:]]
        elif kind == CONTINUED and shared:
            shared.append(content)
        elif kind == SHEET_NAME and len(content) > 8:
            yield _string(content[7:], content[6]) + "\n"
        elif kind == LABEL and len(content) > 9:
            yield _string(content[8:], int.from_bytes(content[6:8], "little")) + "\n"
        elif shared:
            yield from _strings(shared)
            shared = []
    yield from _strings(shared)


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    for _ in range(MOST_RECORDS):
        if at + 4 > len(book):
            return
        kind, size = unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _string(content: bytes, length: int) -> str:
    wide = bool(content[0] & WIDE)
    return content[1 : 1 + length * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1", "replace")


def _strings(blocks: list[bytes]) -> Iterator[str]:
    """The table of shared texts, whose texts may run on from one record into the next."""
    left = list(reversed(blocks))
    block = left.pop() if left else b""
    while len(block) > 3 or left:
        if len(block) <= 3:
            block = left.pop()
            continue
        length, flags = unpack_from("<HB", block)
        runs = unpack_from("<H", block, 3)[0] if flags & RICH and len(block) > 4 else 0
        extra = unpack_from("<I", block, 5 if flags & RICH else 3)[0] if flags & EXTENDED and len(block) > 8 else 0
        block = block[3 + (2 if flags & RICH else 0) + (4 if flags & EXTENDED else 0) :]
        text = ""
        while length:
            step = 2 if flags & WIDE else 1
            part = block[: length * step]
            text += part.decode("utf-16-le" if flags & WIDE else "latin-1", "replace")
            length -= len(part) // step
            block = block[len(part) :]
            if not length or not left or (not part and not left):
                break
            # Each record of the rest begins with how its characters are kept.
            block = left.pop()
            flags, block = (flags & ~WIDE) | (block[0] & WIDE if block else 0), block[1:]
        yield text + "\n"
        block = block[4 * runs + extra :]


def of_powerpoint(stream: Streams) -> Iterator[str]:
    """The texts of slides and notes in the order of the file."""
    document = stream("PowerPoint Document")
    at = 0
    for _ in range(MOST_RECORDS):
        if at + 8 > len(document):
            return
        version, kind, size = unpack_from("<HHI", document, at)
        at += 8
        # What is inside a container follows at once, so it is walked into by not stepping over it.
        if version & 0x0F == CONTAINER:
            continue
        if kind in (TEXT_WIDE, TEXT_NARROW):
            encoding = "utf-16-le" if kind == TEXT_WIDE else "latin-1"
            text = document[at : at + size].decode(encoding, "replace")
            yield INVISIBLE.sub("", text.replace("\r", "\n").replace("\x0b", "\n")) + "\n"
        at += size
