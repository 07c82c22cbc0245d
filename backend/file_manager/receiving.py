"""Bytes on their way in: streamed to a temporary file while their hash and size are taken."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser as DjangoMultiPartParser
from django.http.multipartparser import MultiPartParserError
from rest_framework.exceptions import ParseError
from rest_framework.parsers import DataAndFiles, MultiPartParser

from common.errors import DomainError, Unavailable

#: What a form may hold beside its file: field values and the lines between the parts.
FORM_OVERHEAD = 256 * 1024
#: Status of a refusal by the bytes themselves; 422 where none is named.
REFUSAL_STATUS = {"empty_file": 400, "type_mismatch": 415, "unsupported_type": 415}
#: What browsers escape in the names of a form's files, and all that they escape: a per cent sign stays as it is.
ESCAPED = re.compile("%(22|0[AD])")


class FileTooLarge(DomainError):
    status = 413
    code = "file_too_large"
    detail = "The file is larger than this library takes."


class Refused(DomainError):
    """The bytes were looked at and cannot be taken; the code is that of the MediaError behind it."""

    def __init__(self, code: str, detail: str):
        self.code = code
        self.status = REFUSAL_STATUS.get(code, 422)
        super().__init__(detail, attr="file")


class NoRoom(Unavailable):
    detail = "There is no room to take the file in right now. Nothing was changed; try again in a while."


@contextmanager
def writing() -> Iterator[None]:
    """Says for what a full disk refuses that it may go later."""
    try:
        yield
    except OSError as error:
        raise NoRoom(attr="file") from error


@dataclass(frozen=True)
class Incoming:
    """A file that has arrived whole and lies at `path` until somebody takes it away.

    `given_name` is the name as the client wrote it, `claimed` its idea of the type; both are hints. `size` is in
    bytes, `sha256` in hexadecimal.
    """

    path: Path
    given_name: str
    claimed: str
    size: int
    sha256: str


class HashedFile(UploadedFile):
    """A part of a form in a temporary file, which goes away with the request unless somebody has moved it."""

    given_name = ""
    sha256 = ""

    def __init__(self, name: str | None, content_type: str | None, charset: str | None, extra: Any):
        handle, path = mkstemp(dir=settings.FILE_UPLOAD_TEMP_DIR, prefix="upload-")
        super().__init__(os.fdopen(handle, "w+b"), name, content_type, 0, charset, extra)
        self.path = Path(path)

    def temporary_file_path(self) -> str:
        return str(self.path)

    def close(self) -> None:
        with suppress(OSError):  # what did not fit on the disk goes away anyhow
            super().close()
        self.path.unlink(missing_ok=True)


class HashingUploadHandler(FileUploadHandler):
    """Writes each part to a temporary file on the data folder's own disk and hashes it on the way."""

    chunk_size = 256 * 1024
    given_name = ""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None):
        if content_length > settings.MAX_UPLOAD_BYTES + FORM_OVERHEAD:
            raise FileTooLarge

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = HashedFile(self.file_name, self.content_type, self.charset, self.content_type_extra)
        self.file.given_name = self.given_name
        self.hash = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.hash.update(raw_data)
        with writing():
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> HashedFile:
        with writing():
            self.file.seek(0)
        self.file.size = file_size
        self.file.sha256 = self.hash.hexdigest()
        return self.file

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


class NameKeepingParser(DjangoMultiPartParser):
    """Hands the handler the file's name as it was written, so that a name that climbs can be refused by name.

    A form that breaks off takes the file along that was arriving; the framework leaves that to garbage collection.
    """

    def parse(self) -> tuple[Any, Any]:
        try:
            return super().parse()
        except Exception:
            self._close_files()  # type: ignore[attr-defined]  # the stubs leave it out
            raise

    def sanitize_file_name(self, file_name: str) -> str | None:
        for upload_handler in self._upload_handlers:  # type: ignore[attr-defined]  # the same
            upload_handler.given_name = ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), file_name)
        return super().sanitize_file_name(file_name) or "file"


class UploadParser(MultiPartParser):
    """multipart/form-data whose files end up as HashedFile."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> DataAndFiles:
        request = parser_context["request"]
        meta = {**request.META, "CONTENT_TYPE": media_type}
        encoding = parser_context.get("encoding", settings.DEFAULT_CHARSET)
        try:
            parser = NameKeepingParser(meta, stream, request.upload_handlers, encoding)
            return DataAndFiles(*parser.parse())
        except MultiPartParserError as error:
            raise ParseError("The form cannot be read: its parts do not follow multipart/form-data.") from error


def incoming(file: HashedFile) -> Incoming:
    """What an act needs to know of an uploaded file."""
    file.flush()
    return Incoming(
        path=file.path,
        given_name=file.given_name or file.name or "",
        claimed=file.content_type or "",
        size=file.size or 0,
        sha256=file.sha256,
    )
