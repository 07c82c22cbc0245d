from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """A time-ordered id, so that new rows land at the end of an index."""
    return _uuid7()
