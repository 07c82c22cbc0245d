"""What the worker's main process sees of its pool: by what a child died over which job, and what it left behind.

1. A job that a child has accepted is noted with the child.
2. A child that does not end when its time is over is killed. The pool's own way to do that may hand the next job to the
   child that is about to go, and lose both.
3. What a child died of is told to whoever gives its job the next attempt.
4. What it had started loses its parent and gets the main process for one (on Linux a process may ask for that). All
   that is below the main process without belonging to the pool is ended.

The main process never speaks to the database itself: its children are forked from it and would share the connection.
"""

import ctypes
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from celery import current_app
from celery.worker.request import Request
from django.conf import settings
from kombu.exceptions import OperationalError

from common import endings
from common.endings import Ending

logger = logging.getLogger(__name__)

#: What is said here does not wait behind the work.
QUEUE = "vitrine-endings"
PR_SET_CHILD_SUBREAPER = 36
LOOK_EVERY = 1.0


@dataclass(frozen=True)
class AtWork:
    """A job in the hands of a child. `latest` is when it has had its time, by the monotonic clock."""

    job_id: str
    message_id: str
    process: Any
    latest: float

    @property
    def exit_code(self) -> int | None:
        """None while the child lives. Only read, since the pool itself has to hear of a death first."""
        return self.process._popen.returncode if self.process._popen else None


class Watch:
    """Who works on what, by the pid of the child."""

    def __init__(self) -> None:
        self.at_work: dict[int, AtWork] = {}
        self.pool: Callable[[], Iterable[Any]] = tuple

    def start(self, pool: Callable[[], Iterable[Any]]) -> None:
        """Looks after the processes of `pool` from a thread, for as long as this process lives."""
        self.pool = pool
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        threading.Thread(target=self.look, name="watch", daemon=True).start()

    def accepted(self, request: Request, pid: int) -> None:
        _, own_limit = request.time_limits
        seconds = (own_limit or settings.CHILD_SECONDS) + settings.CHILD_GRACE_SECONDS
        for process in self.pool():
            if process.pid == pid:
                self.at_work[pid] = AtWork(request.args[0], request.id, process, time.monotonic() + seconds)

    def done(self, request: Request) -> None:
        """The pool acknowledges a message also when it hears that its child is dead."""
        work = self.at_work.get(request.worker_pid)
        if work and work.message_id == request.id and self.at_work.pop(request.worker_pid, None):
            tell_if_dead(work)

    def look(self) -> None:
        strange: set[int] = set()
        while True:
            time.sleep(LOOK_EVERY)
            for pid, work in list(self.at_work.items()):
                self.look_at(pid, work)
            strange = self.end_strangers(strange)

    def look_at(self, pid: int, work: AtWork) -> None:
        if work.exit_code is not None:
            if self.at_work.pop(pid, None):
                tell_if_dead(work)
        elif time.monotonic() > work.latest:
            self.at_work.pop(pid, None)
            tell(work, endings.TOO_MUCH_TIME)
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    def end_strangers(self, seen: set[int]) -> set[int]:
        """Ends those seen for the second time: one that was forked just now may not be in the pool yet."""
        strange = children() - {process.pid for process in self.pool()}
        for pid in strange & seen:
            logger.warning("Process %s was left behind by a child of the pool, and is ended", pid)
            end(pid)
        return strange


watch = Watch()


class WatchedRequest(Request):
    """Of the one task that does jobs. It is acknowledged when the work is done, however that ended; a long one at once.

    RabbitMQ closes the channel of whoever keeps a message for half an hour, which ends the whole worker. The job's row
    says what a worker that dies has left undone.
    """

    def on_accepted(self, pid: int, time_accepted: float) -> None:
        super().on_accepted(pid, time_accepted)
        watch.accepted(self, pid)
        _, own_limit = self.time_limits
        if own_limit:
            super().acknowledge()

    def acknowledge(self) -> None:
        watch.done(self)
        super().acknowledge()


def tell_if_dead(work: AtWork) -> None:
    if work.exit_code is not None:
        tell(work, endings.of_exit(work.exit_code))


def tell(work: AtWork, ending: Ending) -> None:
    """Has a living child write it down. Should that be lost, the lease runs out as it would without."""
    told = (work.job_id, work.message_id, ending.code)
    try:
        current_app.send_task("vitrine.fell", told, queue=QUEUE, retry=False, ignore_result=True)
    except (OSError, OperationalError) as error:
        logger.warning("The broker is away, a death stays untold: %s", type(error).__name__)


def end_children() -> None:
    """In a child of the pool: ends what a job has left running."""
    for pid in children():
        end(pid)


def children() -> set[int]:
    """The processes that have this one as their parent. Where there is no /proc nobody knows."""
    found: set[int] = set()
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # the thread has ended meanwhile
            found.update(int(pid) for pid in listed.read_text(encoding="ascii").split())
    return found


def end(pid: int) -> None:
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
