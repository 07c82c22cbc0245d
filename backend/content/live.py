"""The event log as one person may see it, in the form that EventSource reads."""

import json
from collections.abc import Iterator

from django.db.models import Q

from common import events
from common.events import Cursor
from common.models import Event
from content.access import Rights

RETRY = "retry: 1000\n\n"
MOST = 500


def news(place: str, rights: Rights) -> str:
    """What happened since `place`, the id of the last event that was read; ends with the place to go on from.

    Without a place nothing is old: only where to start is said. A place that the log no longer holds is a `reset`.
    """
    newest = events.newest()  # before the reading, so that nothing between the two is skipped
    if not place:
        return RETRY + moved_to(newest)
    cursor = Cursor.parse(place)
    if cursor is None or events.forgotten(cursor):
        return RETRY + message("reset", str(newest), {})
    found = list(events.after(cursor, visible=visible(rights), limit=MOST))
    return RETRY + "".join(told(found)) + last(found, newest)


def visible(rights: Rights) -> Q:
    """Events of the person's namespaces; private ones to their owner and the managers."""
    shared = Q(owner_id__isnull=True) | Q(owner_id=rights.user_id) | rights.condition("see_private")
    return rights.condition("read") & shared


def told(found: list[Event]) -> Iterator[str]:
    for event in found:
        place = Cursor(event.transaction, event.id)
        data = {**event.data, "id": str(event.subject), "namespace": str(event.namespace_id)}
        yield message(event.kind, str(place), data)


def last(found: list[Event], newest: Cursor) -> str:
    """Moves the reader past what it may not see; not when there is more to read."""
    if len(found) == MOST or (found and Cursor(found[-1].transaction, found[-1].id) >= newest):
        return ""
    return moved_to(newest)


def moved_to(place: Cursor) -> str:
    return f"id: {place}\n\n"


def message(kind: str, place: str, data: dict[str, object]) -> str:
    return f"id: {place}\nevent: {kind}\ndata: {json.dumps(data)}\n\n"
