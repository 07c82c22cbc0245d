"""What is wrong with the content of a page, said for each place at once."""

from collections.abc import Iterable
from typing import NamedTuple

from rest_framework.exceptions import ErrorDetail, ValidationError

#: So many places are named; whoever got more wrong than that got all of it wrong.
MOST = 50


class Problem(NamedTuple):
    """`attr` is the place, as in `content.main.0.config.media`."""

    attr: str
    code: str
    detail: str


class ContentRefused(ValidationError):
    """400 with one error a place."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)[:MOST]
        places: dict[str, list[ErrorDetail]] = {}
        for problem in self.problems:
            places.setdefault(problem.attr, []).append(ErrorDetail(problem.detail, problem.code))
        super().__init__(places)
