"""Many files through all steps: how long two cores take beside libvips alone, and whether memory stays flat."""

import json
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import servers
from load import Client, form
from photos import CORPUS
from processes import pss

from content.models import Namespace
from file_manager.models import MediaFile

CORES = 2
#: At most so many files wait while more are sent.
WAITING = 25


def through(folder: Path, everything: Callable[[], None]) -> float:
    """Seconds until a worker with a child for each core has done `everything` that waits."""
    with servers.worker(log=folder / "worker.log", children=CORES):
        started = time.perf_counter()  # a clock alone: looking at memory would take a share of the cores
        everything()
        return time.perf_counter() - started


def all_kinds() -> list[Path]:
    entries = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))["files"]
    return [CORPUS / row["path"] for row in entries if row["expect"] == "accept" and row["strength"] == "must"]


def mixture(paths: list[Path]) -> Iterator[tuple[str, Path]]:
    """Files without end, with the namespace they go into: in a new one the same bytes are new work."""
    for number, path in enumerate(cycle(paths)):
        yield f"soak-{number // len(paths)}", path


def soak(folder: Path, key: str, count: int) -> tuple[float, float]:
    """MB of the worker's processes before the first quarter of `count` mixed files is done, and before the last.

    Each is the mean over one pass through all of them, since other files need other memory.
    """
    paths = all_kinds()
    marks = {count // 4: 0.0, count: 0.0}
    files = mixture(paths)
    with (
        servers.web(log=folder / "web.log") as server,
        servers.worker(log=folder / "worker.log", children=CORES) as root,
    ):
        client = Client(server.port, {"X-API-Key": key})
        sent = 0
        for mark in marks:
            samples: list[float] = []
            for slug, path in islice(files, mark - sent):
                Namespace.objects.get_or_create(slug=slug, defaults={"name": slug})
                client.upload("/api/v1/media/upload/", form(path, namespace=slug, on_duplicate="keep"))
                sent += 1
                if mark - sent < len(paths):
                    samples.append(pss(root))
                hold_back()
            marks[mark] = sum(samples) / len(samples)
    first, last = marks.values()
    return first, last


def hold_back() -> None:
    """Sends no faster than the worker takes."""
    while MediaFile.objects.filter(status__in=["pending", "processing"]).count() > WAITING:
        time.sleep(0.1)
