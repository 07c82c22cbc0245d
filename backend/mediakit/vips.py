"""libvips, set up for files of strangers. Nothing is run here: a process must be able to fork after this import."""

import errno
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pyvips

# Concurrency one: each worker process has one job, and threads of its own cost memory and CPU time.
pyvips.cache_set_max(0)
pyvips.concurrency_set(1)
pyvips.block_untrusted_set(True)
pyvips.operation_block_set("VipsForeignLoad", True)
# A drawing of lines comes from memory only, where it was cleaned and has no folder to look for other files in.
for loader in ("Jpeg", "Png", "Webp", "Heif", "Nsgif", "Tiff", "SvgBuffer"):
    pyvips.operation_block_set(f"VipsForeignLoad{loader}", False)

# It reports every thumbnail otherwise.
logging.getLogger("pyvips").setLevel(logging.WARNING)

FULL = os.strerror(errno.ENOSPC)
# What is said when there is no more: its own word, that of libheif, of libjpeg, and of the system, which maps files.
WANT_OF_MEMORY = ("out of memory", "memory allocation error", "insufficient memory", "cannot allocate memory")

Image = pyvips.Image
BLOB = pyvips.GValue.blob_type
INTEGER = pyvips.GValue.gint_type
INTEGERS = pyvips.GValue.array_int_type


class DecodingError(Exception):
    """libvips could not read or draw a picture; the message is its own."""


@contextmanager
def decoding() -> Iterator[None]:
    """Whatever libvips complains of inside the block becomes a DecodingError.

    Want of memory is a MemoryError and want of room on the disk an OSError: neither is the fault of the file.
    """
    # Warnings about earlier files stay in its buffer and would be taken for this one's.
    pyvips.vips_lib.vips_error_clear()
    try:
        yield
    except pyvips.Error as error:
        if lacks_memory(str(error)):
            raise MemoryError from error
        if FULL in str(error):
            raise OSError(errno.ENOSPC, FULL) from error
        raise DecodingError(str(error)) from error
    except UnicodeDecodeError as error:
        # Its messages quote the file, and the binding expects them in UTF-8.
        pyvips.vips_lib.vips_error_clear()
        raise DecodingError("the message cannot be read") from error


def lacks_memory(message: str) -> bool:
    """Whether a decoder complains of the limit of this process, which is no fault of the file's bytes."""
    lowered = message.lower()
    # What libheif refuses to ask for is too much by any measure, and a lie of the file.
    return any(sign in lowered for sign in WANT_OF_MEMORY) and "security limit" not in lowered
