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
    there = sum(path.exists() for path in paths)
    if there < count:
        draw = [sys.executable, str(CORPUS / "make_photos.py"), "--out", str(folder)]
        wanted = ["--start", str(there), "--count", str(count - there), "--megapixels", str(megapixels)]
        subprocess.run([*draw, *wanted], check=True, stdout=subprocess.DEVNULL)
    return paths
