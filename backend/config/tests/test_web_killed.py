"""The web side is killed, or left, in the middle of uploads: what was accepted becomes ready, the rest never was."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
import redis

from config.tests.processes import BACKEND, Running, family
from conftest import picture

pytestmark = pytest.mark.e2e

BOUNDARY = "frame"
UPLOADS = 24
PATIENCE = 120
ELSEWHERE = ("DATABASE_URL", "REDIS_URL", "BROKER_URL", "STORAGE_URL")
REDIS_DATABASE = 14
UPLOAD = "/api/v1/media/upload/"
HEADERS = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def form(number: int, padding: bytes = b"") -> bytes:
    """A picture of its own name and content for each number, as large as the bytes behind its end make it."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="p{number}.jpg"\r\n\r\n'
    return head.encode() + picture(900 + number, 700) + padding + f"\r\n--{BOUNDARY}--\r\n".encode()


class Product:
    """A whole installation, started as people start it."""

    def __init__(self, data: Path, services: dict[str, str]):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.data = data
        self.env = {name: value for name, value in os.environ.items() if name not in ELSEWHERE} | services
        self.env |= {
            "VITRINE_DATA": str(data),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "SECRET_KEY": "for this test alone",
            "VITRINE_ADMIN_PASSWORD": "a long password",
            "VITRINE_THROTTLE": "off",
            "VITRINE_JOB_RESEND": "2",
            "VITRINE_JOB_SWEEP": "2",
        }

    def start(self) -> None:
        bootstrap = [sys.executable, "manage.py", "bootstrap"]
        subprocess.run(bootstrap, cwd=BACKEND, env=self.env, check=True, capture_output=True)
        self.running = Running("manage.py", "serve", env=self.env)
        self.running.line("Vitrine is ready at", within=60)
        body = json.dumps({"username": "admin", "password": "a long password"})
        answer = self.send("POST", "/api/v1/auth/token/", body.encode(), {"Content-Type": "application/json"})
        self.token = {"Authorization": f"Bearer {answer[1]['access']}"}

    def stop(self) -> None:
        self.running.process.terminate()
        self.running.end(within=20)

    def send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None):
        """(status, JSON) of one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def upload(self, number: int) -> str | None:
        """The id of the new file, or None when nobody answered."""
        try:
            status, answer = self.send("POST", UPLOAD, form(number), HEADERS | self.token)
        except (OSError, http.client.HTTPException):
            return None
        assert status == 201, answer
        return answer["id"]

    def half_an_upload(self) -> socket.socket:
        """A connection on which the first half of an upload has arrived."""
        body = form(UPLOADS, bytes(4_000_000))
        lines = [f"POST {UPLOAD} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in (HEADERS | self.token).items()]
        connection = socket.create_connection(("127.0.0.1", self.port))
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body[: len(body) // 2])
        return connection

    def files(self) -> list[dict]:
        return self.send("GET", "/api/v1/media/files/?page_size=200", None, self.token)[1]["results"]

    def web_workers(self) -> list[int]:
        """The processes that answer requests: gunicorn's children."""
        pids = family(self.running.process.pid)
        listed = subprocess.run(["ps", "-o", "pid=,ppid=,args=", "-p", ",".join(map(str, pids))], capture_output=True)
        rows = [line.split(None, 2) for line in listed.stdout.decode().splitlines()]
        web = {int(pid): int(parent) for pid, parent, command in rows if "gunicorn" in command}
        return [pid for pid, parent in web.items() if parent in web]

    def temporary_files(self) -> list[Path]:
        return list((self.data / "tmp").glob("upload-*"))


@pytest.fixture(params=["embedded", pytest.param("services", marks=pytest.mark.services)])
def product(request, tmp_path) -> Iterator[Product]:
    if request.param == "embedded":
        yield from started(Product(tmp_path, {}))
        return
    database, cache = os.environ.get("VITRINE_TEST_DATABASE_URL"), os.environ.get("VITRINE_TEST_REDIS_URL")
    if not (database and cache):
        pytest.skip("VITRINE_TEST_DATABASE_URL and VITRINE_TEST_REDIS_URL name no services")
    queue, name = urlsplit(cache)._replace(path=f"/{REDIS_DATABASE}").geturl(), f"vitrine_web_{uuid4().hex[:8]}"
    server = database.rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            services = {"DATABASE_URL": f"{server}/{name}", "REDIS_URL": queue}
            yield from started(Product(tmp_path, services))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
            with redis.Redis.from_url(queue) as client:
                client.flushdb()


def started(product: Product) -> Iterator[Product]:
    product.start()
    try:
        yield product
    finally:
        product.stop()


def until_ready(product: Product, count: int) -> list[dict]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        files = product.files()
        if len(files) == count and all(file["status"] == "ready" for file in files):
            return files
        time.sleep(0.5)
    pytest.fail(f"Not all became ready: {[(file['title'], file['status']) for file in product.files()]}")


def until(look: Callable[[], Any], seconds: float = 30) -> Any:
    """What `look` gives as soon as that is something, else the last of it when time is up."""
    deadline = time.monotonic() + seconds
    while not (seen := look()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return seen


def test_the_web_is_killed_in_the_middle_of_uploads(product):
    half = product.half_an_upload()
    killed: set[int] = set()
    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(product.upload, number) for number in range(UPLOADS)]
        for quarter in (1, 2, 3):  # one blow may fall between two uploads
            workers = until(lambda: set(product.web_workers()) - killed)
            until(lambda so_many=quarter * UPLOADS // 4: sum(answer.done() for answer in answers) >= so_many)
            for pid in workers:
                os.kill(pid, signal.SIGKILL)
            killed.update(workers)
        accepted = {number: answer.result() for number, answer in enumerate(answers)}
    half.close()
    unanswered = [number for number, file_id in accepted.items() if file_id is None]
    assert unanswered, "all blows fell between uploads"
    for number in unanswered:  # it may have been taken in before the answer was lost; then it is a duplicate now
        status, answer = product.send("POST", UPLOAD, form(number), HEADERS | product.token)
        accepted[number] = answer["id"] if status == 201 else answer["existing"]["id"]
    files = until_ready(product, UPLOADS)
    assert {file["id"] for file in files} == set(accepted.values())
    assert not killed & set(family(product.running.process.pid))


def test_an_upload_that_is_cut_off_leaves_no_row_and_no_file(product):
    half = product.half_an_upload()
    assert until(product.temporary_files), "the first half is being kept"
    half.close()
    assert until(lambda: not product.temporary_files())
    assert product.files() == []
    assert not any(path.is_file() for path in (product.data / "media").rglob("*"))
