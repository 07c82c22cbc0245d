"""What the lists of the library may be narrowed and sorted by."""

from file_manager.filters.files import FileFilters
from file_manager.filters.organising import CollectionFilters, TagFilters

__all__ = ["CollectionFilters", "FileFilters", "TagFilters"]
