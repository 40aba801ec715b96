"""Counts of requests in the memory of one process: a storage for the `limits` library.

The library's own memory storage starts a timer thread every hundredth of a second while requests
come in, which costs more than the pages it protects. This one forgets finished windows in passing.
"""

from threading import Lock
from time import time

from limits.storage import Storage

SCHEME = "local"
FORGET_FROM = 50_000  # windows held before finished ones are swept out


class LocalStorage(Storage):
    """Fixed windows: key -> count and end. Chosen by the address `local://`."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - the library's way of registering

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: str) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._windows: dict[str, tuple[int, float]] = {}
        self._lock = Lock()

    @property
    def base_exceptions(self) -> type[Exception]:
        return RuntimeError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount` in the window of `key`, which lasts `expiry` seconds; the new count."""
        now = time()
        with self._lock:
            count, end = self._windows.get(key, (0, 0.0))
            if end <= now:
                count, end = 0, now + expiry
                self._forget(now)
            self._windows[key] = (count + amount, end)
            return count + amount

    def get(self, key: str) -> int:
        """The count of the running window."""
        count, end = self._windows.get(key, (0, 0.0))
        return count if end > time() else 0

    def get_expiry(self, key: str) -> float:
        """When the window of `key` ends, seconds since 1970."""
        return self._windows.get(key, (0, time()))[1]

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int | None:
        """Forget everything."""
        with self._lock:
            count = len(self._windows)
            self._windows.clear()
        return count

    def clear(self, key: str) -> None:
        """Forget one window."""
        with self._lock:
            self._windows.pop(key, None)

    def _forget(self, now: float) -> None:
        if len(self._windows) >= FORGET_FROM:
            self._windows = {key: window for key, window in self._windows.items() if window[1] > now}
