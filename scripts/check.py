"""What `make test` runs: everything that CI runs, stage after stage, with an honest account at the end.

What cannot run on this machine is named as left out; in CI (CI=true) that is a failure too.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
PYTHON = str(ROOT / ".venv" / "bin" / "python")
SERVICES = ("DATABASE_URL", "REDIS_URL", "VITRINE_TEST_AMQP_URL", "VITRINE_TEST_CLAMAV_URL", "STORAGE_URL")
PYTEST = (PYTHON, "-m", "pytest")


@dataclass(frozen=True)
class Stage:
    name: str
    command: Sequence[str]
    folder: Path = ROOT
    env: Mapping[str, str] = field(default_factory=dict)
    lacks: str = ""


@dataclass(frozen=True)
class Result:
    stage: Stage
    outcome: str
    seconds: float = 0.0


def stages(services: Mapping[str, str], reports: Path) -> list[Stage]:
    backend, frontend = ROOT / "backend", ROOT / "frontend"
    lacking = ", ".join(name for name in SERVICES if name not in services)
    browser = "" if shutil.which("chromium") else "chromium is not installed"
    missing = f"no service for {lacking}" if lacking else ""
    unit = (*PYTEST, "-n", "2", "-m", "not e2e")
    here = (*unit[:-1], "not e2e and not services", f"--junitxml={reports}/embedded.xml")
    there = (*unit, "-k", "not embedded", f"--junitxml={reports}/services.xml")
    serving = (*PYTEST, "-m", "e2e", f"--junitxml={reports}/serving.xml")
    report = ("--reporter=default", "--reporter=junit", f"--outputFile={reports}/e2e.xml")
    browsing = ("npm", "run", "--silent", "e2e", "--", *report)
    return [
        Stage("ruff", (PYTHON, "-m", "ruff", "check", ".")),
        Stage("ruff format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
        Stage("mypy", (PYTHON, "-m", "mypy", "."), backend),
        Stage("import contracts", (str(ROOT / ".venv" / "bin" / "lint-imports"),), backend),
        Stage("app: lint", ("npm", "run", "--silent", "lint"), frontend),
        Stage("app: types", ("npm", "run", "--silent", "typecheck"), frontend),
        Stage("app: tests", ("npm", "run", "--silent", "test"), frontend),
        Stage("app: build", (PYTHON, "scripts/prepare.py", "app")),
        Stage("API document and types", ("scripts/types", "--check")),
        Stage("reference pages", (PYTHON, "manage.py", "reference", "--check"), backend),
        Stage("backend on SQLite and disk", here),
        Stage("backend on PostgreSQL, Redis and S3", there, env=services, lacks=missing),
        Stage("started by command", serving, env=prefixed(services)),
        Stage("end to end", browsing, frontend, lacks=browser),
    ]


def prefixed(services: Mapping[str, str]) -> dict[str, str]:
    """For tests that start the product themselves, on either set-up."""
    return {f"VITRINE_TEST_{name.removeprefix('VITRINE_TEST_')}": address for name, address in services.items()}


def run(stage: Stage, data: Path) -> Result:
    if stage.lacks:
        return Result(stage, f"left out: {stage.lacks}")
    print(f"\n──── {stage.name}", flush=True)
    began = time.monotonic()
    env = {name: value for name, value in os.environ.items() if name not in (*SERVICES, "BROKER_URL")}
    env |= {"VITRINE_DATA": str(data), "SECRET_KEY": "for-tests-alone"} | dict(stage.env)
    code = subprocess.run(stage.command, cwd=stage.folder, env=env, check=False).returncode
    return Result(stage, "failed" if code else "passed", time.monotonic() - began)


# --- What the machine has --------------------------------------------------------------------------------------------
def may_install() -> bool:
    if not (Path("/etc/debian_version").exists() and shutil.which("apt-get")):
        return False
    return os.geteuid() == 0 or (
        shutil.which("sudo") is not None
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )


def install() -> None:
    if not may_install():
        print("Debian packages cannot be installed here; what needs one that is missing is left out.", flush=True)
    elif subprocess.run(["make", "--no-print-directory", "system"], cwd=ROOT, check=False).returncode:
        print("Installing Debian packages failed; what needs one of them is left out.", flush=True)


@contextmanager
def services() -> Iterator[dict[str, str]]:
    """The addresses of the services. Runs at the same time share them; the last one ends what was started."""
    state = Path(os.environ.setdefault("VITRINE_TEST_STATE", f"/tmp/vitrine-test-services-{os.getuid()}"))
    state.mkdir(exist_ok=True)
    with (state / "starting.lock").open("w") as starting, (state / "users.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        fcntl.flock(starting, fcntl.LOCK_EX)
        subprocess.run(["scripts/services", "start"], cwd=ROOT, check=False)
        fcntl.flock(starting, fcntl.LOCK_UN)
        try:
            yield addresses()
        finally:
            end_services(users)


def end_services(users: TextIO) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("The services stay: another run uses them.", flush=True)
    else:
        subprocess.run(["scripts/services", "stop"], cwd=ROOT, check=False)


def addresses() -> dict[str, str]:
    told = subprocess.run(["scripts/services", "env"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return dict(line.split("=", 1) for line in told.splitlines())


# --- The account -----------------------------------------------------------------------------------------------------
def never_run(reports: Path) -> dict[str, str]:
    """Tests that some run skipped and no run executed, with the reason."""
    skipped: dict[str, str] = {}
    executed: set[str] = set()
    for report in sorted(reports.glob("*.xml")):
        for case in ElementTree.parse(report).iter("testcase"):
            name = f"{case.get('classname')}.{case.get('name')}"
            skip = case.find("skipped")
            if skip is None:
                executed.add(name)
            else:
                skipped[name] = skip.get("message", "")
    return {name: reason for name, reason in skipped.items() if name not in executed}


def account(results: Sequence[Result], skipped: Mapping[str, str], seconds: float) -> bool:
    """Prints the summary; whether all is well."""
    print("\n──── Summary")
    for result in results:
        print(f"{result.stage.name:<38}{result.seconds:>7.1f} s  {result.outcome}")
    for name, reason in skipped.items():
        print(f"left out: {name}: {reason}")
    failed = [result for result in results if result.outcome == "failed"]
    left_out = len(skipped) + sum(bool(result.stage.lacks) for result in results)
    print(f"{'altogether':<38}{seconds:>7.1f} s  {len(failed)} failed, {left_out} left out", flush=True)
    return not failed and not (left_out and os.environ.get("CI", "").lower() in ("1", "true"))


def main() -> int:
    began = time.monotonic()
    install()
    with tempfile.TemporaryDirectory(prefix="vitrine-test-") as scratch, services() as known:
        reports = Path(scratch) / "reports"
        reports.mkdir()
        results = [run(stage, Path(scratch) / str(number)) for number, stage in enumerate(stages(known, reports))]
        skipped = never_run(reports)
    return 0 if account(results, skipped, time.monotonic() - began) else 1


if __name__ == "__main__":
    sys.exit(main())
