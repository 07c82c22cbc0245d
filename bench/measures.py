"""Each budget of the product with its figure and its floor."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django

django.setup()

import floors  # noqa: E402 - Django first
import photos  # noqa: E402
import pipeline  # noqa: E402
import seed  # noqa: E402
import servers  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402
from load import Client, Figures, flood, fresh, measure  # noqa: E402
from processes import Watch, largest_rss, pss  # noqa: E402

from common import sweeper  # noqa: E402
from common.models import Job  # noqa: E402
from common.paging import Key, write_place  # noqa: E402
from content.authentication import digest  # noqa: E402
from content.models import ApiKey, Membership, Namespace, Role, User  # noqa: E402
from file_manager import delivery, showing, storage  # noqa: E402
from file_manager.models import MediaFile, Rendition  # noqa: E402

KEY = "bench-key"
UPLOAD = "/api/v1/media/upload/"
LIST = "/api/v1/media/files/?page_size=50&cursor="
WARM = 4
ROLL = int(os.environ.get("BENCH_ROLL", "200"))
SOAK = int(os.environ.get("BENCH_SOAK", "2000"))
ROW = "{:<52} {:>12} {:>12} {:>8}   {}"


@dataclass(frozen=True)
class Line:
    """One figure with its unit, its floor in the same unit, and the budget as a sentence and a number."""

    what: str
    figure: float
    floor: float | None
    unit: str
    budget: float
    more_is_better: bool = False

    def text(self) -> str:
        held = self.figure >= self.budget if self.more_is_better else self.figure <= self.budget
        bound = "at least" if self.more_is_better else "at most"
        ratio = f"{self.figure / self.floor:.2f}" if self.floor else ""
        floor = f"{self.floor:,.1f}" if self.floor is not None else ""
        verdict = "held" if held else "MISSED"
        return ROW.format(
            self.what, f"{self.figure:,.1f} {self.unit}", floor, ratio, f"{bound} {self.budget:,g}: {verdict}"
        )


def people() -> Namespace:
    call_command("migrate", verbosity=0)
    namespace = Namespace.objects.create(name="Bench", slug="bench", is_default=True)
    user = User.objects.create_user("bench")
    Membership.objects.create(user=user, namespace=namespace, role=Role.MANAGER)
    ApiKey.objects.create(user=user, name="bench", prefix="bench", digest=digest(KEY), scopes=["read", "write"])
    return namespace


def uploads(root: int, client: Client, path: str, series: list[Path], *, clients: int) -> Figures:
    def acts(some: list[Path]) -> list[Callable[[], object]]:
        return [lambda body=body: client.upload(path, body) for body in map(fresh, some)]

    # Before the clock starts every worker is warm, and has a connection for each that comes at once.
    measure(root, acts(series[: WARM * clients]), clients=clients)
    return measure(root, acts(series * 2), clients=clients)


def first_renditions(root: int, client: Client, files: list[MediaFile], drop: dict[str, object]) -> Figures:
    """The 300 px picture of each file asked for when it (and what else `drop` selects) is not there."""
    for row in Rendition.objects.filter(blob__in=[file.blob_id for file in files], **drop):
        storage.delete(row.storage_key)
        row.delete()
    time.sleep(showing.TRUSTED_SECONDS + 0.5)
    acts = [lambda file=file: client.send("GET", delivery.rendition_url(file, "fit-300")) for file in files]
    measure(root, acts[:WARM])  # every worker warm before the clock starts
    return measure(root, acts[WARM:])


def process(folder: Path, count: int) -> tuple[float, float]:
    """(ms of CPU a photo, MB of the child above idle) while a worker takes `count` uploads through all steps."""
    with servers.worker(log=folder / "worker.log") as root:
        idle = largest_rss(root)
        with Watch(root) as seen:
            send_all()
            wait_for_jobs()
        return 1000 * seen.cpu / count, seen.peak - idle


def send_all() -> None:
    """Hands everything that waits to the worker at once."""
    Job.objects.filter(state="queued").update(send_at=timezone.now())
    while sweeper.send_due():
        pass


def wait_for_jobs() -> None:
    """Until nothing is left to do. Raises RuntimeError where some of it failed."""
    while (open_jobs := Job.objects.exclude(state="done")).exists():
        if failed := open_jobs.filter(state="failed").first():
            raise RuntimeError(f"{failed.name}: {failed.error_code}, {failed.error_detail}")
        time.sleep(0.25)


def web_part(folder: Path, series: list[Path]) -> list[Line]:
    """Uploads with the worker stopped, beside the upload that a careful person writes by hand; the web at rest."""
    with servers.floor(log=folder / "floor.log") as server:
        client = Client(server.port)
        floor_one = uploads(server.pid, client, "/upload", series, clients=1)
        floor_many = uploads(server.pid, client, "/upload", series, clients=8)
    with servers.web(log=folder / "web.log") as server:
        at_rest = pss(server.pid)
        client = Client(server.port, {"X-API-Key": KEY})
        one = uploads(server.pid, client, UPLOAD, series, clients=1)
        many = uploads(server.pid, client, UPLOAD, series, clients=8)
    return [
        Line("web at rest, 2 workers, PSS", at_rest, None, "MB", 160),
        Line("upload of a 12 MP JPEG, CPU", one.cpu_ms, floor_one.cpu_ms, "ms", 25),
        Line("the same, 8 clients", many.rate, floor_many.rate, "/s", 65, more_is_better=True),
    ]


def processing_part(folder: Path, series: list[Path], huge: list[Path]) -> list[Line]:
    """The worker on what was uploaded, then on pictures of 48 MP; libvips alone beside it."""
    waiting = MediaFile.objects.exclude(status="ready").count()
    cpu_ms, memory = process(folder, waiting)
    with servers.web(log=folder / "web.log") as server:
        client = Client(server.port, {"X-API-Key": KEY})
        for photo in huge:
            client.upload(UPLOAD, fresh(photo))
    _, huge_memory = process(folder, len(huge))
    floor_cpu, floor_memory = floors.measure("ladder", series)
    _, floor_huge = floors.measure("ladder", huge)
    return [
        Line("whole processing of a 12 MP photo, CPU", cpu_ms, floor_cpu, "ms", 400),
        Line("the same, memory above the idle child", memory, floor_memory, "MB", 120),
        Line("processing at 48 MP, memory above the idle child", huge_memory, floor_huge, "MB", 200),
    ]


def pipeline_part(folder: Path, series: list[Path]) -> list[Line]:
    """A film roll dropped at once, from the last upload to the last step, on two cores."""
    with servers.web(log=folder / "web.log") as server:
        client = Client(server.port, {"X-API-Key": KEY})
        for photo in series:
            client.upload(UPLOAD, fresh(photo))

    def everything() -> None:
        send_all()
        wait_for_jobs()

    # A machine that others share is quicker at one moment than at the next, so the floor is taken on both sides.
    before = floors.wall("ladder", series, processes=pipeline.CORES)
    seconds = pipeline.through(folder, everything)
    floor = (before + floors.wall("ladder", series, processes=pipeline.CORES)) / 2
    return [Line(f"{len(series)} photos through all steps, two cores", seconds, floor, "s", 1.4 * floor)]


def soak_part(folder: Path, user: User, count: int) -> list[Line]:
    """Two thousand files of all kinds: what the worker takes at the end beside what it took early on."""
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    first, last = pipeline.soak(folder, KEY, count)
    return [Line(f"worker after {count:,} mixed files, PSS", last, first, "MB", 1.1 * first)]


def rendition_part(folder: Path, series: list[Path]) -> list[Line]:
    """A 300 px picture for the first time, with and without a larger one to draw it from, and then again."""
    files = list(MediaFile.objects.filter(width__lte=4000, status="ready").select_related("blob")[: len(series)])
    if len(files) <= WARM:
        raise SystemExit("renditions are measured on what `web` uploads and `processing` gets ready: name these before")
    floor_first, _ = floors.measure("single", series)
    floor_smaller, _ = floors.measure("reduced", series)
    with servers.floor(log=folder / "floor.log") as server:
        floor_cached = flood(server.pid, server.port, "/hello")
    with servers.web(log=folder / "web.log") as server:
        client = Client(server.port)
        smaller = first_renditions(server.pid, client, files, {"spec": "fit-300"})
        first = first_renditions(server.pid, client, files, {})
        cached = flood(server.pid, server.port, delivery.rendition_url(files[0], "fit-300"))
    return [
        Line("300 px picture of a 12 MP photo, first time, CPU", first.cpu_ms, floor_first, "ms", 55),
        Line("the same where a larger rendition exists, CPU", smaller.cpu_ms, floor_smaller, "ms", 15),
        Line("cached picture, no nginx", cached.rate, floor_cached.rate, "/s", 2500, more_is_better=True),
    ]


def list_part(folder: Path, namespace: Namespace, rows: int) -> list[Line]:
    """Fifty files with all that the grid shows, on the first page and far behind it."""
    user = User.objects.get(username="bench")
    seed.library(namespace_id=namespace.pk, user_id=user.pk, rows=rows)
    with servers.floor(log=folder / "floor.log") as server:
        floor = lists(server.pid, Client(server.port), "/list")
    with servers.web(log=folder / "web.log") as server:
        client = Client(server.port, {"X-API-Key": KEY})
        first = lists(server.pid, client, LIST)
        deep = lists(server.pid, client, LIST + far_cursor(rows))
        found = lists(server.pid, client, "/api/v1/media/files/?search=lighthouse&ordering=-relevance")
    return [
        Line(f"list of 50 files of {rows:,}, first page, CPU", first.cpu_ms, floor.cpu_ms, "ms", 8),
        Line("the same, far behind", deep.cpu_ms, floor.cpu_ms, "ms", 8),
        Line("a word in 1 % of the titles, ranked, counted, latency", found.median_ms, None, "ms", 30),
    ]


def lists(root: int, client: Client, path: str) -> Figures:
    measure(root, [lambda: client.send("GET", path)] * 10)
    return measure(root, [lambda: client.send("GET", path)] * 100)


def far_cursor(rows: int) -> str:
    """The place behind nine tenths of the library, as a cursor of the list."""
    file = MediaFile.objects.order_by("-created_at", "-id")[rows * 9 // 10]
    keys = [Key("created_at", descending=True, nullable=False), Key("id", descending=True, nullable=False)]
    return write_place(keys, file, MediaFile, backwards=False)


def report(folder: Path, count: int, rows: int, wanted: list[str]) -> None:
    """Prints a line for each budget; `wanted` names the parts, all when it is empty."""
    namespace = people()
    series = photos.series(count=count, megapixels=12)
    huge = photos.series(count=3, megapixels=48)
    print(ROW.format("", "figure", "floor", "ratio", "budget"), flush=True)
    parts = {
        "web": lambda: web_part(folder, series),
        "processing": lambda: processing_part(folder, series, huge),
        "renditions": lambda: rendition_part(folder, series),
        "pipeline": lambda: pipeline_part(folder, photos.series(count=ROLL, megapixels=12)),
        "lists": lambda: list_part(folder, namespace, rows),
        "soak": lambda: soak_part(folder, User.objects.get(username="bench"), SOAK),
    }
    for name in wanted or parts:
        for line in parts[name]():
            print(line.text(), flush=True)
        connections.close_all()
