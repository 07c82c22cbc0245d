"""Drawing a version of a page: widgets into slots, slots into a layout, and the policy that the answer is sent with."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.text import Truncator

from content.models import User
from file_manager import storage
from file_manager.models import MediaFile
from file_manager.models.files import MediaFileQuerySet
from webpages import pictures
from webpages.layouts import DEFAULT, LAYOUTS
from webpages.models import Page, PageVersion
from webpages.pictures import Picture
from webpages.widgets import Config, contents
from webpages.widgets.contents import Placed

SUMMARY_LENGTH = 160


@dataclass(frozen=True)
class Block:
    """A widget ready for its template."""

    slot: str
    template: str
    config: Config
    picture: Picture | None


def draw_public(request: HttpRequest, page: Page) -> HttpResponse:
    """The live version, with the media that the public may see."""
    if page.live is None:
        raise Http404
    shown = MediaFile.objects.filter(namespace_id=page.namespace_id)
    return draw(request, page, page.live, shown.exclude(visibility=MediaFile.Visibility.PRIVATE))


def draw_preview(request: HttpRequest, page: Page, user: User) -> HttpResponse:
    """The draft, with the media that this person may see. It runs nothing and belongs to no origin."""
    shown = MediaFile.objects.visible_to(user).filter(namespace_id=page.namespace_id)
    response = draw(request, page, page.draft, shown)
    response["Content-Security-Policy"] += "; sandbox"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def draw(request: HttpRequest, page: Page, version: PageVersion, allowed: MediaFileQuerySet) -> HttpResponse:
    layout = LAYOUTS.get(version.layout, LAYOUTS[DEFAULT])
    blocks = list(block_up(list(contents.placed(version.content)), allowed))
    drawn = [block.picture for block in blocks if block.picture]
    style = "".join(dict.fromkeys(picture.style for picture in drawn))
    address = page.get_absolute_url()
    context = {
        "title": version.title,
        "trail": trail(page),
        "slots": {slot: [block for block in blocks if block.slot == slot] for slot in layout.slot_names()},
        "summary": summary(blocks),
        "style": style,
        "address": request.build_absolute_uri(address) if address else None,
        "picture": request.build_absolute_uri(drawn[0].src) if drawn else None,
    }
    response = HttpResponse(render_to_string(layout.template, context))
    response["Content-Security-Policy"] = policy(style)
    return response


def block_up(placed: list[Placed], allowed: MediaFileQuerySet) -> Iterator[Block]:
    """Each widget with its picture, if it has one. A file that is gone or closed by now leaves its place empty."""
    files = pictures.find(allowed, (reference.file_id for one in placed for reference in one.config.references()))
    first = True
    for index, one in enumerate(placed):
        file = next((files[item.file_id] for item in one.config.references() if item.file_id in files), None)
        picture = pictures.draw(file, alt=one.config.alt(file), opens=index == 0, first=first) if file else None
        first = first and picture is None
        yield Block(one.slot, one.widget.template, one.config, picture)


def trail(page: Page) -> list[dict[str, Any]]:
    """The live pages above this one, from the root."""
    parts = page.path.split("/")[:-1]
    if not parts:
        return []
    paths = ["/".join(parts[: length + 1]) for length in range(len(parts))]
    above = Page.objects.live().filter(namespace_id=page.namespace_id, path__in=paths).select_related("live")
    return [{"title": one.live.title, "url": one.get_absolute_url()} for one in above.order_by("path") if one.live]


def summary(blocks: Iterable[Block]) -> str:
    words = next((text for block in blocks if (text := block.config.summary())), "")
    return Truncator(words).chars(SUMMARY_LENGTH)


def policy(style: str) -> str:
    """No script at all; styles from our files and the one element whose digest is named; pictures from the library."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return "; ".join(
        [
            "default-src 'none'",
            f"img-src 'self' {storage.public_origin()}".rstrip(),
            f"style-src 'self' 'sha256-{digest}'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        ]
    )
