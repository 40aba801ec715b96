"""Changes of registration are told to the owners of a subject: against a name that is being misused.

Follows the change log from a position of its own and compares what is registered with what was when the
owners were last told. A subject is watched from the moment somebody becomes a member of it, so the first
import after that is already compared; what was changed twice is told twice, what came twice only once.
"""

from hashlib import blake2b

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import MembershipRow
from credit.db.disclosure_models import PositionRow, WatchRow
from credit.db.models import ChangeRow, Counter
from credit.domain.errors import NotFoundError
from credit.domain.records import Registration
from credit.domain.watched import Watched
from credit.services import access, owner_notices
from credit.services.codec import encode
from credit.services.context import Context

NAME = "registration_watch"
BATCH = 500


def begin(session: Session, ctx: Context, subject_key: str) -> None:
    """Watch a subject from now on, in the caller's transaction; one that is watched stays as it is."""
    if session.get(WatchRow, subject_key) is not None:
        return
    try:
        registration = access.by_key(session, subject_key).registration
    except NotFoundError:
        return
    if registration.provenance.source != access.LICENCE_SOURCE:  # associations are no entries here
        session.add(WatchRow(subject_key=subject_key, values=_values(registration), seen_at=ctx.clock.now()))
        session.flush()


def follow(ctx: Context) -> int:
    """Tell what has changed since the last time; how many subjects' owners were told."""
    told = 0
    while True:
        found = ctx.sessions.run(lambda session: _step(session, ctx))
        if found is None:
            return told
        told += found


def _step(session: Session, ctx: Context) -> int | None:
    """One stretch of the log and the position behind it, together; None: there is no more."""
    place = session.get(PositionRow, NAME, with_for_update=True)
    if place is None:
        session.add(PositionRow(name=NAME, seq=_head(session)))
        session.flush()
        return _begin_all(session, ctx)
    query = select(ChangeRow.seq, ChangeRow.key).where(ChangeRow.seq > place.seq)
    rows = session.execute(query.order_by(ChangeRow.seq).limit(BATCH)).all()
    if not rows:
        return None
    place.seq = rows[-1].seq
    keys = sorted({row.key for row in rows})
    watched = session.scalars(select(WatchRow).where(WatchRow.subject_key.in_(keys)).with_for_update())
    return sum(_compare(session, ctx, row) for row in watched.all())


def _begin_all(session: Session, ctx: Context) -> int:
    """Watch every subject that has members already: once, when the following begins."""
    query = select(MembershipRow.subject_key).where(MembershipRow.ended_at.is_(None)).distinct()
    for key in session.scalars(query).all():
        begin(session, ctx, key)
    return 0


def _compare(session: Session, ctx: Context, row: WatchRow) -> bool:
    registration = access.by_key(session, row.subject_key).registration
    now = _values(registration)
    changed = [one for one in Watched if row.values.get(one.value) != now[one.value]]
    if not changed:
        return False
    row.values, row.seen_at = now, ctx.clock.now()
    items = ",".join(one.value for one in changed)
    owner_notices.tell_owners(session, ctx, row.subject_key, "registration.changed", "", items=items)
    return True


def _values(registration: Registration) -> dict[str, str]:
    """A digest of each watched value."""
    values = ((one.value, getattr(registration, one.value)) for one in Watched)
    return {name: blake2b(encode(value), digest_size=12).hexdigest() for name, value in values}


def _head(session: Session) -> int:
    return session.scalar(select(Counter.value).where(Counter.name == "changes")) or 0
