"""What lets people look through a file without opening it: pages, a strip of stills, a waveform."""

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from common.endings import Ending
from file_manager import derived
from file_manager.models import Blob, ProcessingStep, Rendition
from file_manager.models.blobs import Kind
from file_manager.thumbnails import stored
from mediakit import loudness, pages, renditions, scrubbing, waveforms
from mediakit.renditions import Drawn, Wanted
from mediakit.scrubbing import ScrubStrip
from mediakit.specs import Spec

PDF = "application/pdf"
#: The first pages tell what a document is; whoever wants to read it opens it.
MOST_PAGES = 20
LONGEST_PAGE = 1200
#: In seconds; a shorter film has too few stills for a strip.
SHORTEST_FILM = scrubbing.FEWEST_TILES * scrubbing.SHORTEST_INTERVAL

#: The row among the steps that says how this ended. No run of the processing waits for it, nor shows it.
STEP = "browsing"
State = ProcessingStep.State
NOT_MADE = Ending("nothing_to_look_through", "There is less to look through in the file than it says itself.")
Maker = Callable[[Blob, Path, Path], list[Rendition]]


def missing(blob: Blob) -> list[Maker]:
    """What makes the things that this blob should have and has not; nothing where that has failed before."""
    makers = wanted(blob)
    if not makers or ProcessingStep.objects.filter(blob=blob, step=STEP, state=State.FAILED).exists():
        return []
    there = set(blob.renditions.filter(spec__in=makers).values_list("spec", flat=True))
    return list(dict.fromkeys(maker for spec, maker in makers.items() if spec not in there))


def note(blob: Blob, state: str, code: str = "", detail: str = "") -> None:
    """Writes how an attempt has ended. After one that failed nobody tries again, unless a person retries the file."""
    row, _ = ProcessingStep.objects.get_or_create(blob=blob, step=STEP)
    row.state, row.error_code, row.error_detail, row.attempts = state, code, detail, row.attempts + 1
    row.save()


def wanted(blob: Blob) -> dict[str, Maker]:
    """The specs that this blob should have, each with what makes it."""
    if blob.kind == Kind.VIDEO:
        return {derived.SCRUB: draw_strip} if (blob.duration or 0) >= SHORTEST_FILM else {}
    if blob.kind == Kind.AUDIO:
        return {derived.WAVEFORM: measure_waveform}
    return dict.fromkeys(wanted_pages(blob), draw_pages) if blob.file_type == PDF else {}


def wanted_pages(blob: Blob) -> list[str]:
    return [derived.page_spec(number) for number in range(1, min(blob.pages or 0, MOST_PAGES) + 1)]


def draw_pages(blob: Blob, source: Path, out: Path) -> list[Rendition]:
    pictures: list[Drawn] = []
    drawn = pages.draw_pages(source, out, count=min(blob.pages or 0, MOST_PAGES), longest=LONGEST_PAGE)
    for number, page in enumerate(drawn, start=1):
        wanted = Wanted(derived.page_spec(number), Spec.parse(f"fit-{LONGEST_PAGE}"))
        pictures += renditions.draw(page, [wanted], out)
        page.unlink()
    return stored(blob, pictures)


def draw_strip(blob: Blob, source: Path, out: Path) -> list[Rendition]:
    strip = scrubbing.scrub(source, blob.file_type, out)
    if strip is None:
        return []
    size = {"width": strip.columns * strip.tile_width, "height": strip.rows * strip.tile_height}
    details = {field.name: getattr(strip, field.name) for field in fields(strip) if field.name != "path"}
    row = Rendition(blob=blob, spec=derived.SCRUB, format="webp", details=details, **size)
    return [derived.stored(row, strip.path)]


def track(row: Rendition, address: str) -> str:
    """The strip of stills as WebVTT, for a player that finds the picture at `address`."""
    return ScrubStrip(path=Path(), **row.details).vtt(address)


def measure_waveform(blob: Blob, source: Path, out: Path) -> list[Rendition]:
    """The shape of a recording, and with it how loud it is, which nobody could tell without listening either."""
    path = out / "waveform.json"
    shape = waveforms.waveform(source, blob.file_type)
    path.write_text(json.dumps(shape.as_json(), separators=(",", ":")), encoding="utf-8")
    heard = loudness.loudness(source, blob.file_type)
    details = {"loudness": heard.integrated, "sample_peak": heard.peak} if heard else {}
    return [derived.stored(Rendition(blob=blob, spec=derived.WAVEFORM, format="json", details=details), path)]
