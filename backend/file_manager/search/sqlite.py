"""Asking the FTS5 table of SQLite."""

from django.db.models import Q
from django.db.models.expressions import RawSQL

from file_manager.models import SearchEntry

ROWS = "SELECT rowid FROM file_manager_searchwords WHERE file_manager_searchwords MATCH %s"


def found(words: list[str], *, entry: str, column: str = "", whole: bool = False) -> Q:
    """The condition that all words stand in a file as prefixes or whole, anywhere or in one column.

    `entry` is the path to its entry, empty or with `__` at its end.
    """
    place, star = (f"{{{column}}} : " if column else ""), ("" if whole else " *")
    query = " AND ".join(f'{place}"{word}"{star}' for word in words)
    return Q(**{f"{entry}id__in": RawSQL(ROWS, [query])})  # noqa: S611 -- the query is a parameter


def about(words: list[str], *, at_most: int) -> int:
    """How many files of all namespaces that is, counted no further than `at_most`."""
    return SearchEntry.objects.filter(found(words, entry=""))[:at_most].count()
