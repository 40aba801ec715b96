"""Notices of authorities that name a repaired decision: known by its number, in both directions.

Numbers that a notice names are kept by their last digits, so that a repair finds the notices at once and
nothing has to be read through.
"""

from collections.abc import Iterable

from msgspec.structs import replace
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from credit.db.bulk import among, insert_rows
from credit.db.notice_models import NoticeRow
from credit.db.repair_models import NoticeNumberRow
from credit.domain.notices import AuthorityNotice
from credit.domain.records import Record
from credit.rules.repair_traces import numbers_of, tail, tails
from credit.services.codec import decode_notice, encode
from credit.services.tombstones import LONGEST_TAIL, named_in


def look(session: Session, row: NoticeRow) -> None:
    """Note what numbers a notice names, and mark it with those that are repaired."""
    facts = decode_notice(row.payload)
    text = _text(facts.content)
    session.execute(delete(NoticeNumberRow).where(NoticeNumberRow.notice_no == row.no))
    ends = sorted({end[:LONGEST_TAIL] for end in tails(text)})
    columns = ("tail", "notice_no")
    insert_rows(
        session.connection(), NoticeNumberRow.__table__, columns, [(end, row.no) for end in ends], replace=()
    )
    mark(session, row)


def mark(session: Session, row: NoticeRow) -> bool:
    """Bring the marks of a notice up to date; whether they changed."""
    facts = decode_notice(row.payload)
    found = named_in(session, _text(facts.content))
    if found == facts.repaired:
        return False
    row.payload = encode(replace(facts, repaired=found))
    session.flush()
    return True


def notices_naming(session: Session, records: Iterable[Record]) -> list[NoticeRow]:
    """The notices that may name one of the records, held."""
    ends = {tail(number)[:LONGEST_TAIL] for record in records for number in numbers_of(record.content)} - {""}
    if not ends:
        return []
    connection = session.connection()
    numbers = session.scalars(
        select(NoticeNumberRow.notice_no).where(among(connection, NoticeNumberRow.tail, ends)).distinct()
    ).all()
    if not numbers:
        return []
    found = among(connection, NoticeRow.no, numbers)
    return list(session.scalars(select(NoticeRow).where(found).order_by(NoticeRow.no).with_for_update()))


def _text(content: AuthorityNotice) -> str:
    parts = [content.title, content.number or "", *(one.name for one in content.attachments)]
    return "\n".join([*parts, content.body if isinstance(content.body, str) else ""])
