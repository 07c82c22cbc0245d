import os
import sys
import tempfile
from typing import Any

from celery import Celery, Task
from celery.signals import task_postrun, task_prerun, worker_init, worker_process_init
from django.conf import settings
from django.db import close_old_connections, connections
from kombu import Queue

from common.lifeline import die_with_parent
from config import broker, child_limits, watching

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

broker.install()
app = Celery("vitrine")
#: Pool children are forked after this module is read.
MAIN_PROCESS = os.getpid()
QUEUE = "vitrine"


def configuration() -> dict[str, object]:
    """Celery's side of the settings: at most one message held by each child, until `watching` acknowledges it."""
    options: dict[str, object] = {
        "broker_url": settings.BROKER_URL,
        "broker_connection_retry_on_startup": True,
        "task_acks_late": True,
        "task_ignore_result": True,
        "task_default_queue": QUEUE,
        "task_queues": [Queue(QUEUE), Queue(watching.QUEUE)],
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
        "worker_max_tasks_per_child": 1000,
        # One that stays large is exchanged: what it does not give back, the next job would lack.
        "worker_max_memory_per_child": settings.CHILD_MEMORY_MB * 1024 // 2,
        "task_soft_time_limit": settings.CHILD_SECONDS,
        # Celery itself would close the connection after each task; `bound_task` does it when it is broken.
        "CELERY_DB_REUSE_MAX": sys.maxsize,
        # How long the pool waits for the word of a child that is gone; meanwhile it takes one job less.
        "worker_lost_wait": 2.0,
        "beat_schedule": {
            "sweep": {"task": "vitrine.sweep", "schedule": settings.JOB_SWEEP_SECONDS},
            "tidy": {"task": "vitrine.tidy", "schedule": 3600},
            "clean-up": {"task": "vitrine.clean_up", "schedule": 24 * 3600},
        },
        "beat_schedule_filename": str(settings.DATA / "beat-schedule"),
    }
    if settings.BROKER_URL.startswith("filesystem://"):
        options["broker_url"] = "filesystem://localhost"  # kombu warns about an address without a host
        options["broker_transport_options"] = file_broker()
    elif settings.BROKER_URL.startswith("redis"):
        # A request must not wait for as long as an unreachable address keeps silent.
        options["broker_transport_options"] = {"socket_connect_timeout": 3}
    return options


def file_broker() -> dict[str, object]:
    messages, control = settings.BROKER_FOLDER / "messages", settings.BROKER_FOLDER / "control"
    for folder in (messages, control):
        folder.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "polling_interval": 0.05,
    }


app.add_defaults(configuration)
app.autodiscover_tasks()
app.autodiscover_tasks(["common"], related_name="sweeper")


@worker_process_init.connect
def prepare_child(**kwargs: object) -> None:
    """A pool child ends with its parent, so that no `kill -9` leaves one behind, and takes no more than its share."""
    os.setpgid(0, 0)  # so that what it starts can be ended with it
    die_with_parent(MAIN_PROCESS)
    child_limits.bound_memory(settings.CHILD_MEMORY_MB)
    # Pieces of files that it has no time to clear away are swept up from there.
    tempfile.tempdir = os.environ["TMPDIR"] = str(settings.TEMPORARY)
    # It has one connection and keeps it, since a new one costs PostgreSQL more than most of our statements.
    connections.settings["default"]["OPTIONS"].pop("pool", None)
    connections.settings["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


@task_prerun.connect
def bound_task(task: Task, **kwargs: object) -> None:
    if task.request.is_eager:
        return
    close_old_connections()
    # Housekeeping, which the clock sends with the limit of all, counts as long too: it opens no file of anybody.
    _, own_limit = task.request.timelimit or (None, None)
    child_limits.bound_processor(settings.LONG_CHILD_CPU_SECONDS if own_limit else settings.CHILD_CPU_SECONDS)


@task_postrun.connect
def leave_nothing_running(task: Task, **kwargs: object) -> None:
    if not task.request.is_eager:
        close_old_connections()
        watching.end_children()


@worker_init.connect
def watch_pool(sender: Any, **kwargs: object) -> None:
    app.tasks["vitrine.run"].Request = watching.WatchedRequest
    # The pool behind Celery's own, which alone knows its processes; it is made after this.
    watching.watch.start(lambda: tuple(getattr(getattr(sender.pool, "_pool", None), "_pool", ())))
