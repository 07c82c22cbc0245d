"""Damaged files give facts or a MediaError, within memory and time. VITRINE_FUZZ_SECONDS makes both searches longer."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile

import pytest

from mediakit.errors import MediaError
from mediakit.sniff import sniff

BACKEND = Path(__file__).parents[2]
SECONDS = float(os.environ.get("VITRINE_FUZZ_SECONDS", "20"))
FIRST = int(os.environ.get("VITRINE_FUZZ_FIRST", "0"))
LARGEST_SEED = 64 << 10
# A part of the names, to search in one format alone.
ONLY = os.environ.get("VITRINE_FUZZ_ONLY", "")
MOST_MEMORY = 1024
FOLDERS = ("images/", "audio/", "video/", "documents/")


@pytest.fixture(scope="module")
def seeds(corpus):
    """Small files of every kind, by name, with their types."""
    types = {}
    for entry in (entry for folder in FOLDERS for entry in corpus.entries(folder)):
        path = corpus.folder / entry["path"]
        if path.stat().st_size <= LARGEST_SEED:
            try:
                types[entry["path"]] = sniff(path, filename=path.name).file_type
            except MediaError:
                continue
    return types


@pytest.mark.slow
def test_damaged_files_give_facts_or_media_errors(corpus, seeds, tmp_path):
    names = [name for name in seeds if ONLY in name]
    current = tmp_path / "current.bin"
    done = subprocess.run(
        [sys.executable, "-m", "mediakit.tests.mutants", str(corpus.folder), str(SECONDS), str(FIRST), str(current)],
        input=json.dumps({"names": names, "types": seeds}),
        capture_output=True,
        text=True,
        cwd=BACKEND,
        timeout=SECONDS + 300,
    )
    died_of = current.with_suffix(".name").read_text() if done.returncode else ""
    assert (done.returncode, died_of) == (0, ""), f"{current}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    *findings, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert findings == []
    assert last["peak"] < MOST_MEMORY


@pytest.mark.slow
@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no build for this system")
def test_a_search_guided_by_what_runs_finds_nothing_but_media_errors(corpus, seeds, tmp_path):
    found, origins = tmp_path / "found", tmp_path / "origins"
    found.mkdir()
    origins.mkdir()
    for number, name in enumerate(seeds):
        copyfile(corpus.folder / name, origins / str(number))
    limits = [f"-max_total_time={SECONDS:.0f}", f"-seed={FIRST + 1}", f"-max_len={LARGEST_SEED}", "-timeout=20"]
    done = subprocess.run(
        [sys.executable, "-m", "mediakit.tests.guided", found, origins, *limits, f"-rss_limit_mb={MOST_MEMORY}"],
        stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(BACKEND)},
        timeout=SECONDS + 300,
    )
    assert done.returncode == 0, done.stdout[-4000:].decode(errors="replace")
    assert b"Done " in done.stdout
