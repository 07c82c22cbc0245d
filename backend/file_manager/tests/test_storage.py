"""The one door to where bytes lie, where the process that opens it is short of everything."""

import os
from threading import Thread

import pytest
from django.conf import settings

from common.ids import uuid7
from file_manager import storage

pytestmark = pytest.mark.skipif(settings.STORAGE["scheme"] == "file", reason="only a bucket was reached by threads")


def test_large_files_travel_where_no_thread_can_be_started(tmp_path, monkeypatch):
    def refuse(thread):
        raise RuntimeError("can't start new thread")

    content = os.urandom(20 << 20)
    path = tmp_path / "large"
    path.write_bytes(content)
    monkeypatch.setattr(Thread, "start", refuse)
    key = storage.put(path, namespace_id=uuid7(), file_type="image/png")
    with storage.local_copy(key) as copy:
        assert copy.read_bytes() == content
    storage.delete(key)
