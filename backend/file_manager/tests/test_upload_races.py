"""The same bytes from many at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from conftest import client_of, make_member, make_namespace, picture
from content.models import Role
from file_manager.models import Blob, MediaFile
from file_manager.tests.makers import objects
from file_manager.tests.test_uploads import upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("on_duplicate", "others"), [("reject", 409), ("reuse", 200)])
def test_the_same_bytes_at_the_same_moment_become_one_file(on_duplicate, others):
    namespace = make_namespace()
    user = make_member(namespace, Role.CONTRIBUTOR)
    data = picture()

    def one(_: int) -> int:
        try:
            return upload(client_of(user), data, on_duplicate=on_duplicate).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(one, range(6))) == sorted([201, *[others] * 5])
    assert (MediaFile.objects.count(), len(objects())) == (1, 1)
    namespace.refresh_from_db()
    assert namespace.used == len(data)


def test_the_same_bytes_and_name_at_the_same_moment_become_one_blob_and_two_slugs():
    namespace = make_namespace()
    user = make_member(namespace, Role.CONTRIBUTOR)
    data = picture()

    def one(_: int) -> int:
        try:
            return upload(client_of(user), data, on_duplicate="keep").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(one, range(12))) == [201] * 12
    assert Blob.objects.count() == 1
    assert len(set(MediaFile.objects.values_list("slug", flat=True))) == 12
    assert len(objects()) == 1
    namespace.refresh_from_db()
    assert namespace.used == len(data)
