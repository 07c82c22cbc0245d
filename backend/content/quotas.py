"""How many bytes a namespace may hold. Every distinct original counts, in versions and trash too; renditions do not."""

from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Greatest

from common.errors import DomainError
from content.models import Namespace


class OverQuota(DomainError):
    status = 413
    code = "quota_exceeded"
    detail = "The namespace has no room left for this file. Empty its trash or ask a manager for more."


def take(namespace_id: UUID, size: int, *, freed: int = 0) -> None:
    """Reserves `size` bytes by one conditional update. Raises OverQuota when they do not fit.

    The caller's transaction is about to give back `freed` bytes.
    """
    room = Q(quota__isnull=True) | Q(quota__gte=F("used") + size - freed)
    if not Namespace.objects.filter(room, pk=namespace_id).update(used=F("used") + size):
        raise OverQuota


def give_back(namespace_id: UUID, size: int) -> None:
    Namespace.objects.filter(pk=namespace_id).update(used=Greatest(F("used") - size, 0))
