"""Dossiers of subjects: made of their facts by the gate, written with their rows in the change log."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from credit.db.bulk import among, insert_rows
from credit.db.models import DossierRow, Recent, RecordRow, Subject
from credit.disclosure import project
from credit.domain.dossier import Dossier
from credit.domain.errors import NotFoundError
from credit.domain.records import EnterpriseFacts
from credit.services import changes
from credit.services.codec import Packer, decode_record, decode_registration, dossier_digest

RECENT_DAYS = 31
OPEN_END = date(9999, 12, 31)
DOSSIER, GONE = "dossier", "gone"

Raw = tuple[int, str, bytes, tuple[bytes, ...]]  # subject, key, registration, records


class Made(NamedTuple):
    """A dossier ready to be written. blob is None when nothing may be public."""

    subject: int
    key: str
    name: str
    valid_until: date | None
    digest: bytes
    blob: bytes | None
    recent: tuple[tuple[str, date, date, int], ...]


def facts_of(raw: Raw) -> EnterpriseFacts:
    """Facts from their stored form."""
    _, key, registration, records = raw
    return EnterpriseFacts(
        key=key,
        registration=decode_registration(registration),
        records=tuple(map(decode_record, records)),
    )


def dossier_of(raw: Raw, on: date) -> Dossier | None:
    """What the public may know on that day; None: nothing at all."""
    try:
        return project(facts_of(raw), on)
    except NotFoundError:
        return None


def read_facts(session: Session, subjects: Iterable[int]) -> list[Raw]:
    """Stored facts of subjects, in the order of their numbers."""
    connection = session.connection()
    listed = list(subjects)
    rows = session.execute(
        select(RecordRow.subject_id, RecordRow.payload)
        .where(among(connection, RecordRow.subject_id, listed))
        .order_by(RecordRow.subject_id, RecordRow.no)
    )
    records = {
        subject: tuple(payload for _, payload in group) for subject, group in groupby(rows, itemgetter(0))
    }
    query = select(Subject.id, Subject.key, Subject.payload).where(among(connection, Subject.id, listed))
    return [
        (number, key, payload, records.get(number, ()))
        for number, key, payload in session.execute(query.order_by(Subject.id))
    ]


def _recent(dossier: Dossier, on: date) -> tuple[tuple[str, date, date, int], ...]:
    since = on - timedelta(days=RECENT_DAYS)
    days = sorted(
        (record.kind.value, record.source.published_on, record.until or OPEN_END)
        for record in dossier.records
        if since <= record.source.published_on <= on
    )
    return tuple((*day, len(list(group))) for day, group in groupby(days))


def make(raw: Raw, on: date, packer: Packer) -> Made:
    """Project one subject and pack the result."""
    dossier = dossier_of(raw, on)
    if dossier is None:
        return Made(raw[0], raw[1], "", None, b"", None, ())
    return Made(
        raw[0],
        raw[1],
        dossier.registered.name,
        dossier.valid_until,
        dossier_digest(dossier),
        packer.pack(dossier),
        _recent(dossier, on),
    )


def write(session: Session, made: list[Made], today: date, now: datetime) -> int:
    """Write dossiers made on `today`, and a change row for each whose public content differs; how many."""
    connection = session.connection()
    numbers = [one.subject for one in made]
    known = {
        number: (version, digest)
        for number, version, digest in session.execute(
            select(DossierRow.subject_id, DossierRow.version, DossierRow.digest).where(
                among(connection, DossierRow.subject_id, numbers)
            )
        )
    }
    rows, changed = [], []
    for one in made:
        version, digest = known.get(one.subject, (0, None))
        if digest != one.digest and (digest is not None or one.blob is not None):
            version += 1
            changed.append((one, version))
        until = one.valid_until.isoformat() if one.valid_until else None
        rows.append((one.subject, version, one.name, today.isoformat(), until, one.digest, one.blob))
    columns = ("subject_id", "version", "name", "projected_on", "valid_until", "digest", "blob")
    insert_rows(connection, DossierRow.__table__, columns, rows, replace=columns[1:])
    _write_recent(session, made, [number for number in numbers if number in known])
    told = [(DOSSIER if one.blob is not None else GONE, one.key, version) for one, version in changed]
    changes.write(session, told, now)
    return len(changed)


def _write_recent(session: Session, made: list[Made], known: list[int]) -> None:
    connection = session.connection()
    if known:
        session.execute(delete(Recent).where(among(connection, Recent.subject_id, known)))
    rows = [
        (one.subject, kind, day.isoformat(), until.isoformat(), count)
        for one in made
        for kind, day, until, count in one.recent
    ]
    insert_rows(connection, Recent.__table__, ("subject_id", "kind", "day", "until", "count"), rows)
