"""The broker that is a folder, for set-ups without Redis: kombu's, with files that appear whole or not at all.

Kombu opens a file and then writes into it, so that a worker which looks at that moment reads nothing and ends for good.
It also has the worker read with a lock that all its children share; one that is killed while it waits takes the lock
along, and the others wait for ever. A transport that serves the event loop gives each child a pipe of its own.
"""

import fcntl
import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from threading import Lock
from typing import Any
from uuid import uuid4

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)
binding = Lock()


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]
        # The time has a fixed width, so that names sort in the order of arrival.
        write_whole(Path(self.data_folder_out) / f"{time.time_ns():020d}_{uuid4()}.{queue}.msg", payload)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        for path in self._messages(queue):
            taken = path.with_name(f".{path.name}.taken")
            try:
                path.rename(taken)
                content = taken.read_text(encoding="utf-8")
                taken.unlink()
                return loads(content)
            except FileNotFoundError:  # another worker was faster
                continue
            except json.JSONDecodeError:
                logger.warning("A message that cannot be read was left out: %s", path.name)
        raise Empty

    def _messages(self, queue: str) -> Iterator[Path]:
        for path in sorted(Path(self.data_folder_in).iterdir()):
            if path.name.partition(".")[2] == f"{queue}.msg":
                yield path

    def queue_bind(self, *args: Any, **kwargs: Any) -> None:
        # Kombu notes a binding before it is written: another thread would send to nobody meanwhile.
        with binding:
            super().queue_bind(*args, **kwargs)

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with (self.control_folder / ".binding").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # else of two processes that bind at once one is forgotten
            table = self.get_table(exchange)
            if bound not in table:
                write_whole(self._exchange_file(exchange), [bound, *table])


class Transport(filesystem.Transport):
    Channel = Channel
    implements = filesystem.Transport.implements.extend(asynchronous=True)

    def register_with_event_loop(self, connection: Any, loop: Any) -> None:
        loop.call_repeatedly(self.polling_interval, self.deliver)

    def deliver(self) -> None:
        """Hands out what lies in the folder, as many as the worker takes at a time."""
        try:
            while True:
                self.cycle.get(self._deliver)  # type: ignore[union-attr]
        except Empty:
            return


def write_whole(path: Path, content: Any) -> None:
    draft = path.with_name(f".{path.name}.{uuid4()}.part")
    draft.write_text(dumps(content), encoding="utf-8")
    draft.replace(path)


def install() -> None:
    """Has `filesystem://` mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
