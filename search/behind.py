"""Work that no reader waits for: figures that are made anew while what is at hand still serves."""

import logging
from collections.abc import Callable
from threading import Lock, Thread

from search.errors import SearchUnavailableError

log = logging.getLogger(__name__)

Work = Callable[[], None]
_MOST = 64  # pieces that may wait; one that finds no room is asked for again by a later question


class Behind:
    """Does one piece of work after the other in a thread that lives while there is any."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: dict[object, Work] = {}
        self._busy = False

    def __call__(self, key: object, work: Work) -> None:
        """Do this some time, unless the same waits or runs already. key: names the work."""
        with self._lock:
            if key in self._waiting or len(self._waiting) >= _MOST:
                return
            self._waiting[key] = work
            if self._busy:
                return
            self._busy = True
        Thread(target=self._run, name="search-behind", daemon=True).start()

    def _run(self) -> None:
        while (found := self._next()) is not None:
            key, work = found
            try:
                work()
            except SearchUnavailableError as error:
                log.warning("left for later: %s", error)
            except Exception:
                log.exception("left for later")
            finally:
                with self._lock:
                    del self._waiting[key]

    def _next(self) -> tuple[object, Work] | None:
        with self._lock:
            found = next(iter(self._waiting.items()), None)
            self._busy = found is not None
            return found


Start = Callable[[object, Work], None]
