"""`manage.py serve` as it is started by people: what it survives, and how it ends."""

import os
import platform
import signal
import socket
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from config.tests.processes import BACKEND, Running, children, family

pytestmark = pytest.mark.e2e

LARGEST_HEAP = 64 * 1024**2
ELSEWHERE = ("DATABASE_URL", "REDIS_URL", "BROKER_URL", "STORAGE_URL", "SECRET_KEY")


def manage(env, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=BACKEND, env=env, capture_output=True, text=True, timeout=60
    )


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """The environment of a new installation on SQLite, files and the local disk, at a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    env |= {"VITRINE_DATA": str(tmp_path_factory.mktemp("data")), "HOST": "127.0.0.1", "PORT": str(port)}
    made = manage(env, "bootstrap")
    assert made.returncode == 0, made.stderr
    return env


@pytest.fixture
def serving(installation):
    running = Running("manage.py", "serve", env=installation)
    running.line("Vitrine is ready at", within=60)
    yield running
    running.process.terminate()
    running.end(within=15)


def named(serving: Running) -> dict[str, int]:
    """The children of the supervisor by what they are."""
    found = {}
    for pid in children(serving.process.pid):
        command = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True).stdout
        found[next(name for name in ("gunicorn", "worker", "beat") if name in command)] = pid
    return found


def is_alive(installation) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{installation['PORT']}/livez", timeout=30) as answer:
        return answer.status == 200


def test_every_part_that_is_killed_comes_back_and_all_end_together(serving, installation):
    before = named(serving)
    assert sorted(before) == ["beat", "gunicorn", "worker"]
    assert is_alive(installation)
    orphans = {pid for part in before.values() for pid in family(part)}
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    for _ in before:
        serving.line(r"ended \(SIGKILL\); it starts again")
    assert is_alive(installation), "callers wait for the web to come back"

    after = family(serving.process.pid)
    assert sorted(named(serving)) == sorted(before)
    assert not orphans & set(after)
    for pid in after:
        os.kill(pid, signal.SIGTERM)
    rest = serving.end(within=10)
    assert "starts again" not in rest
    assert serving.process.returncode == 0


def heaps(pid: int) -> int:
    """How many heaps a process has besides its first: what is used of one, and behind it what glibc keeps free."""
    lines = [line.split() for line in Path(f"/proc/{pid}/maps").read_text().splitlines()]
    ranges = [(*(int(bound, 16) for bound in line[0].split("-")), line[1]) for line in lines]
    return sum(
        used == "rw-p"
        and free == "---p"
        and end == behind
        and start % LARGEST_HEAP == 0
        and last - start == LARGEST_HEAP
        for (start, end, used), (behind, last, free) in pairwise(ranges)
    )


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is asked for one heap")
def test_the_threads_of_a_process_share_one_heap(serving, installation):
    with ThreadPoolExecutor(16) as people:
        assert all(people.map(is_alive, [installation] * 200))
    parts = named(serving)
    workers = [*children(parts["gunicorn"]), *children(parts["worker"])]
    assert workers
    assert {pid: heaps(pid) for pid in workers} == dict.fromkeys(workers, 0)


def test_nothing_is_left_when_it_is_killed_itself(serving):
    assert len(family(serving.process.pid)) > len(named(serving)), "the pools have started"
    serving.process.kill()
    serving.end(within=5)


def test_a_second_one_on_the_same_data_is_refused(serving, installation):
    second = manage(installation, "serve")
    assert second.returncode == 1
    assert f"already runs on {installation['VITRINE_DATA']} (process {serving.process.pid})" in second.stderr


def test_a_port_that_is_taken_is_said_at_once(installation):
    with socket.create_server(("127.0.0.1", int(installation["PORT"]))):
        refused = manage(installation, "serve")
    assert refused.returncode == 1
    assert f"Cannot listen on 127.0.0.1 port {installation['PORT']}" in refused.stderr
    assert "Choose another with PORT" in refused.stderr
