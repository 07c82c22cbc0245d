"""One at a time on this machine, between threads and processes alike."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

#: Names share this many locks, so that the folder stays small and nothing has to be removed from it.
LOCKS = 1024


@contextmanager
def turn(name: str) -> Iterator[None]:
    """Waits until nobody else is inside under this name. The kernel lets go when a process dies."""
    folder = settings.DATA / "locks"
    folder.mkdir(exist_ok=True)
    with (folder / str(zlib.crc32(name.encode()) % LOCKS)).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def seat(name: str, seats: int) -> Iterator[bool]:
    """Whether one of so many seats was free; it is taken until the block ends. Nobody waits."""
    folder = settings.DATA / "locks"
    folder.mkdir(exist_ok=True)
    for number in range(seats):
        with (folder / f"{name}-{number}").open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield True
            return
    yield False
