"""Real workers on real queues, killed in the middle: what was accepted becomes ready, once, and nobody stays behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
import redis

pytestmark = pytest.mark.slow

BACKEND = Path(__file__).resolve().parents[2]
PICTURES = 50
PATIENCE = 300
QUICK = {"VITRINE_JOB_LEASE": "3", "VITRINE_JOB_RESEND": "1", "VITRINE_JOB_SWEEP": "1", "CELERY_SKIP_CHECKS": "1"}
CROWD = "import django; django.setup(); from file_manager.tests import crowd; crowd.{}"
SERVICES = ("DATABASE_URL", "REDIS_URL", "BROKER_URL", "STORAGE_URL")
#: Counted down from the last, since the other tests count up from the one that REDIS_URL names.
REDIS_DATABASE = 15 - int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


class Setup:
    """A product with a data folder of its own, of which only worker and clock run."""

    def __init__(self, data: Path, services: dict[str, str]):
        bare = {name: value for name, value in os.environ.items() if name not in SERVICES}
        self.data = data
        self.env = {
            **bare,
            **QUICK,
            **services,
            "VITRINE_DATA": str(data),
            "SECRET_KEY": "for this test alone",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.started: list[subprocess.Popen[bytes]] = []
        self.reporter: subprocess.Popen[str] | None = None

    def run(self, *argv: str) -> str:
        done = subprocess.run(
            [sys.executable, *argv], cwd=BACKEND, env=self.env, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def start(self, *argv: str) -> subprocess.Popen[bytes]:
        with (self.data / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "config", *argv],
                cwd=BACKEND,
                env=self.env,
                stdout=log,
                stderr=log,
            )
        self.started.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("worker", "--concurrency", "2", "--without-gossip", "--without-mingle")

    def clock(self) -> subprocess.Popen[bytes]:
        return self.start("beat", "--pidfile", "", "--schedule", str(self.data / "beat-schedule"))

    def report(self) -> dict[str, dict]:
        if self.reporter is None:
            self.reporter = subprocess.Popen(
                [sys.executable, "-c", CROWD.format("report()")],
                cwd=BACKEND,
                env=self.env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        self.reporter.stdin.write("\n")
        self.reporter.stdin.flush()
        return json.loads(self.reporter.stdout.readline())

    def processes(self) -> set[int]:
        """All that run with this data folder, whoever started them."""
        mark = f"VITRINE_DATA={self.data}".encode()
        found = set()
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    if mark in (folder / "environ").read_bytes().split(b"\0"):
                        found.add(int(folder.name))
                except OSError:
                    continue
        return found

    def stop(self) -> None:
        if self.reporter is not None:
            self.reporter.communicate()
        for process in self.started:
            process.kill()
            process.wait()


@pytest.fixture(params=["embedded", pytest.param("services", marks=pytest.mark.services)])
def product(request, tmp_path) -> Iterator[Setup]:
    if request.param == "embedded":
        yield from running(Setup(tmp_path, {}))
        return
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        pytest.skip("DATABASE_URL and REDIS_URL name no services")
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    queue = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{REDIS_DATABASE}").geturl()
    name = f"vitrine_worker_{uuid4().hex[:8]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as database:
        database.execute(f"CREATE DATABASE {name}")
        try:
            yield from running(Setup(tmp_path, {"DATABASE_URL": f"{server}/{name}", "REDIS_URL": queue}))
        finally:
            database.execute(f"DROP DATABASE {name} WITH (FORCE)")
            with redis.Redis.from_url(queue) as client:
                client.flushdb()


def running(setup: Setup) -> Iterator[Setup]:
    setup.run("manage.py", "migrate", "--verbosity", "0")
    setup.clock()
    try:
        yield setup
    finally:
        setup.stop()


def until(look: Callable[[], Any], good: Callable[[Any], bool], seconds: float = PATIENCE, pause: float = 0.3) -> Any:
    """What `look` gives as soon as it is `good`, else the last one when time is up."""
    deadline = time.monotonic() + seconds
    while not good(seen := look()) and time.monotonic() < deadline:
        time.sleep(pause)
    return seen


def at_work(product: Setup) -> subprocess.Popen[bytes]:
    """A worker that has made some of the pictures ready, and has others before it."""
    product.run("-c", CROWD.format(f"accept({PICTURES})"))
    product.report()  # whoever reports has started before the work does
    worker = product.worker()
    assert some_are_ready(until(product.report, some_are_ready, pause=0.05))
    return worker


def ready(report: dict[str, dict]) -> set[str]:
    return {file for file, row in report.items() if row["status"] == "ready"}


def some_are_ready(report: dict[str, dict]) -> bool:
    return len(ready(report)) >= PICTURES // 10


def all_are_settled(report: dict[str, dict]) -> bool:
    """A row is read in several queries, the status first: a job may end between them, and then both are asked for."""
    return all(row["jobs"][0][0] in {"done", "failed"} and row["status"] != "processing" for row in report.values())


def assert_all_ready_once(report: dict[str, dict]) -> None:
    assert len(report) == PICTURES
    for row in report.values():
        assert row["status"] == "ready"
        assert row["ready_events"] == 1
        assert sorted(spec for _, spec in row["renditions"]) == ["fit-150", "fit-1600", "fit-300", "fit-800"]
        ((state, attempts),) = row["jobs"]
        assert state == "done"
        assert attempts <= 2


def assert_untouched(before: dict[str, dict], after: dict[str, dict]) -> None:
    """What was done before the blow was not done again after it."""
    done = {file for file, row in before.items() if row["status"] == "ready" and row["jobs"][0][0] == "done"}
    assert done
    for file in done:
        assert after[file] == before[file]


def children(process: subprocess.Popen[bytes]) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def test_all_processes_of_the_worker_are_killed(product):
    worker = at_work(product)
    for pid in [worker.pid, *children(worker)]:
        os.kill(pid, signal.SIGKILL)
    worker.wait()
    before = product.report()
    assert len(ready(before)) < PICTURES
    product.worker()
    after = until(product.report, all_are_settled)
    assert_all_ready_once(after)
    assert_untouched(before, after)


def test_the_head_of_the_worker_is_killed_and_its_children_follow(product):
    worker = at_work(product)
    orphans = set(children(worker))
    assert orphans
    worker.kill()
    worker.wait()
    assert until(product.processes, orphans.isdisjoint, 10).isdisjoint(orphans)
    before = product.report()
    assert len(ready(before)) < PICTURES
    product.worker()
    after = until(product.report, all_are_settled)
    assert_all_ready_once(after)
    assert_untouched(before, after)


def test_one_child_is_killed_and_the_others_go_on(product):
    worker = at_work(product)
    os.kill(children(worker)[-1], signal.SIGKILL)
    before = product.report()
    assert len(ready(before)) < PICTURES
    after = until(product.report, all_are_settled)
    assert worker.poll() is None
    assert_all_ready_once(after)
    assert_untouched(before, after)


def test_children_are_killed_while_they_wait_and_others_take_their_place(product):
    worker = product.worker()
    product.run("-c", CROWD.format("accept(2)"))
    until(product.report, all_are_settled)
    for pid in children(worker):
        os.kill(pid, signal.SIGKILL)
    product.run("-c", CROWD.format("accept_more(4)"))
    after = until(product.report, all_are_settled, 60)
    assert worker.poll() is None
    assert {row["status"] for row in after.values()} == {"ready"}
    assert len(after) == 6


def test_pieces_of_files_lie_where_those_of_the_dead_are_swept_up(product, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    product.env["TMPDIR"] = str(elsewhere)
    worker = product.worker()
    until(lambda: len(children(worker)), lambda count: count >= 2, 30)
    time.sleep(1)  # the worker itself has a folder there
    untouched = elsewhere.stat().st_mtime_ns
    product.env["TMPDIR"] = str(tmp_path)  # the upload's own
    product.run("-c", CROWD.format("accept_drawing()"))
    after = until(product.report, all_are_settled)
    assert [row["status"] for row in after.values()] == ["ready"]
    assert elsewhere.stat().st_mtime_ns == untouched


@pytest.mark.parametrize("product", [pytest.param("services", marks=pytest.mark.services)], indirect=True)
def test_connections_that_the_database_has_cut_are_replaced(product):
    product.worker()
    product.run("-c", CROWD.format("accept(4)"))
    until(product.report, all_are_settled)
    product.reporter.communicate()  # it has a connection too; a new one reports later
    product.reporter = None
    url = urlsplit(product.env["DATABASE_URL"])
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(url._replace(path="/postgres").geturl()) as connection:
        assert connection.execute(cut, [url.path.strip("/")]).fetchall()
    product.run("-c", CROWD.format("accept_more(4)"))
    after = until(product.report, lambda report: len(report) == 8 and all_are_settled(report), 60)
    assert [(row["status"], row["jobs"]) for row in after.values()] == [("ready", [["done", 1]])] * 8


def test_a_worker_that_is_asked_to_stop_leaves_nobody_behind(product):
    worker = product.worker()
    until(lambda: len(children(worker)), lambda count: count >= 2, 30)
    family = {worker.pid, *children(worker)}
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    assert until(product.processes, family.isdisjoint, 10).isdisjoint(family)
