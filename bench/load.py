"""A closed loop of clients against one server on loopback."""

import http.client
import itertools
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from processes import Watch

IDLE_SECONDS = 2
BOUNDARY = "----------------------------vitrine-bench"


@dataclass(frozen=True)
class Figures:
    """Of `count` requests: milliseconds of server CPU each, median latency in ms, requests a second."""

    count: int
    cpu_ms: float
    median_ms: float
    rate: float


class Client:
    def __init__(self, port: int, headers: dict[str, str] | None = None):
        self.port, self.headers = port, headers or {}
        self.local = threading.local()

    def send(self, method: str, path: str, body: bytes | None = None, more: dict[str, str] | None = None) -> bytes:
        """One request on this thread's connection. Raises RuntimeError for an answer that is no success."""
        if time.monotonic() - getattr(self.local, "used", 0) > IDLE_SECONDS:  # the server may have hung up by now
            self.local.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self.local.connection.request(method, path, body, {**self.headers, **(more or {})})
        response = self.local.connection.getresponse()
        data = response.read()
        self.local.used = time.monotonic()
        if response.status not in {200, 201}:
            raise RuntimeError(f"{method} {path}: {response.status} {data[:300]!r}")
        return data

    def upload(self, path: str, body: bytes) -> bytes:
        return self.send("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})


salt = itertools.count(time.time_ns())


def fresh(photo: Path) -> bytes:
    """A multipart body; a few bytes behind the picture's end make its content new each time."""
    return body(photo.name, photo.read_bytes() + str(next(salt)).encode(), {})


def form(path: Path, **fields: str) -> bytes:
    """A multipart body with the file as it is and other fields."""
    return body(path.name, path.read_bytes(), fields)


def body(name: str, content: bytes, fields: dict[str, str]) -> bytes:
    head = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    )
    head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    return (
        f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    )


def measure(root: int, acts: Iterable[Callable[[], object]], *, clients: int = 1) -> Figures:
    """Does every act once, by so many threads, while watching the server's process tree."""
    queue, lock, taken, errors = iter(acts), threading.Lock(), [], []

    def work() -> None:
        while True:
            with lock:
                act = next(queue, None)
            if act is None or errors:
                return
            started = time.perf_counter()
            try:
                act()
            except Exception as error:  # told to the main thread, which raises it
                errors.append(error)
            taken.append(time.perf_counter() - started)

    with Watch(root) as seen:
        threads = [threading.Thread(target=work) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if errors:
        raise errors[0]
    count = len(taken)
    return Figures(count, 1000 * seen.cpu / count, 1000 * statistics.median(taken), count / seen.wall)


def flood(root: int, port: int, path: str, *, seconds: int = 5) -> Figures:
    """The same address again and again from eight connections, by wrk. Raises RuntimeError where wrk is missing."""
    if which("wrk") is None:
        raise RuntimeError("wrk is not installed: make system")
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "--latency", f"http://127.0.0.1:{port}{path}"]
    with Watch(root) as seen:
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    words = answer.split()
    if "Non-2xx" in words:
        raise RuntimeError(f"{path} did not answer 200: {answer}")
    count = int(words[words.index("requests") - 1])
    return Figures(count, 1000 * seen.cpu / count, 0.0, float(words[words.index("Requests/sec:") + 1]))
