"""A worker process that takes too much ends alone."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

BACKEND = Path(__file__).resolve().parents[2]
MIB = 1024**2


def run(program: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"from config import child_limits\n{program}"],
        cwd=BACKEND,
        env={"PATH": "/usr/bin", "PYTHONPATH": str(BACKEND), "VITRINE_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not tell what a process has mapped")
def test_memory_is_bounded_above_what_the_idle_process_has(tmp_path):
    allowed = run(f"child_limits.bound_memory(256); print(len(bytearray(128 * {MIB})))", tmp_path)
    assert allowed.stdout.strip() == str(128 * MIB)
    refused = run(f"child_limits.bound_memory(256); bytearray(512 * {MIB})", tmp_path)
    assert refused.stderr.strip().endswith("MemoryError")


def test_a_job_that_never_ends_is_killed_and_each_job_has_its_own_time(tmp_path):
    endless = run("child_limits.bound_processor(1)\nwhile True: pass", tmp_path)
    assert endless.returncode == -signal.SIGXCPU
    second = run(
        "import time\n"
        "for job in range(3):\n"
        "    child_limits.bound_processor(1)\n"
        "    end = time.process_time() + 0.7\n"
        "    while time.process_time() < end: pass\n"
        "print('done')",
        tmp_path,
    )
    assert second.stdout == "done\n"
