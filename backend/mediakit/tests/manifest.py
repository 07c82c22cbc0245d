"""The rules of a corpus: what its manifest expects of a file, held against what became of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mediakit.facts import Facts
from mediakit.kinds import canonical

Entry = Mapping[str, Any]

# Which codes fit a reason; a reason that is not listed is content with any.
DAMAGED = frozenset({"truncated", "unreadable_file"})
FOREIGN = frozenset({"type_mismatch", "unsupported_type"})
FITTING = {
    "empty": frozenset({"empty_file"}),
    "truncated": DAMAGED,
    "corrupt": DAMAGED | FOREIGN,
    "decompression_bomb": DAMAGED | {"too_many_pixels", "unsupported_type"},
    "zip_bomb": DAMAGED | {"unsupported_type"},
    "wrong_type": DAMAGED | FOREIGN,
    "wrong_extension": FOREIGN,
    "delegate_exploit": DAMAGED | FOREIGN,
    "polyglot": DAMAGED | FOREIGN,
}
# Seconds or a share of the duration, whichever is more; degrees, by kind.
SECONDS, SHARE = 0.15, 0.02
DEGREES = {"video": 1e-3}
# What makes a drawing do something, or fetch something.
ACTIVE = re.compile(
    rb"<script|\son\w+\s*=|javascript:|<foreignObject|<!ENTITY|@import|href\s*=\s*.https?:|url\(.?https?:",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Outcome:
    """What became of a file. `facts` are under the names of the manifest, `code` says why it was refused.

    `is_clean` says that what is served is a copy without anything active.
    """

    accepted: bool
    file_type: str = ""
    kind: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""
    is_clean: bool = False


def is_inert(content: bytes) -> bool:
    """Whether a drawing holds nothing that runs or fetches."""
    return not ACTIVE.search(content)


def said(facts: Facts) -> dict[str, Any]:
    """Facts under the names of the manifest."""
    has_position = facts.latitude is not None
    names = ("width", "height", "frames", "pages", "duration", "camera_make", "camera_model", "title")
    own = ("orientation", "rotation", "encrypted")
    return {
        **{name: getattr(facts, name) for name in names},
        **{name: getattr(facts, name) for name in own if hasattr(facts, name)},
        "taken_at": facts.taken_at.isoformat() if facts.taken_at else None,
        "taken_at_offset": facts.taken_offset,
        "gps": {"lat": facts.latitude, "lon": facts.longitude} if has_position else None,
        "audio": {"artist": facts.author, "album": getattr(facts, "album", None), "title": facts.title},
    }


def faults(entry: Entry, outcome: Outcome) -> list[str]:
    """Where the outcome is not what the manifest expects; nothing where all is well."""
    if entry["expect"] == "accept":
        return _of_accepted(entry, outcome) if outcome.accepted else [f"refused: {outcome.code}"]
    if not outcome.accepted:
        fitting = FITTING.get(entry["reason"])
        return [] if fitting is None or outcome.code in fitting else [f"{outcome.code} does not fit {entry['reason']}"]
    return _of_tolerated(entry, outcome)


def failures(entries: Iterable[Entry], outcomes: Mapping[str, Outcome], strength: str) -> dict[str, list[str]]:
    """The faults of all entries of a strength, by path."""
    found = {
        entry["path"]: faults(entry, outcomes[entry["path"]]) for entry in entries if entry["strength"] == strength
    }
    return {path: wrong for path, wrong in found.items() if wrong}


def _of_accepted(entry: Entry, outcome: Outcome) -> list[str]:
    wrong = []
    if not _is_type(entry, outcome):
        wrong.append(f"type {outcome.file_type}")
    if entry["kind"] not in ("hostile", outcome.kind):
        wrong.append(f"kind {outcome.kind}")
    claims = {name: entry[name] for name in outcome.facts if name in entry}
    return wrong + [
        f"{name} {outcome.facts[name]!r} instead of {claim!r}"
        for name, claim in claims.items()
        if not _agrees(name, claim, outcome)
    ]


def _of_tolerated(entry: Entry, outcome: Outcome) -> list[str]:
    """What else counts as well, in the words of the manifest."""
    tolerated = entry.get("also_good", "")
    if not tolerated:
        return ["accepted"]
    if "sanitised" in tolerated:
        return [] if outcome.is_clean else ["accepted as it is"]
    return [] if _is_type(entry, outcome) else [f"accepted as {outcome.file_type}"]


def _is_type(entry: Entry, outcome: Outcome) -> bool:
    right = {canonical(name) for name in (entry["mime"], *entry.get("mime_also", ()))}
    return canonical(outcome.file_type) in right


def _agrees(name: str, claim: Any, outcome: Outcome) -> bool:
    found = outcome.facts[name]
    if name == "audio":
        return all(found.get(tag) == text for tag, text in claim.items() if tag in found)
    if name == "encrypted" and claim is None:
        # The tools could not open it, which is no claim that it is open.
        return True
    if claim is None or found is None:
        return found is claim
    if name == "duration":
        return abs(found - claim) <= max(SECONDS, SHARE * claim)
    if name == "gps":
        allowed = DEGREES.get(outcome.kind, 1e-4)
        return all(abs(found[axis] - claim[axis]) <= allowed for axis in ("lat", "lon"))
    return bool(found == claim)
