"""The repair notice goes out with each new negative record, in the transaction that writes it (两书同达).

What comes late is old news and is not told as new: the pack says up to how many days after its publication
a record is one. The notice itself is made when it is read (`web.presenters.repair_notice`).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import MembershipRow
from credit.db.bulk import among
from credit.db.models import Subject
from credit.domain.clock import SHANGHAI
from credit.domain.records import Record
from credit.domain.repair import RepairFacts, RepairKind
from credit.domain.vocabulary import RecordKind
from credit.rules.citations import cites
from credit.rules.repair import eligibility, kind_of
from credit.rules.repair.question import CONDITIONS, REPAIR_SCHEME
from credit.services import owner_notices
from credit.services.codec import decode_record, decode_registration

NEGATIVE = frozenset(
    kind.value
    for kind in (
        RecordKind.PENALTY,
        RecordKind.ABNORMAL,
        RecordKind.SERIOUS,
        RecordKind.CHECK,
        RecordKind.BREACH,
    )
)


@cites(REPAIR_SCHEME, "条号未核", unverified=True)
def deliver(session: Session, written: Iterable[tuple[int, bytes]]) -> int:
    """Tell the owners of each new record's subject; how many records were told of.

    written: number of the subject and the record, encoded, for every record of a negative kind that is new.
    """
    records = [(subject, payload) for subject, payload in written]
    if not records:
        return 0
    subjects = _with_members(session, {subject for subject, _ in records})
    told = 0
    for number, payload in records:
        if number in subjects:
            told += _tell(session, *subjects[number], decode_record(payload))
    return told


def _with_members(session: Session, numbers: set[int]) -> dict[int, tuple[str, bytes]]:
    """Those of the subjects that somebody acts for: key and registration."""
    query = (
        select(Subject.id, Subject.key, Subject.payload)
        .join(MembershipRow, MembershipRow.subject_key == Subject.key)
        .where(MembershipRow.ended_at.is_(None), among(session.connection(), Subject.id, sorted(numbers)))
        .distinct()
    )
    return {row.id: (row.key, row.payload) for row in session.execute(query)}


def _tell(session: Session, key: str, registration: bytes, record: Record) -> bool:
    at = record.provenance.received_at.astimezone(SHANGHAI)
    if not _is_news(record, registration, at.date()):
        return False
    persons = owner_notices.owners(session, key, at)
    owner_notices.tell(
        session,
        at,
        persons,
        "repair.notice",
        key,
        f"/repair/notice/{record.id}",
        record=kind_of(record.content, at.date()).value,
    )
    return bool(persons)


def _is_news(record: Record, registration: bytes, on: date) -> bool:
    """Whether a record is one that the public sees, or will, and that is new."""
    pack = CONDITIONS.find(on)
    if pack is None or record.withheld is not None or record.repaired is not None:
        return False
    oldest = on - timedelta(days=pack["notice_days"])
    if record.provenance.published_on < oldest or kind_of(record.content, on) is RepairKind.NONE:
        return False
    said = decode_registration(registration)
    facts = RepairFacts(subject_class=said.subject_class, status=said.status, records=(record,))
    return not eligibility(record, facts, on).over
