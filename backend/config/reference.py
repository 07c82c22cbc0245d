"""The reference pages: settings, commands and routes, drawn from the code."""

import re
from argparse import SUPPRESS
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management import get_commands, load_command_class

from common import env
from common.fields import LARGEST
from config import openapi
from config.variables import ABOUT, DEFAULTS

OURS = {"common", "config", "content", "file_manager", "webpages"}
#: Options that every command of Django has.
EVERYWHERE = {
    "-h",
    "--version",
    "-v",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
    "--skip-checks",
}
TARGET = re.compile(r"^([a-z0-9]+):.*?## (.+)$", re.MULTILINE)
METHODS = ["get", "post", "patch", "put", "delete"]
BESIDE = [
    ("/app/", "the web app, and every address below it"),
    ("/admin/", "the administration, for superusers"),
    ("/api/schema/", "the OpenAPI document"),
    ("/api/docs/", "the same to browse and try"),
    ("/files/{namespace}/{slug}.{ext}", "the stable address of a file"),
    ("/renditions/…", "pictures drawn from files, by signed addresses"),
    ("/{path}/", "a published page"),
    ("/livez", "200 while the process lives"),
    ("/readyz", "200 when database, cache, broker and storage answer, else 503; each by name"),
]
GENERATED = "<!-- Drawn from the code by `manage.py reference`. -->\n"


class Undescribed(Exception):
    """The code reads variables of which nobody says what they are for, or the other way round."""


def pages(root: Path) -> dict[str, str]:
    """The text of each page by file name."""
    document = openapi.document()
    return {
        "settings.md": settings_page(),
        "namespace-settings.md": namespace_settings_page(document["components"]["schemas"]),
        "commands.md": commands_page((root / "Makefile").read_text(encoding="utf-8")),
        "routes.md": routes_page(document),
    }


def settings_page() -> str:
    wrong = env.READ.keys() ^ ABOUT.keys()
    if wrong:
        raise Undescribed(f"config/variables.py and the code differ in: {', '.join(sorted(wrong))}")
    rows = ((f"`{name}`", DEFAULTS.get(name, env.READ[name]) or "none", about) for name, about in ABOUT.items())
    intro = (
        "Every setting is an environment variable; none is needed to start. `NAME_FILE` may name a file that holds\n"
        "the value of `NAME`, as container secrets come.\n"
    )
    return "\n".join(["# Settings\n", GENERATED, intro, *table(["variable", "default", "what it is for"], rows)]) + "\n"


def namespace_settings_page(schemas: dict[str, Any]) -> str:
    intro = (
        "Each namespace has its own; its managers change them by `PATCH content/namespaces/{id}/`, as\n"
        '`{"settings": {"downscale_longest": 4096}}`, or in the app. What is not named stays as it is.\n'
    )
    fields = schemas["NamespaceSettings"]["properties"].items()
    rows = ((f"`{name}`", takes(field, schemas), field["description"].split("\n")[0]) for name, field in fields)
    head = ["setting", "takes", "what it is for"]
    return "\n".join(["# Settings of a namespace\n", GENERATED, intro, *table(head, rows)]) + "\n"


def takes(field: dict[str, Any], schemas: dict[str, Any]) -> str:
    """What a field of the OpenAPI document may hold, in words."""
    if reference := [field, *field.get("allOf", [])][-1].get("$ref"):
        return ", ".join(f"`{word}`" for word in schemas[reference.rpartition("/")[2]]["enum"])
    if "items" in field:
        return f"list of {takes(field['items'], schemas)}"
    types = field["type"]
    said = types if isinstance(types, str) else " or ".join(types)
    if "minimum" not in field:
        return said
    most = field["maximum"]
    return f"{said}, from {field['minimum']}" + (f" to {most}" if most < LARGEST else "")


def commands_page(makefile: str) -> str:
    targets = ((f"`make {name}`", text) for name, text in TARGET.findall(makefile))
    lines = ["# Commands\n", GENERATED, "## make\n", *table(["command", "what it does"], targets)]
    lines += ["\n## manage.py\n", "Run as `.venv/bin/python backend/manage.py <command>`.\n"]
    rows = (command_row(name, app) for name, app in sorted(get_commands().items()) if app in OURS)
    return "\n".join([*lines, *table(["command", "what it does"], rows)]) + "\n"


def command_row(name: str, app: str) -> tuple[str, str]:
    command = load_command_class(app, name)
    parser = command.create_parser("manage.py", name)
    own = [
        action for action in parser._actions if action.help != SUPPRESS and not EVERYWHERE & set(action.option_strings)
    ]
    options = "; ".join(f"`{(action.option_strings or [action.dest])[-1]}`: {action.help}" for action in own)
    return f"`{name}`", f"{command.help}{' ' + options + '.' if options else ''}"


def routes_page(document: dict[str, Any]) -> str:
    groups: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for path, operations in document["paths"].items():
        for method in METHODS:
            if operation := operations.get(method):
                groups[operation["tags"][0]].append(route_row(path, method, operation))
    lines = ["# Routes\n", GENERATED, "Everything about a route stands in the OpenAPI document at `/api/docs/`.\n"]
    for tag, rows in sorted(groups.items()):
        lines += [f"## {tag}\n", *table(["route", "what it does", "query"], rows), ""]
    beside = ((f"`{path}`", about) for path, about in BESIDE)
    return "\n".join([*lines, "## Beside the interface\n", *table(["address", "what is there"], beside)]) + "\n"


def route_row(path: str, method: str, operation: dict[str, Any]) -> tuple[str, str, str]:
    asked = [f"`{one['name']}`" for one in operation.get("parameters", []) if one["in"] == "query"]
    about = operation.get("description", "").strip().split("\n")[0]
    return f"`{method.upper()} {path.removeprefix('/api/v1')}`", about, " ".join(asked)


def table(head: list[str], rows: Iterable[tuple[str, ...]]) -> list[str]:
    body = (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *body]
