"""The supervisor with children of our own making; `test_serving.py` starts the product itself."""

import os
import signal
import subprocess

import pytest

from config.tests.processes import Running

SUPERVISE = """
import sys
from pathlib import Path
from config import serve

serve.GRACE = 1.0
program = serve.Program("sleeper", [sys.executable, "-c", sys.argv[1]])
serve.Supervisor(
    [program], folder=Path.cwd(), say=lambda sentence: print(sentence, flush=True), ready=lambda: True, greeting="ready"
).run()
"""
SLEEPER = "import os, time; print('child', os.getpid(), flush=True); time.sleep(60)"
#: Hears no SIGTERM and has a child of its own that does not either.
STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if grandchild := os.fork():
    print('child', os.getpid(), 'and', grandchild, flush=True)
time.sleep(60)
"""
#: Its worker is forked by a thread that has ended, as pools do it, and is tied to the process all the same.
POOL = """
import os, threading, time
from common.lifeline import die_with_parent
main = os.getpid()
def fork():
    if os.fork() == 0:
        die_with_parent(main)
        time.sleep(60)
thread = threading.Thread(target=fork)
thread.start()
thread.join()
print('child', main, flush=True)
time.sleep(60)
"""


@pytest.fixture
def start():
    begun: list[Running] = []

    def begin(*command: str) -> Running:
        begun.append(Running(*command))
        return begun[-1]

    yield begin
    for running in begun:
        running.process.terminate()
        running.end()


def supervise(start, child: str) -> Running:
    return start("-c", SUPERVISE, child)


def child_of(running: Running) -> int:
    return int(running.line(r"^child (\d+)")[1])


def test_a_child_that_is_killed_is_started_again(start):
    running = supervise(start, SLEEPER)
    first = child_of(running)
    os.kill(first, signal.SIGKILL)
    assert "SIGKILL" in running.line("sleeper ended").string
    assert child_of(running) != first


def test_a_child_that_keeps_failing_is_started_ever_more_slowly(start):
    running = supervise(start, "raise SystemExit(3)")
    pauses = [int(running.line(r"ended \(code 3\).* in (\d+) s")[1]) for _ in range(3)]
    assert pauses == [1, 2, 4]


@pytest.mark.parametrize("child", [SLEEPER, POOL], ids=["plain", "pool"])
def test_nothing_is_left_when_the_supervisor_is_killed(start, child):
    running = supervise(start, child)
    child_of(running)
    running.process.kill()
    running.end(within=5)


def test_what_a_killed_child_leaves_behind_is_ended_before_it_starts_again(start):
    running = supervise(start, STUBBORN)
    child, grandchild = map(int, running.line(r"^child (\d+) and (\d+)").groups())
    os.kill(child, signal.SIGKILL)
    child_of(running)
    # Nobody may have reaped it yet, so its state counts, not its number.
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(grandchild)], capture_output=True, text=True).stdout
    assert state.strip()[:1] in ("", "Z")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_stop_signal_ends_everything_in_good_order(start, number):
    running = supervise(start, SLEEPER)
    child_of(running)
    running.process.send_signal(number)
    assert "child" not in running.end(within=5)
    assert running.process.returncode == 0


def test_a_child_that_does_not_hear_is_killed_with_all_it_started(start):
    running = supervise(start, STUBBORN)
    child_of(running)
    running.process.terminate()
    assert "did not end in time" in running.end(within=5)


def test_a_signal_to_all_at_once_starts_nothing_again(start):
    running = supervise(start, SLEEPER)
    os.kill(child_of(running), signal.SIGTERM)
    running.process.terminate()
    assert "child" not in running.end(within=5)
    assert running.process.returncode == 0
