"""What the lock for running names is enough to run: `make run` installs nothing else, whatever tests bring along."""

import os
import re
import subprocess
import sys

import pytest

from config.tests.processes import BACKEND

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", re.MULTILINE)
#: Hides every package that is not locked for running, then loads what the processes load for these services.
PROBE = """
import re, sys
from importlib.metadata import packages_distributions

def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()

locked = {plain(name) for name in sys.argv[1].split()}
for module, owners in packages_distributions().items():
    if not locked & {plain(owner) for owner in owners}:
        sys.modules[module] = None

import config.wsgi, gunicorn.workers.gthread
import celery.bin.beat, celery.bin.worker
from config.celery import app
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection

app.connection_for_write().transport_cls
cache.get, default_storage.open, connection.vendor
"""
SERVICES = {
    "none": {},
    "real": {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "STORAGE_URL": "s3://key:secret@bucket?endpoint=http%3A%2F%2F127.0.0.1%3A1",
    },
    "rabbitmq": {"BROKER_URL": "amqp://nobody@127.0.0.1:1//"},
}


@pytest.mark.parametrize("services", SERVICES.values(), ids=SERVICES)
def test_nothing_is_needed_that_is_locked_for_development_alone(services, tmp_path):
    locked = LOCKED.findall((BACKEND / "requirements.txt").read_text(encoding="utf-8"))
    env = {"PATH": os.environ["PATH"], "VITRINE_DATA": str(tmp_path), "SECRET_KEY": "x" * 50} | services
    probe = [sys.executable, "-c", PROBE, " ".join(locked)]
    done = subprocess.run(probe, cwd=BACKEND, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
