"""The photographs that are measured with: landscapes that never were, drawn by the corpus as cameras write them."""

import os
import subprocess
import sys
from pathlib import Path

CORPUS = Path(os.environ.get("VITRINE_CORPUS", Path(__file__).resolve().parents[2] / "shared" / "corpus"))
CACHE = Path.home() / ".cache" / "vitrine-bench"


def series(*, count: int, megapixels: int) -> list[Path]:
    """`count` photos, drawn only where they are not there yet; the same number always gives the same picture."""
    folder = CACHE / f"{megapixels}-megapixels"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"photo_{number:06d}.jpg" for number in range(count)]
    first = next((number for number, path in enumerate(paths) if not path.exists()), count)
    if first < count:
        program = CORPUS / "make_photos.py"
        if not program.exists():
            raise SystemExit(f"There is no {program}, which draws the photos. VITRINE_CORPUS names its folder.")
        wanted = ["--start", str(first), "--count", str(count - first), "--megapixels", str(megapixels)]
        command = [sys.executable, str(program), "--out", str(folder), *wanted]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return paths
