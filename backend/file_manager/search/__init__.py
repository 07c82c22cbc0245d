"""The text index: `index` and `index_files` keep it, `filter` asks it."""

from file_manager.search.entries import index, index_files
from file_manager.search.matching import filter

__all__ = ["filter", "index", "index_files"]
