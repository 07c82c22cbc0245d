import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Corpus:
    """A folder of real media, and what is true of each file of it."""

    folder: Path
    manifest: dict[str, Any]

    def entries(self, prefix: str) -> list[dict[str, Any]]:
        return [entry for entry in self.manifest["files"] if entry["path"].startswith(prefix)]


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    folder = Path(os.environ.get("VITRINE_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not (folder / "manifest.json").is_file():
        pytest.skip(f"the corpus of real media is not at {folder}; VITRINE_CORPUS names its folder")
    return Corpus(folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
