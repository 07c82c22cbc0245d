"""One meaning for each address: a slug belongs to the file that has or had it until that file is purged."""

from secrets import choice
from uuid import UUID

from common.errors import DomainError
from file_manager.models import MediaFile, SlugHistory
from file_manager.names import LONGEST_SLUG

NUMBERED = 9
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class SlugTaken(DomainError):
    code = "slug_taken"
    detail = "This slug is already in use in the namespace. Choose another one."


def free(namespace_id: UUID, wanted: str) -> str:
    """A slug like `wanted` that no file of the namespace has or had.

    It is a proposal: the unique constraint decides, and the act that loses a race asks again.
    """
    near = numbered(wanted)
    rows = SlugHistory.objects.filter(namespace=namespace_id, slug__in=near)
    return unused(near, set(rows.values_list("slug", flat=True)))


def numbered(wanted: str) -> list[str]:
    """`wanted`, then the same with a number from 2 to 9."""
    base = wanted[: LONGEST_SLUG - 8]
    return [wanted, *[f"{base}-{number}" for number in range(2, NUMBERED + 1)]]


def unused(near: list[str], taken: set[str]) -> str:
    """The first of `near` that is not taken; when all are, the first with a few letters at random."""
    free_ones = (candidate for candidate in near if candidate not in taken)
    return next(free_ones, f"{near[0][: LONGEST_SLUG - 8]}-{''.join(choice(LETTERS) for _ in range(6))}")


def claim(file: MediaFile) -> None:
    """Notes the file's present slug as its own for good."""
    SlugHistory.objects.create(namespace_id=file.namespace_id, file=file, slug=file.slug)
