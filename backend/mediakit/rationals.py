"""Numbers as XMP writes them."""

import re

FRACTION = re.compile(r"(-?\d{1,12}(?:\.\d{1,20})?)(?:/(\d{1,12}))?")


def number(text: str) -> float | None:
    """The number of "4085/10" or "408.5"; None for anything else."""
    found = FRACTION.fullmatch(text.strip())
    if not found or not int(found[2] or 1):
        return None
    return float(found[1]) / int(found[2] or 1)
