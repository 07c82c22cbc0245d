"""Everything that is known of a file, by its type."""

from collections.abc import Callable
from pathlib import Path

from mediakit.audio import read_audio
from mediakit.documents import read_document
from mediakit.errors import EmptyFile, UnsupportedType
from mediakit.factsheets import AudioFacts, DocumentFacts, Facts, ImageFacts, VideoFacts
from mediakit.images import read_image
from mediakit.kinds import AUDIO, DOCUMENT, IMAGE, VIDEO, kind_of
from mediakit.videos import read_video

__all__ = ["AudioFacts", "DocumentFacts", "Facts", "ImageFacts", "VideoFacts", "read_facts"]

READERS: dict[str, Callable[[Path, str], Facts]] = {
    IMAGE: read_image,
    VIDEO: read_video,
    AUDIO: read_audio,
    DOCUMENT: read_document,
}


def read_facts(path: Path, file_type: str) -> Facts:
    """The facts of a file of a type that `sniff` gave. Raises EmptyFile, UnreadableFile or TruncatedFile."""
    if not path.stat().st_size:
        raise EmptyFile
    reader = READERS.get(kind_of(file_type))
    if reader is None:
        raise UnsupportedType
    return reader(path, file_type)
