"""Finding files by words, prefix by prefix, with the same answer from both databases."""

from functools import reduce
from operator import add
from types import ModuleType
from typing import Any

from django.db import connections
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from content.models import Namespace, User
from file_manager.models import MediaFile, SearchEntry
from file_manager.search import postgresql, sqlite
from file_manager.search.words import asked

DATABASES: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}
#: What a hit counts, by where the word stands. A whole word counts one more than a mere beginning.
TITLE, LABELS, FILENAME, TEXT = 16, 8, 4, 2
WHOLE = 1
#: Ranking has to look at every hit. Of more than these all count the same, so that the list's own order decides.
RANKED = 20_000
#: A bare 0 in an ordering is the place of a column to PostgreSQL.
UNRANKED = Cast(Value(0), IntegerField())


def hits(user: User, text: str, namespace: Namespace | None = None) -> QuerySet[SearchEntry]:
    """What `filter` finds among the files of a person's list, with the same `relevance`, best first.

    These are entries: where words alone are asked for, the files that they belong to need not be read. Each one has the
    number of all `matches`, unless there are too many to look at.
    """
    words = asked(text)
    entries = SearchEntry.objects.visible_to(user)
    if namespace:
        entries = entries.filter(namespace=namespace)
    if not words:
        return entries.none().annotate(relevance=UNRANKED)
    return ranked(entries, words, "", matches=Window(Count("*"))).order_by("-relevance", "-file_id")


def filter(queryset: QuerySet[MediaFile], text: str) -> QuerySet[MediaFile]:
    """The files of `queryset` in which every word of `text` begins a word, with their integer `relevance`.

    A text without any word finds nothing.
    """
    words = asked(text)
    return ranked(queryset, words, "search_entry__") if words else queryset.none().annotate(relevance=UNRANKED)


def ranked(queryset: QuerySet[Any], words: list[str], entry: str, **along: Combinable) -> QuerySet[Any]:
    """The rows whose entry, reached by that path, has all of the words. `along` is told where all are looked at."""
    database = DATABASES[connections[queryset.db].vendor]
    found = queryset.filter(database.found(words, entry=entry))
    if database.about(words, at_most=RANKED + 1) > RANKED:
        return found.annotate(relevance=UNRANKED)
    return found.annotate(relevance=reduce(add, [relevance(word, database, entry) for word in words]), **along)


def relevance(word: str, database: ModuleType, entry: str) -> Combinable:
    place = Case(
        When(database.found([word], column="title", entry=entry), then=Value(TITLE)),
        When(database.found([word], column="labels", entry=entry), then=Value(LABELS)),
        When(database.found([word], column="filename", entry=entry), then=Value(FILENAME)),
        default=Value(TEXT),
        output_field=IntegerField(),
    )
    whole = database.found([word], whole=True, entry=entry)
    return place + Case(When(whole, then=Value(WHOLE)), default=Value(0), output_field=IntegerField())
