"""What an authority issued to a subject and has to decide: orders and intended listings are read alike."""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.disclosure_models import ListingCaseRow, PublishOrderRow
from credit.domain.actors import OfficerRole
from credit.domain.errors import NotFoundError
from credit.services import access
from credit.services.context import Context

Row = TypeVar("Row", PublishOrderRow, ListingCaseRow)


def by_token(session: Session, kind: type[Row], authority: str, token: str) -> Row | None:
    """What a form of an authority made already."""
    return session.scalar(select(kind).where(kind.authority == authority, kind.token == token))


def of_subject(session: Session, kind: type[Row], subject_key: str) -> Iterable[Row]:
    """Everything issued to a subject, newest first."""
    query = select(kind).where(kind.subject_key == subject_key)
    return session.scalars(query.order_by(kind.issued_at.desc()))


def owned(
    session: Session, kind: type[Row], row_id: str, subject_key: str, unknown: str, *, lock: bool = False
) -> Row:
    """The one of an id, where it is the subject's. Raises NotFoundError `unknown`."""
    row = session.get(kind, row_id, with_for_update=lock or None)
    if row is None or row.subject_key != subject_key:
        raise NotFoundError(unknown)
    return row


def for_officer(session: Session, ctx: Context, kind: type[Row], row_id: str, unknown: str) -> Row:
    """The one of an id, for an officer. Raises NotAllowedError `access.*`, NotFoundError `unknown`."""
    row = session.get(kind, row_id)
    if row is None:
        raise NotFoundError(unknown)
    access.require_case(ctx.actor, row.authority, *OfficerRole)
    return row


def within_reach(ctx: Context, rows: Iterable[Row]) -> Iterable[Row]:
    """Those of the officer's authority and below it."""
    return (row for row in rows if access.covers(ctx.actor.authority, row.authority))
