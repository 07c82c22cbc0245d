"""What a file name and a client's content type say a file is: hints, held against what it really is."""

from dataclasses import dataclass

from mediakit import foreign, texts
from mediakit.errors import MediaError, TypeMismatch, UnsupportedType
from mediakit.foreign import FAMILIES, NOUNS
from mediakit.kinds import (
    ACTIVE_EXTENSIONS,
    AUDIO,
    DOCUMENT,
    EXTENSIONS,
    SHARED_CONTAINERS,
    SVG,
    TEXT_TYPES,
    TYPES,
    VIDEO,
    canonical,
    extension_of,
    kind_of,
)

RESAVE = "Open it in its program and save it anew."
UNTOLD = f"It cannot be told what is in the file. {RESAVE}"
# What is taken and has a plainer name than its kind.
WORDS = {
    SVG: "a drawing (SVG)",  # which is no picture to whoever sends it as a photo
    "text/plain": "plain text",
}


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
            raise _mismatch(named, "text/plain")

    def refusal(self, judged: str) -> MediaError:
        """The error for content that is not taken: a mismatch where it poses as something of another kind."""
        family = FAMILIES.get(judged.partition("/")[0])
        if self.types and family and all(family not in _kinds_meant(claim) for claim in self.types):
            return _mismatch(self.types[0], canonical(judged))
        if judged in texts.PASSIVE or judged.startswith(texts.LIKE_TEXT):
            return self._refused_text(judged)
        if judged == texts.UNKNOWN:
            named = foreign.BY_ENDING.get(self.extension)
            return foreign.refused(named, by_name=True) if named else UnsupportedType(UNTOLD)
        if canonical(judged) in TYPES:
            noun = NOUNS[kind_of(canonical(judged))]
            return UnsupportedType(f"It begins like {noun}, but cannot be read as one. {RESAVE}")
        return foreign.refused(foreign.of_type(judged))

    def _refused_text(self, judged: str) -> UnsupportedType:
        # Plain text is taken: what is wrong is its name, or how it begins.
        if self.extension in ACTIVE_EXTENSIONS:
            return UnsupportedType.because(
                f"Files that end in .{self.extension} belong to programs or web pages. "
                "Leave it out, or save what it says as plain text (.txt)."
            )
        if judged in texts.PASSIVE or EXTENSIONS.get(self.extension) in TEXT_TYPES:
            return UnsupportedType.because("It begins like a program or a web page. Leave it out.")
        return foreign.refused(foreign.of_type(judged))


def _kinds_meant(claim: str) -> frozenset[str]:
    return frozenset((VIDEO, AUDIO)) if claim in SHARED_CONTAINERS else frozenset((kind_of(claim),))


def _in_words(content: str) -> str:
    """What a type is called, with its own name where it is taken and people may want to look it up."""
    if content in TYPES:
        return WORDS.get(content, f"{NOUNS[kind_of(content)]} ({content})")
    return foreign.of_type(content).called


def _mismatch(claim: str, content: str) -> TypeMismatch:
    # Under its right name it would be taken only if its type is.
    advice = "Rename it after what it is, or choose the right file." if content in TYPES else "Choose the right file."
    return TypeMismatch(
        f"The file is named or sent as {NOUNS[kind_of(claim)]}, but its content is {_in_words(content)}. {advice}"
    )
