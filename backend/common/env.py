"""Typed reading of the environment. Nonsense is refused at start, not discovered at midnight.

Every reader also takes the value from the file that `NAME_FILE` names, as container secrets come, and notes in `READ`
what was asked for, so that the reference can be held against it.
"""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})
#: Every variable that was asked for, with its default as one would write it.
READ: dict[str, str] = {}


def text(name: str, default: str = "") -> str:
    """The value of `name`, else the content of the file `NAME_FILE` points at, else `default`."""
    READ.setdefault(name, default)
    if secret := os.environ.get(f"{name}_FILE"):
        try:
            return Path(secret).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error.strerror}.") from error
    return os.environ.get(name) or default


def flag(name: str, *, default: bool) -> bool:
    READ.setdefault(name, "on" if default else "off")
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")


def one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be {', '.join(choices[:-1])} or {choices[-1]}, not {value!r}.")
    return value


def integer(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    READ.setdefault(name, str(default))
    value = text(name)
    try:
        number = int(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None
    if number < least:
        raise ImproperlyConfigured(f"{name} must be at least {least}.")
    if most is not None and number > most:
        raise ImproperlyConfigured(f"{name} must be at most {most}.")
    return number


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder that can be written to, which is made where there is none."""
    path = Path(text(name, str(default))).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} names {path}, which cannot be made: {error.strerror}.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name} names {path}, which we may not write to.")
    return path


def address(name: str, *, like: str, schemes: tuple[str, ...]) -> str:
    """The address of a service, by default none; `like` is one that a person can follow."""
    value = text(name)
    scheme, separator, _ = value.partition("://")
    if value and not (separator and scheme in schemes):
        # What was given may hold a password.
        raise ImproperlyConfigured(f"{name} must look like {like}.")
    return value


def storage_url(name: str, default: str) -> dict[str, str]:
    """`file:///folder` or `s3://key:secret@bucket?endpoint=…&region=…&public=…` as its parts.

    Raises ImproperlyConfigured for any other scheme or a part that is missing.
    """
    url = urlsplit(text(name, default))
    if url.scheme == "file" and url.path:
        return {"scheme": "file", "root": unquote(url.path)}
    if url.scheme == "s3" and url.hostname:
        options = {key: values[-1] for key, values in parse_qs(url.query).items()}
        bucket = url.netloc.rpartition("@")[2]
        return {
            "scheme": "s3",
            "bucket": bucket,
            "key": unquote(url.username or ""),
            "secret": unquote(url.password or ""),
            **options,
        }
    raise ImproperlyConfigured(f"{name} must look like file:///folder or s3://key:secret@bucket?endpoint=….")
