"""The library that `make bench` writes by SQL is one that the product can read."""

import importlib.util
from pathlib import Path

import pytest
from django.db import connection

SEED = Path(__file__).resolve().parents[3] / "bench" / "seed.py"


@pytest.mark.django_db(transaction=True)
def test_a_seeded_library_is_listed_and_searched(cast):
    if connection.vendor != "postgresql":
        pytest.skip("it is written for PostgreSQL, on which the product is measured")
    spec = importlib.util.spec_from_file_location("seed", SEED)
    seed = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(seed)
    seed.library(namespace_id=cast.namespace.pk, user_id=cast.contributor.pk, rows=200)
    client = cast.client("viewer")
    assert client.get("/api/v1/media/files/").json()["count"] == 200
    found = client.get("/api/v1/media/files/?search=lighthouse").json()
    assert found["count"] == 2
    assert set(found["results"][0]["thumbnails"]) == {"small", "medium", "large"}
