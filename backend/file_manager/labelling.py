"""What a file says of itself in words, offered to people: keywords as proposed tags, and a title where it has none."""

from content import audit
from file_manager import names, suggestions
from file_manager.models import MediaFile
from file_manager.models.blobs import Kind
from file_manager.suggestions import Proposal

SOURCE = "metadata"
MOST_KEYWORDS = 50
#: Titles of documents are more often those of the template than of the text.
TITLED = frozenset({Kind.IMAGE, Kind.VIDEO, Kind.AUDIO})
ARRIVING = (MediaFile.Status.PENDING, MediaFile.Status.PROCESSING)


def take_over(file: MediaFile) -> None:
    """Proposes the keywords and, on arrival, puts the embedded title where only the file's name stands.

    The caller holds the transaction and keeps the words for search afterwards.
    """
    said = file.blob.metadata
    if keywords := said.get("keywords"):
        proposals = [Proposal("tag", str(word), None) for word in keywords[:MOST_KEYWORDS]]
        suggestions.propose(file=file, proposals=proposals, source=SOURCE)
    title = suggestions.fit("title", str(said.get("title") or ""))
    if title and may_title(file):
        audit.record(None, "file.changed", file, changes={"title": [file.title, title]})
        file.title = title
        file.save(update_fields=["title", "updated_at"])


def may_title(file: MediaFile) -> bool:
    untitled = file.title == names.title_from(file.original_filename)
    return untitled and file.kind in TITLED and file.status in ARRIVING and file.version == 1
