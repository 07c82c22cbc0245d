"""Lists by page and by cursor, over columns that hold equal and empty values."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.serializers import ModelSerializer
from rest_framework.test import APIRequestFactory

from common import paging
from common.ids import uuid7
from common.models import Job

ORDERINGS = ["leased_until", "-leased_until", "attempts", "-attempts", "id", "-id"]


class Row(ModelSerializer):
    class Meta:
        model = Job
        fields = ["id", "name", "attempts", "leased_until"]


class Jobs(ListAPIView):
    permission_classes = [AllowAny]
    serializer_class = Row

    def get_queryset(self):
        wanted = self.request.headers["X-Ordering"]
        return Job.objects.order_by(*wanted.split(","))


def ask(url, ordering="-id"):
    request = APIRequestFactory().get(url, headers={"X-Ordering": ordering})
    return Jobs.as_view()(request)


def names(answer) -> list[str]:
    return [row["name"] for row in answer.data["results"]]


def walk(url, ordering, link="next") -> list[list[str]]:
    """The names on each page until there is no further one."""
    pages = []
    while url:
        answer = ask(url, ordering)
        assert answer.status_code == 200, answer.data
        pages.append(names(answer))
        url = answer.data[link]
    return pages


@pytest.fixture
def jobs(db):
    """Eleven rows, in threes and fours of equal values, some of them empty."""
    now = timezone.now()
    times = [None, now, now + timedelta(seconds=1), None, now, now, None, now + timedelta(seconds=1), now, None, now]
    return Job.objects.bulk_create(
        Job(name=f"job{n}", subject=uuid7(), attempts=n % 3, leased_until=moment) for n, moment in enumerate(times)
    )


def expected(jobs, ordering) -> list[str]:
    name, falling = ordering.lstrip("-"), ordering.startswith("-")
    by_id = sorted(jobs, key=lambda job: job.pk, reverse=falling)
    full = sorted(
        (job for job in by_id if getattr(job, name) is not None), key=lambda job: getattr(job, name), reverse=falling
    )
    # Python keeps equal rows in their order when it sorts backwards too.
    return [job.name for job in full] + [job.name for job in by_id if getattr(job, name) is None]


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("start", ["/?page_size=3&cursor=", "/?page_size=3"])
def test_every_row_once_in_order_with_empty_values_last(jobs, ordering, start):
    pages = walk(start, ordering)
    assert [name for page in pages for name in page] == expected(jobs, ordering)
    assert [len(page) for page in pages] == [3, 3, 3, 2]


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_the_way_back_shows_the_same_pages(jobs, ordering):
    forth = walk("/?page_size=3&cursor=", ordering)
    url = "/?page_size=3&cursor="
    while following := ask(url, ordering).data["next"]:
        url = following
    back = walk(url, ordering, "previous")
    assert back == [forth[3], forth[2], forth[1], forth[0]]


@pytest.mark.parametrize("ordering", ["leased_until", "-leased_until"])
def test_turning_round_leads_where_one_came_from(jobs, ordering):
    first = ask("/?page_size=4&cursor=", ordering)
    second = ask(first.data["next"], ordering)
    assert names(ask(second.data["previous"], ordering)) == names(first)
    assert names(ask(ask(second.data["previous"], ordering).data["next"], ordering)) == names(second)


def test_rows_that_come_and_go_move_nothing(jobs):
    first = ask("/?page_size=3&cursor=", "id")
    Job.objects.filter(name__in=["job0", "job4"]).delete()
    Job.objects.create(name="late", subject=uuid7())
    rest = walk(first.data["next"], "id")
    assert [name for page in rest for name in page] == ["job3", *[f"job{n}" for n in range(5, 11)], "late"]


def test_a_cursor_has_no_count_and_no_more_queries_on_late_pages(jobs, django_assert_num_queries):
    url = "/?page_size=3&cursor="
    for _ in range(3):
        with django_assert_num_queries(1):
            answer = ask(url, "-attempts")
        assert set(answer.data) == {"next", "previous", "results"}
        url = answer.data["next"]


def test_only_a_page_with_more_behind_it_is_counted(jobs, django_assert_num_queries):
    for query, queries in (("page_size=200", 1), ("page_size=5", 2), (f"page_size={len(jobs) - 1}&page=2", 1)):
        with django_assert_num_queries(queries):
            answer = ask(f"/?{query}").data
        assert (answer["count"], answer["count_is_exact"]) == (len(jobs), True)


def test_a_page_has_a_count_and_both_links(jobs):
    answer = ask("/?page_size=4&page=2", "id")
    assert (answer.data["count"], answer.data["count_is_exact"]) == (11, True)
    assert urlsplit(answer.data["next"]).query == "page=3&page_size=4"
    assert urlsplit(answer.data["previous"]).query == "page_size=4"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("page=0", "invalid"),
        ("page=-1", "invalid"),
        ("page=x", "invalid"),
        ("page=99999999999999999999", "invalid"),
        ("page=", "invalid"),
        ("page_size=0", "invalid"),
        ("page_size=201", "invalid"),
        ("page_size=²", "invalid"),
        ("page=1&cursor=", "invalid"),
        ("cursor=garbage", "invalid_cursor"),
        ("cursor=%00", "invalid_cursor"),
        ("cursor=WzAsIjEiXQ:aaaa", "invalid_cursor"),
    ],
)
def test_nonsense_is_refused(jobs, query, code):
    answer = ask(f"/?{query}")
    assert answer.status_code == 400
    assert [error["code"] for error in answer.data["errors"]] == [code]


def test_a_cursor_belongs_to_its_ordering(jobs):
    cursor = ask("/?page_size=3&cursor=", "attempts").data["next"]
    assert ask(cursor, "-attempts").status_code == 400
    assert ask(cursor, "attempts").status_code == 200


def test_a_page_behind_the_last_is_not_there(jobs):
    answer = ask("/?page=2")
    assert (answer.status_code, answer.data["errors"][0]["code"]) == (404, "invalid_page")


def test_an_empty_list_is_no_error(db):
    assert ask("/").data["results"] == []
    assert ask("/?cursor=").data == {"next": None, "previous": None, "results": []}


def test_the_order_of_the_model_counts_where_the_list_names_none(cast):
    route = "/api/v1/content/namespaces/?page_size=1"
    client = cast.client("superuser")
    by_page = client.get(route).json()["results"][0]["name"]
    by_cursor = client.get(f"{route}&cursor=").json()["results"][0]["name"]
    assert (by_page, by_cursor) == ("Archive", "Archive")


def test_large_counts_are_estimated_and_said_so(jobs, monkeypatch):
    monkeypatch.setattr(paging, "COUNT_EXACTLY", 5)
    answer = ask("/?page_size=5")
    if Job.objects.db == "default" and paging.connections["default"].vendor == "postgresql":
        assert answer.data["count_is_exact"] is False
        assert answer.data["count"] >= 6
    else:
        assert (answer.data["count"], answer.data["count_is_exact"]) == (11, True)
