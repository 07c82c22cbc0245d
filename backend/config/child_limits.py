"""What a worker process may take, so that a hostile file costs its own job and never the machine."""

import resource
from pathlib import Path

MEMORY_OF_SELF = Path("/proc/self/statm")
MIB = 1024**2


def bound_memory(megabytes: int) -> None:
    """Lets this process grow by `megabytes` above what it has mapped now. Where there is no /proc it does nothing."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what the kernel kills would else fill the disk
    if MEMORY_OF_SELF.exists():
        mapped = int(MEMORY_OF_SELF.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (mapped + megabytes * MIB, hard))


def bound_processor(seconds: int) -> None:
    """Has this process killed after `seconds` more of processor time. Raised anew for each job, since it adds up."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds + 1, hard))
