"""A still picture of what is not a picture, for renditions to be drawn from."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from mediakit import cards, covers, embedded, pages, typesetting, waveforms
from mediakit.errors import MediaError
from mediakit.facts import read_facts
from mediakit.kinds import AUDIO, DOCUMENT, VIDEO, kind_of
from mediakit.pages import PDF
from mediakit.posters import poster

LONGEST = 1600
NAME = "preview.png"
# In seconds. Ten minutes are heard in one second of computing; books that are read aloud get a card.
LONGEST_SHAPE = 2 * 3600


def preview(path: Path, file_type: str, out: Path) -> Path | None:
    """A PNG in the folder `out`, at most 1600 pixels long; None for pictures, which are their own.

    Raises UnreadableFile or TruncatedFile.
    """
    drawer = DRAWERS.get(PDF if file_type == PDF else kind_of(file_type))
    if drawer is None:
        return None
    target = out / NAME
    drawer(path, file_type).save(target, "PNG", compress_level=1)
    return target


def _first_page(path: Path, file_type: str) -> Image.Image:
    with TemporaryDirectory() as out:
        drawn = pages.draw_pages(path, Path(out), longest=LONGEST)
        return _loaded(drawn[0]) if drawn else _card(path, file_type)


def _loaded(path: Path) -> Image.Image:
    with Image.open(path, formats=["PNG"]) as picture:
        return picture.convert("RGB")


def _document(path: Path, file_type: str) -> Image.Image:
    return embedded.embedded_picture(path, file_type, LONGEST) or _card(path, file_type)


def _recording(path: Path, file_type: str) -> Image.Image:
    """The cover, else the shape of what is heard, where finding that out takes seconds only."""
    if picture := _cover(path, file_type):
        return picture
    facts = read_facts(path, file_type)
    if not facts.duration or facts.duration > LONGEST_SHAPE:
        return _card(path, file_type)
    with TemporaryDirectory() as folder:
        drawn = waveforms.draw_waveform(waveforms.waveform(path, file_type), Path(folder) / NAME)
        with Image.open(drawn, formats=["PNG"]) as picture:
            return picture.convert("RGBA")


def _cover(path: Path, file_type: str) -> Image.Image | None:
    try:
        content = covers.cover(path, file_type)
        return embedded.opened(content, LONGEST) if content else None
    except MediaError:
        # What is wrong with it is no reason not to show what is heard. A damaged recording is refused by what follows.
        return None


def _card(path: Path, file_type: str) -> Image.Image:
    return typesetting.draw_card(cards.card_of(read_facts(path, file_type), file_type))


DRAWERS: dict[str, Callable[[Path, str], Image.Image]] = {
    VIDEO: poster,
    AUDIO: _recording,
    DOCUMENT: _document,
    PDF: _first_page,
}
