"""The same words find the same files in the same order on every database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.ids import uuid7
from conftest import make_namespace
from file_manager import search
from file_manager.models import MediaFile, SearchEntry, Tag
from file_manager.search import matching
from file_manager.tests.makers import make_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def museum():
    return make_namespace("museum")


def kept(namespace, *, tags=(), text="", **more):
    file = make_file(namespace, **more)
    for name in tags:
        file.tags.add(Tag.objects.create(namespace=namespace, name=name, slug=name, path=f"/{name}/"))
    file.blob.text = text
    file.blob.save()
    search.index(file)
    return file


def found(text):
    hits = search.filter(MediaFile.objects.all(), text).order_by("-relevance", "id")
    return [file.title for file in hits]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Harbour at dawn"),
        ("description", "Boats in the harbour."),
        ("alt_text", "A harbour, seen from the hill"),
        ("original_filename", "old_harbour-2.jpg"),
        ("tags", ["harbour"]),
        ("text", "the lights of the Harbour went out"),
    ],
)
def test_a_word_is_found_wherever_it_stands(museum, field, value):
    file = kept(museum, **{"title": "Something", field: value})
    kept(museum, title="Another")
    assert found("harbour") == [file.title]


def test_words_match_by_their_beginning_and_all_of_them_must(museum):
    kept(museum, title="Winter harbour")
    kept(museum, title="Harbour in summer")
    kept(museum, title="Winter forest")
    assert found("wint harb") == ["Winter harbour"]
    assert found("bour") == []


def test_words_may_stand_in_different_places(museum):
    kept(museum, title="Pier", tags=["fog"], text="lighthouse")
    assert found("fog pier lighth") == ["Pier"]


@pytest.mark.parametrize("query", ["CAFE", "café", "cafe\u0301", "Café!", "\uff23\uff21\uff26\uff25"])
def test_accents_capitals_and_widths_do_not_matter(museum, query):
    kept(museum, title="Le Café de la Gare")
    assert found(query) == ["Le Café de la Gare"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Straße am Hafen", "strasse"),
        ("Гавань на закате", "гаван"),
        ("港の夜景", "夜景"),
        ("Λιμάνι", "λιμανι"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u062e\u0648\u0627\u0647\u0645"),
        ("\u0645\u06cc\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627"),
        ("Take 2b, 1e5 and 3.14", "2b 1e5 14"),
        ("don't stop", "don t"),
    ],
)
def test_words_of_any_script_are_words(museum, title, query):
    kept(museum, title=title)
    kept(museum, title="Unrelated")
    assert found(query) == [title]


@pytest.mark.parametrize("query", ["'", '"', "* & | ! ( ) :", "\\", "%_", "-", " ", "{} :", "😀", "\x00"])
def test_signs_are_no_words_and_never_an_error(museum, query):
    kept(museum, title="Plain")
    assert found(f"plain {query}") == ["Plain"]
    assert found(query) == []


def test_operators_of_the_databases_are_only_words(museum):
    kept(museum, title="Land or sea")
    assert found("land OR nothing") == []
    assert found("NEAR(land sea)") == []
    assert found("title:land") == []
    assert found("sea or land") == ["Land or sea"]


def test_a_title_counts_more_than_labels_than_a_filename_than_text(museum):
    kept(museum, title="in text", text="comet")
    kept(museum, title="in filename", original_filename="comet.jpg")
    kept(museum, title="in description", description="a comet")
    kept(museum, title="the comet")
    assert found("comet") == ["the comet", "in description", "in filename", "in text"]


def test_a_whole_word_counts_more_than_its_beginning(museum):
    kept(museum, title="Season of mist")
    kept(museum, title="The sea")
    assert found("sea") == ["The sea", "Season of mist"]


def test_relevance_is_one_number_on_every_database(museum):
    kept(museum, title="The sea", tags=["storm"], original_filename="sea-storm.jpg")
    (hit,) = search.filter(MediaFile.objects.all(), "sea stor")
    assert hit.relevance == 17 + 8


def test_only_files_that_were_visible_before_are_found(museum):
    kept(museum, title="Sea here")
    kept(make_namespace("archive"), title="Sea elsewhere")
    here = search.filter(MediaFile.objects.filter(namespace=museum), "sea")
    assert [file.title for file in here] == ["Sea here"]


@pytest.fixture
def mixed(cast):
    """Files with the same word that are open to all, or to few, or to nobody, for each of those who may own one."""
    for owner in (None, cast.contributor, cast.manager):
        shut = {"visibility": "private"}, {"status": "quarantined"}, {"trashed_at": timezone.now()}
        for number, more in enumerate(({}, {"visibility": "public"}, {"status": "failed"}, *shut)):
            named = "The sea" if number % 2 else "Seaside"
            kept(cast.namespace, title=f"{named} {number} of {owner}", uploaded_by=owner, **more)
    kept(cast.namespace, title="Harbour", description="By the sea")
    kept(cast.elsewhere, title="Sea elsewhere")
    return cast


FOUND = {"viewer": 10, "contributor": 12, "editor": 10, "manager": 16, "stranger": 1, "superuser": 17}


@pytest.mark.parametrize("who", FOUND)
@pytest.mark.parametrize("query", ["search=sea", "search=the sea", "search=sea&namespace=", "search=…", "search=sun"])
def test_words_alone_find_what_they_find_beside_other_filters(mixed, who, query):
    if query.endswith("="):
        query += "archive" if who == "stranger" else "museum"
    client = mixed.client(who)
    alone = client.get(f"/api/v1/media/files/?{query}").json()
    beside = client.get(f"/api/v1/media/files/?{query}&size_min=0").json()
    assert [row["title"] for row in alone["results"]] == [row["title"] for row in beside["results"]]
    assert (alone["count"], alone["count_is_exact"]) == (beside["count"], True)
    if query == "search=sea":
        assert alone["count"] == FOUND[who]


def test_pages_of_words_alone_hold_every_file_once(mixed):
    client = mixed.client("superuser")
    pages = [client.get(f"/api/v1/media/files/?search=sea&page_size=5&page={page}").json() for page in (1, 2, 3, 4)]
    seen = [row["id"] for page in pages for row in page["results"]]
    assert len(seen) == len(set(seen)) == pages[0]["count"] == 17
    assert [bool(page["next"]) for page in pages] == [True, True, True, False]


def test_words_alone_do_not_read_the_files_they_find(mixed):
    with CaptureQueriesContext(connection) as queries:
        mixed.client("viewer").get("/api/v1/media/files/?search=sea")
    found = [row["sql"] for row in queries if "searchentry" in row["sql"] and "EXPLAIN" not in row["sql"]]
    assert [sql for sql in found if "JOIN" in sql] == []


def test_words_alone_are_ranked_and_counted_in_one_look(mixed):
    with CaptureQueriesContext(connection) as queries:
        answer = mixed.client("viewer").get("/api/v1/media/files/?search=sea&page_size=5").json()
    assert (len(answer["results"]), answer["count"]) == (5, FOUND["viewer"])
    looks = [row["sql"] for row in queries if "searchentry" in row["sql"] and "namespace_id" in row["sql"]]
    assert len(looks) == 1


@pytest.mark.parametrize("query", ["", "&size_min=0", "&cursor=", "&ordering=-relevance", "&ordering=relevance"])
def test_of_too_many_hits_all_count_the_same(mixed, monkeypatch, query):
    monkeypatch.setattr(matching, "RANKED", 0)
    rows = mixed.client("superuser").get(f"/api/v1/media/files/?search=sea{query}").json()["results"]
    newest_first = sorted((row["id"] for row in rows), reverse="=relevance" not in query)
    assert [row["id"] for row in rows] == newest_first
    assert len(rows) == FOUND["superuser"]


def test_what_people_write_is_indexed_anew_and_the_text_inside_stays(museum):
    file = kept(museum, title="Old name", text="parchment")
    MediaFile.objects.filter(pk=file.pk).update(title="New name")
    search.index_files([file.pk])
    assert found("old") == []
    assert found("new parchment") == ["New name"]


def test_files_can_be_found_before_they_are_processed(museum):
    file = make_file(museum, title="Fresh")
    search.index_files([file.pk, uuid7()])
    assert found("fresh") == ["Fresh"]


def test_a_deleted_file_leaves_nothing_in_the_index(museum):
    file = kept(museum, title="Gone")
    keeper = kept(museum, title="Going on")
    file.versions.all().delete()
    file.delete()
    assert found("go") == [keeper.title]
    assert SearchEntry.objects.count() == 1


def test_a_book_of_different_words_is_cut_not_refused(museum):
    words = " ".join(f"{number:x}" + "ж" * 60 for number in range(40_000))
    kept(museum, title="Book", text=words)
    assert found("0жж") == ["Book"]


def test_keeping_many_files_takes_a_fixed_number_of_queries(museum, django_assert_num_queries):
    ids = [make_file(museum, title=f"Number {n}").pk for n in range(20)]
    with django_assert_num_queries(3):
        search.index_files(ids)
    assert len(found("number")) == 20
