"""Files tried in a process of its own, in which memory and time are short: what becomes of each is printed as JSON."""

import json
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from mediakit.errors import MediaError
from mediakit.facts import read_facts
from mediakit.previews import preview
from mediakit.renditions import STANDARD, draw
from mediakit.sniff import sniff
from mediakit.svg import clean_svg
from mediakit.tests.manifest import is_inert, said
from mediakit.tests.peak import peak

MEMORY, SECONDS = 2 << 30, 120
SVG = "image/svg+xml"


def tried(path: Path, filename: str) -> dict[str, object]:
    """The way of an upload through the package, to the last rendition."""
    with TemporaryDirectory() as folder:
        out = Path(folder)
        try:
            found = sniff(path, filename=filename)
            facts = read_facts(path, found.file_type)
            still = preview(path, found.file_type, out)
            drawn = draw(still or path, STANDARD, out)
        except MediaError as error:
            return {"accepted": False, "code": error.code}
        except Exception as error:
            return {"accepted": False, "code": f"crashed: {error!r}"}
        assert drawn
        is_clean = found.file_type == SVG and is_inert(clean_svg(path).content)
    return {
        "accepted": True,
        "file_type": found.file_type,
        "kind": found.kind,
        "facts": said(facts),
        "is_clean": is_clean,
    }


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    folder = Path(sys.argv[1])
    for name in json.load(sys.stdin):
        print(json.dumps([name, tried(folder / name, Path(name).name)]), flush=True)
    print(json.dumps(["peak", peak()]))
