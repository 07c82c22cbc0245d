"""No process outlives the one that started it, however that one ended."""

import ctypes
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
LOOK_EVERY = 0.5

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def tie_to_starter(parent: int) -> None:
    """Between fork and exec: have the kernel kill this process when process `parent` ends.

    The kernel watches the thread that forked, so only a main thread may start processes this way.
    Where there is no Linux this does nothing.
    """
    if _libc is None:
        return
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _leave_unless_child_of(parent)


def die_with_parent(parent: int) -> None:
    """In a forked worker: kill this process soon after process `parent` has ended.

    A thread looks, since pools also fork from threads that end before their process does, which the
    kernel's own signal takes for the end of the parent.
    """
    _leave_unless_child_of(parent)
    threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while True:
        time.sleep(LOOK_EVERY)
        _leave_unless_child_of(parent)


def _leave_unless_child_of(parent: int) -> None:
    if os.getppid() == parent:
        return
    if os.getpgrp() == os.getpid():  # whatever this process has started goes with it
        os.killpg(0, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
