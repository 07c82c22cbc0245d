"""A hostile file costs its own processing, with a reason that a person understands, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from file_manager.tests import test_worker
from file_manager.tests.test_worker import BACKEND, CROWD, QUICK, Setup, until

pytestmark = pytest.mark.slow
product = test_worker.product

LIMITS = {"VITRINE_WORKER_SECONDS": "6", "VITRINE_WORKER_CPU_SECONDS": "3", "VITRINE_WORKER_MEMORY_MB": "256"}
LEASE = {"VITRINE_JOB_LEASE": "12"}  # long enough for a death to be told while both children are busy
REASONS = {
    "hog": "too_much_memory",
    "spin": "too_much_time",
    "sleep": "too_much_time",
    "doze": "too_much_time",
    "crash": "decoder_crashed",
    "orphan": "decoder_crashed",
}
#: Three attempts, the pauses between them, and the time that the slowest of them may take.
PATIENCE = 150


@pytest.fixture
def limited(product) -> Setup:
    product.env |= LIMITS | LEASE
    return product


def settled(report: dict[str, dict]) -> bool:
    return all(row["jobs"][0][0] in {"done", "failed"} for row in report.values())


def test_hostile_files_fail_alone_each_with_the_reason_that_is_theirs(limited):
    worker, by_title = worked_on(limited, [*REASONS, "litter", "fine", "fair"])
    assert {title: by_title[title]["reason"] for title in REASONS} == REASONS
    for title in REASONS:
        assert (by_title[title]["status"], by_title[title]["jobs"]) == ("failed", [["failed", 3]])
        assert by_title[title]["detail"].endswith(".")
    assert {by_title[title]["status"] for title in ("litter", "fine", "fair")} == {"ready"}
    assert worker.poll() is None
    assert until(lambda: strangers(limited, worker), lambda left: not left, 15) == set()


def test_computing_time_has_a_limit_of_its_own(limited):
    limited.env["VITRINE_WORKER_SECONDS"] = str(4 * PATIENCE)
    _, by_title = worked_on(limited, ["spin", "fine"])
    assert by_title["spin"]["reason"] == "too_much_time"
    assert (by_title["spin"]["status"], by_title["spin"]["jobs"]) == ("failed", [["failed", 3]])
    assert by_title["fine"]["status"] == "ready"


def worked_on(setup: Setup, titles: list[str]) -> tuple[subprocess.Popen[bytes], dict[str, dict]]:
    """A worker that has done all it could for a file of each title, and what is said of each."""
    setup.run("-c", CROWD.format(f"accept_titled({titles})"))
    options = ["--concurrency", "2", "--without-gossip", "--without-mingle"]
    worker = setup.start("worker", *options, "--include", "file_manager.tests.hostile")
    seen = until(setup.report, settled, PATIENCE)
    return worker, {row["title"]: row for row in seen.values()}


def strangers(setup: Setup, worker: subprocess.Popen[bytes]) -> set[int]:
    """Processes that are neither one that we have started nor a child of the pool, which has two."""
    known = {process.pid for process in setup.started} | {setup.reporter.pid}
    rest = setup.processes() - known
    pool = {pid for pid in rest if command_of(pid) == command_of(worker.pid) and parent_of(pid) == worker.pid}
    return rest - pool if len(pool) == 2 else rest


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def test_what_a_child_has_started_goes_when_the_worker_is_killed(tmp_path):
    program = (
        "import os, time\n"
        "from common.lifeline import die_with_parent\n"
        "head = os.getpid()\n"
        "if os.fork() == 0:\n"
        "    os.setpgid(0, 0)\n"
        "    die_with_parent(head)\n"
        "    if os.fork() == 0:\n"
        "        time.sleep(1000)\n"
        "    time.sleep(1000)\n"
        "time.sleep(1)\n"
    )
    # Both inherit the pipe, so that its end is the end of the last of them.
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=BACKEND, env={**os.environ, **QUICK}, stdout=subprocess.PIPE, timeout=30
    )
    assert done.stdout == b""
