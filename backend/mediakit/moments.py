"""When something was made, as programs write it."""

from datetime import datetime

#: The wall clock, and its distance from UTC where that is stated.
Moment = tuple[datetime | None, str | None]
UNKNOWN: Moment = None, None


def stated(text: str | None) -> Moment:
    """The moment of a text of ISO 8601 that knows the day at least, to the second; a day alone begins at midnight."""
    try:
        when = datetime.fromisoformat(text or "")
    except ValueError:
        return UNKNOWN
    offset = when.strftime("%z")
    return when.replace(tzinfo=None, microsecond=0), f"{offset[:3]}:{offset[3:5]}" if offset else None
