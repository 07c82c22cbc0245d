"""What every test may ask for: a client for each of the cast, makers with defaults, tiny true media."""

import io
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from PIL import Image
from rest_framework.test import APIClient

from config import stores
from content.models import Membership, Namespace, Role, User


def pytest_configure() -> None:
    """Each test process has a cache of its own, since emptying one empties all of it."""
    process = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    default = django_settings.CACHES["default"]
    if django_settings.REDIS_URL:
        address, _, number = django_settings.REDIS_URL.rpartition("/")
        default["LOCATION"] = f"{address}/{(int(number) + int(process.removeprefix('gw'))) % 16}"
    else:
        default["LOCATION"] = f"{default['LOCATION']}-{process}"


@pytest.fixture(autouse=True)
def own_folders(tmp_path, settings):
    """Each test has an empty storage folder, an empty cache, and seats that no other test takes."""
    settings.DATA = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TEMPORARY = tmp_path
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    if settings.STORAGE["scheme"] == "file":
        keep_in(settings, {"scheme": "file", "root": str(tmp_path / "media")})
    cache.clear()


def keep_in(settings: Any, where: dict[str, str]) -> None:
    """Has files kept where a parsed STORAGE_URL says."""
    settings.STORAGE = where
    settings.STORAGES = settings.STORAGES | stores.of(where)


def make_user(username: str, **more: Any) -> User:
    return User.objects.create_user(username=username, password=more.pop("password", "a long password"), **more)


def make_namespace(slug: str = "museum", **more: Any) -> Namespace:
    return Namespace.objects.create(name=more.pop("name", slug.title()), slug=slug, **more)


def make_member(namespace: Namespace, role: Role, username: str = "") -> User:
    user = make_user(username or f"{role.label}-{namespace.slug}")
    Membership.objects.create(user=user, namespace=namespace, role=role)
    return user


def client_of(user: User | None) -> APIClient:
    client = APIClient()
    if user is not None:
        client.force_authenticate(user)
    return client


class Cast:
    """One namespace with a member of each role, a manager of another namespace, and nobody."""

    def __init__(self) -> None:
        self.namespace = make_namespace("museum")
        self.elsewhere = make_namespace("archive")
        self.viewer = make_member(self.namespace, Role.VIEWER)
        self.contributor = make_member(self.namespace, Role.CONTRIBUTOR)
        self.editor = make_member(self.namespace, Role.EDITOR)
        self.manager = make_member(self.namespace, Role.MANAGER)
        self.stranger = make_member(self.elsewhere, Role.MANAGER, "stranger")
        self.superuser = make_user("root", is_superuser=True, is_staff=True)

    def client(self, who: str) -> APIClient:
        return client_of(None if who == "anonymous" else getattr(self, who))


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def picture(width: int = 64, height: int = 48, *, format: str = "JPEG", color: str = "teal", **save: Any) -> bytes:
    """The bytes of a tiny picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), color).save(buffer, format, **save)
    return buffer.getvalue()


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks) -> Callable[..., Any]:
    return django_capture_on_commit_callbacks
