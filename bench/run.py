"""Measures the product beside the floors of the same run: `make bench`, or some of its parts, which `report` names.

Needs PostgreSQL and Redis on their standard ports and wrk. Everything is thrown away afterwards but the photos.
BENCH_ROWS (1,000,000) is the size of the library for the list, BENCH_PHOTOS (20) how many are uploaded and processed,
BENCH_ROLL (200) how many go through the worker at once, BENCH_SOAK (2,000) how many files of all kinds follow.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ADMIN = "host=127.0.0.1 user=postgres dbname=postgres"
DATABASE = "vitrine_bench"
ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
PHOTOS = int(os.environ.get("BENCH_PHOTOS", "20"))


def drop_database() -> None:
    with psycopg.connect(ADMIN, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


@contextmanager
def workplace() -> Iterator[Path]:
    """An empty data folder and an empty database, gone afterwards."""
    drop_database()
    with psycopg.connect(ADMIN, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")
    folder = Path(tempfile.mkdtemp(prefix="vitrine-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        drop_database()


def environment(folder: Path) -> dict[str, str]:
    return {
        "VITRINE_DATA": str(folder / "data"),
        "DATABASE_URL": f"postgres://postgres@127.0.0.1/{DATABASE}",
        "REDIS_URL": "redis://127.0.0.1:6379/11",
        "SECRET_KEY": "bench",
        "VITRINE_THROTTLE": "off",
        "VITRINE_LOG_LEVEL": "INFO",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FLOOR_DATABASE": DATABASE,
        "FLOOR_MEDIA": str(folder / "floor"),
    }


def main() -> None:
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "backend")]
    with workplace() as folder:
        os.environ.update(environment(folder))
        from measures import report  # noqa: PLC0415 - it loads the product, whose settings read the environment above

        report(folder, PHOTOS, ROWS, sys.argv[1:])


if __name__ == "__main__":
    main()
