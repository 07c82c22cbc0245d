"""One way to split text into words, for what is kept and for what is asked, on every database."""

import re
import unicodedata
from collections.abc import Iterator

#: Ideographs and kana stand alone, since their writers put no blanks between words.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
#: They shape letters inside a word, and people leave them out when they look for it.
JOINERS = {0x200C: None, 0x200D: None}
LONGEST_WORD = 40
#: PostgreSQL refuses a vector above 1 MB; this many bytes leave room for its own bookkeeping.
MOST_BYTES = 400_000
LONGEST_QUERY = 1_000
MOST_QUERY_WORDS = 12


def split(text: str) -> Iterator[str]:
    """The words of a text without accents and capitals, each cut to 40 characters."""
    plain = unicodedata.normalize("NFKD", text.translate(JOINERS)).casefold()
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return (match.group()[:LONGEST_WORD] for match in WORD.finditer(bare))


def distinct(*texts: str) -> str:
    """The different words of the texts in their order, each followed by a blank, as many as an index can hold."""
    kept: dict[str, None] = {}
    size = 0
    for text in texts:
        for word in split(text):
            if word in kept:
                continue
            size += len(word.encode()) + 12
            if size > MOST_BYTES:
                return joined(kept)
            kept[word] = None
    return joined(kept)


def joined(words: dict[str, None]) -> str:
    return "".join(f"{word} " for word in words)


def asked(text: str) -> list[str]:
    """The different words of a query, at most twelve."""
    return list(dict.fromkeys(split(text[:LONGEST_QUERY])))[:MOST_QUERY_WORDS]
