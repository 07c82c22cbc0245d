"""Real documents and hostile files: what becomes of each is held against the rules of the corpus."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mediakit.tests.manifest import Outcome, failures, faults

BACKEND = Path(__file__).parents[2]
SHOULD = 0.9


@pytest.fixture(scope="module")
def entries(corpus):
    return corpus.entries("documents/") + corpus.entries("hostile/")


@pytest.fixture(scope="module")
def tried(corpus, entries):
    done = subprocess.run(
        [sys.executable, "-m", "mediakit.tests.trial", str(corpus.folder)],
        input=json.dumps([entry["path"] for entry in entries]),
        capture_output=True,
        text=True,
        cwd=BACKEND,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(line) for line in done.stdout.splitlines())


@pytest.fixture(scope="module")
def outcomes(entries, tried):
    return {entry["path"]: Outcome(**tried[entry["path"]]) for entry in entries}


def test_what_must_be_is(entries, outcomes):
    assert failures(entries, outcomes, "must") == {}


def test_nearly_all_that_should_be_is(entries, outcomes):
    should = [entry for entry in entries if entry["strength"] == "should"]
    wrong = failures(entries, outcomes, "should")
    assert len(wrong) <= (1 - SHOULD) * len(should), wrong


def test_nothing_crashes_or_takes_more_memory_than_a_photo(tried, outcomes):
    assert {path: outcome.code for path, outcome in outcomes.items() if outcome.code.startswith("crashed")} == {}
    assert tried["peak"] < 640


REFUSED = {"path": "a", "expect": "reject", "reason": "truncated", "mime": "image/png", "kind": "hostile"}
TAKEN = {"path": "a", "expect": "accept", "mime": "image/png", "mime_also": ["image/apng"], "kind": "image"}


@pytest.mark.parametrize(
    ("entry", "outcome", "wrong"),
    [
        (REFUSED, Outcome(False, code="truncated"), []),
        (REFUSED, Outcome(False, code="too_many_pixels"), ["too_many_pixels does not fit truncated"]),
        (REFUSED, Outcome(True, "image/png", "image"), ["accepted"]),
        (REFUSED | {"also_good": "under its true type"}, Outcome(True, "image/png", "image"), []),
        (REFUSED | {"also_good": "under its true type"}, Outcome(True, "image/gif"), ["accepted as image/gif"]),
        (REFUSED | {"also_good": "a sanitised copy"}, Outcome(True, "image/png"), ["accepted as it is"]),
        (REFUSED | {"also_good": "a sanitised copy"}, Outcome(True, "image/png", is_clean=True), []),
        (TAKEN, Outcome(False, code="empty_file"), ["refused: empty_file"]),
        (TAKEN, Outcome(True, "image/apng", "image"), []),
        (TAKEN, Outcome(True, "image/gif", "document"), ["type image/gif", "kind document"]),
        (TAKEN | {"pages": None}, Outcome(True, "image/png", "image", {"pages": 2}), ["pages 2 instead of None"]),
        (TAKEN | {"pages": 2}, Outcome(True, "image/png", "image", {"pages": 2, "width": 7}), []),
        (TAKEN | {"duration": 10.0}, Outcome(True, "image/png", "image", {"duration": 10.19}), []),
        (
            TAKEN | {"gps": {"lat": 1.0, "lon": 2.0}},
            Outcome(True, "image/png", "image", {"gps": {"lat": 1.0, "lon": 2.00005}}),
            [],
        ),
    ],
)
def test_the_rules_themselves(entry, outcome, wrong):
    assert faults(entry, outcome) == wrong
