"""What the public gets of checks and findings: written here alone, from what the rules let out."""

from functools import partial

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.finding_models import FindingRow
from credit.db.models import RecordRow
from credit.domain.commitments import BreachFinding, BreachOutcome, BreachWithdrawal
from credit.domain.findings import CheckOutcome, Decision, Finding, FindingState
from credit.domain.records import Record
from credit.domain.reference import authorities
from credit.domain.values import NOT_COLLECTED, Agency, Provenance
from credit.domain.vocabulary import RecordKind, WithdrawalReason
from credit.rules.findings_public import published
from credit.services import access, batches, projection
from credit.services.batches import Incoming
from credit.services.codec import decode_record
from credit.services.commitments import records
from credit.services.context import Context
from credit.services.findings import promises, tasks
from credit.services.holding_back import hold_back

SOURCE = "finding"


def checks(session: Session, ctx: Context, record_id: str) -> None:
    """Bring a commitment's own record up to date with its checks, and the dossiers that show it."""
    about = promises.promise(session, record_id, lock=True)
    change = partial(tasks.with_checks, session, record_id)
    if change(about.content) != about.content:
        records.amend(session, ctx, record_id, change)


def finding(session: Session, ctx: Context, row: FindingRow, authority: str, case: Finding) -> None:
    """Bring a finding's public record up to date: there while a decision stands, gone with it.

    The commitment's checks go along with it in the same transaction.
    """
    decision = published(case)
    kept = _kept(session, row.case_id)
    if decision is not None:
        entered = promises.matters(session, row.record_id, row.matter).get("matter_uyghur", "")
        _write(session, ctx, row, _record(ctx, row, authority, case, decision, entered))
    elif kept is not None:
        _write(session, ctx, row, _taken_down(ctx, kept, case))
    checks(session, ctx, row.record_id)


def _write(session: Session, ctx: Context, row: FindingRow, record: Record) -> None:
    subject = access.by_key(session, row.subject_key)
    screened, _ = hold_back(record, ctx.clock.today())
    batches.write(session, [], [Incoming((subject.address,), screened)])
    projection.publish_now(session, [promises.subject_no(session, row.subject_key)], ctx.clock)


def _kept(session: Session, case_id: str) -> Record | None:
    named = (RecordKind.BREACH.value, SOURCE, case_id)
    places = (RecordRow.kind, RecordRow.source, RecordRow.source_id)
    query = select(RecordRow.payload)
    for place, name in zip(places, named, strict=True):
        query = query.where(place == name)
    payload = session.scalar(query)
    return None if payload is None else decode_record(payload)


def _record(
    ctx: Context, row: FindingRow, authority: str, case: Finding, decision: Decision, matter_uyghur: str
) -> Record:
    body, contest = authorities.authority(authority), case.contest
    content = BreachFinding(
        commitment_no=row.commitment_no,
        matter=row.matter,
        matter_uyghur=matter_uyghur or NOT_COLLECTED,
        decision_no=decision.number,
        decided_on=decision.on,
        outcome=BreachOutcome(decision.outcome.value),
        reasons=decision.reasons,
        basis=case.notice.basis,
        partly=case.check.outcome is CheckOutcome.PARTLY,
        correct_by=decision.correct_by,
        corrected_on=case.corrected_on,
        penalty_no=decision.penalty_no or NOT_COLLECTED,
        remedy=decision.remedy.text,
        under_review_since=contest.since if contest else None,
        severity=decision.severity,
    )
    return Record(
        id="",
        provenance=Provenance(
            agency=Agency(body.name if body else ""),
            source=SOURCE,
            source_id=row.case_id,
            effective_on=decision.on,
            published_on=decision.on,
            received_at=ctx.clock.now(),
        ),
        content=content,
    )


def _taken_down(ctx: Context, kept: Record, case: Finding) -> Record:
    assert isinstance(kept.content, BreachFinding)
    gone = BreachWithdrawal(WithdrawalReason.RESCINDED, ctx.clock.today(), FindingState(case.state).value)
    return msgspec.structs.replace(kept, content=msgspec.structs.replace(kept.content, withdrawal=gone))
