"""What a file name and a client's content type say a file is: hints, held against what it really is."""

from dataclasses import dataclass

from mediakit.errors import MediaError, TypeMismatch, UnsupportedType
from mediakit.kinds import (
    AUDIO,
    DOCUMENT,
    EXTENSIONS,
    IMAGE,
    SHARED_CONTAINERS,
    SVG,
    TEXT_TYPES,
    TYPES,
    VIDEO,
    canonical,
    extension_of,
    kind_of,
)

# What an unknown type is at heart, by the first half of its name.
FAMILIES = {"image": IMAGE, "video": VIDEO, "audio": AUDIO, "text": DOCUMENT}
NOUNS = {IMAGE: "a picture", VIDEO: "a film", AUDIO: "a sound file", DOCUMENT: "a document"}
# What people send by mistake, in words that those know who have never heard of a MIME type.
KNOWN = {
    "a program": ("x-executable", "x-pie-executable", "x-sharedlib", "x-dosexec", "x-mach-binary"),
    "an archive": ("gzip", "x-7z-compressed", "x-bzip2", "x-rar", "x-tar", "x-xz", "zstd"),
    "a PostScript file": ("postscript",),
    "an old or unknown Office file": ("x-ole-storage",),
}
WORDS = {f"application/{name}": words for words, names in KNOWN.items() for name in names} | {
    "application/vnd.microsoft.portable-executable": "a program",
    "image/vnd.djvu": "a DjVu document",
    SVG: "a drawing (SVG)",  # which is no picture to whoever sends it as a photo
    "text/html": "a web page",
    "text/plain": "plain text",
    "text/x-php": "a PHP program",
    "text/x-shellscript": "a shell script",
}
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Claims:
    """The known types that are claimed for a file, the name's before the client's."""

    types: tuple[str, ...]
    extension: str

    @classmethod
    def of(cls, filename: str, claimed: str) -> "Claims":
        """The claims of an upload; unknown extensions and types claim nothing."""
        extension = extension_of(filename)
        named, sent = EXTENSIONS.get(extension), canonical(claimed)
        # text/plain is what a multipart field without a type counts as, so it says nothing against a name.
        believed = sent if sent in TYPES and not (named and sent == "text/plain") else None
        return cls(tuple(claim for claim in (named, believed) if claim), extension)

    def check(self, file_type: str) -> None:
        """Raise TypeMismatch where a claim is of another kind than the file."""
        for claim in self.types:
            # A drawing can carry a script, so it must not come in under the name of a photo.
            if kind_of(file_type) not in _kinds_meant(claim) or (file_type == SVG and claim != SVG):
                raise _mismatch(claim, file_type)

    def check_text(self) -> None:
        """Raise TypeMismatch for a text under the name of a document that is no text."""
        named = EXTENSIONS.get(self.extension)
        if named and kind_of(named) == DOCUMENT and named not in TEXT_TYPES:
            raise _mismatch(named, "plain text")

    def refusal(self, judged: str) -> MediaError:
        """The error for content that is not taken: a mismatch where it poses as something of another kind."""
        family = FAMILIES.get(judged.partition("/")[0])
        if self.types and family and all(family not in _kinds_meant(claim) for claim in self.types):
            return _mismatch(self.types[0], judged)
        if judged == UNKNOWN:
            return UnsupportedType("It cannot be told what is in the file. Open it in its program and save it anew.")
        return UnsupportedType(
            f"The content is {_in_words(judged)}, which is not taken here. Save it in another format, or leave it out."
        )


def _kinds_meant(claim: str) -> frozenset[str]:
    return frozenset((VIDEO, AUDIO)) if claim in SHARED_CONTAINERS else frozenset((kind_of(claim),))


def _in_words(content: str) -> str:
    """What a type is called, with its own name where people may want to look it up."""
    known = f"{NOUNS[kind_of(content)]} ({content})" if content in TYPES else content
    return WORDS.get(content, known)


def _mismatch(claim: str, content: str) -> TypeMismatch:
    return TypeMismatch(
        f"The file is named or sent as {NOUNS[kind_of(claim)]}, but its content is {_in_words(content)}. "
        "Rename it after what it is, or choose the right file."
    )
