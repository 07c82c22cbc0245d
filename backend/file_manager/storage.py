"""The one door to where bytes lie: a folder or an S3 bucket. Keys are `{namespace}/…` and never name user input.

Objects are written before the transaction that refers to them; what no row claims is swept up later. Every failure of
the store itself is StorageAway (503), so that callers can say "try again" and lose nothing.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit
from uuid import UUID

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from django.conf import settings
from django.core.files.storage import default_storage, storages

from common.errors import DomainError, Unavailable
from common.ids import uuid7

CHUNK = 256 * 1024


class StorageAway(Unavailable):
    detail = "The file store is not reachable right now. Nothing was lost; try again in a moment."


class ObjectMissing(DomainError):
    status = 404
    code = "not_found"
    detail = "The bytes of this file are not in the store."


@dataclass(frozen=True)
class Found:
    """An object met while walking the store."""

    key: str
    modified: datetime


def on_disk() -> bool:
    return settings.STORAGE["scheme"] == "file"


class NewObject(NamedTuple):
    """A file on its way into the store, and the key under which it will lie there."""

    path: Path
    key: str
    file_type: str


@contextmanager
def speaking() -> Iterator[None]:
    """Turns what the store's client raises into our two errors."""
    try:
        yield
    except FileNotFoundError as error:
        raise ObjectMissing from error
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in {"404", "NoSuchKey", "NotFound"}:
            raise ObjectMissing from error
        raise StorageAway from error
    except (BotoCoreError, Boto3Error, HTTPClientError, OSError) as error:
        raise StorageAway from error


def new_key(namespace_id: UUID) -> str:
    return f"{namespace_id}/{uuid7()}"


def put(path: Path, *, namespace_id: UUID, file_type: str) -> str:
    """Takes the file at `path` away into the store under a new key, durably, and returns the key."""
    key = new_key(namespace_id)
    store(path, key, file_type=file_type)
    return key


def store(path: Path, key: str, *, file_type: str) -> None:
    """The same under a key that the caller knows; what stood there is replaced. On disk `path` is moved."""
    store_all([NewObject(path, key, file_type)])


def store_all(files: Sequence[NewObject]) -> None:
    """Several at once, whose folder is made durable once. Where one fails, those before it may lie there already."""
    with speaking():
        if on_disk():
            move([(file.path, disk_path(file.key)) for file in files])
            return
        for file in files:
            more = {"ExtraArgs": {"ContentType": file.file_type}, "Config": cast(Any, default_storage).transfer_config}
            client().upload_file(str(file.path), bucket(), file.key, **more)


def move(moves: Sequence[tuple[Path, Path]]) -> None:
    """Puts each file at its target, and returns when neither a crash nor a power cut can undo it."""
    folders = {target.parent for _, target in moves}
    for folder in folders:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            sync_folder(folder.parent)
    for source, target in moves:
        put_in_place(source, target)
    for folder in folders:
        sync_folder(folder)


def put_in_place(source: Path, target: Path) -> None:
    settle(source)
    try:
        source.rename(target)
    except OSError:  # another file system
        draft = target.with_name(f"{target.name}.part")
        shutil.copyfile(source, draft)
        settle(draft)
        draft.rename(target)


def settle(path: Path) -> None:
    """Makes a file readable for the proxy's group and its content durable."""
    with path.open("rb") as file:
        os.fchmod(file.fileno(), settings.FILE_UPLOAD_PERMISSIONS)
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def disk_path(key: str) -> Path:
    return Path(default_storage.path(key))


@contextmanager
def local_copy(key: str) -> Iterator[Path]:
    """A path to read the object at: its own place on disk, else a temporary copy that goes away afterwards."""
    if on_disk():
        path = disk_path(key)
        if not path.is_file():
            raise ObjectMissing
        yield path
        return
    with NamedTemporaryFile(dir=settings.TEMPORARY, prefix="copy-") as copy:
        with speaking():
            client().download_fileobj(bucket(), key, copy, Config=cast(Any, default_storage).transfer_config)
            copy.flush()
        yield Path(copy.name)


def chunks(key: str, *, start: int, length: int) -> Iterator[bytes]:
    """`length` bytes from `start`, a piece at a time. Only for a store on disk; S3 serves its own."""
    with speaking(), disk_path(key).open("rb") as file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece


def delete(key: str) -> None:
    """Removes the object; one that is gone already is no error."""
    try:
        with speaking():
            if on_disk():
                disk_path(key).unlink()
            else:
                client().delete_object(Bucket=bucket(), Key=key)
    except ObjectMissing:
        return


def walk() -> Iterator[Found]:
    """Every object in the store, in no order."""
    with speaking():
        yield from walk_disk() if on_disk() else walk_bucket()


def walk_disk() -> Iterator[Found]:
    root = disk_path("")
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder) / name
            try:
                modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            except FileNotFoundError:
                continue
            yield Found(path.relative_to(root).as_posix(), modified)


def walk_bucket() -> Iterator[Found]:
    for page in client().get_paginator("list_objects_v2").paginate(Bucket=bucket()):
        for row in page.get("Contents", []):
            yield Found(row["Key"], row["LastModified"])


def presigned(key: str, *, seconds: int, file_type: str, disposition: str) -> str:
    """An address at the S3 server that opens the object with just this type and disposition."""
    wanted = {
        "Bucket": bucket(),
        "Key": key,
        "ResponseContentType": file_type,
        "ResponseContentDisposition": disposition,
    }
    return client(public=True).generate_presigned_url("get_object", Params=wanted, ExpiresIn=seconds)


def public_origin() -> str:
    """Scheme and host that browsers are sent to for bytes; empty when that is ourselves."""
    if on_disk():
        return ""
    url = urlsplit(presigned("any", seconds=1, file_type="image/webp", disposition="inline"))
    return f"{url.scheme}://{url.netloc}"


def check() -> None:
    """Raises StorageAway unless the store answers."""
    with speaking():
        if on_disk():
            root = disk_path("")
            root.mkdir(parents=True, exist_ok=True)
            if not os.access(root, os.W_OK):
                raise StorageAway
        else:
            client().head_bucket(Bucket=bucket())


def bucket() -> str:
    return settings.STORAGE["bucket"]


def client(*, public: bool = False) -> Any:
    return client_of(storages["public" if public else "default"])


@cache
def client_of(store: Any) -> Any:
    """One client for a process: it is safe between threads and slow to make, and the library makes one for each."""
    return store.connection.meta.client
