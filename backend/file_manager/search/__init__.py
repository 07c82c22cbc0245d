"""The text index: `index` and `index_files` keep it, `filter` and `hits` ask it."""

from file_manager.search.entries import index, index_files
from file_manager.search.matching import filter, hits

__all__ = ["filter", "hits", "index", "index_files"]
