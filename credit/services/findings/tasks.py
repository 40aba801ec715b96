"""Rows of checks and what they mean; what of them is public in a commitment's own record."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.finding_models import CommitmentCheckRow, FindingRow
from credit.domain.commitments import Commitment, CommitmentType, Fulfilment, FulfilmentCheck
from credit.domain.errors import NotFoundError
from credit.domain.findings import (
    Checked,
    CheckOutcome,
    CheckReason,
    CheckState,
    CheckTask,
    Finding,
)
from credit.rules.findings_public import public_checks
from credit.services.casework import files
from credit.services.codec import encode
from credit.services.context import Context
from credit.services.findings.promises import Promise
from credit.services.ids import new_id

decode_finding = msgspec.msgpack.Decoder(Finding).decode
encode_finding = encode


def add(
    session: Session, ctx: Context, about: Promise, token: str, reason: CheckReason, **given: object
) -> CommitmentCheckRow:
    """A new check of a commitment. given: `due_on`, `firm`, and what else there is to say of it."""
    row = CommitmentCheckRow(
        id=new_id(),
        token=token,
        subject_key=about.subject_key,
        record_id=about.record_id,
        commitment_no=about.content.number,
        commitment_type=about.content.commitment_type.value,
        matter=about.content.matter,
        authority=about.authority,
        reason=reason.value,
        state=CheckState.OPEN.value,
        opened_at=ctx.clock.now(),
        opened_by=ctx.actor.name,
        **given,
    )
    session.add(row)
    session.flush()
    return row


def row_of(session: Session, check_id: str, *, lock: bool = False) -> CommitmentCheckRow:
    """Raises NotFoundError `check.unknown`."""
    row = session.get(CommitmentCheckRow, check_id[:26], with_for_update=lock or None)
    if row is None:
        raise NotFoundError("check.unknown")
    return row


def task(row: CommitmentCheckRow) -> CheckTask:
    """A check as officers see it."""
    return CheckTask(
        id=row.id,
        subject_key=row.subject_key,
        record_id=row.record_id,
        commitment_no=row.commitment_no,
        commitment_type=CommitmentType(row.commitment_type),
        matter=row.matter,
        authority=row.authority,
        reason=CheckReason(row.reason),
        state=CheckState(row.state),
        due_on=row.due_on,
        firm=row.firm,
        opened_on=row.opened_at.date(),
        tip=row.tip,
        lot=row.lot,
        done=_done(row),
        finding=row.finding,
    )


def _done(row: CommitmentCheckRow) -> Checked | None:
    if row.checked_on is None:
        return None
    return Checked(
        id=row.id,
        on=row.checked_on,
        by=row.agency,
        actor=row.checked_by,
        outcome=CheckOutcome(row.outcome),
    )


def of_record(session: Session, record_id: str) -> list[CheckTask]:
    """Every check of a commitment, oldest first."""
    query = select(CommitmentCheckRow).where(CommitmentCheckRow.record_id == record_id)
    return [task(row) for row in session.scalars(query.order_by(CommitmentCheckRow.id))]


def with_checks(session: Session, record_id: str, content: Commitment) -> Commitment:
    """A commitment with those of its checks here that are public, beside the ones its source told of.

    Also asked when a source tells a commitment anew: what was checked here stays.
    """
    done = [one for one in of_record(session, record_id) if one.done is not None]
    if not done:
        return content
    query = select(FindingRow.check_id, FindingRow.content).where(FindingRow.record_id == record_id)
    findings = {
        one.check_id: decode_finding(one.content)
        for one in session.execute(query.order_by(FindingRow.case_id))
    }
    ours = {(one.done.on, one.done.by) for one in done if one.done}
    told = [one for one in content.checks if (one.on, one.by) not in ours]
    public = [
        FulfilmentCheck(on=one.on, by=one.by, outcome=Fulfilment(one.outcome.value))
        for one in public_checks(done, findings)
    ]
    checks = tuple(sorted((*told, *public), key=lambda one: one.on))
    return msgspec.structs.replace(content, checks=checks, fulfilment=_last(checks))


class Held(NamedTuple):
    """A finding in hand: its own row, that of its case, and what they say."""

    row: FindingRow
    file: CaseRow
    finding: Finding


def held(session: Session, case_id: str, subject_key: str | None = None) -> Held:
    """A finding to act on, its case held. Raises NotFoundError `case.unknown`, for another's too."""
    file = files.locked(session, case_id)
    row = session.get(FindingRow, file.id, populate_existing=True)
    if row is None or subject_key not in (None, row.subject_key):
        raise NotFoundError("case.unknown")
    return Held(row, file, decode_finding(row.content))


def finding_of(session: Session, case_id: str) -> Finding:
    """A finding to read. Raises NotFoundError `case.unknown`."""
    row = session.get(FindingRow, case_id[:26])
    if row is None:
        raise NotFoundError("case.unknown")
    return decode_finding(row.content)


def _last(checks: Iterable[FulfilmentCheck]) -> Fulfilment:
    last = Fulfilment.NOT_YET
    for one in checks:
        last = one.outcome
    return last
