"""The nightly sweep takes what nobody needs and nothing else."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from conftest import make_namespace, picture
from content.models import AuditEntry
from file_manager import cleanup, derived, storage
from file_manager.models import Blob, MediaFile, Usage
from file_manager.tests.makers import make_file, run_job

pytestmark = pytest.mark.django_db

DAY = 24 * 3600


@pytest.fixture
def museum():
    return make_namespace("museum")


@pytest.fixture
def local(settings):
    """The tests set the age of objects, which only a disk lets them."""
    if settings.STORAGE["scheme"] != "file":
        pytest.skip("the age of an object cannot be set in this store")


def keys():
    return {found.key for found in storage.walk()}


def put(namespace, content=b"bytes"):
    path = Path(storage.settings.TEMPORARY) / "draft"
    path.write_bytes(content)
    return storage.put(path, namespace_id=namespace.pk, file_type="image/jpeg")


def age(path, days=2):
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def test_old_objects_without_a_row_are_removed_and_all_others_stay(museum, local):
    file = make_file(museum)
    run_job("process_file", file)
    kept = keys()
    for key in kept:
        age(storage.disk_path(key))
    orphan, fresh = put(museum), put(museum)
    age(storage.disk_path(orphan))
    cleanup.run()
    assert keys() == kept | {fresh}


def test_a_rendition_whose_row_is_still_to_come_stays_and_goes_with_its_blob(museum, local):
    file = make_file(museum)
    key = derived.key_of(file.blob, "fit-300")
    path = Path(storage.settings.TEMPORARY) / "drawn"
    path.write_bytes(picture())
    storage.store(path, key, file_type="image/webp")
    age(storage.disk_path(key))
    cleanup.run()
    assert key in keys()
    file.versions.all().delete()
    file.delete()
    Blob.objects.all().delete()
    cleanup.run()
    assert key not in keys()


def test_trash_is_purged_when_its_namespace_keeps_it_no_longer(museum):
    long = make_namespace("archive", trash_retention_days=90)
    ago = timezone.now() - timedelta(days=31)
    over = make_file(museum, trashed_at=ago)
    kept = [
        make_file(museum, trashed_at=timezone.now() - timedelta(days=29)),
        make_file(long, trashed_at=ago),
        make_file(museum),
    ]
    key = over.blob.storage_key
    cleanup.purge_trash()
    assert set(MediaFile.objects.all()) == set(kept)
    assert AuditEntry.objects.get(action="file.purged").actor is None
    assert not Blob.objects.filter(storage_key=key).exists()


def test_a_file_that_is_shown_somewhere_outlives_the_trash(museum):
    file = make_file(museum, trashed_at=timezone.now() - timedelta(days=99))
    Usage.objects.create(file=file, target=museum, context="cover")
    other = make_file(museum, trashed_at=timezone.now() - timedelta(days=99))
    cleanup.run()
    assert set(MediaFile.objects.all()) == {file}
    assert not MediaFile.objects.filter(pk=other.pk).exists()


def test_what_died_on_the_way_is_removed_from_the_temporary_folder(tmp_path, settings, museum):
    settings.TEMPORARY = tmp_path / "own"
    folder = settings.TEMPORARY / "preview-1"
    folder.mkdir(parents=True)
    (folder / "preview.png").write_bytes(b"x")
    upload, running = settings.TEMPORARY / "a.upload", settings.TEMPORARY / "b.upload"
    upload.write_bytes(b"x")
    running.write_bytes(b"x")
    age(folder)
    age(upload)
    cleanup.run()
    assert list(settings.TEMPORARY.iterdir()) == [running]


def test_a_store_that_is_away_does_not_keep_the_trash_full(museum, monkeypatch):
    def away():
        raise storage.StorageAway

    monkeypatch.setattr(storage, "walk", away)
    make_file(museum, trashed_at=timezone.now() - timedelta(days=99))
    cleanup.run()
    assert not MediaFile.objects.exists()


def test_what_is_purged_while_the_store_is_away_is_gone_and_leaves_its_bytes_to_the_sweep(cast, monkeypatch, on_commit):
    def away(key):
        raise storage.StorageAway

    file = make_file(cast.namespace, trashed_at=timezone.now())
    monkeypatch.setattr(storage, "delete", away)
    with on_commit(execute=True):
        answer = cast.client("manager").delete(f"/api/v1/media/files/{file.pk}/purge/")
    assert answer.status_code == 204
    assert not MediaFile.objects.exists()
    assert file.blob.storage_key in keys()
