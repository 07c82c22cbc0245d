"""Bytes on their way out: ranges, validators and the headers that keep other people's files harmless."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse

from file_manager import storage

#: What a browser may show in place. Everything else is sent as an attachment.
INLINE = re.compile(r"image/(jpeg|png|gif|webp|avif|heic|heif|bmp|tiff|svg\+xml)|(video|audio)/[\w.+-]+")
POLICY = "sandbox; default-src 'none'"
#: Drawings of lines were cleaned before they were stored; their own styles and the pictures inside them may show.
POLICIES = {"image/svg+xml": f"{POLICY}; style-src 'unsafe-inline'; img-src data:"}
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
PRESIGNED_SECONDS = 900
#: Less than the address lives, so that nobody follows a redirect to a dead one.
REDIRECT_CACHE_SECONDS = 600


@dataclass(frozen=True)
class Content:
    """Bytes to be sent: where they lie, how many, what they are and what they are called."""

    key: str
    size: int
    file_type: str
    etag: str
    filename: str
    cache_control: str = "private, no-cache"
    attachment: bool = False

    @property
    def disposition(self) -> str:
        inline = INLINE.fullmatch(self.file_type) and not self.attachment
        plain = re.sub(r'[^\x20-\x7e]|["\\%]', "_", self.filename)
        return (
            f'{"inline" if inline else "attachment"}; filename="{plain}"; '
            f"filename*=UTF-8''{quote(self.filename, safe='')}"
        )


def respond(request: HttpRequest, content: Content) -> HttpResponseBase:
    """The answer to GET or HEAD: 200, 206, 304 or 416 from disk, a redirect to a presigned address from S3."""
    if content.etag in [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]:
        return dress(HttpResponse(status=304), content)
    if not storage.on_disk():
        return told(content) if request.method == "HEAD" else redirect(content)
    if settings.SEND_FILE_PREFIX:
        response = dress(HttpResponse(content_type=content.file_type), content)
        response["X-Accel-Redirect"] = f"{settings.SEND_FILE_PREFIX}{content.key}"
        return response
    return ranged(request, content)


def told(content: Content) -> HttpResponseBase:
    """What GET would send, without sending anybody on: a presigned address opens for GET alone."""
    response = dress(HttpResponse(content_type=content.file_type), content)
    response["Content-Length"] = str(content.size)
    return response


def redirect(content: Content) -> HttpResponseBase:
    # A bucket sends no policy along, so what needs one of its own is not shown in place from there.
    shown = replace(content, attachment=content.attachment or content.file_type in POLICIES)
    url = storage.presigned(
        content.key,
        seconds=PRESIGNED_SECONDS,
        file_type=content.file_type,
        disposition=shown.disposition,
    )
    response = HttpResponseRedirect(url)
    keep = content.cache_control != "no-store"
    response["Cache-Control"] = f"private, max-age={REDIRECT_CACHE_SECONDS}" if keep else "no-store"
    return response


def ranged(request: HttpRequest, content: Content) -> HttpResponseBase:
    wanted = asked_range(request, content)
    if wanted is None:
        start, length, status = 0, content.size, 200
    else:
        start, length, status = wanted[0], wanted[1] - wanted[0] + 1, 206
    if length <= 0:
        response = dress(HttpResponse(status=416), content)
        response["Content-Range"] = f"bytes */{content.size}"
        return response
    response = dress(body(content, start, length, empty=request.method == "HEAD"), content)
    response.status_code = status
    response["Content-Length"] = str(length)
    if status == 206:
        response["Content-Range"] = f"bytes {start}-{start + length - 1}/{content.size}"
    return response


def body(content: Content, start: int, length: int, *, empty: bool) -> HttpResponseBase:
    """Small content at once, which is quicker; large content a piece at a time."""
    if empty:
        return HttpResponse(content_type=content.file_type)
    pieces = storage.chunks(content.key, start=start, length=length)
    if length <= storage.CHUNK:
        return HttpResponse(b"".join(pieces), content_type=content.file_type)
    return StreamingHttpResponse(opened(pieces), content_type=content.file_type)


def opened(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, the first one read now, so that a missing object is an answer and not a broken one."""
    first = next(pieces, b"")

    def rest() -> Iterator[bytes]:
        yield first
        yield from pieces

    return rest()


def asked_range(request: HttpRequest, content: Content) -> tuple[int, int] | None:
    """First and last byte of the one range asked for; None for all of it; an empty range for one beyond the end."""
    header = request.headers.get("Range", "")
    if_range = request.headers.get("If-Range")
    match = RANGE.fullmatch(header.strip())
    if not match or (if_range and if_range != content.etag) or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        return (max(content.size - int(last), 0), content.size - 1) if int(last) else (content.size, content.size - 1)
    end = min(int(last), content.size - 1) if last else content.size - 1
    if last and int(last) < int(first):
        return None
    return (int(first), end) if int(first) < content.size else (content.size, content.size - 1)


def dress(response: HttpResponseBase, content: Content) -> HttpResponseBase:
    for name, value in headers(content).items():
        response[name] = value
    return response


def headers(content: Content) -> dict[str, str]:
    return {
        "ETag": content.etag,
        "Cache-Control": content.cache_control,
        "Accept-Ranges": "bytes",
        "Content-Disposition": content.disposition,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": POLICIES.get(content.file_type, POLICY),
    }
