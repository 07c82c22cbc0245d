"""The widgets and layouts there are, as clients read them."""

import json

import pytest

from webpages.tests.reading import codes


def test_widget_types_publish_their_forms(cast):
    answer = cast.client("viewer").get("/api/v1/webpages/widget-types/").json()
    types = {row["type"]: row for row in answer["results"]}
    assert set(types) == {"rich_text", "image"}
    picture = types["image"]["schema"]
    assert picture["additionalProperties"] is False
    fields = picture["properties"]
    assert fields["media"]["ui"] == {"control": "media", "order": 1, "kinds": ["image"]}
    assert fields["media"]["anyOf"] == [{"type": "string", "format": "uuid"}, {"type": "null"}]
    assert [fields[name]["ui"]["control"] for name in ["alt_text", "decorative", "caption"]] == [
        "multiline",
        "checkbox",
        "text",
    ]
    assert (fields["caption"]["title"], fields["caption"]["maxLength"]) == ("Caption", 1_000)
    assert types["rich_text"]["schema"]["properties"]["html"]["ui"] == {"control": "richtext", "order": 1}
    assert json.dumps(answer)


def test_layouts_name_their_slots(cast):
    answer = cast.client("viewer").get("/api/v1/webpages/layouts/").json()
    assert answer["results"] == [{"name": "default", "label": "Article", "slots": [{"name": "main", "label": "Main"}]}]


@pytest.mark.parametrize("route", ["widget-types/", "layouts/"])
def test_the_registry_is_for_those_who_are_signed_in(cast, route):
    assert cast.client("anonymous").get(f"/api/v1/webpages/{route}").status_code == 401
    assert cast.client("stranger").get(f"/api/v1/webpages/{route}").status_code == 200
    answer = cast.client("viewer").get(f"/api/v1/webpages/{route}?colour=red")
    assert codes(answer) == [("colour", "unknown_parameter")]
