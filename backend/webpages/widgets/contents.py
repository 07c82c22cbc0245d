"""Reading what a client sends as the content of a page: `{slot: [{"id", "type", "config"}]}`."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError as ConfigInvalid

from common.ids import uuid7
from webpages.widgets import WIDGETS, Config, Widget
from webpages.widgets.problems import ContentRefused, Problem

MOST_WIDGETS = 200
LARGEST = 1_000_000
WIDGET_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
CODES = {"extra_forbidden": "unknown_field", "string_too_long": "max_length", "missing": "required"}
DETAILS = {"extra_forbidden": "This widget has no such field."}


class Placed(NamedTuple):
    """A widget where it stands; `at` is its place, as in `content.main.0`."""

    at: str
    slot: str
    id: str
    widget: Widget
    config: Config

    def stored(self) -> dict[str, Any]:
        return {"id": self.id, "type": self.widget.type, "config": self.config.model_dump(mode="json")}


def read(content: Any, slots: Sequence[str]) -> dict[str, Any]:
    """`content` as it is stored: every slot there, every widget with an id, HTML cleaned. Raises ContentRefused."""
    measure(content, slots)
    problems: list[Problem] = []
    placed = [
        one
        for slot in slots
        for index, item in enumerate(content.get(slot, []))
        if (one := read_widget(item, slot, f"content.{slot}.{index}", problems))
    ]
    seen: set[str] = set()
    for one in placed:
        if one.id in seen:
            problems.append(Problem(f"{one.at}.id", "duplicate", "Another widget of this page has this id."))
        seen.add(one.id)
    if problems:
        raise ContentRefused(problems)
    return {slot: [one.stored() for one in placed if one.slot == slot] for slot in slots}


def measure(content: Any, slots: Sequence[str]) -> None:
    """Refuses what has not the outer shape or is too much, before anything inside is looked at."""
    if not isinstance(content, dict):
        raise refusal("content", "invalid", "Content is an object with a list of widgets for each slot.")
    for slot in content:
        if slot not in slots:
            raise refusal(f"content.{slot[:60]}", "unknown_slot", "The layout has no such slot.")
        if not isinstance(content[slot], list):
            raise refusal(f"content.{slot}", "not_a_list", "A slot holds a list of widgets.")
    if sum(len(items) for items in content.values()) > MOST_WIDGETS:
        raise refusal("content", "too_many_widgets", f"A page holds at most {MOST_WIDGETS} widgets.")
    if len(json.dumps(content, ensure_ascii=False)) > LARGEST:
        raise refusal("content", "content_too_large", f"A page holds at most {LARGEST:,} characters.")


def refusal(attr: str, code: str, detail: str) -> ContentRefused:
    return ContentRefused([Problem(attr, code, detail)])


def read_widget(item: Any, slot: str, at: str, problems: list[Problem]) -> Placed | None:
    """One widget, or None with what is wrong added to `problems`."""
    found = list(shape_problems(item, at))
    problems += found
    if found:
        return None
    widget = WIDGETS[item["type"]]
    try:
        config = widget.config.model_validate(item.get("config", {}))
    except ConfigInvalid as error:
        problems += config_problems(error, f"{at}.config")
        return None
    return Placed(at, slot, item.get("id") or str(uuid7()), widget, config)


def shape_problems(item: Any, at: str) -> Iterator[Problem]:
    if not isinstance(item, dict):
        yield Problem(at, "invalid", "A widget is an object with type and config.")
        return
    for name in sorted(item.keys() - {"id", "type", "config"}):
        yield Problem(f"{at}.{name[:60]}", "unknown_field", "A widget has id, type and config only.")
    if not isinstance(item.get("type"), str) or item["type"] not in WIDGETS:
        yield Problem(f"{at}.type", "unknown_widget", f"Choose one of: {', '.join(WIDGETS)}.")
    if not isinstance(item.get("config", {}), dict):
        yield Problem(f"{at}.config", "invalid", "The configuration is an object.")
    widget_id = item.get("id")
    if widget_id is not None and not (isinstance(widget_id, str) and WIDGET_ID.fullmatch(widget_id)):
        yield Problem(f"{at}.id", "invalid", "An id is at most 64 letters, digits, hyphens and underscores.")


def config_problems(error: ConfigInvalid, at: str) -> Iterator[Problem]:
    for item in error.errors(include_url=False, include_context=False, include_input=False):
        place = ".".join([at, *[str(part)[:60] for part in item["loc"]]])
        kind = item["type"]
        code = kind if kind == "too_deep" else CODES.get(kind, "invalid")
        yield Problem(place, code, DETAILS.get(kind, item["msg"]))


def placed(content: dict[str, Any]) -> Iterator[Placed]:
    """The widgets of stored content in order. One of a type that is no longer installed is passed over."""
    for slot, items in content.items():
        for index, item in enumerate(items):
            if one := read_widget(item, slot, f"content.{slot}.{index}", []):
                yield one
