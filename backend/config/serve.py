"""The one-command supervisor: starts the web, the worker and the clock, keeps them running, ends them all."""

import fcntl
import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import IO

from common.lifeline import tie_to_starter

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
#: Everything ends within ten seconds: this long in good order, then by force.
GRACE = 7.0
#: Long enough that a signal sent to all processes at once reaches the supervisor before a restart is due.
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
#: A process that ran this long was well; its next failure starts again from the first pause.
STEADY = 60.0
TICK = 0.25


class CannotServe(Exception):
    """Why serving cannot begin, in a sentence for the person at the terminal."""


@dataclass(frozen=True)
class Program:
    """What to run, with additions to the environment and the file descriptors that it inherits."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[int, ...] = ()


@dataclass
class Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    pause: float = field(default=FIRST_PAUSE)


class Supervisor:
    """Runs programs until a stop signal comes. Lives in the main thread: its children are tied to that."""

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        folder: Path,
        say: Callable[[str], None],
        ready: Callable[[], bool],
        greeting: str,
    ) -> None:
        self._children = [Child(program) for program in programs]
        self._folder = folder
        self._say = say
        self._ready: Callable[[], bool] | None = ready
        self._greeting = greeting
        self._stopping = False

    def run(self) -> None:
        """Returns when a stop signal has come and all children have ended."""
        wake, alarm = socket.socketpair()
        with wake, alarm:
            wake.setblocking(False)
            self._listen(alarm)
            try:
                while not self._stopping:
                    self._tend()
                    self._greet()
                    select.select([wake], [], [], self._rest())
                    _drain(wake)
            finally:
                self._end_all()
                signal.set_wakeup_fd(-1)

    def _listen(self, alarm: socket.socket) -> None:
        alarm.setblocking(False)
        signal.set_wakeup_fd(alarm.fileno(), warn_on_full_buffer=False)
        for number in STOP_SIGNALS:
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, _only_wake)

    def _stop(self, number: int, frame: object) -> None:
        self._stopping = True

    def _tend(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.process is None:
                if now >= child.due and not self._stopping:
                    self._start(child)
            elif (code := child.process.poll()) is not None:
                _kill_group(child.process)
                self._plan_restart(child, code, now)

    def _start(self, child: Child) -> None:
        child.started = time.monotonic()
        child.process = subprocess.Popen(
            child.program.argv,
            cwd=self._folder,
            env={**os.environ, **child.program.env},
            stdin=subprocess.DEVNULL,
            pass_fds=child.program.keep,
            # A session of its own: Ctrl-C reaches the supervisor alone, and stragglers go with their group.
            start_new_session=True,
            preexec_fn=partial(tie_to_starter, os.getpid()),
        )

    def _plan_restart(self, child: Child, code: int, now: float) -> None:
        pause = FIRST_PAUSE if now - child.started >= STEADY else child.pause
        child.process = None
        child.due = now + pause
        child.pause = min(pause * 2, LONGEST_PAUSE)
        self._say(f"{child.program.name} ended ({_why(code)}); it starts again in {pause:.0f} s.")

    def _greet(self) -> None:
        if self._ready is not None and self._ready():
            self._say(self._greeting)
            self._ready = None

    def _rest(self) -> float | None:
        """Seconds until there is something to do; None where only a signal brings it."""
        if self._ready is not None:
            return TICK
        dues = [child.due for child in self._children if child.process is None]
        return max(0.0, min(dues) - time.monotonic()) if dues else None

    def _end_all(self) -> None:
        self._say("Ending …")
        living = [child.process for child in self._children if child.process is not None]
        for process in living:
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in living:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._say(f"process {process.pid} did not end in time; it is killed.")
            _kill_group(process)
            process.wait()


def _only_wake(number: int, frame: object) -> None:
    """Without a handler the signal would not reach the wake-up socket."""


def _drain(wake: socket.socket) -> None:
    try:
        while wake.recv(4096):
            pass
    except BlockingIOError:
        return


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _why(code: int) -> str:
    return f"code {code}" if code >= 0 else signal.Signals(-code).name


def hold(data: Path) -> IO[str]:
    """Takes the data folder for this process; the lock ends with the file object or the process.

    Raises CannotServe when another process has it.
    """
    data.mkdir(parents=True, exist_ok=True)
    lock = (data / "serve.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        raise CannotServe(f"Vitrine already runs on {data} (process {holder}). End it, or set VITRINE_DATA.") from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def listen(host: str, port: int) -> socket.socket:
    """The listening socket. It stays ours, so a web process that starts again finds callers waiting.

    Raises CannotServe when the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except (OSError, OverflowError) as error:
        raise CannotServe(f"Cannot listen on {host} port {port}: {error}. Choose another with PORT.") from error


def address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def answers(listener: socket.socket) -> bool:
    """Whether the web says that it is alive."""
    host, port = listener.getsockname()[:2]
    reach = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    connection = http.client.HTTPConnection(reach, port, timeout=1)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def programs(listener: socket.socket, *, data: Path, workers: int) -> list[Program]:
    """The web, the worker with `workers` processes, and the clock that asks for recurring work."""
    inherited = listener.fileno()
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn_conf"]
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "config"]
    # The folder may have been named relative to where the command was given.
    env = {"VITRINE_DATA": str(data), "CELERY_SKIP_CHECKS": "1"}
    work = ["worker", "--concurrency", str(workers), "--without-gossip", "--without-mingle"]
    # A file with the process id would outlive kill -9 and keep the next clock from starting.
    beat = ["beat", "--schedule", str(data / "beat-schedule"), "--pidfile", ""]
    return [
        Program("web", [*gunicorn, "--bind", f"fd://{inherited}", "config.wsgi:application"], env, (inherited,)),
        Program("worker", [*celery, *work], env),
        Program("clock", [*celery, *beat], env),
    ]
