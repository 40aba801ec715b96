"""What somebody typed while their session had ended: kept, and given back after signing in.

Nothing is sent on by itself: the person sees what was kept and decides. It is theirs alone, gone after a
day, and never more than a few at once.
"""

from datetime import timedelta

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from credit.db.account_models import HeldFormRow
from credit.domain.errors import InputError, NotFoundError
from credit.domain.logins import Fields, HeldForm
from credit.services.context import Context
from credit.services.ids import new_id

KEPT = timedelta(days=1)
MOST = 20
LONGEST = 1_000_000  # bytes

_decode = msgspec.msgpack.Decoder(Fields).decode


def hold(ctx: Context, person_id: str | None, address: str, fields: Fields) -> str:
    """Keep a form; its id. person_id: None while it is not known whose it is.

    Raises InputError `held.too_long`.
    """
    packed = msgspec.msgpack.encode(fields)
    if len(packed) > LONGEST:
        raise InputError("held.too_long")

    def work(session: Session) -> str:
        now = ctx.clock.now()
        session.execute(delete(HeldFormRow).where(HeldFormRow.created_at < now - KEPT))
        _make_room(session, person_id)
        row = HeldFormRow(id=new_id(), person_id=person_id, address=address, fields=packed, created_at=now)
        session.add(row)
        return row.id

    return ctx.sessions.run(work)


def claim(ctx: Context, held_id: str) -> None:
    """Give a form whose sender was not known to the person who acts: their browser knew its id."""

    def work(session: Session) -> None:
        row = session.get(HeldFormRow, held_id)
        if row is not None and row.person_id is None:
            row.person_id = ctx.actor.id

    ctx.sessions.run(work)


def own(ctx: Context, held_id: str) -> HeldForm:
    """A kept form of the person who acts. Raises NotFoundError `held.unknown`."""
    with ctx.sessions.read() as session:
        row = session.get(HeldFormRow, held_id)
        if row is None or row.person_id != ctx.actor.id or row.created_at < ctx.clock.now() - KEPT:
            raise NotFoundError("held.unknown")
        return _form(row)


def of_person(ctx: Context) -> list[HeldForm]:
    """Every kept form of the person who acts, newest first."""
    query = select(HeldFormRow).where(
        HeldFormRow.person_id == ctx.actor.id, HeldFormRow.created_at >= ctx.clock.now() - KEPT
    )
    with ctx.sessions.read() as session:
        return [_form(row) for row in session.scalars(query.order_by(HeldFormRow.created_at.desc()))]


def drop(ctx: Context, held_id: str) -> None:
    """Forget a kept form of the person who acts: it was sent on, or is not wanted."""
    ctx.sessions.run(
        lambda session: session.execute(
            delete(HeldFormRow).where(HeldFormRow.id == held_id, HeldFormRow.person_id == ctx.actor.id)
        )
    )


def _make_room(session: Session, person_id: str | None) -> None:
    """The oldest give way; forms of nobody known share a larger room."""
    whose = HeldFormRow.person_id.is_(None) if person_id is None else HeldFormRow.person_id == person_id
    most = MOST * 50 if person_id is None else MOST
    query = select(HeldFormRow.id).where(whose).order_by(HeldFormRow.created_at.desc())
    surplus = list(session.scalars(query.offset(most - 1)))
    if surplus:
        session.execute(delete(HeldFormRow).where(HeldFormRow.id.in_(surplus)))


def _form(row: HeldFormRow) -> HeldForm:
    return HeldForm(id=row.id, address=row.address, fields=_decode(row.fields), created_at=row.created_at)
