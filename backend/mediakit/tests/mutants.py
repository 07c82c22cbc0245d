"""Real files with a few bytes wrong, tried in a process that may die; what is not a MediaError is printed as JSON."""

import io
import json
import resource
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from mediakit.errors import MediaError
from mediakit.facts import read_facts
from mediakit.headers.reading import READERS
from mediakit.previews import preview
from mediakit.renditions import Wanted, draw
from mediakit.sniff import sniff
from mediakit.specs import Spec
from mediakit.tests.peak import peak

MEMORY, LONGEST = 2 << 30, 10.0
SMALL = (Wanted("small", Spec.parse("fit-150")),)
EXAMPLES = 200
# What lengths and counts are blown up to.
NUMBERS = [
    number.to_bytes(size, order)
    for size in (2, 4, 8)
    for order in ("big", "little")
    for number in (0, 1, 2 ** (8 * size) - 1, 2 ** (8 * size - 1), 2 ** (8 * size - 1) - 1, 2 ** (4 * size))
]


@dataclass(frozen=True)
class Mutant:
    """A file with damage: the name of its origin, and its bytes."""

    name: str
    content: bytes


@st.composite
def mutants(draw_: Callable, seeds: list[Mutant]) -> Mutant:
    origin = draw_(st.sampled_from(seeds))
    if origin.content[:2] == b"PK" and draw_(st.booleans()):
        content = _repacked(draw_, origin.content, seeds)
    else:
        content = _damaged(draw_, origin.content, seeds)
    return Mutant(origin.name, content)


def _damaged(draw_: Callable, content: bytes, seeds: list[Mutant]) -> bytes:
    damaged = bytearray(content)
    for _ in range(draw_(st.integers(1, 6))):
        # Most of what is read lies near the beginning.
        reach = draw_(st.sampled_from([64, 1024, 1 << 30]))
        at = draw_(st.integers(0, max(0, min(len(damaged), reach) - 1)))
        way = draw_(st.sampled_from(["flip", "number", "number", "cut", "splice", "remove", "repeat"]))
        if way == "flip" and damaged:
            damaged[at] ^= 1 << draw_(st.integers(0, 7))
        elif way == "number":
            number = draw_(st.sampled_from(NUMBERS))
            damaged[at : at + len(number)] = number
        elif way == "cut":
            del damaged[max(1, at) :]
        elif way == "splice":
            other = draw_(st.sampled_from(seeds)).content
            start = draw_(st.integers(0, len(other) - 1))
            damaged[at:at] = other[start : start + draw_(st.integers(1, 400))]
        elif way == "remove":
            del damaged[at : at + draw_(st.integers(1, 64))]
        else:
            damaged[at:at] = damaged[at : at + 200] * draw_(st.integers(1, 20))
    return bytes(damaged)


def _repacked(draw_: Callable, content: bytes, seeds: list[Mutant]) -> bytes:
    """The archive with one entry damaged, which no checksum betrays."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = draw_(st.sampled_from(names))
        for name in names:
            whole = old.read(name)
            new.writestr(name, _damaged(draw_, whole, seeds) if name == chosen and whole else whole)
    return packed.getvalue()


def try_all(mutant: Mutant, was: str, report: Callable[[str, BaseException], None]) -> None:
    with TemporaryDirectory() as folder:
        out = Path(folder)
        path = out / "mutant"
        path.write_bytes(mutant.content)
        acts: list[tuple[str, Callable[[], object]]] = [
            ("sniff", lambda: sniff(path, filename=mutant.name)),
            ("facts", lambda: read_facts(path, was)),
            ("preview", lambda: preview(path, was, out)),
            ("draw", lambda: draw(path, SMALL, out)),
            ("header", lambda: _header(path, was)),
        ]
        for name, act in acts:
            started = time.process_time()
            try:
                act()
            except MediaError:
                pass
            except Exception as error:
                report(name, error)
            if time.process_time() - started > LONGEST:
                report(name, TimeoutError(f"{time.process_time() - started:.0f} s"))


def _header(path: Path, file_type: str) -> object:
    if file_type not in READERS or not path.stat().st_size:
        return None
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        return READERS[file_type](data)


def main(folder: Path, seconds: float, first: int) -> None:
    request = json.load(sys.stdin)
    seeds = [Mutant(name, (folder / name).read_bytes()) for name in request["names"]]
    end = time.monotonic() + seconds
    number = first
    while time.monotonic() < end:
        _round(seeds, request["types"], end, number)
        number += 1
    print(json.dumps({"peak": peak(), "rounds": number - first}))


def _round(seeds: list[Mutant], types: dict[str, str], end: float, number: int) -> None:
    current = Path(sys.argv[4])

    @seed(number)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(mutants(seeds))
    def attempt(mutant: Mutant) -> None:
        if time.monotonic() > end:
            return
        # Should the process die, this is what it died of.
        current.write_bytes(mutant.content)
        current.with_suffix(".name").write_text(mutant.name)

        def report(act: str, error: BaseException) -> None:
            where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
            kept = current.with_name(f"{number}-{len(list(current.parent.iterdir()))}.bin")
            kept.write_bytes(mutant.content)
            finding = {
                "file": mutant.name,
                "act": act,
                "error": repr(error)[:300],
                "where": where[-5:],
                "kept": kept.name,
            }
            print(json.dumps(finding), flush=True)

        try_all(mutant, types[mutant.name], report)

    attempt()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
