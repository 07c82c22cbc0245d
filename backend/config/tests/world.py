"""Something of everything in the museum, by names that stand nowhere else."""

from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from conftest import Cast, picture
from content import accounts
from content.models import Membership, Role
from file_manager.models import Collection, CollectionEntry, MediaFile, Suggestion, Tag
from file_manager.tests.makers import make_file
from webpages.models import Page
from webpages.tests.makers import make_page

CONTENT = picture(77, 55, color="indigo")


@dataclass
class World:
    """`ids` holds the id of each thing by the word that routes use for it, `words` what only its owner may read."""

    cast: Cast
    file: MediaFile
    page: Page
    ids: dict[str, UUID] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    key: str = ""


def make_world(cast: Cast) -> World:
    museum = cast.namespace
    file = make_file(museum, content=CONTENT, title="Zebrafish", slug="zebrafish", uploaded_by=cast.contributor)
    tag = Tag.objects.create(namespace=museum, name="Quagga", slug="quagga", path="/quagga/")
    file.tags.add(tag)
    boxes = Collection.objects.create(namespace=museum, title="Okapi", slug="okapi")
    CollectionEntry.objects.create(collection=boxes, file=file, position=1)
    hint = Suggestion.objects.create(file=file, kind="title", value="Axolotl", source="test")
    page = make_page(cast.editor, namespace=museum, title="Narwhal")
    row, _ = accounts.create_key(user=cast.manager, name="Pangolin", scopes=["read"])
    _, key = accounts.create_key(user=cast.manager, name="Pangolin", scopes=["read", "write"])
    return World(
        cast,
        file,
        page,
        ids={
            "files": file.pk,
            "tags": tag.pk,
            "collections": boxes.pk,
            "suggestions": hint.pk,
            "pages": page.pk,
            "namespaces": museum.pk,
            "users": cast.viewer.pk,
            "api-keys": row.pk,
        },
        words=["ebrafish", "uagga", "kapi", "xolotl", "arwhal", "angolin", "useum", file.blob.sha256],
        key=key,
    )


def join(world: World) -> None:
    """Makes the manager the only one who may do everything, with a second manager who can be taken out."""
    Membership.objects.filter(user=world.cast.viewer).update(role=Role.MANAGER)


def address(world: World, path: str) -> dict[str, str]:
    """What stands for each parameter of a route's path."""
    parts = path.strip("/").split("/")
    values = {}
    for before, part in pairwise(parts):
        if part.startswith("{"):
            name = part.strip("{}")
            values[name] = "1" if name == "number" else str(world.ids["users" if before == "members" else before])
    return values
