"""Every route of the document, walked by nobody and by somebody from elsewhere."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from config import openapi
from config.tests.world import CONTENT, address, make_world
from content.models import Namespace
from file_manager.models import Collection, MediaFile, Tag
from webpages.models import Page

OPEN = {
    ("post", "/api/v1/auth/login/"),
    ("get", "/api/v1/auth/me/"),
    ("post", "/api/v1/auth/token/"),
    ("post", "/api/v1/auth/token/refresh/"),
}
HERE = "/api/v1"


@pytest.fixture
def world(cast):
    return make_world(cast)


def operations() -> list[tuple[str, str]]:
    return [(method, path) for path, each in openapi.document()["paths"].items() for method in each]


def send(client, method, path, body=None):
    return client.generic(method.upper(), path, *([] if body is None else [body]), content_type="application/json")


def text(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


def test_nobody_is_known_before_anything_else_is_looked_at(world):
    client = world.cast.client("anonymous")
    for method, path in operations():
        if (method, path) not in OPEN:
            for values in (address(world, path), {name: str(uuid4()) for name in address(world, path)}):
                response = send(client, method, path.format(**values) + "?nonsense=1", "{")
                wanted = 401 if values.get("number", "1") == "1" else 404
                assert response.status_code == wanted, (method, path)
                assert not [word for word in world.words if word in text(response)], (method, path)


def test_open_routes_are_named(world):
    assert set(operations()) >= OPEN


def test_what_is_elsewhere_answers_as_what_is_not_there(world):
    """A stranger asks for each thing of the museum and for one that does not exist, and cannot tell which was which."""
    client = world.cast.client("stranger")
    for method, path in operations():
        values = address(world, path)
        if not values:
            continue
        unknown = {name: value if name == "number" else str(uuid4()) for name, value in values.items()}
        foreign = send(client, method, path.format(**values), "{}")
        nothing = send(client, method, path.format(**unknown), "{}")
        assert foreign.status_code == nothing.status_code, (method, path)
        assert foreign.status_code in {403, 404}, (method, path)
        assert text(foreign) == text(nothing), (method, path)
        assert foreign.status_code == 404 or path.startswith(f"{HERE}/auth/users/"), (method, path)


def test_lists_show_nothing_from_elsewhere(world):
    client = world.cast.client("stranger")
    for method, path in operations():
        if method == "get" and "{" not in path:
            shown = text(send(client, method, path))
            assert not [word for word in world.words if word in shown], path
            assert not [one for one in world.ids.values() if str(one) in shown], path


QUERIES = [
    "/content/namespaces/?namespace=<slug>",
    "/content/namespaces/?namespace=<namespaces>",
    "/media/files/?namespace=<slug>",
    "/media/files/?namespace=<namespaces>",
    "/media/files/?collection=<collections>",
    "/media/files/?tags=<tag>",
    "/media/files/?uploaded_by=<users>",
    "/media/files/?search=<word>",
    "/media/files/?search=<word>&cursor=",
    "/media/files/?trashed=true&search=<word>",
    "/media/tags/?namespace=<slug>",
    "/media/collections/?namespace=<namespaces>",
    "/webpages/pages/?namespace=<slug>",
    "/webpages/pages/?namespace=<namespaces>",
]
BODIES = [
    ("/content/namespaces/<namespaces>/members/", '{"user": "stranger", "role": "manager"}'),
    ("/media/files/check/", '{"sha256": ["<sha>"]}'),
    ("/media/files/check/", '{"sha256": ["<sha>"], "namespace": "<slug>"}'),
    ("/media/bulk-tag/", '{"selection": {"ids": ["<files>"]}, "tags": ["new"], "action": "add"}'),
    ("/media/bulk-delete/", '{"selection": {"ids": ["<files>"]}, "force": true}'),
    ("/media/tags/", '{"name": "x", "namespace": "<namespaces>"}'),
    ("/media/tags/", '{"name": "x", "parent": "<tags>"}'),
    ("/media/collections/", '{"title": "x", "namespace": "<slug>"}'),
    ("/media/collections/", '{"title": "x", "cover": "<files>"}'),
    ("/webpages/pages/", '{"title": "x", "namespace": "<slug>"}'),
    ("/webpages/pages/", '{"title": "x", "parent": "<pages>"}'),
    (
        "/webpages/pages/",
        '{"title": "x", "content": {"main": [{"type": "image", "config": {"media": "<files>", "alt_text": "a"}}]}}',
    ),
]


def references(world) -> dict[str, tuple[str, str]]:
    """What each placeholder stands for: in the museum, and nowhere."""
    ids = {name: (str(one), str(uuid4())) for name, one in world.ids.items()}
    words = {"slug": ("museum", "nomuseum"), "tag": ("quagga", "nothing"), "word": ("zebrafish", "elephants")}
    return {**ids, **words, "sha": (world.file.blob.sha256, "0" * 64)}


def filled(template, references, which) -> str:
    for name, pair in references.items():
        template = template.replace(f"<{name}>", pair[which])
    return template


def told(response, references, which) -> tuple[int, str]:
    """The answer without what was asked for."""
    said = text(response)
    for pair in references.values():
        said = said.replace(pair[which], "?")
    return response.status_code, said


@pytest.mark.parametrize("query", QUERIES)
def test_filters_do_not_tell(world, query):
    client, known = world.cast.client("stranger"), references(world)
    answers = [told(send(client, "get", HERE + filled(query, known, n)), known, n) for n in (0, 1)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(("path", "body"), BODIES)
def test_bodies_do_not_tell(world, path, body):
    client, known = world.cast.client("stranger"), references(world)
    before = counts(world)
    answers = [
        told(send(client, "post", HERE + filled(path, known, n), filled(body, known, n)), known, n) for n in (0, 1)
    ]
    assert answers[0] == answers[1]
    assert counts(world) == before


def counts(world) -> list[int]:
    """How much there is in the museum."""
    models = (MediaFile, Tag, Collection, Page)
    return [model.objects.filter(namespace=world.cast.namespace).count() for model in models]


def test_names_taken_elsewhere_are_free_here(world):
    client = world.cast.client("stranger")
    tag = client.post(f"{HERE}/media/tags/", {"name": "Quagga"}).json()
    boxes = client.post(f"{HERE}/media/collections/", {"title": "Okapi"}).json()
    page = client.post(f"{HERE}/webpages/pages/", {"title": "Narwhal"}).json()
    assert (tag["slug"], boxes["slug"], page["path"]) == ("quagga", "okapi", "narwhal")


def test_the_same_bytes_elsewhere_are_no_duplicate(world):
    body = {"file": SimpleUploadedFile("zebrafish.jpg", CONTENT, "image/jpeg")}
    response = world.cast.client("stranger").post(f"{HERE}/media/upload/", body, format="multipart")
    assert (response.status_code, response.json()["slug"]) == (201, "zebrafish")
    assert response.json()["namespace"]["slug"] == "archive"


def test_the_count_of_a_stranger_is_their_own(world):
    for route in ("media/files", "media/tags", "media/collections", "webpages/pages"):
        assert world.cast.client("stranger").get(f"{HERE}/{route}/").json()["count"] == 0
    assert Namespace.objects.count() == 2
