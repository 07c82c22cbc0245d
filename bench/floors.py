"""What the pictures cost with nothing around them: libvips alone, in a fresh process, one thread."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

LADDER = (1600, 800, 300, 150)


def measure(act: str, paths: list[Path]) -> tuple[float, float]:
    """(ms of CPU a photo, MB of peak memory above the idle process) of `act` on each path."""
    cpu_ms, peak_mb, _ = result(start(act, paths))
    return cpu_ms, peak_mb


def wall(act: str, paths: list[Path], *, processes: int) -> float:
    """Seconds until `act` is done on all paths, by so many processes at once."""
    running = [start(act, paths[number::processes]) for number in range(processes)]
    return max(result(process)[2] for process in running)


def start(act: str, paths: list[Path]) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, act, *map(str, paths)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "VIPS_CONCURRENCY": "1"})


def result(process: subprocess.Popen[str]) -> list[float]:
    answer, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"The floor ended with {process.returncode}")
    return json.loads(answer)


def ladder(path: str, pyvips) -> None:
    """All four renditions from one decode, the smaller from the larger."""
    image = pyvips.Image.thumbnail(path, LADDER[0], height=LADDER[0], size="down").copy_memory()
    image.webpsave_buffer(Q=80, effort=1, keep="none")
    for longest in LADDER[1:]:
        image = image.thumbnail_image(longest, height=longest, size="down").copy_memory()
        image.webpsave_buffer(Q=80, effort=1, keep="none")


def single(path: str, pyvips) -> None:
    """One rendition of 300 px from the original."""
    pyvips.Image.thumbnail(path, 300, height=300, size="down").webpsave_buffer(Q=80, effort=1, keep="none")


def reduced(picture: bytes, pyvips) -> None:
    """One rendition of 300 px from one of 800."""
    pyvips.Image.thumbnail_buffer(picture, 300, height=300, size="down").webpsave_buffer(Q=80, effort=1, keep="none")


def larger(path: str, pyvips) -> bytes:
    """What `reduced` starts from."""
    image = pyvips.Image.thumbnail(path, 800, height=800, size="down")
    return image.webpsave_buffer(Q=80, effort=1, keep="none")


def peak_mb() -> float:
    """The most that this process has held, by the kernel; what getrusage() says begins with the starter's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM"))


def main(act: str, paths: list[str]) -> None:
    import pyvips  # noqa: PLC0415 - only the measured child may load it

    pyvips.cache_set_max(0)
    work = {"ladder": ladder, "single": single, "reduced": reduced}[act]
    subjects = [larger(path, pyvips) for path in paths] if act == "reduced" else paths
    idle = peak_mb()
    work(subjects[0], pyvips)
    started, clock = time.process_time(), time.perf_counter()
    for subject in subjects:
        work(subject, pyvips)
    spent = 1000 * (time.process_time() - started) / len(paths)
    sys.stdout.write(json.dumps([spent, peak_mb() - idle, time.perf_counter() - clock]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
