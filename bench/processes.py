"""What process trees cost: CPU seconds and memory, read from /proc."""

import os
import threading
import time
from pathlib import Path
from typing import Any

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
MB = 1_000_000


def fields(pid: int) -> list[str]:
    """The columns of /proc/PID/stat behind the command's name: state, parent, …"""
    text = Path(f"/proc/{pid}/stat").read_text()
    return text[text.rindex(")") + 2 :].split()


def parents() -> dict[int, int]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found[int(entry.name)] = int(fields(int(entry.name))[1])
            except (OSError, ValueError):
                continue
    return found


def tree(root: int) -> set[int]:
    above = parents()
    members = {root} & above.keys()
    while more := {pid for pid, parent in above.items() if parent in members} - members:
        members |= more
    return members


def each(pids: set[int], read: Any) -> list[float]:
    values = []
    for pid in pids:
        try:
            values.append(read(pid))
        except OSError:
            continue
    return values


def cpu(root: int) -> float:
    """User and system seconds of a tree, children that have ended included."""
    return sum(each(tree(root), lambda pid: sum(map(int, fields(pid)[11:15])))) / TICK


def largest_rss(root: int) -> float:
    """Resident MB of the largest process below `root`, which has no work of its own and may be larger than all."""
    return max(each(tree(root) - {root}, lambda pid: int(fields(pid)[21]) * PAGE / MB), default=0.0)


def pss(root: int) -> float:
    """Proportional MB of a tree: shared pages are counted once."""

    def read(pid: int) -> float:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 / MB for line in lines if line.startswith("Pss:"))

    return sum(each(tree(root), read))


class Watch:
    """Over a `with` block: `cpu` and `wall` in seconds, `peak` in MB of the largest process below the root."""

    def __init__(self, root: int):
        self.root = root
        self.peak = 0.0

    def __enter__(self) -> "Watch":
        self.stop = threading.Event()
        self.before, self.started = cpu(self.root), time.perf_counter()
        self.thread = threading.Thread(target=self.sample, daemon=True)
        self.thread.start()
        return self

    def sample(self) -> None:
        while not self.stop.wait(0.02):
            self.peak = max(self.peak, largest_rss(self.root))

    def __exit__(self, *failure: object) -> None:
        self.wall = time.perf_counter() - self.started
        self.stop.set()
        self.thread.join()
        self.cpu = cpu(self.root) - self.before
