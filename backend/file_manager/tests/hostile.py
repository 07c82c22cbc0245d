"""Loaded into a worker by a test: files of these titles do to their process what a hostile file might."""

import ctypes
import os
import signal
import time
from collections.abc import Callable

from file_manager.processing import steps
from file_manager.processing.steps import Outcome, Work

reading = steps.STEPS["facts"]
BLOCK = 16 * 1024**2


def hog() -> None:
    """Allocates without end."""
    held = []
    while True:
        held.append(bytearray(BLOCK))


def spin() -> None:
    while True:
        pass


def sleep() -> None:
    """Waits for ever, in a call that no error of Python's gets through to."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    time.sleep(10**6)


def doze() -> None:
    """Waits for ever where an error gets through."""
    time.sleep(10**6)


def crash() -> None:
    ctypes.string_at(0)


def litter() -> None:
    """Starts processes, one of them in a session of its own, and returns as if nothing were."""
    for session in (False, True):
        if os.fork() == 0:
            if session:
                os.setsid()
            if os.fork() == 0:
                time.sleep(10**6)
            time.sleep(10**6)


def orphan() -> None:
    """The same, and crashes."""
    litter()
    crash()


ACTS: dict[str, Callable[[], None]] = {act.__name__: act for act in (hog, spin, sleep, doze, crash, litter, orphan)}


def read(work: Work) -> Outcome:
    if act := ACTS.get(work.file.title):
        act()
    return reading(work)


steps.STEPS["facts"] = read
