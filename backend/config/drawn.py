"""Files that are drawn from the code, and compared with it."""

import difflib
from pathlib import Path

FEW = 20


class Outdated(Exception):
    """A file says something else than the code; holds the first lines of the difference."""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def compare(path: Path, text: str) -> None:
    """Raises Outdated unless the file holds exactly `text`."""
    held = path.read_text(encoding="utf-8") if path.is_file() else ""
    if held != text:
        lines = list(
            difflib.unified_diff(held.splitlines(), text.splitlines(), str(path.name), "the code", lineterm="")
        )
        raise Outdated("\n".join(lines[:FEW]))
