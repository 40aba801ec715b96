"""The write road for many: registrations and records by the batch, idempotent, marked for projection.

A batch is written inside the caller's transaction. Nothing is projected here: touched subjects get a
dirty mark, and `credit.services.projection` makes their dossiers afterwards. A page that is read
meanwhile projects a marked subject by itself, so a mark never hides a change.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from credit.db.bulk import insert_rows
from credit.db.models import Dirty
from credit.domain.records import Registration
from credit.services.batch_records import RecordBatch, attach, subjects_of
from credit.services.batch_registrations import RegistrationBatch
from credit.services.outcomes import Outcome
from credit.services.prepared import (
    Incoming,
    ReadyRecord,
    ReadyRegistration,
    codes_of,
    ready_records,
    ready_registrations,
)

__all__ = ["Incoming", "Outcome", "Written", "codes_of", "mark_dirty", "subjects_of", "write"]

MARK_BITS = 62  # as many as both databases hold in a number


@dataclass(slots=True)
class Written:
    """What became of each item, in the order given, and how many waiting records found their subject."""

    registrations: list[Outcome] = field(default_factory=list)
    records: list[Outcome] = field(default_factory=list)
    attached: int = 0


def write(
    session: Session,
    registrations: Sequence[Registration | ReadyRegistration],
    records: Sequence[Incoming | ReadyRecord],
) -> Written:
    """Write one batch. Records may belong to registrations of the same batch."""
    written = Written()
    touched: set[int] = set()
    if registrations:
        firms = RegistrationBatch(session, ready_registrations(registrations))
        written.registrations = firms.write()
        written.attached, given = attach(session, firms.new_codes)
        touched |= firms.touched | given
    if records:
        entries = RecordBatch(session, ready_records(records))
        written.records = entries.write()
        touched |= entries.touched
    mark_dirty(session.connection(), touched)
    return written


def mark_dirty(connection: Connection, subjects: Iterable[int]) -> None:
    """Mark subjects for projection; the marks' rows stay locked until the transaction ends.

    No mark is ever given twice: one that is still there tells that nothing came in since.
    """
    mark = secrets.randbits(MARK_BITS)
    rows = [(subject, mark) for subject in sorted(subjects)]
    insert_rows(connection, Dirty.__table__, ("subject_id", "mark"), rows, replace=("mark",))
