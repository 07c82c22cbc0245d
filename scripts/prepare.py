"""Makes what the product needs inside this folder: the virtual environment, the web app's packages, the built app.

Each part leaves a stamp that names what it was made from, written last: a part that is current is left alone, one that
was interrupted is made again. Standard library only, for it runs before anything is installed.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
LOCKS = {"run": ROOT / "backend" / "requirements.txt", "dev": ROOT / "backend" / "requirements-dev.txt"}
#: What the build of the app does not read.
NO_INPUT = {"node_modules", "dist", "coverage", "e2e", ".shots"}
OLDEST_NODE = (20, 19)


class CannotPrepare(Exception):
    """What is missing on this machine, in a sentence."""


def digest(paths: Iterable[Path], *also: str) -> str:
    seal = hashlib.sha256("\0".join(also).encode())
    for path in sorted(paths):
        seal.update(f"\0{path.relative_to(ROOT)}\0".encode())
        seal.update(path.read_bytes())
    return seal.hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and wanted in stamp.read_text(encoding="utf-8").split()


def run(command: Sequence[str | Path], cwd: Path = ROOT) -> None:
    subprocess.run(command, cwd=cwd, check=True)


# --- Python ----------------------------------------------------------------------------------------------------------
def environment(*, dev: bool) -> None:
    stamp, begun = VENV / "installed", VENV / "installing"
    wanted = {kind: digest([lock], str(VENV)) for kind, lock in LOCKS.items()}
    kinds = ["run", "dev"] if dev else ["run"]
    if begun.exists() or not _works():
        print("Making the virtual environment …", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        _make_venv()
    elif all(is_current(stamp, wanted[kind]) for kind in kinds):
        return
    print("Installing the Python packages …", flush=True)
    stamp.unlink(missing_ok=True)
    begun.touch()
    _install(LOCKS[kinds[-1]])
    stamp.write_text("\n".join(wanted[kind] for kind in kinds), encoding="utf-8")
    begun.unlink()


def _works() -> bool:
    test = [PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    try:
        return subprocess.run(test, stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def _make_venv() -> None:
    if shutil.which("uv") and _tries(["uv", "venv", "--quiet", "--python", sys.executable, VENV]):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", VENV])


def _install(lock: Path) -> None:
    # Compiled once here, as pip does by itself, or every first start of a process would do it.
    uv = ["uv", "pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON, "--require-hashes", "-r", lock]
    if shutil.which("uv") and _tries(uv):
        return
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        run([PYTHON, "-m", "ensurepip", "--upgrade"])
    run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock])


def _tries(command: Sequence[str | Path]) -> bool:
    """Whether uv could do it. Where packages come from is often told to pip alone, so pip is the second way."""
    done = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    if not done:
        print("uv could not do it; trying Python's own tools.", flush=True)
    return done


# --- The app ---------------------------------------------------------------------------------------------------------
def packages() -> None:
    stamp = MODULES / ".vitrine-packages"
    wanted = digest([FRONTEND / "package-lock.json", FRONTEND / "package.json"], _node())
    if is_current(stamp, wanted):
        return
    print("Installing the app's packages …", flush=True)
    # It empties the folder first, and the stamp with it.
    run(["npm", "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], FRONTEND)
    stamp.write_text(wanted, encoding="utf-8")


def build() -> None:
    packages()
    stamp = MODULES / ".vitrine-build"
    wanted = digest(_inputs(FRONTEND))
    if is_current(stamp, wanted) and (FRONTEND / "dist" / "app" / "index.html").is_file():
        return
    print("Building the app …", flush=True)
    stamp.unlink(missing_ok=True)
    run(["npm", "run", "--silent", "build"], FRONTEND)
    stamp.write_text(wanted, encoding="utf-8")


def _node() -> str:
    """Node's version; compiled packages belong to one."""
    for name in ("node", "npm"):
        if not shutil.which(name):
            raise CannotPrepare(f"Vitrine needs Node 20 with npm to build its app; {name} was not found.")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(int(part) for part in version.lstrip("v").split(".")[:2]) < OLDEST_NODE:
        raise CannotPrepare(f"Vitrine needs Node {'.'.join(map(str, OLDEST_NODE))} or newer; this is {version}.")
    return version


def _inputs(folder: Path) -> Iterable[Path]:
    for entry in folder.iterdir():
        if entry.name in NO_INPUT:
            continue
        if entry.is_dir():
            yield from _inputs(entry)
        else:
            yield entry


PARTS: dict[str, tuple[Callable[[], None], ...]] = {
    "run": (partial(environment, dev=False), build),
    "dev": (partial(environment, dev=True), packages),
    "app": (build,),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=PARTS, help="what serving needs, what the checks need, or the built app alone")
    wanted = parser.parse_args()
    # Two commands started at once would undo each other's work.
    with (ROOT / ".prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for part in PARTS[wanted.what]:
            part()


if __name__ == "__main__":
    os.environ.pop("VIRTUAL_ENV", None)
    os.environ.pop("PYTHONHOME", None)
    try:
        main()
    except CannotPrepare as reason:
        sys.exit(str(reason))
    except subprocess.CalledProcessError as failure:
        sys.exit(f"This failed with code {failure.returncode}: {' '.join(map(str, failure.cmd))}")
