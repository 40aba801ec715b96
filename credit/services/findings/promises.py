"""Commitments as those see them who check: whose they are, and which authority looks after them."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from credit.db.models import RecordRow, Subject
from credit.domain.commitments import Commitment, CommitmentState, CommitmentType
from credit.domain.errors import NotFoundError
from credit.domain.records import Record, Registration
from credit.domain.reference import authorities
from credit.domain.vocabulary import RecordKind
from credit.rules.commitments.publication import state_on
from credit.services import access
from credit.services.codec import decode_record, decode_registration

_PAGE = 1000
_OF_APPROVALS = frozenset({CommitmentType.LICENCE, CommitmentType.CERTIFICATE})


class Promise(NamedTuple):
    """A commitment with its subject. authority: who checks it; empty where another department does."""

    record_id: str
    subject_key: str
    subject_no: int
    subject: Registration
    authority: str
    content: Commitment

    def holds_on(self, day: date) -> bool:
        """Whether there is something to keep: public and neither over, withdrawn nor replaced."""
        return state_on(self.content, day) is CommitmentState.PUBLIC


def promise(session: Session, record_id: str, *, lock: bool = False) -> Promise:
    """Raises NotFoundError `commitment.unknown`."""
    query = (
        select(RecordRow, Subject)
        .join(Subject, Subject.id == RecordRow.subject_id)
        .where(RecordRow.id == record_id[:26], RecordRow.kind == RecordKind.COMMITMENT.value)
    )
    found = session.execute(query.with_for_update(of=RecordRow) if lock else query).one_or_none()
    if found is None:
        raise NotFoundError("commitment.unknown")
    return _promise(found.RecordRow.id, found.RecordRow.payload, found.Subject)


def matters(session: Session, record_id: str, matter: str) -> dict[str, str]:
    """What a commitment is about, as params of a message, a duty or a case: as it was when it was checked,
    and in Uyghur where the authority that keeps its wording entered it so."""
    payload = session.scalar(select(RecordRow.payload).where(RecordRow.id == record_id))
    content = decode_record(payload).content if payload is not None else None
    entered = content.matter_uyghur if isinstance(content, Commitment) and content.matter == matter else None
    return {"matter": matter} | ({"matter_uyghur": entered} if isinstance(entered, str) else {})


def subject_no(session: Session, subject_key: str) -> int:
    """The number of a subject."""
    return session.execute(select(Subject.id).where(Subject.key == subject_key)).scalar_one()


def of_subject(session: Session, subject_key: str) -> list[tuple[str, Commitment]]:
    """The commitments of a subject that can be checked, newest first: id of the record and content."""
    query = (
        select(RecordRow.id, RecordRow.payload)
        .join(Subject, Subject.id == RecordRow.subject_id)
        .where(Subject.key == subject_key, RecordRow.kind == RecordKind.COMMITMENT.value)
        .order_by(RecordRow.no.desc())
    )
    found = [(row.id, _content(decode_record(row.payload))) for row in session.execute(query)]
    return [one for one in found if one[1].commitment_type is not CommitmentType.REPAIR]


def every(session: Session) -> Iterator[list[tuple[str, int, Commitment]]]:
    """All commitments by the page: id of the record, number of the subject, content."""
    last = ("", "")
    while True:
        query = (
            select(
                RecordRow.id, RecordRow.subject_id, RecordRow.payload, RecordRow.source, RecordRow.source_id
            )
            .where(
                RecordRow.kind == RecordKind.COMMITMENT.value,
                tuple_(RecordRow.source, RecordRow.source_id) > last,
            )
            .order_by(RecordRow.source, RecordRow.source_id)
            .limit(_PAGE)
        )
        rows = session.execute(query).all()
        if not rows:
            return
        last = (rows[-1].source, rows[-1].source_id)
        yield [(row.id, row.subject_id, _content(decode_record(row.payload))) for row in rows]


def _promise(record_id: str, payload: bytes, subject: Subject) -> Promise:
    record, registered = decode_record(payload), decode_registration(subject.payload)
    content = _content(record)
    return Promise(
        record_id, subject.key, subject.id, registered, _authority(content, record, registered), content
    )


def _content(record: Record) -> Commitment:
    assert isinstance(record.content, Commitment)
    return record.content


def _authority(content: Commitment, record: Record, registered: Registration) -> str:
    """The division whose authority checks it.

    What stands in for the papers of an approval is checked by whoever accepted it; everything else by the
    authority in charge of the subject.
    """
    for name in (content.accepting_office, record.provenance.agency.name):
        known = authorities.by_name(name) if isinstance(name, str) else None
        if known is not None:
            return known.division
    return "" if content.commitment_type in _OF_APPROVALS else access.authority_of(registered)
