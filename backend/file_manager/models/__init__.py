"""What the library keeps: bytes (`blobs`), what people see (`files`), and how they order it."""

from file_manager.models.blobs import Blob, ProcessingStep, Rendition
from file_manager.models.files import MediaFile, SlugHistory, Version
from file_manager.models.organising import Collection, CollectionEntry, Tag
from file_manager.models.proposals import Suggestion
from file_manager.models.references import Usage
from file_manager.models.searching import SearchEntry

__all__ = [
    "Blob",
    "Collection",
    "CollectionEntry",
    "MediaFile",
    "ProcessingStep",
    "Rendition",
    "SearchEntry",
    "SlugHistory",
    "Suggestion",
    "Tag",
    "Usage",
    "Version",
]
