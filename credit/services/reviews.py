"""What awaits a person: records held back by the detector, and withholding that is due for review.

For officers alone: these are facts as kept, not dossiers. Nothing here is ever shown to the public.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import DossierRow, RecordRow, Subject, SubjectCode
from credit.db.notice_models import NoticeRow
from credit.disclosure_clean import clean, clean_notice, fingerprint
from credit.domain.identifiers import normalise_code
from credit.domain.notices import NoticeFacts
from credit.domain.records import Record, Registration
from credit.domain.values import Withholding
from credit.domain.vocabulary import WithholdingGround
from credit.services.codec import decode_notice, decode_record, decode_registration


class Kept(NamedTuple):
    """A record as kept, under its subject. held: the gate holds it back for what is in its text."""

    registration: Registration
    record: Record
    held: bool

    def waits(self, on: date) -> bool:
        """Whether somebody has to look at it by that day."""
        if (seen := self.record.reviewed) is not None and seen.held:
            return seen.text != fingerprint(self.record.content)
        return self.held or (self.record.withheld is not None and is_due(self.record.withheld, on))


class KeptNotice(NamedTuple):
    """A notice of an authority as kept. held: the gate holds it back for what is in its text."""

    facts: NoticeFacts
    held: bool

    def waits(self, on: date) -> bool:
        """Whether somebody has to look at it by that day."""
        return self.held or (self.facts.withheld is not None and is_due(self.facts.withheld, on))


def is_due(withheld: Withholding, on: date) -> bool:
    """Whether a withholding has to be looked at by that day: the detector's at once."""
    return withheld.ground is WithholdingGround.DETECTOR or withheld.review_on <= on


def awaiting(session: Session, on: date) -> Iterator[Kept]:
    """Records that somebody has to look at by that day, oldest first."""
    query = select(RecordRow.payload, Subject.payload).join(Subject, Subject.id == RecordRow.subject_id)
    withheld = query.where(RecordRow.withheld.is_not(None)).order_by(RecordRow.no)
    return (one for one in _kept(session.execute(withheld).all()) if one.waits(on))


def awaiting_subjects(session: Session, on: date) -> Iterator[Registration]:
    """Subjects withheld as a whole whose review is due."""
    query = select(Subject.payload).join(DossierRow, DossierRow.subject_id == Subject.id)
    payloads = session.scalars(query.where(DossierRow.blob.is_(None)).order_by(Subject.id))
    registrations = (decode_registration(payload) for payload in payloads)
    return (one for one in registrations if one.withheld is not None and is_due(one.withheld, on))


def awaiting_notices(session: Session, on: date) -> Iterator[KeptNotice]:
    """Notices of authorities that somebody has to look at by that day, oldest first."""
    query = select(NoticeRow.payload).where(NoticeRow.withheld.is_not(None)).order_by(NoticeRow.no)
    return (found for found in map(_notice, session.scalars(query)) if found.waits(on))


def notice(session: Session, key: str) -> KeptNotice | None:
    """The notice of a key."""
    payload = session.scalar(select(NoticeRow.payload).where(NoticeRow.key == key))
    return None if payload is None else _notice(payload)


def _notice(payload: bytes) -> KeptNotice:
    facts = decode_notice(payload)
    return KeptNotice(facts, clean_notice(facts.content, facts.reviewed) is None)


def of_subject(session: Session, code: str) -> list[Kept] | None:
    """Every record of the subject behind a code; None: there is none of that code."""
    named = select(SubjectCode.subject_id).where(SubjectCode.code == normalise_code(code))
    number = session.scalar(named)
    if number is None:
        return None
    query = select(RecordRow.payload, Subject.payload).join(Subject, Subject.id == RecordRow.subject_id)
    rows = session.execute(query.where(Subject.id == number).order_by(RecordRow.no)).all()
    return list(_kept(rows))


def one(session: Session, record_id: str) -> Kept | None:
    """The record of an id."""
    query = select(RecordRow.payload, Subject.payload).join(Subject, Subject.id == RecordRow.subject_id)
    return next(_kept(session.execute(query.where(RecordRow.id == record_id)).all()), None)


def _kept(rows: Iterable[Any]) -> Iterator[Kept]:
    for record_payload, subject_payload in rows:
        record = decode_record(record_payload)
        held = clean(record.content, record.reviewed) is None
        yield Kept(decode_registration(subject_payload), record, held)
