"""Finding files by words, prefix by prefix, with the same answer from both databases."""

from functools import reduce
from operator import add
from types import ModuleType

from django.db import connections
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.expressions import Combinable

from file_manager.models import MediaFile
from file_manager.search import postgresql, sqlite
from file_manager.search.words import asked

DATABASES: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}
#: What a hit counts, by where the word stands. A whole word counts one more than a mere beginning.
TITLE, LABELS, FILENAME, TEXT = 16, 8, 4, 2
WHOLE = 1
#: Ranking has to look at every hit. Of more than these all count the same, so that the list's own order decides.
RANKED = 20_000


def filter(queryset: QuerySet[MediaFile], text: str) -> QuerySet[MediaFile]:
    """The files of `queryset` in which every word of `text` begins a word, with their integer `relevance`.

    A text without any word finds nothing.
    """
    words = asked(text)
    if not words:
        return queryset.none().annotate(relevance=Value(0))
    database = DATABASES[connections[queryset.db].vendor]
    hits = queryset.filter(database.found(words))
    if database.about(words, at_most=RANKED + 1) > RANKED:
        return hits.annotate(relevance=Value(0))
    return hits.annotate(relevance=reduce(add, [relevance(word, database) for word in words]))


def relevance(word: str, database: ModuleType) -> Combinable:
    place = Case(
        When(database.found([word], column="title"), then=Value(TITLE)),
        When(database.found([word], column="labels"), then=Value(LABELS)),
        When(database.found([word], column="filename"), then=Value(FILENAME)),
        default=Value(TEXT),
        output_field=IntegerField(),
    )
    whole = database.found([word], whole=True)
    return place + Case(When(whole, then=Value(WHOLE)), default=Value(0), output_field=IntegerField())
