"""Processes seen from outside: by signals, by what they print, and by when the last of them is gone.

Every process below inherits the standard output of the one that a test starts, so the end of that stream is the end of
the last one.
"""

import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

BACKEND = Path(__file__).resolve().parents[2]


class Running:
    """A process with all below it, and the lines that they print."""

    def __init__(self, *command: str, env: Mapping[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=BACKEND,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.seen: list[str] = []
        self._ended = False
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(None)

    def line(self, pattern: str, *, within: float = 10.0) -> re.Match[str]:
        deadline = time.monotonic() + within
        while (line := self._next(deadline)) is not None:
            if match := re.search(pattern, line):
                return match
        pytest.fail(f"Everything ended before {pattern!r} was printed:\n{''.join(self.seen)}")

    def end(self, *, within: float = 10.0) -> str:
        """What was printed until the last process had ended."""
        start, deadline = len(self.seen), time.monotonic() + within
        while self._next(deadline) is not None:
            pass
        self.process.wait(1)
        return "".join(self.seen[start:])

    def _next(self, deadline: float) -> str | None:
        if self._ended:
            return None
        try:
            line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            pytest.fail(f"Still running, and nothing of what was awaited came:\n{''.join(self.seen)}")
        if line is None:
            self._ended = True
        else:
            self.seen.append(line)
        return line


def children(pid: int) -> list[int]:
    """The living processes that `pid` started itself."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return [int(child) for child, parent, state in rows if int(parent) == pid and not state.startswith("Z")]


def family(pid: int) -> list[int]:
    """`pid` and everything below it."""
    return [pid, *(member for child in children(pid) for member in family(child))]
