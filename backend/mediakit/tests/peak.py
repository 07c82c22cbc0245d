"""How much memory a process of its own has taken."""

from pathlib import Path


def peak() -> int:
    """The most that this process has held at once, in MB, by the kernel's account of it.

    What getrusage() says begins with what the process held that started this one.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))
