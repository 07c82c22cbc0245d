"""Names that people give files, made safe to keep, to show and to put into an address."""

import re
import unicodedata

from django.utils.text import slugify

from common.errors import DomainError

#: Of the name without its extension, in UTF-8: file systems hold 255 with it.
LONGEST_NAME = 200
LONGEST_SLUG = 100
#: Control, format (bidi and zero-width among them), surrogate and private characters.
UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
#: They part letters in Persian, tie them in Indian scripts and make a family of three faces.
JOINERS = "\u200c\u200d"
JOINED = rf"[^\x00-\x7f\s{JOINERS}]"
#: Those that do not stand between two such signs, where most of them only hide.
IDLE = re.compile(f"(?<!{JOINED})[{JOINERS}]|[{JOINERS}](?!{JOINED})")
#: Not letters, yet they look like a slash or dots, and some programs take them for these.
LOOKALIKES = re.compile("[\u2024\u2025\u2044\u2215\u2216\u29f5\u29f8\ufe52\ufe68\uff0e\uff0f\uff3c]")
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d\u00b9\u00b2\u00b3])$")


class UnsafeName(DomainError):
    code = "invalid_filename"
    detail = "The file's name climbs out of its folder (..). Give it another name."


def safe_name(given: str, *, extension: str) -> str:
    """The last part of `given` with `extension`, in NFC and free of what hides or steers.

    Raises UnsafeName when a part of it is `..`.
    """
    parts = re.split(r"[/\\]", visible(LOOKALIKES.sub("_", given)))
    if any(part.strip() == ".." for part in parts):
        raise UnsafeName(attr="file")
    stem = re.sub(r'[<>:"|?*]', "_", parts[-1]).strip()
    stem = stem.rpartition(".")[0] or stem
    stem = cut(re.sub(r"\s+", " ", stem).strip(" .-~"), LONGEST_NAME).rstrip(" .")
    if not stem or RESERVED.match(stem.partition(".")[0].strip()):
        stem = f"file {stem}".strip()
    return f"{stem}.{extension}"


def visible(given: str) -> str:
    """The characters that can be seen, in NFC; what stood between two parts of a letter may have kept them apart."""
    kept = (sign for sign in given if sign in JOINERS or unicodedata.category(sign) not in UNSAFE_CATEGORIES)
    return unicodedata.normalize("NFC", IDLE.sub("", unicodedata.normalize("NFC", "".join(kept))))


def cut(text: str, octets: int) -> str:
    return text.encode()[:octets].decode(errors="ignore").rstrip().rstrip(JOINERS)


def title_from(filename: str) -> str:
    """What a person would call it: the name without extension, underscores as spaces."""
    stem = filename.rpartition(".")[0]
    return re.sub(r"[_\s]+", " ", stem).strip() or filename


def slug_from(title: str, *, otherwise: str = "file") -> str:
    return slugify(title, allow_unicode=True)[:LONGEST_SLUG].strip("-_") or otherwise
