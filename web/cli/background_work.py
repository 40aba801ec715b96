"""Background work put together from its parts: what `portal run` has inside and `portal jobs` is."""

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credit.db.session import Sessions
    from credit.jobs.queue import Queue
    from web.settings import Settings


class BackgroundWork:
    """The follower of the change log in a thread, and workers on the queue."""

    def __init__(self, settings: "Settings", sessions: "Sessions") -> None:
        from credit.domain.clock import SystemClock
        from credit.jobs.background import follow
        from credit.jobs.queue import Workers

        logging.getLogger("huey").setLevel(logging.WARNING)  # else a line for each look into the queue
        self._stop = Event()
        self._queue = _queue(settings, sessions)
        self._workers = Workers(self._queue)
        arguments = (sessions, SystemClock(), settings.search_url, self._stop.is_set)
        self._follower = Thread(target=follow, args=arguments, name="follower", daemon=True)

    def start(self) -> None:
        """Begin; what came due while nobody worked is looked at first."""
        from credit.jobs.queue import Work

        self._follower.start()
        self._workers.start()
        self._queue.wake(Work)

    def stop(self) -> None:
        """Let what is running finish, for about ten seconds."""
        self._stop.set()
        self._workers.stop()
        self._follower.join(timeout=10)


def _queue(settings: "Settings", sessions: "Sessions") -> "Queue":
    from credit.domain.actors import system
    from credit.domain.clock import SystemClock
    from credit.domain.messages import Channel
    from credit.jobs.duties import duties
    from credit.jobs.queue import Queue
    from credit.jobs.telling import open_telling
    from credit.jobs.transports import open_mail, open_sms
    from credit.services.context import Context
    from web.presenters.letters import letters

    ways = {
        Channel.EMAIL: open_mail(settings.mail_url, settings.mail_from),
        Channel.SMS: open_sms(settings.sms_url),
    }
    ctx = Context(sessions, SystemClock(), system("jobs"))
    way = open_telling(settings.tell_url, settings.tell_secret)
    words = letters(settings.base_url)
    queue = Queue(settings.queue_url, duties(ctx, words, ways, settings.sealed_dir, way, settings.held_dir))
    sessions.on_commit = queue.wake
    return queue


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Have Ctrl-C and a termination signal end the work in good order."""
    import signal

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop())
