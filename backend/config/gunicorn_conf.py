"""How gunicorn serves the web side; the address comes from whoever starts it."""

import gc
import os

from django.conf import settings
from django.urls import get_resolver

from common.lifeline import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

worker_class = "gthread"
#: Read once and shared by the workers, which halves what they weigh.
preload_app = True
workers = settings.WEB_WORKERS
threads = settings.WEB_THREADS
#: An upload of gigabytes over a slow line keeps its thread busy, not its worker silent.
timeout = 60
#: Below the ten seconds in which the supervisor ends everything.
graceful_timeout = 5
keepalive = 5
#: The heartbeat file on a disk can block a worker for as long as the disk is busy.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
#: It would stand at one fixed place for all installations of an account.
control_socket_disable = True


def when_ready(server):
    # Django reads the views with the first request; read here, the workers share them too.
    get_resolver().url_patterns  # noqa: B018 - reading it is the point
    # Counting garbage would write to every page that is shared.
    gc.collect()
    gc.freeze()


def post_fork(server, worker):
    die_with_parent(server.pid)
