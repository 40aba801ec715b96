"""Notices that belong to no enterprise: the one write road, in bulk and for a single case.

Facts are written as received; the gate makes the sheet of each touched notice, and each sheet whose public
content differs gets a row in the change log, all in one transaction. Telling a notice again changes nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.bulk import among
from credit.db.notice_models import NoticeRow, NoticeSheetRow
from credit.db.session import Sessions
from credit.disclosure_clean import clean_notice, fingerprint
from credit.disclosure_notice import project_notice
from credit.domain.clock import Clock
from credit.domain.errors import ConflictError, NotFoundError, RuleError
from credit.domain.notices import NoticeFacts, NoticeSheet
from credit.domain.values import Review, Withholding
from credit.services import audit, changes, repaired_names
from credit.services.batch_records import standing_withholding
from credit.services.codec import decode_notice, digest, encode, notice_hash
from credit.services.context import Context
from credit.services.holding_back import hold_back
from credit.services.ids import new_id
from credit.services.outcomes import Outcome
from credit.services.records import check_release, check_withholding

NOTICE, GONE = "notice", "notice_gone"
_NOTHING = b""
_CHUNK = 500


def put(ctx: Context, facts: NoticeFacts) -> Outcome:
    """Keep a notice and publish it, in one transaction. Its text passes the detector as an imported one."""
    screened, _ = hold_back(facts, ctx.clock.today())
    return ctx.sessions.run(lambda session: write(session, [screened], ctx.clock)[0])


def write(session: Session, items: Sequence[NoticeFacts], clock: Clock) -> list[Outcome]:
    """Keep and publish notices in the caller's transaction; known ones by their source and its id."""
    touched: dict[int, NoticeRow] = {}
    outcomes = []
    for said in items:
        row = _stored(session, said)
        if row is None:
            source = said.provenance
            row = NoticeRow(key=said.key or new_id(), source=source.source, source_id=source.source_id)
            session.add(row)
            _fill(row, said)
            outcomes.append(Outcome.NEW)
        elif row.hash == notice_hash(said):
            outcomes.append(Outcome.UNCHANGED)
            continue
        else:
            _fill(row, _together(decode_notice(row.payload), said))
            outcomes.append(Outcome.CHANGED)
        row.hash = notice_hash(said)
        session.flush()
        repaired_names.look(session, row)
        touched[row.no] = row
    _publish(session, touched.values(), clock)
    return outcomes


def withhold(ctx: Context, key: str, withholding: Withholding) -> None:
    """Take a notice out of public view, at once and everywhere, with its ground, approver and day of review.

    Raises InputError (see `records.check_withholding`), NotFoundError `notice.unknown`.
    """
    check_withholding(withholding, ctx.clock.today())

    def work(session: Session) -> None:
        row, facts = _one(session, key)
        _keep(session, ctx, row, facts, withheld=withholding, reviewed=None)
        said = {"ground": withholding.ground.value, "approver": withholding.approver}
        audit.write(session, ctx, "notice.withhold", key, **said, review_on=withholding.review_on.isoformat())

    ctx.sessions.run(work)


def release(ctx: Context, key: str, approver: str, authority: str, reason: str) -> None:
    """Give a notice back to the public after somebody looked at it, with who, for which authority and why.

    Raises InputError `release.*`, NotFoundError `notice.unknown`, ConflictError `record.not_withheld`,
    RuleError `record.personal` where a personal number in its text holds it back.
    """
    check_release(approver, authority, reason)

    def work(session: Session) -> None:
        row, facts = _one(session, key)
        review = Review(approver, authority, ctx.clock.today(), reason, fingerprint(facts.content))
        if clean_notice(facts.content, review) is None:
            raise RuleError("record.personal", id=key)
        if facts.withheld is None and clean_notice(facts.content, facts.reviewed) is not None:
            raise ConflictError("record.not_withheld", id=key)
        _keep(session, ctx, row, facts, withheld=None, reviewed=review)
        said = {"approver": approver, "authority": authority, "reason": reason, "text": review.text}
        audit.write(session, ctx, "notice.release", key, **said)

    ctx.sessions.run(work)


def sweep(sessions: Sessions, clock: Clock, everything: bool = False) -> int:
    """Renew every sheet whose `valid_until` has come (or all of them); how many were due."""
    due, last = 0, 0
    while numbers := _due(sessions, clock.today(), last, everything):
        with sessions.write() as session:
            found = among(session.connection(), NoticeRow.no, numbers)
            _publish(session, session.scalars(select(NoticeRow).where(found).with_for_update()).all(), clock)
        due, last = due + len(numbers), numbers[-1]
    return due


def _due(sessions: Sessions, today: date, after: int, everything: bool) -> Sequence[int]:
    query = select(NoticeSheetRow.notice_no).where(NoticeSheetRow.notice_no > after)
    if not everything:
        query = query.where(NoticeSheetRow.valid_until <= today)
    with sessions.read() as session:
        return session.scalars(query.order_by(NoticeSheetRow.notice_no).limit(_CHUNK)).all()


def _stored(session: Session, said: NoticeFacts) -> NoticeRow | None:
    known = (NoticeRow.source == said.provenance.source, NoticeRow.source_id == said.provenance.source_id)
    return session.scalar(select(NoticeRow).where(*known).with_for_update())


def _one(session: Session, key: str) -> tuple[NoticeRow, NoticeFacts]:
    row = session.scalar(select(NoticeRow).where(NoticeRow.key == key).with_for_update())
    if row is None:
        raise NotFoundError("notice.unknown", id=key)
    return row, decode_notice(row.payload)


def _keep(session: Session, ctx: Context, row: NoticeRow, facts: NoticeFacts, **marks: Any) -> None:
    _fill(row, msgspec.structs.replace(facts, **marks))
    session.flush()
    _publish(session, [row], ctx.clock)


def _together(kept: NoticeFacts, said: NoticeFacts) -> NoticeFacts:
    """What the source says now; what was decided here (withheld, objection) stays."""
    return msgspec.structs.replace(
        said,
        withheld=standing_withholding(kept, said),
        objection_since=said.objection_since or kept.objection_since,
        reviewed=kept.reviewed,
        repaired=kept.repaired,
    )


def _fill(row: NoticeRow, facts: NoticeFacts) -> None:
    row.payload = encode(msgspec.structs.replace(facts, key=row.key))
    row.withheld = facts.withheld.ground.value if facts.withheld else None


def publish_again(session: Session, rows: Iterable[NoticeRow], clock: Clock) -> None:
    """New sheets of notices whose marks changed, in the caller's transaction."""
    _publish(session, rows, clock)


def _publish(session: Session, rows: Iterable[NoticeRow], clock: Clock) -> None:
    """The sheets of some notices, and a change row for each that the public would see differ."""
    listed = sorted(rows, key=lambda row: row.no)
    changed = []
    for row in listed:
        sheet = project_notice(decode_notice(row.payload), clock.today())
        stored = session.get(NoticeSheetRow, row.no)
        if stored is None:
            stored = NoticeSheetRow(notice_no=row.no, version=0, digest=_NOTHING)
            session.add(stored)
        if stored.digest != _digest(sheet):
            stored.version += 1
            changed.append((NOTICE if sheet.notice else GONE, row.key, stored.version))
        stored.valid_until, stored.digest = sheet.valid_until, _digest(sheet)
        stored.blob = encode(sheet) if sheet.notice else None
        stored.day = sheet.notice.source.published_on if sheet.notice else None
        stored.until = (sheet.notice.until or date.max) if sheet.notice else None
    session.flush()
    changes.write(session, changed, clock.now())


def _digest(sheet: NoticeSheet) -> bytes:
    return digest(encode(sheet.notice)) if sheet.notice else _NOTHING
