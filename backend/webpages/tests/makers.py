"""Pages made as editors make them, and pictures as processing leaves them."""

import hashlib
from typing import Any

from django.utils import timezone

from content.models import Namespace, User
from file_manager.models import Blob, MediaFile, Rendition
from file_manager.models.blobs import Kind
from webpages import editing, publishing
from webpages.models import Page

SIZES = {"fit-150": (150, 100), "fit-300": (300, 200), "fit-800": (800, 533), "fit-1600": (1600, 1067)}


def make_picture(namespace: Namespace, name: str = "harbour", **more: Any) -> MediaFile:
    """A ready picture of 3000 by 2000 with its four renditions; no bytes behind it."""
    kind = more.pop("kind", Kind.IMAGE)
    sizes = more.pop("sizes", SIZES)
    file_type = more.pop("file_type", "image/jpeg")
    trashed = more.pop("trashed", False)
    blob = Blob.objects.create(
        namespace=namespace,
        sha256=hashlib.sha256(f"{namespace.pk}{name}".encode()).hexdigest(),
        size=1_000,
        kind=kind,
        file_type=file_type,
        extension="jpg",
        storage_key=f"{namespace.pk}/{name}",
        width=3000,
        height=2000,
        dominant_color=more.pop("dominant_color", "#336699"),
        placeholder=more.pop("placeholder", ""),
    )
    Rendition.objects.bulk_create(
        Rendition(
            blob=blob,
            spec=spec,
            width=width,
            height=height,
            format="webp",
            file_size=100,
            storage_key=f"{blob.pk}/{spec}",
        )
        for spec, (width, height) in sizes.items()
    )
    return MediaFile.objects.create(
        namespace=namespace,
        blob=blob,
        title=name.title(),
        slug=name,
        alt_text=more.pop("alt_text", "A harbour at dusk"),
        original_filename=f"{name}.jpg",
        status=more.pop("status", MediaFile.Status.READY),
        kind=kind,
        file_type=file_type,
        file_size=1_000,
        width=3000,
        height=2000,
        trashed_at=timezone.now() if trashed else None,
        **more,
    )


def image(file: MediaFile, **config: Any) -> dict[str, Any]:
    return {"type": "image", "config": {"media": str(file.pk), **config}}


def text(html: str) -> dict[str, Any]:
    return {"type": "rich_text", "config": {"html": html}}


def make_page(actor: User, namespace: Namespace, title: str = "Visit", **more: Any) -> Page:
    """A draft with these `widgets` in its one slot."""
    widgets = [{"id": f"w{number}", **widget} for number, widget in enumerate(more.pop("widgets", []))]
    return editing.create(
        actor=actor,
        namespace=namespace,
        parent=more.pop("parent", None),
        changes={"title": title, "content": {"main": widgets}, **more},
    )


def make_live(actor: User, namespace: Namespace, title: str = "Visit", **more: Any) -> Page:
    return publishing.publish(actor=actor, page=make_page(actor, namespace, title, **more))
