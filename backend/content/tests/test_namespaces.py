"""Namespaces over HTTP: who sees, makes, changes and deletes them."""

import pytest

from common.models import Event
from content.models import AuditEntry, Namespace
from file_manager.models import Collection, Tag

ROUTE = "/api/v1/content/namespaces/"
CAST = ["viewer", "contributor", "editor", "manager", "stranger", "superuser", "anonymous"]


def route(namespace) -> str:
    return f"{ROUTE}{namespace.pk}/"


def codes(response) -> list[str]:
    return [error["code"] for error in response.json()["errors"]]


@pytest.mark.parametrize(
    ("who", "slugs"),
    [
        ("viewer", {"museum"}),
        ("contributor", {"museum"}),
        ("editor", {"museum"}),
        ("manager", {"museum"}),
        ("stranger", {"archive"}),
        ("superuser", {"museum", "archive"}),
    ],
)
def test_people_list_their_own(cast, who, slugs):
    answer = cast.client(who).get(ROUTE).json()
    assert {row["slug"] for row in answer["results"]} == slugs
    assert answer["count"] == len(slugs)


def test_nobody_lists_without_signing_in(cast):
    assert cast.client("anonymous").get(ROUTE).status_code == 401


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 200), ("manager", 200), ("superuser", 200), ("stranger", 404), ("anonymous", 401)]
)
def test_reading_one(cast, who, status):
    assert cast.client(who).get(route(cast.namespace)).status_code == status


def test_one_shows_its_settings_and_my_role(cast):
    shown = cast.client("editor").get(route(cast.namespace)).json()
    assert shown["role"] == "editor"
    assert shown["used"] == 0
    assert shown["settings"]["analysis_mode"] == "off"
    assert shown["settings"]["allowed_kinds"] == ["image", "video", "audio", "document"]


def test_a_superuser_counts_as_manager_everywhere(cast):
    assert cast.client("superuser").get(route(cast.namespace)).json()["role"] == "manager"


@pytest.mark.parametrize(
    ("who", "status"),
    [("viewer", 403), ("editor", 403), ("manager", 403), ("stranger", 403), ("superuser", 201), ("anonymous", 401)],
)
def test_making_one_is_for_superusers(cast, who, status):
    assert cast.client(who).post(ROUTE, {"name": "Zoo"}).status_code == status
    assert Namespace.objects.filter(slug="zoo").exists() is (status == 201)


def test_slug_is_made_from_the_name_and_numbered_when_taken(cast):
    client = cast.client("superuser")
    assert client.post(ROUTE, {"name": "Museum"}).json()["slug"] == "museum-2"
    assert client.post(ROUTE, {"name": "Café Été"}).json()["slug"] == "cafe-ete"
    assert client.post(ROUTE, {"name": "日本"}).json()["slug"] == "namespace"


def test_making_one_is_audited_and_announced(cast):
    made = cast.client("superuser").post(ROUTE, {"name": "Zoo"}).json()
    entry = AuditEntry.objects.get(action="namespace.created", subject_id=made["id"])
    assert entry.actor == cast.superuser
    assert Event.objects.filter(kind="namespace.created", subject=made["id"]).count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("viewer", 403),
        ("contributor", 403),
        ("editor", 403),
        ("manager", 200),
        ("superuser", 200),
        ("stranger", 404),
        ("anonymous", 401),
    ],
)
def test_changing_is_for_managers(cast, who, status):
    response = cast.client(who).patch(route(cast.namespace), {"name": "Changed"})
    assert response.status_code == status
    cast.namespace.refresh_from_db()
    assert (cast.namespace.name == "Changed") is (status == 200)


def test_settings_change_one_by_one(cast):
    response = cast.client("manager").patch(route(cast.namespace), {"settings": {"quota": 5, "analysis_mode": "auto"}})
    shown = response.json()["settings"]
    assert (shown["quota"], shown["analysis_mode"], shown["trash_retention_days"]) == (5, "auto", 30)
    entry = AuditEntry.objects.get(action="namespace.changed")
    assert entry.data == {"fields": ["analysis_mode", "quota"]}


def test_how_media_are_treated_is_a_setting(cast):
    client = cast.client("manager")
    shown = client.get(route(cast.namespace)).json()["settings"]
    before = {
        "downscale_longest": None,
        "keep_original": True,
        "transcode": True,
        "video_longest": 1920,
        "transcode_over_bytes": None,
        "public_location": False,
    }
    assert before.items() <= shown.items()
    after = {
        "downscale_longest": 4096,
        "keep_original": False,
        "transcode": False,
        "video_longest": 1280,
        "transcode_over_bytes": 10**10,
        "public_location": True,
    }
    assert after.items() <= client.patch(route(cast.namespace), {"settings": after}).json()["settings"].items()
    assert client.patch(route(cast.namespace), {"settings": before}).json()["settings"] == shown


@pytest.mark.parametrize(
    ("given", "attr"),
    [
        ({"quota": 10**30}, "settings.quota"),
        ({"quota": -1}, "settings.quota"),
        ({"size_limit": 0}, "settings.size_limit"),
        ({"analysis_threshold": "nan"}, "settings.analysis_threshold"),
        ({"analysis_threshold": 1.5}, "settings.analysis_threshold"),
        ({"analysis_mode": "always"}, "settings.analysis_mode"),
        ({"allowed_kinds": []}, "settings.allowed_kinds"),
        ({"allowed_kinds": ["image", "cake"]}, "settings.allowed_kinds.1"),
        ({"trash_retention_days": 2**40}, "settings.trash_retention_days"),
        ({"downscale_longest": 639}, "settings.downscale_longest"),
        ({"downscale_longest": 16_385}, "settings.downscale_longest"),
        ({"keep_original": None}, "settings.keep_original"),
        ({"transcode": "sometimes"}, "settings.transcode"),
        ({"video_longest": None}, "settings.video_longest"),
        ({"video_longest": 10_000}, "settings.video_longest"),
        ({"transcode_over_bytes": 0}, "settings.transcode_over_bytes"),
        ({"public_location": 7}, "settings.public_location"),
        ([1], "settings.non_field_errors"),
    ],
)
def test_nonsense_in_settings_is_refused(cast, given, attr):
    response = cast.client("manager").patch(route(cast.namespace), {"settings": given})
    assert response.status_code == 400
    assert [error["attr"] for error in response.json()["errors"]] == [attr]


def test_a_manager_learns_nothing_from_slugs(cast):
    taken = cast.client("manager").patch(route(cast.namespace), {"slug": "archive"})
    free = cast.client("manager").patch(route(cast.namespace), {"slug": "nobody-has-this"})
    assert (taken.status_code, taken.content) == (403, free.content)
    same = cast.client("manager").patch(route(cast.namespace), {"slug": "museum"})
    assert same.status_code == 200


def test_a_superuser_may_change_the_slug_to_a_free_one(cast):
    client = cast.client("superuser")
    refused = client.patch(route(cast.namespace), {"slug": "archive"})
    assert (refused.status_code, codes(refused)) == (400, ["unique"])
    assert client.patch(route(cast.namespace), {"slug": "gallery"}).json()["slug"] == "gallery"


@pytest.mark.parametrize("slug", ["Not Lower", "a/b", "", "0190f7f0-0000-7000-8000-000000000000", "x" * 61])
def test_slugs_that_are_none(cast, slug):
    response = cast.client("superuser").post(ROUTE, {"name": "Zoo", "slug": slug})
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == "slug"


def test_a_taken_slug_of_a_new_one(cast):
    response = cast.client("superuser").post(ROUTE, {"name": "Zoo", "slug": "museum"})
    assert (response.status_code, codes(response)) == (400, ["unique"])


@pytest.mark.parametrize(
    ("who", "status"),
    [("viewer", 403), ("editor", 403), ("manager", 204), ("superuser", 204), ("stranger", 404), ("anonymous", 401)],
)
def test_deleting_an_empty_one(cast, who, status):
    assert cast.client(who).delete(route(cast.namespace)).status_code == status
    assert Namespace.objects.filter(pk=cast.namespace.pk).exists() is (status != 204)


def test_one_that_holds_something_stays(cast):
    Collection.objects.create(namespace=cast.namespace, title="Boats", slug="boats")
    response = cast.client("manager").delete(route(cast.namespace))
    assert (response.status_code, codes(response)) == (409, ["not_empty"])
    assert not AuditEntry.objects.filter(action="namespace.deleted").exists()


def test_tags_alone_do_not_keep_one(cast):
    Tag.objects.create(namespace=cast.namespace, name="Sea", slug="sea", path="/sea/")
    assert cast.client("manager").delete(route(cast.namespace)).status_code == 204


def test_the_default_one_stays(cast):
    Namespace.objects.filter(pk=cast.namespace.pk).update(is_default=True)
    response = cast.client("superuser").delete(route(cast.namespace))
    assert (response.status_code, codes(response)) == (409, ["is_default"])


@pytest.mark.parametrize("value", ["archive", "nothing", "0190f7f0-0000-7000-8000-000000000000", "x" * 100])
def test_the_filter_answers_foreign_as_unknown(cast, value):
    foreign = str(cast.elsewhere.pk)
    client = cast.client("viewer")
    response, other = client.get(ROUTE, {"namespace": value}), client.get(ROUTE, {"namespace": foreign})
    assert (response.status_code, other.status_code) == (400, 400)
    assert other.json()["errors"][0]["code"] == "does_not_exist"
    assert response.json()["errors"][0]["attr"] == "namespace"


def test_the_filter_takes_slug_and_id(cast):
    for value in ("museum", str(cast.namespace.pk), cast.namespace.pk.hex):
        found = cast.client("superuser").get(ROUTE, {"namespace": value}).json()["results"]
        assert [row["slug"] for row in found] == ["museum"]


def test_a_stale_change_is_refused(cast):
    client = cast.client("manager")
    tag = client.get(route(cast.namespace))["ETag"]
    changed = client.patch(route(cast.namespace), {"name": "One"}, headers={"If-Match": tag})
    assert changed.status_code == 200
    again = client.patch(route(cast.namespace), {"name": "Two"}, headers={"If-Match": tag})
    assert (again.status_code, codes(again)) == (412, ["stale"])
    fresh = client.patch(route(cast.namespace), {"name": "Two"}, headers={"If-Match": changed["ETag"]})
    assert (fresh.status_code, fresh.json()["name"]) == (200, "Two")


def test_stale_deleting_is_refused(cast):
    response = cast.client("manager").delete(route(cast.namespace), headers={"If-Match": '"old"'})
    assert response.status_code == 412
    assert Namespace.objects.filter(pk=cast.namespace.pk).exists()


def test_the_list_costs_the_same_for_many(cast, django_assert_max_num_queries):
    Namespace.objects.bulk_create(Namespace(name=f"N{n}", slug=f"n{n}") for n in range(40))
    with django_assert_max_num_queries(3):
        assert cast.client("superuser").get(ROUTE).json()["count"] == 42
