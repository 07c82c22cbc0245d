"""Work on files of strangers in a process of its own, with little memory and time, that may die without taking ours."""

import errno
import importlib
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from mediakit import errors
from mediakit.errors import MediaError, UnreadableFile

ROOT = Path(__file__).resolve().parents[1]
# No more than a large photograph takes.
MEMORY = 640 << 20
CPU_SECONDS = 20
# Much longer than the CPU time, since others may be at work on the same machine.
SECONDS = 120
# What a program needs to find its libraries; the others' secrets are none of its business.
INHERITED = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
CRASHED = "The file takes more time or memory than such a file may, so it is not opened."


def call(module: str, function: str, **options: object) -> Any:
    """What a function of a module returns; all of it in JSON. Its MediaErrors are raised here again.

    Raises UnreadableFile where the process dies or is not done in time, OSError where the disk is full.
    """
    request = json.dumps({"module": module, "function": function, "options": options})
    command = [sys.executable, "-m", __name__]
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    try:
        done = subprocess.run(
            command, input=request.encode(), capture_output=True, cwd=ROOT, env=inherited, timeout=SECONDS, check=False
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        answer = None
    if not isinstance(answer, dict):
        raise UnreadableFile(CRASHED)
    if "errno" in answer:
        raise OSError(answer["errno"], os.strerror(answer["errno"]))
    if "error" in answer:
        raise _error(answer)
    return answer["result"]


def _error(answer: dict[str, str]) -> MediaError:
    sort = getattr(errors, answer["error"], UnreadableFile)
    error: MediaError = sort(answer["detail"])
    return error


def _serve() -> None:
    """Do what standard input asks for and print the answer."""
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_CORE, 0)
    request = json.load(sys.stdin)
    function = getattr(importlib.import_module(request["module"]), request["function"])
    try:
        answer = {"result": function(**request["options"])}
    except MediaError as error:
        answer = {"error": type(error).__name__, "detail": error.detail}
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        answer = {"errno": error.errno}
    json.dump(answer, sys.stdout)


def _limit(what: int, most: int) -> None:
    # Whoever started us may allow less, and more is then refused.
    _, allowed = resource.getrlimit(what)
    least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(what, (least, least))


if __name__ == "__main__":
    _serve()
