"""Reading the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from common import env


@pytest.fixture(autouse=True)
def own_notes(monkeypatch):
    """What is asked for here is no setting."""
    monkeypatch.setattr(env, "READ", dict(env.READ))


def test_a_secret_comes_from_a_file(monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hush\n")
    monkeypatch.setenv("VITRINE_TEST_FILE", str(secret))
    assert env.text("VITRINE_TEST") == "hush"
    monkeypatch.setenv("VITRINE_TEST_FILE", str(tmp_path / "missing"))
    with pytest.raises(ImproperlyConfigured, match="VITRINE_TEST_FILE cannot be read"):
        env.text("VITRINE_TEST")


@pytest.mark.parametrize(("value", "wanted"), [("on", True), ("YES", True), ("0", False), ("off", False), ("", True)])
def test_flags(monkeypatch, value, wanted):
    monkeypatch.setenv("VITRINE_TEST", value)
    assert env.flag("VITRINE_TEST", default=True) is wanted


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("perhaps", lambda: env.flag("VITRINE_TEST", default=True)),
        ("many", lambda: env.integer("VITRINE_TEST", 1)),
        ("0", lambda: env.integer("VITRINE_TEST", 1, least=1)),
        ("9", lambda: env.integer("VITRINE_TEST", 1, most=8)),
        ("three", lambda: env.one_of("VITRINE_TEST", "one", ("one", "two"))),
        ("ftp://host/x", lambda: env.storage_url("VITRINE_TEST", "")),
        ("file://", lambda: env.storage_url("VITRINE_TEST", "")),
    ],
)
def test_nonsense_is_refused_by_name(monkeypatch, value, read):
    monkeypatch.setenv("VITRINE_TEST", value)
    with pytest.raises(ImproperlyConfigured, match="VITRINE_TEST"):
        read()


def test_storage_addresses(monkeypatch):
    monkeypatch.setenv("VITRINE_TEST", "s3://k%2Fey:se%40cret@Bucket?endpoint=http%3A%2F%2Fhost%3A9000&region=eu")
    assert env.storage_url("VITRINE_TEST", "") == {
        "scheme": "s3",
        "bucket": "Bucket",
        "key": "k/ey",
        "secret": "se@cret",
        "endpoint": "http://host:9000",
        "region": "eu",
    }
    assert env.storage_url("VITRINE_OTHER", "file:///a%20b") == {"scheme": "file", "root": "/a b"}


def test_names_are_split(monkeypatch):
    monkeypatch.setenv("VITRINE_TEST", " a, ,b ")
    assert env.names("VITRINE_TEST") == ["a", "b"]
