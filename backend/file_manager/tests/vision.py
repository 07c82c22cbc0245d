"""A server on this machine that speaks the chat-completions protocol, and says what a test tells it to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

GOOD = {
    "title": {"value": "Boats in a harbour", "confidence": 0.9},
    "description": {"value": "Two boats lie in a harbour.", "confidence": 0.85},
    "alt_text": {"value": "Two boats side by side", "confidence": 0.95},
    "tags": [
        {"value": "harbour", "confidence": 0.97},
        {"value": "boat", "confidence": 0.6},
        {"value": "Harbour", "confidence": None},
    ],
}


def said(content: Any, *, finish_reason: str = "stop", refusal: str | None = None) -> tuple[int, dict[str, Any]]:
    """Status and body of a completion; `content` that is no text is sent as JSON."""
    text = content if isinstance(content, str | None) else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    return 200, {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "tiny-vision-1",
        "choices": [{"index": 0, "message": message, "finish_reason": finish_reason}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 120, "total_tokens": 1020},
    }


def error(status: int, code: str | None = None) -> tuple[int, dict[str, Any]]:
    return status, {"error": {"message": "no", "type": "error", "code": code, "param": None}}


class VisionServer:
    """Answers requests with `answers` in turn, the last one for ever; `requests` holds what was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = [said(GOOD)]
        self.headers: dict[str, str] = {}
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.delay = 0.0
        self.released = Event()
        self.url = ""


@contextmanager
def serving() -> Iterator[VisionServer]:
    vision = VisionServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            vision.requests.append({"path": self.path, **json.loads(body)})
            vision.keys.append(self.headers["Authorization"])
            vision.released.wait(vision.delay)
            status, answer = vision.answers.pop(0) if len(vision.answers) > 1 else vision.answers[0]
            payload = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            try:
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **vision.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)
            except (BrokenPipeError, ConnectionResetError):
                return  # the client did not wait

        def log_message(self, *args: object) -> None:
            """Silence: the tests read what was asked instead."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    vision.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield vision
    finally:
        vision.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
