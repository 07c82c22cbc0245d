"""The stream of events as each of the cast sees it."""

import time

import pytest

from common import events
from common.ids import uuid7
from common.models import Event
from file_manager.tests.makers import make_file

ROUTE = "/api/v1/events/"
pytestmark = pytest.mark.django_db(transaction=True)


def parse(text: str) -> list[dict[str, str]]:
    """The blocks of a stream as their fields."""
    blocks = [block for block in text.split("\n\n") if block]
    return [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]


def listen(client, place="", wanted=0) -> tuple[list[str], str]:
    """Names of the events behind `place` and where to go on; reads again until `wanted` came."""
    names: list[str] = []
    deadline = time.monotonic() + 20
    while True:
        headers = {"Last-Event-ID": place} if place else {}
        blocks = parse(client.get(ROUTE, headers=headers).content.decode())
        assert blocks[0] == {"retry": "1000"}
        names += [block["event"] for block in blocks[1:] if "event" in block]
        place = next((block["id"] for block in reversed(blocks) if "id" in block), place)
        if len(names) >= wanted or time.monotonic() > deadline:
            return names, place


def announce(namespace, kind="file.changed", owner=None):
    subject = uuid7()
    events.announce(kind, namespace_id=namespace.pk, subject=subject, owner_id=owner.pk if owner else None)
    return subject


def settle(cast) -> str:
    """Where a reader stands who has seen all that there is."""
    announce(cast.elsewhere, "start")
    return listen(cast.client("superuser"), "0-0", wanted=1)[1]


def test_a_first_visit_only_learns_where_to_go_on(cast):
    announce(cast.namespace)
    response = cast.client("viewer").get(ROUTE)
    assert response["Content-Type"] == "text/event-stream"
    assert response["Cache-Control"] == "no-store"
    assert [set(block) for block in parse(response.content.decode())] == [{"retry"}, {"id"}]


def test_what_is_new_comes_once_with_ids_only(cast):
    place = settle(cast)
    subject = announce(cast.namespace)
    client = cast.client("viewer")
    names, after = listen(client, place, wanted=1)
    assert names == ["file.changed"]
    text = client.get(ROUTE, headers={"Last-Event-ID": place}).content.decode()
    assert f'data: {{"id": "{subject}", "namespace": "{cast.namespace.pk}"}}' in text
    assert listen(client, after)[0] == []


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("viewer", ["shared"]),
        ("contributor", ["shared", "own"]),
        ("editor", ["shared"]),
        ("manager", ["shared", "own"]),
        ("superuser", ["shared", "own", "foreign"]),
        ("stranger", ["foreign"]),
    ],
)
def test_each_sees_what_is_theirs(cast, who, seen):
    place = settle(cast)
    announce(cast.namespace, "shared")
    announce(cast.namespace, "own", owner=cast.contributor)
    announce(cast.elsewhere, "foreign")
    listen(cast.client("superuser"), place, wanted=3)
    assert listen(cast.client(who), place)[0] == seen


def test_a_former_uploader_who_left_sees_nothing_more(cast):
    place = settle(cast)
    announce(cast.namespace, "own", owner=cast.stranger)
    listen(cast.client("superuser"), place, wanted=1)
    assert listen(cast.client("stranger"), place)[0] == []


def test_a_private_file_without_an_uploader_concerns_the_managers_alone(cast):
    file = make_file(cast.namespace, visibility="private")
    place = settle(cast)
    response = cast.client("manager").patch(f"/api/v1/media/files/{file.pk}/", {"title": "Nobody's"})
    assert response.status_code == 200
    assert listen(cast.client("manager"), place, wanted=1)[0] == ["file.changed"]
    assert listen(cast.client("viewer"), place)[0] == []


@pytest.mark.parametrize("place", ["999999999-999999999", "garbage", "-1-2"])
def test_a_place_that_is_forgotten_is_a_reset(cast, place):
    settle(cast)
    names, after = listen(cast.client("viewer"), place)
    assert names == ["reset"]
    assert listen(cast.client("viewer"), after)[0] == []


def test_a_reader_moves_past_what_it_may_not_see(cast):
    place = settle(cast)
    for _ in range(3):
        announce(cast.elsewhere)
    listen(cast.client("superuser"), place, wanted=3)
    _, moved = listen(cast.client("viewer"), place)
    assert moved != place
    Event.objects.exclude(pk=Event.objects.order_by("-id").first().pk).delete()
    assert listen(cast.client("viewer"), moved)[0] == []


def test_more_than_one_answer_holds_comes_in_turns(cast, monkeypatch):
    monkeypatch.setattr("content.live.MOST", 2)
    place = settle(cast)
    for number in range(5):
        announce(cast.namespace, f"n{number}")
    listen(cast.client("superuser"), place, wanted=5)
    assert listen(cast.client("viewer"), place, wanted=5)[0] == [f"n{number}" for number in range(5)]


def test_nobody_hears_anything(cast):
    assert cast.client("anonymous").get(ROUTE).status_code == 401


def test_looking_is_cheap(cast, django_assert_max_num_queries):
    place = settle(cast)
    for _ in range(30):
        announce(cast.namespace)
    client = cast.client("viewer")
    with django_assert_max_num_queries(4):
        client.get(ROUTE, headers={"Last-Event-ID": place})
