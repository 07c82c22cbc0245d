"""Pages of a PDF as pictures."""

from pathlib import Path

from mediakit import confined
from mediakit.pdfs import PDF

__all__ = ["PDF", "draw_pages"]


def draw_pages(path: Path, out: Path, *, first: int = 0, count: int = 1, longest: int = 1600) -> list[Path]:
    """Pages from `first`, counted from 0, as PNGs in the folder `out`, on white and turned as they are read.

    `longest` is the longer side in pixels. None are drawn of a PDF that needs a password, and none beyond its end.
    Raises TruncatedFile or UnreadableFile, also where drawing takes more time or memory than a page may.
    """
    asked = {"path": str(path.resolve()), "out": str(out.resolve()), "first": first, "count": count}
    return [Path(drawn) for drawn in confined.call("mediakit.pdfium", "draw", longest=longest, **asked)]
