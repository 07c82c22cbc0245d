"""What whoever starts Vitrine reads when a variable holds what it cannot."""

import os
import subprocess
import sys

import pytest

from config.tests.processes import BACKEND


@pytest.mark.parametrize(
    ("variable", "value", "wanted"),
    [
        ("VITRINE_WEB_WORKERS", "0", "VITRINE_WEB_WORKERS must be at least 1."),
        ("VITRINE_WORKER_MEMORY_MB", "1", "VITRINE_WORKER_MEMORY_MB must be at least 256."),
        ("VITRINE_MAX_UPLOAD_BYTES", "5GB", "VITRINE_MAX_UPLOAD_BYTES must be a whole number, not '5GB'."),
        ("PORT", "70000", "PORT must be at most 65535."),
        (
            "VITRINE_LOG_LEVEL",
            "loud",
            "VITRINE_LOG_LEVEL must be DEBUG, INFO, WARNING, ERROR or CRITICAL, not 'loud'.",
        ),
        ("REDIS_URL", "localhost:6379", "REDIS_URL must look like redis://host:6379/0."),
        ("BROKER_URL", "ampq://host", "BROKER_URL must look like amqp://user:password@host:5672//."),
        ("VITRINE_DATA", "/dev/null/x", "VITRINE_DATA names /dev/null/x, which cannot be made: Not a directory."),
        ("VITRINE_DATA", "/proc/sys", "VITRINE_DATA names /proc/sys, which we may not write to."),
        ("DATABASE_URL", "nonsense", "DATABASE_URL must look like postgres://user:password@host:5432/name."),
    ],
)
def test_nonsense_is_told_in_one_line(tmp_path, variable, value, wanted):
    env = {**os.environ, "VITRINE_DATA": str(tmp_path), "SECRET_KEY": "x" * 50, variable: value}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=BACKEND, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{wanted}\n")


@pytest.mark.parametrize("command", ["bootstrap", "serve"])
def test_every_command_of_the_start_tells_it(tmp_path, command):
    env = {**os.environ, "VITRINE_DATA": str(tmp_path), "SECRET_KEY": "x" * 50, "VITRINE_WEB_WORKERS": "0"}
    argv = [sys.executable, "manage.py", command]
    done = subprocess.run(argv, cwd=BACKEND, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (1, "VITRINE_WEB_WORKERS must be at least 1.\n")
