"""The language of a text: what a document says of itself, or a guess from the words."""

import re
from functools import cache

import py3langid

# Below this, names and numbers decide, and the guess is a lottery.
FEWEST_LETTERS, FEWEST_WORDS = 40, 12
WORD = re.compile(r"[^\W\d_]{2,}")
LONGEST_SAMPLE = 4_000
# Of the rare ones the model takes every odd text for one or the other.
CANDIDATES = (
    *("af", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu"),
    *("fa", "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km"),
    *("kn", "ko", "la", "lb", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "mt", "ne", "nl", "nn", "no", "pa"),
    *("pl", "ps", "pt", "ro", "ru", "si", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk"),
    *("ur", "uz", "vi", "zh"),
)
CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
# Said by documents that know none.
UNKNOWN = frozenset(("und", "mul", "zxx", "mis"))
# The old three-letter names that books still carry.
SHORTENED = {"eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it", "jpn": "ja"}


def of_document(stated: str | None, text: str) -> str | None:
    """The two-letter code of a language; None where nothing is stated and the text is too short to guess from."""
    return normal(stated or "") or guess(text)


def normal(stated: str) -> str | None:
    """The language of a tag such as `de-AT`, without its region."""
    found = CODE.fullmatch(stated.strip())
    code = found[1].lower() if found else ""
    return SHORTENED.get(code, code) if code and code not in UNKNOWN else None


def guess(text: str) -> str | None:
    """The likeliest language of a text. The model is loaded at the first call and takes 75 MB."""
    sample = text[:LONGEST_SAMPLE]
    words = set(WORD.findall(sample))
    if sum(map(len, words)) < FEWEST_LETTERS or (len(words) < FEWEST_WORDS and sample.isascii()):
        return None
    # Tables of numbers have no language, whatever the few words in them look like.
    if sum(map(str.isdigit, sample)) > sum(map(str.isalpha, sample)):
        return None
    _prepare()
    return str(py3langid.classify(sample)[0])


@cache
def _prepare() -> None:
    py3langid.set_languages(CANDIDATES)
