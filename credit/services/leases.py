"""What only one process may do at a time: leases in the database, given back when their time is up.

A holder that died on the same machine is noticed at once, one on another machine when its lease ends.
"""

import os
import secrets
import socket
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from credit.db.models import Lease
from credit.db.session import Sessions
from credit.domain.clock import Clock

LENGTH = timedelta(seconds=15)


def new_holder() -> str:
    """A name for this process: machine, process number, and something no later process repeats."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def acquire(sessions: Sessions, clock: Clock, name: str, holder: str) -> bool:
    """Take a lease, or make one's own longer; False while somebody else holds it."""
    now = clock.now()
    try:
        with sessions.write() as session:
            lease = session.get(Lease, name, with_for_update=True)
            if lease is None:
                session.add(Lease(name=name, holder=holder, until=now + LENGTH))
                return True
            if lease.holder != holder and lease.until > now and not _is_dead(lease.holder):
                return False
            lease.holder, lease.until = holder, now + LENGTH
            return True
    except IntegrityError:  # two came at once, the other was first
        return False


def release(sessions: Sessions, name: str, holder: str) -> None:
    """Give a lease back; nothing happens when it is not one's own."""
    with sessions.write() as session:
        session.execute(delete(Lease).where(Lease.name == name, Lease.holder == holder))


def holder_of(sessions: Sessions, clock: Clock, name: str) -> str | None:
    """Who holds a lease now."""
    with sessions.read() as session:
        lease = session.get(Lease, name)
        if lease is None or lease.until <= clock.now() or _is_dead(lease.holder):
            return None
        return lease.holder


def _is_dead(holder: str) -> bool:
    """Whether the holder was a process of this machine that is no more."""
    machine, _, rest = holder.partition(":")
    number = rest.partition(":")[0]
    if machine != socket.gethostname() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
