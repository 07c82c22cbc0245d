"""Many people at once: one tag a name, one place in a collection, no circle in the tree."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from conftest import Cast, client_of
from content.models import AuditEntry
from file_manager.models import CollectionEntry, Tag
from file_manager.tests.ready import make_collection, make_ready, make_tag

pytestmark = pytest.mark.django_db(transaction=True)
MEDIA = "/api/v1/media"


@pytest.fixture
def stage():
    return Cast()


def at_once(work, items):
    def alone(item):
        try:
            return work(item)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(alone, items))


def test_a_name_that_many_use_at_once_becomes_one_tag(stage):
    make_tag(stage.namespace, "C")
    files = [make_ready(stage.namespace, stage.contributor) for _ in range(12)]

    def tag(file):
        return client_of(stage.contributor).patch(f"{MEDIA}/files/{file.pk}/", {"tags": ["C++", "Sea"]}).status_code

    assert at_once(tag, files) == [200] * 12
    assert sorted(Tag.objects.values_list("name", "slug")) == [("C", "c"), ("C++", "c-2"), ("Sea", "sea")]
    assert Tag.objects.get(slug="sea").files.count() == 12
    assert AuditEntry.objects.filter(action="tag.created").count() == 2


def test_files_added_at_once_all_have_a_place_of_their_own(stage):
    collection = make_collection(stage.namespace, "Trip")
    files = [make_ready(stage.namespace) for _ in range(12)]

    def add(file):
        body = {"ids": [str(file.pk)]}
        return client_of(stage.editor).post(f"{MEDIA}/collections/{collection.pk}/add-files/", body).status_code

    assert at_once(add, files) == [200] * 12
    assert sorted(CollectionEntry.objects.values_list("position", flat=True)) == list(range(12))


def test_two_moves_at_once_close_no_circle(stage):
    for attempt in range(4):
        sea = make_tag(stage.namespace, f"Sea {attempt}")
        town = make_tag(stage.namespace, f"Town {attempt}")

        def move(pair):
            tag, below = pair
            body = {"parent": str(below.pk)}
            return client_of(stage.editor).patch(f"{MEDIA}/tags/{tag.pk}/", body).status_code

        assert sorted(at_once(move, [(sea, town), (town, sea)])) == [200, 400]
        assert Tag.objects.filter(pk__in=[sea.pk, town.pk], parent=None).count() == 1
