"""What the C library does with memory that is free again. glibc keeps much of it unless it is told otherwise."""

import ctypes

LIBRARY = ctypes.CDLL(None)
#: Of glibc's <malloc.h>.
M_ARENA_MAX = -8


def share_one_heap() -> None:
    """Has all threads of this process take memory from one heap. With one each, the free parts of every heap add up.

    Where the C library is another one, this does nothing.
    """
    if hasattr(LIBRARY, "mallopt"):
        LIBRARY.mallopt(M_ARENA_MAX, 1)
