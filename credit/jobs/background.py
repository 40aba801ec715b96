"""What runs beside the pages without a pause: the index follows the change log."""

import logging
import time
from collections.abc import Callable

from credit.db.session import Sessions
from credit.domain.clock import Clock
from credit.jobs.indexing import WANTED, WRITER, rebuild, replay, usable
from credit.services import leases
from credit.services.change_source import DossierChanges
from search.engine import SearchWriter
from search.errors import SearchUnavailableError
from search.factory import generations, open_writer
from search.follower import Follower

log = logging.getLogger(__name__)

IDLE = 0.03  # seconds between looks at the log while something happens
QUIET = 0.12  # and when nothing has for a while: a change is still found well within 300 ms
QUIET_AFTER = 30  # looks in a row that found nothing
BEAT = 2.0  # seconds between looks at the lease
RETRY = 1.0
PATIENCE = 4  # steps that may fail, about a second, before the index is opened anew
REBUILD_FROM = 5_000  # changes from which an empty index is built rather than followed


def follow(sessions: Sessions, clock: Clock, search_url: str, stopped: Callable[[], bool]) -> None:
    """Carry the change log into the index whenever nobody else does."""
    me = leases.new_holder()
    while not stopped():
        try:
            if not _may_lead(sessions, clock, me):
                _pause(RETRY / 5, stopped)
                continue
            _lead(sessions, clock, search_url, me, stopped)
        except Exception:
            log.exception("the index cannot be followed, trying again")
            _pause(RETRY, stopped)
        finally:
            _give_back(sessions, me)


def _may_lead(sessions: Sessions, clock: Clock, me: str) -> bool:
    wanted = leases.holder_of(sessions, clock, WANTED)
    return wanted is None and leases.acquire(sessions, clock, WRITER, me)


def _give_back(sessions: Sessions, me: str) -> None:
    try:
        leases.release(sessions, WRITER, me)
    except Exception:
        log.exception("the lease cannot be given back, it will end by itself")


def _lead(sessions: Sessions, clock: Clock, search_url: str, me: str, stopped: Callable[[], bool]) -> None:
    writer = open_writer(search_url)
    try:
        source = DossierChanges(sessions, clock)
        leading = _Heart(sessions, clock, me, stopped)
        _prepare(source, writer, search_url, leading)
        follower = Follower(source, writer)
        follower.run(lambda: follower.failures > PATIENCE or not leading(), rest)
        if follower.failures:
            # a writer keeps open what may be gone from the disk: a new one looks at what is there
            raise SearchUnavailableError(follower.error or "the index does not take changes")
    finally:
        writer.close()


def rest(quiet: int) -> None:
    """Wait for the next look at the log. quiet: how many in a row found nothing."""
    time.sleep(IDLE if quiet < QUIET_AFTER else QUIET)


def _prepare(source: DossierChanges, writer: SearchWriter, search_url: str, leading: "_Heart") -> None:
    """Have a live generation that can be followed: the one there is, one kept that fits, or a new one."""
    if not writer.current():
        # after going back to an older version of the portal, what it had built is still there
        kept = usable(generations(search_url), source.head())
        if kept is not None:
            log.warning("the live generation is of another layout, going back to %s", kept)
            replay(source, writer, kept)
            return
        log.warning("the live generation is of another layout, building anew")
    else:
        position, head = writer.position(), source.head()
        if position > head:
            log.warning("the index is ahead of the register, which was restored: building anew")
        elif position or head <= REBUILD_FROM:
            return
    rebuild(source, writer, lambda _: _beat_or_stop(leading))


def _beat_or_stop(leading: "_Heart") -> None:
    if not leading():
        raise SearchUnavailableError("somebody else writes now")


class _Heart:
    """Says whether to go on leading; keeps the lease alive while it is asked."""

    def __init__(self, sessions: Sessions, clock: Clock, me: str, stopped: Callable[[], bool]) -> None:
        self._sessions = sessions
        self._clock = clock
        self._me = me
        self._stopped = stopped
        self._next = 0.0

    def __call__(self) -> bool:
        if self._stopped():
            return False
        now = time.monotonic()
        if now < self._next:
            return True
        self._next = now + BEAT
        return _may_lead(self._sessions, self._clock, self._me)


def _pause(seconds: float, stopped: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while not stopped() and (left := end - time.monotonic()) > 0:
        time.sleep(min(0.1, left))
