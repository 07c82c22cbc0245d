"""Where files are shown: counts that stay right whatever is saved, published or removed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from conftest import make_member, make_namespace
from content.models import Role
from file_manager import usage
from file_manager.models import MediaFile, Usage
from file_manager.tests.ready import make_collection, make_ready, trashed

pytestmark = pytest.mark.django_db


@pytest.fixture
def museum():
    return make_namespace("museum")


@pytest.fixture
def page(museum):
    """Anything may show files; a collection stands for it here."""
    return make_collection(museum, "Visit")


def count(file):
    file.refresh_from_db()
    return file.usage_count


def test_a_place_counts_once_in_draft_and_live(museum, page):
    file = make_ready(museum)
    usage.replace(page, "draft", [(file.pk, "a"), (file.pk, "b"), (file.pk, "a")])
    assert count(file) == 2
    usage.replace(page, "live", [(file.pk, "a")])
    assert count(file) == 2
    usage.replace(page, "draft", [])
    assert count(file) == 1
    usage.remove(page, "live")
    assert count(file) == 0
    assert not Usage.objects.exists()


def test_other_objects_keep_their_places(museum, page):
    file, other = make_ready(museum), make_ready(museum)
    second = make_collection(museum, "Shop")
    usage.replace(page, "live", [(file.pk, "a")])
    usage.replace(second, "live", [(file.pk, "a"), (other.pk, "b")])
    usage.replace(page, "live", [(other.pk, "a")])
    assert (count(file), count(other)) == (1, 2)


def test_saying_the_same_again_changes_nothing(museum, page):
    file = make_ready(museum)
    usage.replace(page, "draft", [(file.pk, "a")])
    (before,) = Usage.objects.values_list("pk", flat=True)
    usage.replace(page, "draft", [(file.pk, "a")])
    assert list(Usage.objects.values_list("pk", flat=True)) == [before]
    assert count(file) == 1


def test_what_went_to_the_trash_meanwhile_is_not_placed_anew(museum, page):
    kept = make_ready(museum)
    usage.replace(page, "draft", [(kept.pk, "a")])
    MediaFile.objects.filter(pk=kept.pk).update(**trashed())
    usage.replace(page, "draft", [(kept.pk, "b")])  # it was here before: the page can still be saved
    assert count(kept) == 1
    gone = make_ready(museum, **trashed())
    with pytest.raises(usage.MediaGone):
        usage.replace(page, "draft", [(gone.pk, "a")])
    assert count(kept) == 1


def test_places_are_named_only_to_those_who_may_see_them(museum, page):
    file = make_ready(museum)
    usage.replace(page, "draft", [(file.pk, "hero")])
    usage.replace(page, "live", [(file.pk, "hero")])
    (seen,) = usage.places(file, make_member(museum, Role.VIEWER))
    assert seen == {
        "content_type": "file_manager.collection",
        "object_id": page.pk,
        "title": "Visit",
        "url": None,
        "usage_context": "hero",
    }
    (hidden,) = usage.places(file, make_member(make_namespace("archive"), Role.MANAGER))
    assert (hidden["title"], hidden["url"], hidden["object_id"]) == (None, None, page.pk)


def test_a_place_of_something_deleted_has_no_title(museum, page):
    file = make_ready(museum)
    usage.replace(page, "live", [(file.pk, "hero")])
    page.delete()
    (place,) = usage.places(file, make_member(museum, Role.VIEWER))
    assert place["title"] is None


@pytest.mark.django_db(transaction=True)
def test_two_at_once_count_right():
    museum = make_namespace("museum")
    files = [make_ready(museum) for _ in range(3)]
    pages = [make_collection(museum, f"p{number}") for number in range(4)]

    def save(number):
        try:
            order = files if number % 2 else files[::-1]
            usage.replace(pages[number % 4], "draft", [(file.pk, f"w{number // 4}") for file in order])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, range(12)))
    for file in files:
        assert count(file) == Usage.objects.filter(file=file).count() == 4
