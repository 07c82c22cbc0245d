"""How much work a call is, by a count that is the same on every machine."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from mediakit.errors import MediaError

OURS = "mediakit"


def steps(call: Callable[..., object], *arguments: object) -> int:
    """How many lines of the package are run by a call, whether or not it refuses what it is given."""
    count = 0

    def enter(frame: FrameType, event: str, _: Any) -> Any:
        return step if frame.f_globals.get("__name__", "").startswith(OURS) else None

    def step(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        call(*arguments)
    except MediaError:
        pass
    finally:
        sys.settrace(before)
    return count
