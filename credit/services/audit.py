"""The audit trail: one row for each change of state, chained to the one before it.

A row's hash covers the row and the hash before it, so that a row changed, taken out or put in later
shows in every row after it; the counter of the rows, and a hash noted elsewhere, show when rows are
missing at the end. Rows hold who, when, what and why, and digests of what it was before and after:
never the text that was decided on.
"""

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.bulk import next_numbers
from credit.db.models import AuditRow, Counter, moment_text
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


def write(
    session: Session,
    ctx: Context,
    action: str,
    target: str,
    *,
    before: object = None,
    after: object = None,
    **detail: str,
) -> None:
    """Append a row in the caller's transaction.

    target: id of a record or a person, or key of a subject. before, after: the state itself (a struct);
    only a digest of each is kept, by which the state can be recognised but not read.
    """
    states = (("before", before), ("after", after))
    detail |= {name: state_digest(state) for name, state in states if state is not None}
    seq = next_numbers(session.connection(), COUNTER, 1)  # holds its row: chained in order of commit
    last = session.scalar(select(AuditRow.hash).where(AuditRow.seq == seq - 1)) or START
    entry = Entry(seq, moment_text(ctx.clock.now()), ctx.actor.name, action, target, _json(detail))
    session.add(AuditRow(**entry._asdict(), hash=_hash(last, entry)))
    session.flush()


def state_digest(state: object) -> str:
    """Thirty-two hexadecimal digits that stand for a state; the same for the same content."""
    return blake2b(msgspec.json.encode(state, order="sorted"), digest_size=16).hexdigest()


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


def of_target(session: Session, target: str, limit: int = 200) -> list[Entry]:
    """What was done to a record, a person or a subject, newest first."""
    query = select(AuditRow).where(AuditRow.target == target).order_by(AuditRow.seq.desc()).limit(limit)
    return [
        Entry(row.seq, row.at, row.actor, row.action, row.target, row.detail)
        for row in session.scalars(query)
    ]


def broken_at(session: Session) -> int | None:
    """The first number at which the chain does not hold, or at which rows are missing; None: it holds."""
    before, expected = START, 1
    for entry, found in rows(session):
        if entry.seq != expected or _hash(before, entry) != found:
            return expected
        before, expected = found, expected + 1
    given = session.scalar(select(Counter.value).where(Counter.name == COUNTER)) or 0
    return None if expected == given + 1 else expected


def head(session: Session) -> tuple[int, str]:
    """The number and the hash of the last row: whoever notes them can later prove a rewritten trail."""
    row = session.execute(select(AuditRow.seq, AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1)).first()
    return (row.seq, bytes(row.hash).hex()) if row else (0, START.hex())


def hash_at(session: Session, seq: int) -> str | None:
    """The hash of a row, None where there is none of that number."""
    found = session.scalar(select(AuditRow.hash).where(AuditRow.seq == seq))
    return bytes(found).hex() if found is not None else None
