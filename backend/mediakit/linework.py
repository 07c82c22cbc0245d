"""Drawings of lines made into pixels. One made to hurt takes hours or all memory, so `confined` calls what is here."""

from pathlib import Path

from mediakit import svg, vips
from mediakit.errors import UnreadableFile


def draw(path: str, out: str, longest: int) -> None:
    """An SVG as a PNG in `out`, `longest` pixels on its longer side. Raises UnreadableFile or what cleaning does."""
    content = svg.drawable_svg(Path(path))
    try:
        with vips.decoding():
            image = vips.Image.thumbnail_buffer(content, longest, height=longest, size="both")
            image.write_to_file(out, compression=1)
    except vips.DecodingError as error:
        raise UnreadableFile("The SVG cannot be drawn. Save it as a PNG.") from error
