"""Stops asking a cluster that does not answer, and finds out by itself when it is back."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

from search.elastic import limits
from search.errors import SearchUnavailableError


class Breaker:
    """Opens after failures in a row. While it is open, asks fail at once, without a request; after a pause
    one of them sends a probe first, which alone waits for it. Safe in many threads."""

    def __init__(self, probe: Callable[[], bool], clock: Callable[[], float] = monotonic) -> None:
        self._probe = probe
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._pause = limits.BREAKER_PAUSE
        self._until: float | None = None
        self._probing = False
        self._why = ""

    @property
    def open(self) -> bool:
        """Whether asks fail at once."""
        return self._until is not None

    def check(self) -> None:
        """Let an ask pass. Raises: SearchUnavailableError while the breaker is open."""
        if not self.open:
            return
        with self._lock:
            until = self._until
            if until is None:
                return
            if self._probing or self._clock() < until:
                raise SearchUnavailableError(f"the search cluster is not asked for now: {self._why}")
            self._probing = True
        back = False
        try:
            back = self._probe()
        finally:
            self._settle(back)
        if not back:
            raise SearchUnavailableError(f"the search cluster does not answer yet: {self._why}")

    def _settle(self, back: bool) -> None:
        with self._lock:
            self._probing = False
            if back:
                self._close()
            else:
                self._pause = min(self._pause * 2, limits.BREAKER_LONGEST_PAUSE)
                self._until = self._clock() + self._pause

    def succeeded(self) -> None:
        """An ask was answered."""
        if self._failures:
            with self._lock:
                if self._until is None:
                    self._failures = 0

    def failed(self, why: str) -> None:
        """An ask was not answered."""
        with self._lock:
            self._failures += 1
            self._why = why
            if self._until is None and self._failures >= limits.BREAKER_FAILURES:
                self._until = self._clock() + self._pause

    def _close(self) -> None:
        self._failures, self._pause, self._until = 0, limits.BREAKER_PAUSE, None
