"""How work ends that nobody foresaw, told from what ended it: an error of its own, or the death of its process."""

import signal
from typing import NamedTuple

from celery.exceptions import SoftTimeLimitExceeded


class Ending(NamedTuple):
    """A stable code, and a sentence that a person can act on."""

    code: str
    detail: str


UNKNOWN = Ending("internal_error", "This failed three times for a reason that we do not know. It can be retried.")
TOO_MUCH_MEMORY = Ending(
    "too_much_memory", "This takes more memory than one piece of work may have. Upload a smaller version of the file."
)
TOO_MUCH_TIME = Ending(
    "too_much_time", "This takes longer than one piece of work may. The file is very large, or damaged."
)
CRASHED = Ending(
    "decoder_crashed", "The program that reads such files crashed over this one. Save it again with another program."
)
KILLED = Ending(
    "worker_killed", "The process that worked on this was ended from outside, three times. It can be retried."
)
DIED = Ending("worker_died", "Working on this ended the worker three times. The file may be harmful.")
BY_CODE = {ending.code: ending for ending in (UNKNOWN, TOO_MUCH_MEMORY, TOO_MUCH_TIME, CRASHED, KILLED, DIED)}

#: The kernel's word that the limit of computing time is reached, those for a broken program, and those of others.
BY_SIGNAL: dict[int, Ending] = {
    signal.SIGXCPU: TOO_MUCH_TIME,
    **dict.fromkeys((signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGABRT), CRASHED),
    **dict.fromkeys((signal.SIGTRAP, signal.SIGSYS), CRASHED),
    **dict.fromkeys((signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT), KILLED),
}


def of_error(error: BaseException) -> Ending:
    """What an error inside the process means."""
    if isinstance(error, MemoryError):
        return TOO_MUCH_MEMORY
    return TOO_MUCH_TIME if isinstance(error, SoftTimeLimitExceeded) else UNKNOWN


def of_exit(code: int) -> Ending:
    """What the exit code of a process that is gone means; a negative one is the signal that ended it."""
    return BY_SIGNAL.get(-code, DIED)
