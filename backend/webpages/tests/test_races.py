"""Several people at the same moment: one order comes out, and nobody's work is lost silently."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from conftest import Cast, client_of
from webpages.models import Page
from webpages.tests.makers import make_page, text
from webpages.tests.reading import PAGES, url

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*requests):
    """Sends all requests at the same moment, each from its own thread and connection."""
    barrier = Barrier(len(requests))

    def send(request):
        barrier.wait(timeout=20)
        try:
            return request()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(send, requests))


def test_pages_of_the_same_title_get_different_slugs():
    people = Cast()
    client = client_of(people.editor)
    answers = at_once(*[lambda: client.post(PAGES, {"title": "News"}) for _ in range(5)])
    assert [answer.status_code for answer in answers] == [201] * 5
    assert sorted(answer.json()["slug"] for answer in answers) == ["news", "news-2", "news-3", "news-4", "news-5"]


def test_one_of_two_pages_gets_the_address():
    people = Cast()
    pages = [make_page(people.editor, people.namespace), make_page(people.stranger, people.elsewhere)]
    answers = at_once(
        lambda: client_of(people.editor).post(url(pages[0], "publish/"), {}),
        lambda: client_of(people.stranger).post(url(pages[1], "publish/"), {}),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert Page.objects.live().count() == 1


def test_one_of_many_saves_of_the_same_state_is_taken():
    people = Cast()
    page = make_page(people.editor, people.namespace)
    tag = client_of(people.editor).get(url(page))["ETag"]

    def save(number):
        content = {"main": [text(f"<p>{number}</p>")]}
        return client_of(people.editor).patch(url(page), {"content": content}, headers={"If-Match": tag})

    answers = at_once(*[lambda number=number: save(number) for number in range(4)])
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


def test_moving_a_branch_and_growing_it_leaves_true_paths():
    people = Cast()
    page = make_page(people.editor, people.namespace)
    client = client_of(people.editor)
    answers = at_once(
        lambda: client.patch(url(page), {"slug": "come"}),
        *[lambda: client.post(PAGES, {"title": "Hours", "parent": str(page.pk)}) for _ in range(3)],
    )
    assert sorted(answer.status_code for answer in answers) == [200, 201, 201, 201]
    paths = set(Page.objects.values_list("path", flat=True))
    assert paths == {"come", "come/hours", "come/hours-2", "come/hours-3"}
