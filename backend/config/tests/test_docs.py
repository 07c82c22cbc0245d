"""What the documents name is there: pages, commands, settings, routes and files."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import get_commands

from config import openapi
from config.reference import TARGET
from config.variables import ABOUT
from mediakit.kinds import TYPES

ROOT = settings.ROOT
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
#: Those that are not drawn from the code.
WRITTEN = [path for path in PAGES if DOCS / "reference" not in path.parents]
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`|^ {4}(.+)$", re.MULTILINE)
MAKE = re.compile(r"\bmake ([a-z0-9]+)\b")
MANAGE = re.compile(r"\bmanage\.py ([a-z_]+)")
SETTING = re.compile(r"\b(?:VITRINE|BENCH|OPENAI|CELERY)_[A-Z_]+\b|\b[A-Z]+_URL\b|\bSECRET_KEY\b|\b(?:HOST|PORT)(?==)")
ROUTE = re.compile(r"\b(GET|POST|PATCH|DELETE) (?:/api/v1/)?([a-z][\w/{}-]*/)")
APPS = "common|config|content|file_manager|mediakit|webpages"
SOURCE = re.compile(rf"(?<![\w/])(?:backend|frontend|scripts|bench|{APPS})/[\w./-]+")
#: Variables that are no settings of the product, and the file that reads them.
OTHERS = {
    "BENCH_PHOTOS": "bench/run.py",
    "BENCH_ROLL": "bench/measures.py",
    "BENCH_ROWS": "bench/run.py",
    "BENCH_SOAK": "bench/measures.py",
    "CELERY_SKIP_CHECKS": "backend/config/serve.py",
    "VITRINE_BACKEND": "frontend/vite.config.ts",
    "VITRINE_CORPUS": "backend/mediakit/tests/conftest.py",
}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code(path: Path) -> list[str]:
    """The code in a page: what stands in backticks, and the indented lines."""
    return [span or line for span, line in CODE.findall(read(path))]


def named(pattern: re.Pattern[str], pages: Iterable[Path] = PAGES) -> set[Any]:
    """What the code in the pages names: words, or tuples where the pattern has groups."""
    return {name for path in pages for text in code(path) for name in pattern.findall(text)}


def targets(path: Path) -> Iterator[Path]:
    """The files that the links of a page lead to."""
    for address in LINK.findall(read(path)):
        if not re.match(r"[a-z]+:", address):
            yield (path.parent / address.partition("#")[0]).resolve()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    assert [str(target) for target in targets(path) if not target.is_file()] == []


def test_every_page_can_be_reached():
    reached = {target for path in PAGES for target in targets(path)}
    assert [path.name for path in PAGES[1:] if path not in reached] == []


def test_decisions_are_numbered_and_listed():
    decisions = sorted((DOCS / "decisions").glob("0*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    assert all(read(path).startswith(f"# {int(path.name[:4])}. ") for path in decisions)
    assert set(decisions) <= set(targets(DOCS / "decisions" / "README.md"))


def test_the_readme_names_both_commands():
    assert {"make run", "make test"} <= set(code(ROOT / "README.md"))


def test_commands_exist():
    makefile = {name for name, _ in TARGET.findall(read(ROOT / "Makefile"))}
    assert named(MAKE) - makefile == set()
    assert named(MANAGE) - get_commands().keys() == set()


def test_settings_exist():
    assert named(SETTING) - ABOUT.keys() - OTHERS.keys() == set()


@pytest.mark.parametrize(("name", "path"), OTHERS.items())
def test_other_variables_are_read_where_we_think(name, path):
    assert name in read(ROOT / path)


def test_routes_exist():
    known = set()
    for path, operations in openapi.document()["paths"].items():
        bare = re.sub(r"{\w+}", "{}", path.removeprefix("/api/v1/"))
        known |= {(method.upper(), address) for method in operations for address in (bare, bare.removeprefix("media/"))}
    assert {(method, re.sub(r"{\w+}", "{}", path)) for method, path in named(ROUTE, WRITTEN)} - known == set()


def test_files_that_are_named_exist():
    bases = (ROOT, ROOT / "backend")
    asked = {name.rstrip(".") for name in named(SOURCE, WRITTEN) if "node_modules" not in name}
    assert [name for name in sorted(asked) if not any((base / name).exists() for base in bases)] == []


def test_the_app_has_a_name_for_every_type_that_is_taken():
    names = (ROOT / "frontend/src/ui/text/fileTypes.ts").read_text()
    assert [file_type for file_type in TYPES if f'"{file_type}": "' not in names] == []
