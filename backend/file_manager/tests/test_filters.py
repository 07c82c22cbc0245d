"""What the list of files shows, to whom, in which order, and what it refuses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import client_of, make_member
from content.models import Role, User
from file_manager.tests.ready import make_collection, make_ready, make_tag, trashed

URL = "/api/v1/media/files/"
DAY = timedelta(days=1)


def titles(client, query=""):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200, response.json()
    return [row["title"] for row in response.json()["results"]]


def refusal(client, query):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 400, response.json()
    (error,) = response.json()["errors"]
    return error["attr"], error["code"]


def test_a_row_shows_what_the_grid_needs(cast):
    sea = make_tag(cast.namespace, "Sea", color="#0000ff")
    file = make_ready(
        cast.namespace,
        cast.contributor,
        title="Harbour",
        tags=[sea],
        taken_offset="+02:00",
        taken_at=datetime(2024, 5, 1, 14, 3, 22, tzinfo=UTC),
        blob={"size": 1_572_864},
    )
    (row,) = cast.client("viewer").get(URL).json()["results"]
    assert set(row) == {
        "id",
        "title",
        "slug",
        "description",
        "alt_text",
        "kind",
        "file_type",
        "file_size",
        "file_size_display",
        "width",
        "height",
        "duration",
        "file_url",
        "thumbnails",
        "placeholder",
        "dominant_color",
        "focal_point",
        "namespace",
        "tags",
        "uploaded_by",
        "usage_count",
        "status",
        "review",
        "visibility",
        "version",
        "taken_at",
        "created_at",
        "updated_at",
    }
    assert row["id"] == str(file.pk)
    assert row["file_size_display"] == "1.5 MB"
    assert row["taken_at"] == "2024-05-01T14:03:22+02:00"
    assert row["created_at"].endswith("Z")
    assert row["tags"] == [{"id": str(sea.pk), "name": "Sea", "slug": "sea", "color": "#0000ff"}]
    assert row["namespace"] == {"id": str(cast.namespace.pk), "slug": "museum", "name": "Museum"}
    assert row["uploaded_by"] == {
        "id": str(cast.contributor.pk),
        "username": "contributor-museum",
        "display_name": "",
    }
    assert row["file_url"] == f"/files/museum/{file.slug}.jpg"
    assert row["focal_point"] == {"x": 0.5, "y": 0.5}
    medium = row["thumbnails"]["medium"]
    assert (medium["width"], medium["height"]) == (300, 200)
    assert medium["url"].startswith(f"/renditions/{file.pk}/1/fit-300.webp?")


def test_what_is_not_known_is_null(cast):
    make_ready(cast.namespace, None, blob={"kind": "other", "file_type": "application/zip", "width": None})
    (row,) = cast.client("viewer").get(URL).json()["results"]
    assert row["thumbnails"] == {"small": None, "medium": None, "large": None}
    assert row["uploaded_by"] is None
    assert row["taken_at"] is None
    assert row["width"] is None


def test_everybody_sees_what_is_theirs(cast):
    make_ready(cast.namespace, cast.contributor, title="Shared")
    make_ready(cast.namespace, cast.contributor, title="Private", visibility="private")
    make_ready(cast.elsewhere, cast.stranger, title="Foreign", visibility="public")
    assert cast.client("anonymous").get(URL).status_code == 401
    assert titles(cast.client("viewer")) == ["Shared"]
    assert titles(cast.client("editor")) == ["Shared"]
    assert set(titles(cast.client("contributor"))) == {"Shared", "Private"}
    assert set(titles(cast.client("manager"))) == {"Shared", "Private"}
    assert titles(cast.client("stranger")) == ["Foreign"]
    assert len(titles(cast.client("superuser"))) == 3


def test_counts_tell_nothing_of_others(cast):
    make_ready(cast.namespace, cast.contributor, visibility="private")
    make_ready(cast.elsewhere, cast.stranger)
    assert cast.client("viewer").get(URL).json()["count"] == 0


@pytest.fixture
def shelf(cast):
    """One file of each kind, each with something of its own."""
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    sea = make_tag(cast.namespace, "Sea")
    harbour = make_tag(cast.namespace, "Harbour", parent=sea)
    boat = make_tag(cast.namespace, "Boat")
    wide = make_ready(
        cast.namespace,
        cast.contributor,
        title="wide",
        tags=[harbour, boat],
        created_at=noon,
        taken_at=noon,
        usage_count=2,
    )
    tall = make_ready(
        cast.namespace,
        cast.editor,
        title="tall",
        tags=[sea],
        created_at=noon + DAY,
        taken_at=noon + DAY,
        visibility="public",
        blob={"width": 800, "height": 1200, "size": 5000, "file_type": "image/png"},
    )
    film = make_ready(
        cast.namespace,
        cast.editor,
        title="film",
        tags=[boat],
        created_at=noon + 2 * DAY,
        status="failed",
        review="pending",
        blob={"kind": "video", "file_type": "video/mp4", "width": 500, "height": 500, "size": 9000},
    )
    make_ready(cast.namespace, cast.editor, title="gone", created_at=noon, **trashed())
    make_collection(cast.namespace, "Trip", film, wide)
    return {"wide": wide, "tall": tall, "film": film}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "film tall wide"),
        ("kind=image", "tall wide"),
        ("kind=image&kind=video", "film tall wide"),
        ("file_type=image/png", "tall"),
        ("file_type=image/*", "tall wide"),
        ("tags=sea", "tall wide"),
        ("tags=harbour", "wide"),
        ("tags=boat", "film wide"),
        ("tags=boat&tags=sea", "wide"),
        ("collection=trip", "film wide"),
        ("uploaded_by=contributor-museum", "wide"),
        ("status=failed", "film"),
        ("review=pending", "film"),
        ("visibility=public", "tall"),
        ("created_after=2024-05-02", "film tall"),
        ("created_before=2024-05-01", "wide"),
        ("created_after=2024-05-02T12:00:00Z&created_before=2024-05-02T14:00:00%2B02:00", "tall"),
        ("taken_before=2024-05-01", "wide"),
        ("taken_after=2024-05-02T12:00:00-11:00", "tall"),
        ("size_min=5000", "film tall"),
        ("size_max=5000", "tall wide"),
        ("width_min=800", "tall wide"),
        ("orientation=landscape", "wide"),
        ("orientation=portrait", "tall"),
        ("orientation=square", "film"),
        ("unused=true", "film tall"),
        ("unused=false", "wide"),
        ("trashed=true", "gone"),
        ("trashed=false", "film tall wide"),
        ("search=tal", "tall"),
        ("search=harbour&kind=image", "wide"),
        ("namespace=museum", "film tall wide"),
        ("size_min=9223372036854775807", ""),
        ("ordering=title", "film tall wide"),
        ("ordering=-title", "wide tall film"),
        ("ordering=file_size", "wide tall film"),
        ("ordering=usage_count,-title", "tall film wide"),
        ("ordering=taken_at", "wide tall film"),
        ("ordering=-taken_at", "tall wide film"),
        ("ordering=relevance", "film tall wide"),
        ("search=boat&ordering=-relevance", "film wide"),
    ],
)
def test_each_filter_narrows_and_each_key_sorts(cast, shelf, query, expected):
    assert titles(cast.client("viewer"), query) == expected.split()


@pytest.mark.parametrize(
    "ordering", ["created_at", "-created_at", "title", "file_size", "taken_at", "-taken_at", "usage_count"]
)
def test_a_cursor_walks_the_same_order(cast, shelf, ordering):
    client = cast.client("viewer")
    whole = titles(client, f"ordering={ordering}")
    walked, url = [], f"{URL}?ordering={ordering}&page_size=1&cursor="
    while url:
        page = client.get(url).json()
        walked += [row["title"] for row in page["results"]]
        url = page["next"]
    assert walked == whole


def test_a_cursor_walks_what_a_search_found(cast, shelf):
    client = cast.client("viewer")
    first = client.get(f"{URL}?search=boat&page_size=1&cursor=").json()
    second = client.get(first["next"]).json()
    assert [row["title"] for row in first["results"] + second["results"]] == titles(client, "search=boat")
    assert second["next"] is None


def test_collections_and_people_are_found_by_id_too(cast, shelf):
    collection = shelf["film"].collections.get()
    assert titles(cast.client("viewer"), f"collection={collection.pk}") == ["film", "wide"]
    assert titles(cast.client("viewer"), f"uploaded_by={cast.contributor.pk}") == ["wide"]


@pytest.mark.parametrize(
    ("query", "attr", "code"),
    [
        ("colour=red", "colour", "unknown_parameter"),
        ("kind=picture", "kind", "invalid_choice"),
        ("status=lost", "status", "invalid_choice"),
        ("review=maybe", "review", "invalid_choice"),
        ("visibility=secret", "visibility", "invalid_choice"),
        ("orientation=round", "orientation", "invalid_choice"),
        ("ordering=colour", "ordering", "invalid_choice"),
        ("file_type=png", "file_type", "invalid"),
        ("tags=unheard-of", "tags", "does_not_exist"),
        ("tags=%00", "tags", "null_characters_not_allowed"),
        ("&".join(f"tags=t{number}" for number in range(21)), "tags", "too_many"),
        ("collection=unheard-of", "collection", "does_not_exist"),
        ("collection=9d5c0bd0-6a3e-4f0c-9b0a-000000000000", "collection", "does_not_exist"),
        ("uploaded_by=nobody", "uploaded_by", "does_not_exist"),
        ("namespace=unheard-of", "namespace", "does_not_exist"),
        ("created_after=yesterday", "created_after", "invalid"),
        ("created_before=2024-13-01", "created_before", "invalid"),
        ("created_after=0001-01-01T00:00:00%2B14:00", "created_after", "invalid"),
        ("taken_after=1", "taken_after", "invalid"),
        ("size_min=-1", "size_min", "min_value"),
        (f"size_min={10**30}", "size_min", "max_value"),
        ("size_max=1.5", "size_max", "invalid"),
        (f"width_min={'9' * 5000}", "width_min", "invalid"),
        ("unused=perhaps", "unused", "invalid"),
        ("trashed=2", "trashed", "invalid"),
        ("search=%00", "search", "null_characters_not_allowed"),
        (f"search={'a' * 201}", "search", "max_length"),
        ("cursor=elsewhere", "cursor", "invalid_cursor"),
        ("page=0", "page", "invalid"),
        ("page_size=201", "page_size", "invalid"),
    ],
)
def test_nonsense_is_refused_by_name(cast, query, attr, code):
    assert refusal(cast.client("viewer"), query) == (attr, code)


def test_foreign_names_answer_as_absent_ones(cast):
    make_tag(cast.elsewhere, "Secret")
    collection = make_collection(cast.elsewhere, "Secrets")
    viewer = cast.client("viewer")
    assert refusal(viewer, "tags=secret") == ("tags", "does_not_exist")
    assert refusal(viewer, f"collection={collection.pk}") == ("collection", "does_not_exist")
    assert refusal(viewer, "uploaded_by=stranger") == ("uploaded_by", "does_not_exist")
    assert refusal(viewer, "namespace=archive") == ("namespace", "does_not_exist")


def test_equal_slugs_of_two_namespaces_do_not_mix(cast):
    both = make_member(cast.namespace, Role.VIEWER, "both")
    both.memberships.create(namespace=cast.elsewhere, role=Role.VIEWER)
    for namespace, title in ((cast.namespace, "Ours"), (cast.elsewhere, "Theirs")):
        file = make_ready(namespace, title=title, slug="same", tags=[make_tag(namespace, "Sea")])
        make_collection(namespace, "Trip", file)
    client = client_of(both)
    assert sorted(titles(client, "tags=sea")) == ["Ours", "Theirs"]
    assert titles(client, "tags=sea&namespace=museum") == ["Ours"]
    assert titles(client, "collection=trip&namespace=archive") == ["Theirs"]
    assert titles(cast.client("viewer"), "tags=sea") == ["Ours"]


def test_the_person_who_left_is_still_found_by_what_they_left(cast):
    left = make_member(cast.namespace, Role.CONTRIBUTOR, "left")
    make_ready(cast.namespace, left, title="Souvenir")
    left.memberships.all().delete()
    assert titles(cast.client("viewer"), "uploaded_by=left") == ["Souvenir"]


@pytest.mark.parametrize(("query", "bound"), [("", 4), ("cursor=", 2), ("tags=sea&namespace=museum&kind=image", 8)])
def test_a_page_of_any_size_costs_the_same_queries(cast, query, bound):
    sea = make_tag(cast.namespace, "Sea")
    counts = []
    for number in (1, 12):
        for place in range(number):
            make_ready(cast.namespace, cast.contributor, tags=[sea, make_tag(cast.namespace, f"t{number}-{place}")])
        newcomer = client_of(User.objects.get(pk=cast.viewer.pk))
        with CaptureQueriesContext(connection) as queries:
            assert newcomer.get(f"{URL}?{query}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= bound
