"""The audit trail: one row for each decision on what is public, chained to the one before it.

A row's hash covers the row and the hash before it, so that a row changed, taken out or put in later
shows in every row after it. Rows hold who, when, what and why, never the text that was decided on.
"""

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.bulk import next_numbers
from credit.db.models import AuditRow, moment_text
from credit.services.context import Context

COUNTER = "audit"
START = bytes(32)  # what the first row is chained to


class Entry(NamedTuple):
    """One row, read."""

    seq: int
    at: str  # UTC, as hashed
    actor: str
    action: str
    target: str
    detail: str  # JSON


def write(session: Session, ctx: Context, action: str, target: str, **detail: str) -> None:
    """Append a row in the caller's transaction. target: id of a record or key of a subject."""
    seq = next_numbers(session.connection(), COUNTER, 1)  # holds its row: chained in order of commit
    before = session.scalar(select(AuditRow.hash).where(AuditRow.seq == seq - 1)) or START
    entry = Entry(seq, moment_text(ctx.clock.now()), ctx.actor.name, action, target, _json(detail))
    session.add(AuditRow(**entry._asdict(), hash=_hash(before, entry)))
    session.flush()


def _json(detail: dict[str, str]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True)


def _hash(before: bytes, entry: Entry) -> bytes:
    return blake2b(before + _json_line(entry), digest_size=32).digest()


def _json_line(entry: Entry) -> bytes:
    return json.dumps(entry, ensure_ascii=False).encode()


def rows(session: Session) -> Iterator[tuple[Entry, bytes]]:
    """Every row with its hash, oldest first."""
    for row in session.scalars(select(AuditRow).order_by(AuditRow.seq)).yield_per(1000):
        yield Entry(row.seq, row.at, row.actor, row.action, row.target, row.detail), bytes(row.hash)


def broken_at(session: Session) -> int | None:
    """The first number at which the chain does not hold; None: it holds."""
    before, expected = START, 1
    for entry, found in rows(session):
        if entry.seq != expected or _hash(before, entry) != found:
            return expected
        before, expected = found, expected + 1
    return None
