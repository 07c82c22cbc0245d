"""The processes under measurement: the product's own web and worker, and the floor beside them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from celery import current_app

from common.lifeline import tie_to_starter

ROOT = Path(__file__).resolve().parent.parent
BACKEND = ROOT / "backend"
QUIET_SECONDS = 1.0


class Server(NamedTuple):
    pid: int
    port: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], environment: dict[str, str], *, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process while it runs; ended with its children afterwards."""
    with log.open("wb") as output:  # what an earlier process wrote would be taken for this one's word
        process = subprocess.Popen(
            command,
            cwd=BACKEND,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent), **environment},
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=partial(tie_to_starter, os.getpid()),
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()


@contextmanager
def web(*, log: Path) -> Iterator[Server]:
    """The product's web side as it is served."""
    with gunicorn(["-c", "config/gunicorn_conf.py", "config.wsgi:application"], {}, "/livez", log) as server:
        yield server


@contextmanager
def floor(*, log: Path) -> Iterator[Server]:
    """The floor, with as many workers and threads."""
    arguments = ["-k", "gthread", "-w", "2", "--threads", "8", "--no-control-socket", "floor_app:application"]
    with gunicorn(arguments, {"DJANGO_SETTINGS_MODULE": "floor_settings"}, "/hello", log) as server:
        yield server


@contextmanager
def gunicorn(arguments: list[str], environment: dict[str, str], ready: str, log: Path) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", *arguments]
    with running(command, environment, log=log) as process:
        wait_for(f"http://127.0.0.1:{port}{ready}", log)
        time.sleep(QUIET_SECONDS)
        if process.poll() is not None:
            raise RuntimeError(f"The server has ended: {log.read_text()[-2000:]}")
        yield Server(process.pid, port)


@contextmanager
def worker(*, log: Path, children: int = 1) -> Iterator[int]:
    """The process id of a Celery worker that finds no message waiting, so that it is idle until it is sent work."""
    current_app.control.purge()
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", str(children), "--loglevel", "INFO"]
    with running(command, {"CELERY_SKIP_CHECKS": "1"}, log=log) as process:
        end = time.monotonic() + 60
        while " ready." not in log.read_text():
            if time.monotonic() > end:
                raise RuntimeError(f"The worker did not start: {log.read_text()[-2000:]}")
            time.sleep(0.1)
        time.sleep(QUIET_SECONDS)
        yield process.pid


def wait_for(url: str, log: Path) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:
            if time.monotonic() > end:
                raise RuntimeError(f"{url} does not answer: {log.read_text()[-2000:]}") from None
            time.sleep(0.1)
