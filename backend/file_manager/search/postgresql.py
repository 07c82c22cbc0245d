"""Asking the `tsvector` of PostgreSQL."""

import json

from django.db.models import BooleanField, F, Func, Value

from file_manager.models import SearchEntry

WEIGHTS = {"": "", "title": "A", "labels": "B", "filename": "C"}


class InVector(Func):
    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def found(words: list[str], *, entry: str, column: str = "", whole: bool = False) -> Func:
    """The condition that all words stand in a file as prefixes or whole, anywhere or in one column.

    `entry` is the path to its entry, empty or with `__` at its end.
    """
    sign = ("" if whole else "*") + WEIGHTS[column]
    query = " & ".join(f"'{word}':{sign}" if sign else f"'{word}'" for word in words)
    return InVector(F(f"{entry}vector"), Value(query))


def about(words: list[str], *, at_most: int) -> int:
    """How many files of all namespaces that is by the planner's estimate, since counting costs as much as finding."""
    plan = json.loads(SearchEntry.objects.filter(found(words, entry="")).values("pk").explain(format="json"))
    return min(int(plan[0]["Plan"]["Plan Rows"]), at_most)
