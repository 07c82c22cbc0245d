"""One file: who sees it, who may change it, and what becomes of what they write."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.models import Event
from conftest import client_of
from content.models import AuditEntry, User
from file_manager import usage
from file_manager.models import MediaFile, ProcessingStep, SlugHistory, Tag
from file_manager.tests.ready import make_collection, make_ready, make_tag, trashed

URL = "/api/v1/media/files/"
DEEP = "x" * 256
ANYONE = ["viewer", "contributor", "editor", "manager", "superuser"]


def url(file, more=""):
    return f"{URL}{file.pk}/{more}"


def patch(cast, who, file, **changes):
    return cast.client(who).patch(url(file), changes)


def error_of(response):
    (error,) = response.json()["errors"]
    return error["attr"], error["code"]


@pytest.fixture
def file(cast):
    return make_ready(cast.namespace, cast.contributor, title="Harbour", slug="harbour")


def test_one_file_shows_more_than_its_row(cast, file):
    collection = make_collection(cast.namespace, "Trip", file)
    ProcessingStep.objects.create(blob=file.blob, step="facts", state="done", attempts=1)
    ProcessingStep.objects.create(
        blob=file.blob, step="renditions", state="failed", attempts=3, error_code="truncated", error_detail="Cut off."
    )
    shown = cast.client("viewer").get(url(file)).json()
    (row,) = cast.client("viewer").get(URL).json()["results"]
    assert row.items() <= shown.items()
    assert shown["checksum"] == file.blob.sha256
    assert shown["original_filename"] == "Harbour.jpg"
    assert shown["collections"] == [{"id": str(collection.pk), "title": "Trip", "slug": "trip"}]
    assert shown["rights"] == {"credit": "", "copyright": "", "licence": "", "expires_at": None}
    assert shown["processing"] == [
        {"step": "facts", "state": "done", "attempts": 1, "progress": None, "error": None},
        {
            "step": "renditions",
            "state": "failed",
            "attempts": 3,
            "progress": None,
            "error": {"code": "truncated", "detail": "Cut off."},
        },
    ]
    assert {"metadata", "custom", "ai_analysis"} <= shown.keys()


@pytest.mark.parametrize(
    ("who", "visibility", "status"),
    [
        *[(who, "namespace", 200) for who in ANYONE],
        ("stranger", "namespace", 404),
        ("stranger", "public", 404),
        ("anonymous", "public", 401),
        ("viewer", "private", 404),
        ("editor", "private", 404),
        ("contributor", "private", 200),
        ("manager", "private", 200),
        ("superuser", "private", 200),
    ],
)
def test_who_sees_one_file(cast, file, who, visibility, status):
    MediaFile.objects.filter(pk=file.pk).update(visibility=visibility)
    client = cast.client(who)
    for more in ("", "usage/", "renditions/", "versions/", "suggestions/"):
        assert client.get(url(file, more)).status_code == status, more


def test_permissions_say_what_the_caller_may_do(cast, file):
    def permissions(who):
        return cast.client(who).get(url(file)).json()["permissions"]

    assert permissions("viewer") == {"change": False, "delete": False, "share": False}
    assert permissions("contributor") == {"change": True, "delete": True, "share": True}
    assert permissions("editor") == {"change": True, "delete": True, "share": True}


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [
        ("anonymous", 401, 401),
        ("stranger", 404, 404),
        ("viewer", 403, 403),
        ("contributor", 200, 403),
        ("editor", 200, 200),
        ("manager", 200, 200),
        ("superuser", 200, 200),
    ],
)
def test_contributors_change_their_own_files_and_editors_any(cast, file, who, own, other):
    others = make_ready(cast.namespace, cast.manager, title="Not theirs")
    assert patch(cast, who, file, title="New").status_code == own
    assert patch(cast, who, others, title="New").status_code == other
    others.refresh_from_db()
    assert others.title == ("New" if other == 200 else "Not theirs")


def test_everything_that_is_written_is_kept_and_noted(cast, file):
    response = patch(
        cast,
        "editor",
        file,
        title=" At sea ",
        description="Boats",
        alt_text="Two boats",
        tags=["Sea", "sea", "Old  boats"],
        visibility="public",
        focal_point={"x": 0.25, "y": 1},
        rights={"credit": "Ann", "expires_at": "2030-01-01T00:00:00+02:00"},
    )
    shown = response.json()
    assert response.status_code == 200, shown
    assert [tag["name"] for tag in shown["tags"]] == ["Old boats", "Sea"]
    assert shown["focal_point"] == {"x": 0.25, "y": 1.0}
    assert shown["rights"]["credit"] == "Ann"
    assert shown["rights"]["expires_at"] == "2029-12-31T22:00:00Z"
    assert (shown["title"], shown["alt_text"], shown["visibility"]) == ("At sea", "Two boats", "public")
    assert response.headers["ETag"] == cast.client("viewer").get(url(file)).headers["ETag"]
    entry = AuditEntry.objects.get(action="file.changed")
    assert entry.actor == cast.editor
    assert entry.data["changes"]["title"] == ["Harbour", "At sea"]
    assert entry.data["changes"]["tags"] == [[], ["Old boats", "Sea"]]
    assert "copyright" not in entry.data["changes"]
    assert Event.objects.filter(kind="file.changed", subject=file.pk, owner_id=None).count() == 1


def test_what_is_written_can_be_searched_at_once(cast, file):
    patch(cast, "editor", file, description="Lighthouse keeper", tags=["Storm"])
    for word in ("keeper", "storm"):
        assert cast.client("viewer").get(f"{URL}?search={word}").json()["count"] == 1


def test_a_change_that_changes_nothing_leaves_no_trace(cast, file):
    before = cast.client("editor").get(url(file))
    after = patch(cast, "editor", file, title="Harbour", tags=[])
    assert after.json() == before.json()
    assert after.headers["ETag"] == before.headers["ETag"]
    assert not AuditEntry.objects.exists()


def test_a_stale_copy_does_not_overwrite(cast, file):
    client = cast.client("editor")
    seen = client.get(url(file)).headers["ETag"]
    assert client.patch(url(file), {"title": "First"}, headers={"If-Match": seen}).status_code == 200
    late = client.patch(url(file), {"title": "Second"}, headers={"If-Match": seen})
    assert late.status_code == 412
    file.refresh_from_db()
    assert file.title == "First"


def test_a_former_slug_stays_the_files_own(cast, file):
    other = make_ready(cast.namespace, cast.contributor, slug="quay")
    assert patch(cast, "contributor", file, slug="port").json()["slug"] == "port"
    assert error_of(patch(cast, "contributor", other, slug="harbour")) == ("slug", "slug_taken")
    assert error_of(patch(cast, "contributor", other, slug="port")) == ("slug", "slug_taken")
    assert patch(cast, "contributor", file, slug="harbour").status_code == 200
    assert set(SlugHistory.objects.filter(file=file).values_list("slug", flat=True)) == {"harbour", "port"}
    response = cast.client("contributor").get("/files/museum/port.jpg")
    assert (response.status_code, response.headers["Location"]) == (302, "/files/museum/harbour.jpg")


def test_the_same_slug_serves_two_namespaces(cast, file):
    theirs = make_ready(cast.elsewhere, cast.stranger)
    assert patch(cast, "stranger", theirs, slug="harbour").status_code == 200


@pytest.mark.parametrize(
    ("changes", "attr", "code"),
    [
        ({"title": ""}, "title", "blank"),
        ({"title": None}, "title", "null"),
        ({"title": ["a"]}, "title", "invalid"),
        ({"title": DEEP}, "title", "max_length"),
        ({"title": "a\0b"}, None, "invalid_text"),
        ({"description": "x" * 20_001}, "description", "max_length"),
        ({"alt_text": "x" * 2_001}, "alt_text", "max_length"),
        ({"slug": ""}, "slug", "blank"),
        ({"slug": "../up"}, "slug", "invalid_slug"),
        ({"slug": "Upper"}, "slug", "invalid_slug"),
        ({"slug": "x" * 101}, "slug", "max_length"),
        ({"visibility": "secret"}, "visibility", "invalid_choice"),
        ({"visibility": []}, "visibility", "invalid_choice"),
        ({"tags": "sea"}, "tags", "not_a_list"),
        ({"tags": [""]}, "tags.0", "blank"),
        ({"tags": ["x" * 101]}, "tags.0", "max_length"),
        ({"tags": [f"t{number}" for number in range(101)]}, "tags", "max_length"),
        ({"focal_point": {"x": 1.1, "y": 0}}, "focal_point.x", "max_value"),
        ({"focal_point": {"x": -(10**30)}}, "focal_point.x", "min_value"),
        ({"focal_point": {"x": 10**400}}, "focal_point.x", "overflow"),
        ({"focal_point": {"y": True}}, "focal_point.y", "invalid"),
        ({"focal_point": None}, "focal_point", "null"),
        ({"focal_point": 1}, "focal_point.non_field_errors", "invalid"),
        ({"rights": {"credit": DEEP}}, "rights.credit", "max_length"),
        ({"rights": {"expires_at": "soon"}}, "rights.expires_at", "invalid"),
        ({"rights": {"expires_at": "0001-01-01T00:00:00+14:00"}}, "rights.expires_at", "overflow"),
    ],
)
def test_bad_values_are_refused_by_field_and_code(cast, file, changes, attr, code):
    response = patch(cast, "editor", file, **changes)
    assert response.status_code == 400, response.json()
    assert error_of(response) == (attr, code)
    assert not Tag.objects.exists()


def test_half_a_surrogate_pair_is_refused(cast, file):
    body = '{"title": "\\ud800"}'
    response = cast.client("editor").patch(url(file), body, content_type="application/json")
    assert error_of(response) == (None, "invalid_text")


@pytest.mark.parametrize(("who", "status"), [("contributor", 200), ("manager", 200), ("editor", 403)])
def test_nobody_hides_a_file_from_themselves(cast, file, who, status):
    assert patch(cast, who, file, visibility="private").status_code == status


def test_that_a_file_became_private_is_told_to_all_who_saw_it(cast, file):
    patch(cast, "contributor", file, visibility="private")
    patch(cast, "contributor", file, title="Secret")
    assert list(Event.objects.order_by("id").values_list("owner_id", flat=True)) == [None, cast.contributor.pk]


def test_what_is_in_the_trash_is_not_changed(cast, file):
    MediaFile.objects.filter(pk=file.pk).update(**trashed())
    response = patch(cast, "editor", file, title="New")
    assert (response.status_code, error_of(response)) == (409, (None, "trashed"))


def test_a_query_parameter_or_method_that_is_not_known_is_refused(cast, file):
    client = cast.client("editor")
    assert client.patch(url(file, "?force=true"), {}).status_code == 400
    assert client.put(url(file), {}).status_code == 405
    assert client.get(f"{URL}not-an-id/").status_code == 404


def test_one_file_costs_a_fixed_number_of_queries(cast, file):
    def queries():
        newcomer = client_of(User.objects.get(pk=cast.viewer.pk))
        with CaptureQueriesContext(connection) as seen:
            newcomer.get(url(file))
        return len(seen)

    few = queries()
    file.tags.set([make_tag(cast.namespace, f"t{number}") for number in range(5)])
    for number in range(3):
        make_collection(cast.namespace, f"c{number}", file)
    assert queries() == few <= 6


def test_places_that_show_the_file_are_listed_once(cast, file):
    usage.replace(cast.namespace, "draft", [(file.pk, "hero"), (file.pk, "gallery")])
    usage.replace(cast.namespace, "live", [(file.pk, "hero")])
    content_type = ContentType.objects.get_for_model(cast.namespace)
    assert content_type.model == "namespace"
    shown = cast.client("viewer").get(url(file, "usage/")).json()
    assert shown["usage_count"] == 2
    assert [place["usage_context"] for place in shown["used_in"]] == ["gallery", "hero"]
    assert shown["used_in"][0] == {
        "content_type": "content.namespace",
        "object_id": str(cast.namespace.pk),
        "title": "Museum",
        "url": None,
        "usage_context": "gallery",
    }
