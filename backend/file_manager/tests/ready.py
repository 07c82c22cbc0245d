"""Rows of the library with defaults, without bytes behind them unless a test stores some."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from content.models import Namespace, User
from file_manager import search
from file_manager.models import (
    Blob,
    Collection,
    CollectionEntry,
    MediaFile,
    Rendition,
    SlugHistory,
    Tag,
    Version,
)

THUMBNAILS = {"fit-150": (150, 100), "fit-300": (300, 200), "fit-800": (800, 533)}
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf", "video/mp4": "mp4"}


def make_facts(namespace: Namespace, **more: Any) -> Blob:
    """A picture of 1200 by 800 that was processed."""
    key = uuid4().hex
    file_type = more.get("file_type", "image/jpeg")
    facts: dict[str, Any] = {
        "sha256": sha256(key.encode()).hexdigest(),
        "size": 1000,
        "kind": "image",
        "file_type": file_type,
        "extension": EXTENSIONS.get(file_type, "bin"),
        "storage_key": f"{namespace.pk}/{key}",
        "width": 1200,
        "height": 800,
        "placeholder": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
        "dominant_color": "#336699",
    }
    return Blob.objects.create(namespace=namespace, **facts | more)


def make_renditions(blob: Blob) -> None:
    Rendition.objects.bulk_create(
        Rendition(
            blob=blob,
            spec=spec,
            width=width,
            height=height,
            format="webp",
            file_size=width * 10,
            storage_key=f"{blob.namespace_id}/renditions/{blob.pk}/{spec}.webp",
        )
        for spec, (width, height) in THUMBNAILS.items()
    )


def make_ready(
    namespace: Namespace, uploaded_by: User | None = None, *, title: str = "A file", **more: Any
) -> MediaFile:
    """A ready file with blob, first version, slug, search entry and thumbnails.

    `blob` holds facts of the blob; `tags` are tags; the rest are columns of the file.
    """
    blob = make_facts(namespace, **more.pop("blob", {}))
    if blob.kind == "image":
        make_renditions(blob)
    tags = more.pop("tags", [])
    created_at = more.pop("created_at", None)
    repeated = ("kind", "file_type", "width", "height", "duration", "taken_at", "taken_offset")
    columns: dict[str, Any] = {
        "slug": f"file-{uuid4().hex[:10]}",
        "original_filename": f"{title}.{blob.extension}",
        "status": MediaFile.Status.READY,
        "file_size": blob.size,
        **{name: getattr(blob, name) for name in repeated},
    }
    file = MediaFile.objects.create(
        namespace=namespace, blob=blob, uploaded_by=uploaded_by, title=title, **columns | more
    )
    if created_at:
        MediaFile.objects.filter(pk=file.pk).update(created_at=created_at)
        file.refresh_from_db()
    SlugHistory.objects.create(namespace=namespace, file=file, slug=file.slug)
    Version.objects.create(
        file=file, number=1, blob=blob, original_filename=file.original_filename, created_by=uploaded_by
    )
    file.tags.set(tags)
    search.index(file)
    return file


def make_tag(namespace: Namespace, name: str, *, parent: Tag | None = None, **more: Any) -> Tag:
    slug = more.pop("slug", name.lower().replace(" ", "-"))
    path = f"{parent.path if parent else '/'}{slug}/"
    return Tag.objects.create(namespace=namespace, name=name, slug=slug, parent=parent, path=path, **more)


def make_collection(namespace: Namespace, title: str = "A collection", *files: MediaFile, **more: Any) -> Collection:
    slug = more.pop("slug", title.lower().replace(" ", "-"))
    collection = Collection.objects.create(namespace=namespace, title=title, slug=slug, **more)
    CollectionEntry.objects.bulk_create(
        CollectionEntry(collection=collection, file=file, position=place) for place, file in enumerate(files)
    )
    return collection


def trashed() -> dict[str, Any]:
    """Columns of a file in the trash."""
    return {"trashed_at": datetime(2024, 5, 1, tzinfo=UTC)}
