"""The log that live views follow: written in the act's own transaction, read by tailing.

Ids are handed out before their transaction commits, so `id > last` would miss a row that commits late. A reader
therefore goes by (transaction, id) and stops below the oldest transaction that is still open: whatever turns up
afterwards is newer than all that was read. SQLite has one writer at a time, where the id alone is the order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BigIntegerField, Func, Q, QuerySet
from django.utils import timezone

from common.models import CurrentTransaction, Event

KEEP = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Cursor:
    """A place in the log; as text `transaction-id`, which is the id of a server-sent event."""

    transaction: int = 0
    id: int = 0

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        transaction, _, number = text.partition("-")
        if len(text) > 40 or not (transaction.isascii() and transaction.isdigit()):
            return None
        if not (number.isascii() and number.isdigit()):
            return None
        return cls(int(transaction), int(number)) if max(int(transaction), int(number)) < 2**63 else None

    def __str__(self) -> str:
        return f"{self.transaction}-{self.id}"


def announce(
    kind: str,
    *,
    namespace_id: UUID,
    subject: UUID,
    owner_id: UUID | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Appends one event. `owner_id` makes it private: only that person and the namespace's managers see it."""
    row = Event(kind=kind, namespace_id=namespace_id, owner_id=owner_id, subject=subject, data=data or {})
    announce_all([row])


def announce_all(rows: Iterable[Event]) -> None:
    """Appends many events by one insert."""
    Event.objects.bulk_create(stamped(row) for row in rows)


def stamped(row: Event) -> Event:
    row.transaction = CurrentTransaction()
    return row


class OldestOpen(Func):
    """The oldest transaction that is still open, as PostgreSQL's own snapshot of this query sees it."""

    template = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    output_field = BigIntegerField()


def settled() -> QuerySet[Event]:
    """The events below every transaction that is still open."""
    if connection.vendor != "postgresql":
        return Event.objects.all()
    return Event.objects.filter(transaction__lt=OldestOpen())


def newest() -> Cursor:
    """Where a reader without a past starts."""
    row = settled().order_by("-transaction", "-id").values_list("transaction", "id").first()
    return Cursor(*row) if row else Cursor()


def forgotten(cursor: Cursor) -> bool:
    """Whether the place is no longer in the log, so that a replay from there could have a hole."""
    return cursor != Cursor() and not Event.objects.filter(transaction=cursor.transaction, id=cursor.id).exists()


def after(cursor: Cursor, *, visible: Q, limit: int = 500) -> Iterable[Event]:
    """At most `limit` events behind `cursor` that the condition `visible` lets through, in order."""
    behind = Q(transaction__gt=cursor.transaction) | Q(transaction=cursor.transaction, id__gt=cursor.id)
    return settled().filter(behind & visible).order_by("transaction", "id")[:limit]


def prune() -> int:
    """Drops what is older than a day and says how many rows that were. The newest stays: readers stand there."""
    old = Event.objects.filter(created_at__lt=timezone.now() - KEEP)
    last = Event.objects.order_by("-transaction", "-id").values_list("pk", flat=True).first()
    return old.exclude(pk=last or 0).delete()[0]
