"""What somebody typed and did not send, or sent after their session had ended: kept, and given back.

Nothing is sent on by itself: the person sees what was kept and decides. It is theirs alone, gone after a
day, and never more than a few at once. Files that came with it lie under random names in a folder of their
own; of somebody who is not known none are kept.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from credit.db.account_models import HeldFormRow
from credit.db.check_models import HeldFileRow
from credit.domain.errors import InputError, NotFoundError
from credit.domain.logins import Fields, HeldFile, HeldForm
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder, Upload, checked
from credit.services.ids import new_id

KEPT = timedelta(days=1)
MOST = 20
LONGEST = 1_000_000  # bytes

_decode = msgspec.msgpack.Decoder(Fields).decode


class Sent(NamedTuple):
    """Files that came with a form, and where such files are kept."""

    folder: Folder
    files: Sequence[Upload] = ()


def hold(ctx: Context, person_id: str | None, address: str, fields: Fields, sent: Sent | None = None) -> str:
    """Keep a form; its id. person_id: None while it is not known whose it is.

    Raises InputError `held.too_long`, `evidence.*`.
    """
    packed = _packed(fields)
    looked = checked(list(sent.files)) if sent is not None and person_id is not None else []
    stored = [sent.folder.put(one.data) for one in looked] if sent is not None else []

    def work(session: Session) -> str:
        now = ctx.clock.now()
        _delete(session, session.scalars(select(HeldFormRow.id).where(HeldFormRow.created_at < now - KEPT)))
        _make_room(session, person_id)
        row = HeldFormRow(id=new_id(), person_id=person_id, address=address, fields=packed, created_at=now)
        session.add(row)
        session.flush()
        for one, name in zip(looked, stored, strict=True):
            size = len(one.data)
            kept = HeldFileRow(
                id=new_id(), held_id=row.id, name=one.name, kind=one.kind, size=size, stored=name
            )
            session.add(kept)
        return row.id

    return ctx.sessions.run(work)


def renew(ctx: Context, person_id: str, held_id: str, address: str, fields: Fields) -> str | None:
    """Keep more of a form that is being typed; its id. None: it was sent on meanwhile, nothing is kept.

    Raises InputError `held.too_long`.
    """
    packed = _packed(fields)

    def work(session: Session) -> str | None:
        row = session.get(HeldFormRow, held_id, with_for_update=True)
        if row is None or row.person_id != person_id or row.address != address:
            return None
        row.fields, row.created_at = packed, ctx.clock.now()
        return row.id

    return ctx.sessions.run(work)


def newest(ctx: Context, addresses: Collection[str]) -> HeldForm | None:
    """What the person who acts kept last of a form that was going to one of these addresses."""
    mine = HeldFormRow.person_id == ctx.actor.id
    fresh = HeldFormRow.created_at >= ctx.clock.now() - KEPT
    query = select(HeldFormRow).where(mine, fresh, HeldFormRow.address.in_(addresses))
    with ctx.sessions.read() as session:
        row = session.scalars(query.order_by(HeldFormRow.created_at.desc())).first()
        return _form(row, session) if row is not None else None


def _packed(fields: Fields) -> bytes:
    packed = msgspec.msgpack.encode(fields)
    if len(packed) > LONGEST:
        raise InputError("held.too_long")
    return packed


def _delete(session: Session, ids: Iterable[str]) -> None:
    gone = list(ids)
    if gone:
        session.execute(delete(HeldFileRow).where(HeldFileRow.held_id.in_(gone)))
        session.execute(delete(HeldFormRow).where(HeldFormRow.id.in_(gone)))


def files(ctx: Context, folder: Folder, held_id: str) -> list[Upload]:
    """The files of a kept form of the person who acts; none where it is not theirs or gone."""
    with ctx.sessions.read() as session:
        row = session.get(HeldFormRow, held_id)
        if row is None or row.person_id != ctx.actor.id:
            return []
        found = [(one.name, one.stored) for one in session.scalars(_files_of(held_id))]
    return [Upload(name, folder.read(stored)) for name, stored in found]


def _files_of(held_id: str) -> Select[HeldFileRow]:
    return select(HeldFileRow).where(HeldFileRow.held_id == held_id).order_by(HeldFileRow.id)


def sweep(place: Path, before: float) -> int:
    """Take away kept files that came before a moment (seconds since 1970); how many. place: their folder."""
    old = [one for one in place.glob("*/*") if one.is_file() and one.stat().st_mtime < before]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)


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
        return _form(row, session)


def of_person(ctx: Context) -> list[HeldForm]:
    """Every kept form of the person who acts, newest first."""
    query = select(HeldFormRow).where(
        HeldFormRow.person_id == ctx.actor.id, HeldFormRow.created_at >= ctx.clock.now() - KEPT
    )
    with ctx.sessions.read() as session:
        return [_form(row, session) for row in session.scalars(query.order_by(HeldFormRow.created_at.desc()))]


def drop(ctx: Context, held_id: str) -> None:
    """Forget a kept form of the person who acts: it was sent on, or is not wanted."""

    def work(session: Session) -> None:
        mine = select(HeldFormRow.id).where(HeldFormRow.id == held_id, HeldFormRow.person_id == ctx.actor.id)
        _delete(session, session.scalars(mine))

    ctx.sessions.run(work)


def _make_room(session: Session, person_id: str | None) -> None:
    """The oldest give way; forms of nobody known share a larger room."""
    whose = HeldFormRow.person_id.is_(None) if person_id is None else HeldFormRow.person_id == person_id
    most = MOST * 50 if person_id is None else MOST
    query = select(HeldFormRow.id).where(whose).order_by(HeldFormRow.created_at.desc())
    _delete(session, session.scalars(query.offset(most - 1)))


def _form(row: HeldFormRow, session: Session) -> HeldForm:
    return HeldForm(
        id=row.id,
        address=row.address,
        fields=_decode(row.fields),
        created_at=row.created_at,
        files=tuple(HeldFile(one.name, one.size) for one in session.scalars(_files_of(row.id))),
    )
