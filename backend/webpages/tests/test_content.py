"""What may stand in a page: every sort of bad content is refused by name and leaves no trace."""

import pytest

from common.models import Event
from content.models import AuditEntry
from file_manager.models import Usage
from webpages.models import Page, PageVersion
from webpages.tests.makers import make_page
from webpages.tests.reading import PAGES, codes


def written():
    """All that a save could have written."""
    return [model.objects.count() for model in (Page, PageVersion, Usage, AuditEntry, Event)]


def nested(depth):
    value = "x"
    for _ in range(depth):
        value = [value]
    return value


BAD = {
    "not an object": ([], "content", "invalid"),
    "text": ("main", "content", "invalid"),
    "unknown slot": ({"sidebar": []}, "content.sidebar", "unknown_slot"),
    "a slot that is no list": ({"main": {}}, "content.main", "not_a_list"),
    "a slot that is null": ({"main": None}, "content.main", "not_a_list"),
    "10,000 widgets": ({"main": [{"type": "rich_text"}] * 10_000}, "content", "too_many_widgets"),
    "too many characters": (
        {"main": [{"type": "rich_text", "config": {"html": "x" * 49_000}}] * 21},
        "content",
        "content_too_large",
    ),
    "a widget that is text": ({"main": ["rich_text"]}, "content.main.0", "invalid"),
    "a widget that is null": ({"main": [None]}, "content.main.0", "invalid"),
    "no type": ({"main": [{"config": {}}]}, "content.main.0.type", "unknown_widget"),
    "unknown type": ({"main": [{"type": "carousel"}]}, "content.main.0.type", "unknown_widget"),
    "a type that is a list": ({"main": [{"type": ["image"]}]}, "content.main.0.type", "unknown_widget"),
    "an unknown key": ({"main": [{"type": "image", "style": "red"}]}, "content.main.0.style", "unknown_field"),
    "a config that is a list": ({"main": [{"type": "image", "config": []}]}, "content.main.0.config", "invalid"),
    "a config that is null": ({"main": [{"type": "image", "config": None}]}, "content.main.0.config", "invalid"),
    "an unknown config key": (
        {"main": [{"type": "image", "config": {"src": "https://example.org/a.jpg"}}]},
        "content.main.0.config.src",
        "unknown_field",
    ),
    "an id that is a number": ({"main": [{"type": "image", "id": 1}]}, "content.main.0.id", "invalid"),
    "an id with a slash": ({"main": [{"type": "image", "id": "../x"}]}, "content.main.0.id", "invalid"),
    "an empty id": ({"main": [{"type": "image", "id": ""}]}, "content.main.0.id", "invalid"),
    "a long id": ({"main": [{"type": "image", "id": "x" * 65}]}, "content.main.0.id", "invalid"),
    "the same id twice": (
        {"main": [{"type": "image", "id": "a"}, {"type": "rich_text", "id": "a"}]},
        "content.main.1.id",
        "duplicate",
    ),
    "html that is a number": (
        {"main": [{"type": "rich_text", "config": {"html": 7}}]},
        "content.main.0.config.html",
        "invalid",
    ),
    "html that is nested": (
        {"main": [{"type": "rich_text", "config": {"html": nested(20)}}]},
        "content.main.0.config.html",
        "invalid",
    ),
    "html that is too long": (
        {"main": [{"type": "rich_text", "config": {"html": "x" * 50_001}}]},
        "content.main.0.config.html",
        "max_length",
    ),
    "html that is nested too deeply": (
        {"main": [{"type": "rich_text", "config": {"html": "<blockquote>" * 4_000}}]},
        "content.main.0.config.html",
        "too_deep",
    ),
    "media that is no id": (
        {"main": [{"type": "image", "config": {"media": "harbour.jpg"}}]},
        "content.main.0.config.media",
        "invalid",
    ),
    "media that is a number": (
        {"main": [{"type": "image", "config": {"media": 7}}]},
        "content.main.0.config.media",
        "invalid",
    ),
    "a flag that is text": (
        {"main": [{"type": "image", "config": {"decorative": "yes"}}]},
        "content.main.0.config.decorative",
        "invalid",
    ),
    "a flag that is a number": (
        {"main": [{"type": "image", "config": {"decorative": 1}}]},
        "content.main.0.config.decorative",
        "invalid",
    ),
    "a long caption": (
        {"main": [{"type": "image", "config": {"caption": "x" * 1_001}}]},
        "content.main.0.config.caption",
        "max_length",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_content_is_named_and_writes_nothing(cast, name):
    content, attr, code = BAD[name]
    page = make_page(cast.editor, cast.namespace)
    client = cast.client("editor")
    before = written()
    for answer in [
        client.post(PAGES, {"title": "New", "content": content}),
        client.patch(f"{PAGES}{page.pk}/", {"content": content}),
    ]:
        assert answer.status_code == 400
        assert codes(answer) == [(attr, code)]
    assert written() == before


@pytest.mark.parametrize(
    "body",
    [
        '{"title": "x", "content": {"main": [{"type": "rich_text", "config": {"html": "a\\u0000b"}}]}}',
        '{"title": "x", "content": {"main": [{"type": "rich_text", "config": {"html": "\\ud800"}}]}}',
        '{"title": "x", "content": {"main": [{"type": "image", "config": {"\\udfff": 1}}]}}',
        '{"title": "x\\u0000"}',
        '{"title": "x", "content": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"title": "x", "content": {"main": [{"type": "image", "config": {"media": NaN}}]}}',
        '{"title": "x", "content": {"main": [',
    ],
    ids=["NUL", "half a pair", "half a pair as a key", "NUL in the title", "without end", "NaN", "cut off"],
)
def test_text_that_no_database_keeps_is_refused(cast, body):
    answer = cast.client("editor").generic("POST", PAGES, body, content_type="application/json")
    assert answer.status_code == 400
    assert not Page.objects.exists()


def test_every_widget_that_is_wrong_is_named_at_once(cast):
    content = {"main": [{"type": "rich_text"}, {"type": "no"}, {"type": "image", "config": {"caption": 1, "x": 2}}]}
    answer = cast.client("editor").post(PAGES, {"title": "x", "content": content})
    assert codes(answer) == [
        ("content.main.1.type", "unknown_widget"),
        ("content.main.2.config.caption", "invalid"),
        ("content.main.2.config.x", "unknown_field"),
    ]


def test_as_many_errors_as_help_are_answered(cast):
    config = {f"key{number}": 1 for number in range(5_000)}
    answer = cast.client("editor").post(
        PAGES, {"title": "x", "content": {"main": [{"type": "image", "config": config}]}}
    )
    assert answer.status_code == 400
    assert len(answer.json()["errors"]) == 50


def test_widgets_without_an_id_are_given_one(cast):
    content = {"main": [{"type": "rich_text"}, {"type": "rich_text", "id": "intro"}, {"type": "image", "id": None}]}
    page = cast.client("editor").post(PAGES, {"title": "x", "content": content}).json()
    first, second, third = page["content"]["main"]
    assert second == {"id": "intro", "type": "rich_text", "config": {"html": ""}}
    assert third["config"] == {"media": None, "alt_text": "", "decorative": False, "caption": ""}
    assert len({first["id"], second["id"], third["id"]}) == 3
