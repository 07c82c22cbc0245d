"""The door to clamd, ClamAV's daemon: bytes go over a socket, a verdict comes back, and nothing is opened before."""

import socket
import struct
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from common.errors import NotYet
from file_manager.models import Blob, ProcessingStep

CHUNK = 256 * 1024
#: A large archive takes clamd minutes. Its own limit, two of them by default, ends it earlier, and then it has spoken.
SECONDS = 180
SECONDS_TO_ANSWER = 3
LONGEST_ANSWER = 4096
VERDICTS = (ProcessingStep.State.DONE, ProcessingStep.State.SKIPPED)


class ScannerAway(Exception):
    """Nobody can say whether the file is clean. Asking again later may help."""


class NotScanned(Exception):
    """The scanner does not look at files as large as this."""


class NoAddress(ScannerAway):
    """CLAMAV_URL is no address; a system check says so too. Until it is one, no file is let through."""


class BeingScanned(NotYet):
    code = "being_scanned"
    detail = "This file waits for the virus scanner. Try again in a moment."


def configured() -> bool:
    return bool(settings.CLAMAV_URL)


def require_verdict(blob: Blob) -> None:
    """Raises BeingScanned where a scanner is set up that has not spoken yet."""
    if not configured():
        return
    if not ProcessingStep.objects.filter(blob=blob, step="antivirus", state__in=VERDICTS).exists():
        raise BeingScanned


def address() -> tuple[str, int] | str:
    """Host and port, or the path of a socket file. Raises NoAddress."""
    try:
        url = urlsplit(settings.CLAMAV_URL)
        if url.scheme == "tcp" and url.hostname and url.port and url.path in {"", "/"}:
            return url.hostname, url.port
    except ValueError as error:  # a port that is no number
        raise NoAddress from error
    if url.scheme == "unix" and not url.netloc and len(url.path) > 1:
        return unquote(url.path)
    raise NoAddress


def answers() -> bool:
    """Whether a clamd is there now. Raises NoAddress."""
    try:
        with connect(SECONDS_TO_ANSWER) as clamd:
            clamd.sendall(b"zPING\0")
            return receive(clamd).startswith("PONG")
    except OSError:
        return False


def scan(path: Path) -> str | None:
    """The name of the malware in the file, or None. Raises ScannerAway, NotScanned."""
    try:
        with connect(SECONDS) as clamd:
            send(clamd, path)
            answer = receive(clamd)
    except OSError as error:
        raise ScannerAway from error
    verdict = answer.removeprefix("stream: ").strip("\0\n ")
    if verdict == "OK":
        return None
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    if "size limit exceeded" in verdict:
        raise NotScanned
    raise ScannerAway


def connect(seconds: float) -> socket.socket:
    where = address()
    if not isinstance(where, str):
        return socket.create_connection(where, timeout=seconds)
    local = socket.socket(socket.AF_UNIX)
    try:
        local.settimeout(seconds)
        local.connect(where)
    except OSError:
        local.close()
        raise
    return local


def send(clamd: socket.socket, path: Path) -> None:
    with suppress(BrokenPipeError, ConnectionResetError), path.open("rb") as file:  # it says why before it hangs up
        clamd.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!L", 0))


def receive(clamd: socket.socket) -> str:
    answer = b""
    while len(answer) < LONGEST_ANSWER and b"\0" not in answer and (piece := clamd.recv(LONGEST_ANSWER)):
        answer += piece
    return answer.decode("utf-8", "replace")
