"""What is kept of files that could do harm: drawings of lines are written anew before anything of them is stored."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from file_manager.receiving import Incoming, writing
from mediakit.sniff import Sniffed


@contextmanager
def harmless(incoming: Incoming, sniffed: Sniffed) -> Iterator[Incoming]:
    """The file as it may be stored: as it came, but of an SVG only what draws. Raises NoRoom."""
    if sniffed.cleaned is None:
        yield incoming
        return
    content = sniffed.cleaned.content
    with TemporaryDirectory(dir=settings.TEMPORARY, prefix="cleaned-") as folder:
        path = Path(folder) / "cleaned.svg"
        with writing():
            path.write_bytes(content)
        yield replace(incoming, path=path, size=len(content), sha256=hashlib.sha256(content).hexdigest())
