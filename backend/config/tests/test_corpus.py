"""Real files, good and hostile, sent to the whole product as people send them; other tools have said what is right."""

import os
import socket
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from config.tests.processes import Running, family
from config.tests.test_serving import ELSEWHERE, manage
from mediakit.tests.conftest import corpus  # noqa: F401 - a fixture
from mediakit.tests.manifest import Outcome, failures, is_inert

pytestmark = pytest.mark.e2e

PASSWORD = "lanterns on the quay"
PATIENCE = 600
FACTS = ("width", "height", "frames", "pages", "duration", "camera_make", "camera_model", "title", "orientation")
#: What a large photograph may cost a worker's child above what it is when idle, in MB.
MOST_MEMORY = 640


class Door:
    """The API in the name of the administrator."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}/api/v1/"
        self.http = requests.Session()
        answer = self.http.post(f"{self.base}auth/token/", json={"username": "admin", "password": PASSWORD}, timeout=60)
        self.http.headers["Authorization"] = f"Bearer {answer.json()['access']}"

    def read(self, path: str, **query: str) -> dict[str, Any]:
        answer = self.http.get(self.base + path, params=query, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def bytes(self, path: str) -> bytes:
        return self.http.get(self.base + path, timeout=60).content

    def send(self, path: Path) -> dict[str, Any]:
        with path.open("rb") as file:
            form = {"files": {"file": (path.name, file)}, "data": {"on_duplicate": "keep"}}
            answer = self.http.post(f"{self.base}media/upload/", timeout=120, **form)
        assert answer.status_code < 500, (path, answer.text)
        return answer.json()

    def settled(self) -> bool:
        return not any(self.read("media/files/", status=state)["count"] for state in ("pending", "processing"))

    def outcome(self, sent: dict[str, Any]) -> Outcome:
        if "errors" in sent:
            return Outcome(accepted=False, code=sent["errors"][0]["code"])
        file = self.read(f"media/files/{sent['id']}/")
        errors = [step["error"]["code"] for step in file["processing"] if step["state"] == "failed"]
        return Outcome(
            accepted=file["status"] == "ready",
            file_type=file["file_type"],
            kind=file["kind"],
            facts=said(file),
            code=file["status"] if file["status"] == "quarantined" else next(iter(errors), ""),
            is_clean=file["status"] == "ready" and is_inert(self.bytes(f"media/files/{sent['id']}/content/")),
        )


def said(file: dict[str, Any]) -> dict[str, Any]:
    """What the API says of a file, under the names of the manifest."""
    metadata, place, taken = file["metadata"], file["location"], file["taken_at"] or ""
    return {
        **{name: file.get(name, metadata.get(name)) for name in FACTS},
        "title": metadata.get("title"),
        "taken_at": taken[:19] or None,
        "taken_at_offset": taken[19:] or None,
        "gps": place and {"lat": place["latitude"], "lon": place["longitude"]},
        "audio": {"artist": metadata.get("author"), "album": metadata.get("album"), "title": metadata.get("title")},
    }


def peak(pid: int) -> int:
    """The most memory that any process below `pid` has ever had, in MB."""
    peaks = []
    for member in family(pid):
        try:
            status = Path(f"/proc/{member}/status").read_text(encoding="ascii")
        except FileNotFoundError:
            continue
        peaks += [int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")]
    return max(peaks)


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    env |= {"VITRINE_DATA": str(tmp_path_factory.mktemp("data")), "HOST": "127.0.0.1", "PORT": str(port)}
    env |= {"VITRINE_ADMIN_PASSWORD": PASSWORD, "VITRINE_THROTTLE": "off"}
    assert manage(env, "bootstrap").returncode == 0
    running = Running("manage.py", "serve", env=env)
    running.line("Vitrine is ready at", within=60)
    yield running, Door(port)
    running.process.terminate()
    running.end(within=30)


@pytest.fixture(scope="module")
def seen(product, corpus):  # noqa: F811 - the fixture of that name
    """What became of every file, and the most memory that it took."""
    running, door = product
    idle = peak(running.process.pid)
    sent = {entry["path"]: door.send(corpus.folder / entry["path"]) for entry in corpus.entries("")}
    deadline = time.monotonic() + PATIENCE
    while not door.settled():
        assert time.monotonic() < deadline, "Files are still being processed."
        time.sleep(1)
    return {path: door.outcome(answer) for path, answer in sent.items()}, peak(running.process.pid) - idle


@pytest.mark.parametrize("strength", ["must", "should"])
def test_every_file_becomes_what_the_manifest_says(seen, corpus, strength):  # noqa: F811
    outcomes, _ = seen
    wrong = failures(corpus.entries(""), outcomes, strength)
    held = [entry for entry in corpus.entries("") if entry["strength"] == strength]
    allowed = 0 if strength == "must" else len(held) // 10
    assert len(wrong) <= allowed, wrong


def test_no_file_takes_more_memory_than_a_photograph(seen):
    _, memory = seen
    assert memory < MOST_MEMORY


def test_no_file_ended_a_worker(seen, product):
    running, _ = product
    assert not [line for line in running.seen if "WorkerLostError" in line or "SIGSEGV" in line]
