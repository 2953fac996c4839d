"""How much is read from a server that may send without end: bytes, files and seconds.

In: what one step (a listing, a file) may take. Out: ``TooMuch``, raised where the bytes arrive.
"""

import errno
import time

MOST_FILES = 20_000  # in one folder
MOST_PAGES = 200  # of a listing that comes in pages
LISTING_BYTES = 16 * 10**6  # of a listing; that of MOST_FILES has half of it
LISTING_SECONDS = 300
TALK_BYTES = 4 * 10**6  # of all that is neither a listing nor a file: logging in, moving a file
TALK_SECONDS = 300
READING_SECONDS = 3600
WRAPPING = 2  # so many bytes may arrive per byte of a file: encryption, headers and what else goes with it


class TooMuch(OSError):
    """More bytes arrived than may be read, or for longer."""


class Meter:
    """Counts what arrives from a server.

    >>> meter = Meter()
    >>> meter.allow(10, 60)
    >>> meter.count(8)
    >>> meter.count(3)
    Traceback (most recent call last):
        ...
    odoo.addons.dso_smart_upload.storage.limits.TooMuch: [Errno 27] more than 10 bytes
    """

    def __init__(self):
        self.allow(TALK_BYTES, TALK_SECONDS)

    def allow(self, size, seconds):
        """Begin a step that may read ``size`` bytes within ``seconds``."""
        self._size, self._seen = size, 0
        self._seconds, self._end = seconds, time.monotonic() + seconds
        self.exceeded = False  # whether a server sent more

    def rest(self):
        """End a step: until the next one a server may only say that it is still there."""
        self.allow(TALK_BYTES, float("inf"))

    def count(self, size):
        """Count bytes that arrived.

        :raises TooMuch: they are more than allowed, or too late
        """
        self._seen += size
        if self._seen > self._size:
            self.exceeded = True
            raise TooMuch(errno.EFBIG, f"more than {self._size} bytes")
        if time.monotonic() > self._end:
            self.exceeded = True
            raise TooMuch(errno.ETIMEDOUT, f"longer than {self._seconds} seconds")
