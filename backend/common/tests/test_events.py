"""The order of the log: nothing that commits late is missed, nothing is told twice."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.db.models import Q

from common import events
from common.events import Cursor
from common.ids import uuid7
from common.models import Event

NAMESPACE = uuid7()


def announce(kind="file.changed"):
    events.announce(kind, namespace_id=NAMESPACE, subject=uuid7())


def read(place: Cursor) -> tuple[list[str], Cursor]:
    found = list(events.after(place, visible=Q(namespace_id=NAMESPACE)))
    return [event.kind for event in found], Cursor(found[-1].transaction, found[-1].id) if found else place


def read_until(place: Cursor, count: int) -> tuple[list[str], Cursor]:
    """Reads on until `count` events came; transactions of other tests on the same server may hold them up."""
    kinds: list[str] = []
    deadline = time.monotonic() + 20
    while len(kinds) < count and time.monotonic() < deadline:
        more, place = read(place)
        kinds += more
    return kinds, place


@pytest.mark.django_db(transaction=True)
def test_what_commits_late_is_not_missed():
    """One writer takes the earlier id and commits after the other."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer at a time in, so nothing commits late")
    begun, may_commit = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            announce("early")
            begun.set()
            may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait(10)
    announce("late")
    held_back, place = read(Cursor())
    assert held_back == []
    may_commit.set()
    thread.join(10)
    kinds, place = read_until(place, 2)
    assert kinds == ["early", "late"]
    assert read(place) == ([], place)


@pytest.mark.django_db(transaction=True)
def test_events_are_read_once_and_in_order():
    for kind in ("one", "two", "three"):
        announce(kind)
    kinds, place = read_until(Cursor(), 3)
    assert kinds == ["one", "two", "three"]
    assert events.newest() == place
    assert not events.forgotten(place)
    announce("four")
    assert read_until(place, 1)[0] == ["four"]


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_undone_was_never_told():
    def act():
        with transaction.atomic():
            announce()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Event.objects.exists()


def test_a_day_later_only_the_newest_is_kept(db):
    for kind in ("one", "two"):
        announce(kind)
    first, second = Event.objects.order_by("id")
    Event.objects.update(created_at="2020-01-01T00:00Z")
    assert events.prune() == 1
    assert events.forgotten(Cursor(first.transaction, first.id))
    assert not events.forgotten(Cursor(second.transaction, second.id))


@pytest.mark.parametrize("text", ["", "1", "1-", "-1", "a-b", "1-2-3", "1-2 ", "٣-٣", f"{2**63}-1", "9" * 50])
def test_places_that_are_none(text):
    assert Cursor.parse(text) is None


def test_a_place_as_text():
    assert Cursor.parse(str(Cursor(7, 9))) == Cursor(7, 9)
