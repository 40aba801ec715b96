"""Which commitments are checked: by a day where their type says so, drawn by lot, or for a reason."""

import secrets
from collections.abc import Iterable
from datetime import date
from functools import partial

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.bulk import among
from credit.db.case_models import CaseRow
from credit.db.disclosure_models import PositionRow
from credit.db.finding_models import CheckDrawRow, CommitmentCheckRow
from credit.domain.actors import OfficerRole
from credit.domain.commitments import Commitment, CommitmentState, CommitmentType
from credit.domain.errors import RuleError
from credit.domain.findings import CheckReason, CheckState, CheckTask
from credit.rules import checks as rules
from credit.rules.commitments.publication import state_on
from credit.services import access, audit
from credit.services.codec import encode
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.findings import promises, tasks
from credit.services.findings.promises import Promise

MAY = (OfficerRole.HANDLER, OfficerRole.REVIEWER)
DRAWN_FOR = "checks.draw"
decode_candidates = msgspec.msgpack.Decoder(list[str]).decode


def plan(ctx: Context) -> int:
    """Open what is due by type, and once a quarter draw; how many checks were opened. Safe to repeat."""
    return _plan_due(ctx) + _plan_draw(ctx)


def _plan_due(ctx: Context) -> int:
    today, wanted = ctx.clock.today(), []
    with ctx.sessions.read() as session:
        for page in promises.every(session):
            there = _checked(session, [one for one, _, _ in page])
            wanted += [one for one, _, said in page if one not in there and _falls_due(said, today)]
    return sum(ctx.sessions.run(partial(_open_due, ctx=ctx, record_id=one)) for one in wanted)


def _falls_due(said: Commitment, today: date) -> bool:
    """Whether a commitment has a day of its own that is still ahead; older ones come by lot."""
    due = rules.due_by_type(said.commitment_type, said.committed_on, said.valid_to)
    return due is not None and due.day >= today and not said.checks and _holds(said, today)


def _holds(said: Commitment, today: date) -> bool:
    return state_on(said, today) is CommitmentState.PUBLIC


def _open_due(session: Session, ctx: Context, record_id: str) -> int:
    about = promises.promise(session, record_id, lock=True)
    said = about.content
    due = rules.due_by_type(said.commitment_type, said.committed_on, said.valid_to)
    if not about.authority or due is None or _checked(session, [record_id]):
        return 0
    token = f"due:{record_id}"
    row = tasks.add(session, ctx, about, token, CheckReason.DUE, due_on=due.day, firm=due.firm)
    audit.write(session, ctx, "check.open", row.id, reason=row.reason, due=row.due_on.isoformat())
    return 1


def _plan_draw(ctx: Context) -> int:
    """One draw for each authority and quarter."""
    today = ctx.clock.today()
    mark = today.year * 10 + (today.month + 2) // 3
    with ctx.sessions.read() as session:
        done = session.get(PositionRow, DRAWN_FOR)
        if done is not None and done.seq >= mark:
            return 0
        pots = _pots(session, today)
    made = sum(
        ctx.sessions.run(partial(_draw, ctx=ctx, authority=one, pot=pots[one])) for one in sorted(pots)
    )

    def finish(session: Session) -> None:
        session.merge(PositionRow(name=DRAWN_FOR, seq=mark))

    ctx.sessions.run(finish)
    return made


def _pots(session: Session, today: date) -> dict[str, list[str]]:
    """From what each authority draws: everything in force that nobody looks at or has looked at."""
    pots: dict[str, list[str]] = {}
    for page in promises.every(session):
        there = _checked(session, [one for one, _, _ in page])
        for record_id, _, said in page:
            if record_id not in there and _can_be_drawn(said, today):
                about = promises.promise(session, record_id)
                if about.authority:
                    pots.setdefault(about.authority, []).append(record_id)
    return pots


def _can_be_drawn(said: Commitment, today: date) -> bool:
    if said.commitment_type is CommitmentType.REPAIR or not _holds(said, today):
        return False
    return not said.checks and not _falls_due(said, today)


def _draw(session: Session, ctx: Context, authority: str, pot: list[str]) -> int:
    today = ctx.clock.today()
    quarter = rules.quarter(today)
    if session.get(CheckDrawRow, (authority, quarter)) is not None:
        return 0
    seed = secrets.token_hex(16)
    drawn = rules.draw(pot, seed, today)
    row = CheckDrawRow(authority=authority, quarter=quarter, seed=seed, drawn=len(drawn))
    row.candidates, row.drawn_at = encode(sorted(pot)), ctx.clock.now()
    session.add(row)
    due = rules.due_by_reason(CheckReason.DRAWN, today)
    for one in drawn:
        about = promises.promise(session, one)
        token, given = f"{quarter}:{one}", {"due_on": due.day, "firm": due.firm}
        tasks.add(session, ctx, about, token, CheckReason.DRAWN, lot=f"{authority}:{quarter}", **given)
    said = {"seed": seed, "candidates": str(len(pot)), "drawn": str(len(drawn))}
    audit.write(session, ctx, "check.draw", f"draw:{authority}:{quarter}", **said)
    return len(drawn)


def check_from_tip(session: Session, ctx: Context, tip: CaseRow) -> CheckTask:
    """Open a check of the commitment the public said something about: a check, never a finding.

    In the caller's transaction; the same report opens once. The trail of the enterprise gets nothing of it.
    Raises NotFoundError `commitment.unknown`, RuleError `check.elsewhere` (another department checks it),
    `check.repair`.
    """
    about = promises.promise(session, tip.params.get("record", ""), lock=True)
    return _for_a_reason(session, ctx, about, CheckReason.TIP, f"tip:{tip.id}", tip=tip.id)


def check_own(ctx: Context, record_id: str, token: str) -> CheckTask:
    """An officer's own check of a commitment. The same form sent twice opens once.

    Raises NotFoundError `commitment.unknown`, NotAllowedError `access.*`, RuleError `check.elsewhere`,
    `check.repair`, InputError `form.token`.
    """
    checked = forms.checked(token)

    def work(session: Session) -> CheckTask:
        about = promises.promise(session, record_id, lock=True)
        access.require_case(ctx.actor, about.authority, *MAY)
        return _for_a_reason(session, ctx, about, CheckReason.OWN, f"own:{record_id}:{checked}")

    return ctx.sessions.run(work)


def _for_a_reason(
    session: Session, ctx: Context, about: Promise, reason: CheckReason, token: str, tip: str = ""
) -> CheckTask:
    if not about.authority:
        raise RuleError("check.elsewhere")
    if about.content.commitment_type is CommitmentType.REPAIR:
        raise RuleError("check.repair")
    query = select(CommitmentCheckRow).where(
        CommitmentCheckRow.authority == about.authority, CommitmentCheckRow.token == token
    )
    known = session.scalar(query)
    if known is not None:
        return tasks.task(known)
    due = rules.due_by_reason(reason, ctx.clock.today())
    row = tasks.add(session, ctx, about, token, reason, due_on=due.day, firm=due.firm, tip=tip)
    audit.write(session, ctx, "check.open", row.id, reason=row.reason, due=row.due_on.isoformat())
    return tasks.task(row)


def repeat_draw(session: Session, authority: str, quarter: str) -> list[str] | None:
    """What a draw gave, worked out again from its seed and its candidates; None: there was none."""
    row = session.get(CheckDrawRow, (authority, quarter))
    if row is None:
        return None
    return rules.draw(decode_candidates(row.candidates), row.seed, row.drawn_at.date())


def _checked(session: Session, records: Iterable[str]) -> set[str]:
    """Which of the commitments are looked at, or were; what was only dropped does not count."""
    found = among(session.connection(), CommitmentCheckRow.record_id, sorted(records))
    query = select(CommitmentCheckRow.record_id).where(found)
    return set(session.scalars(query.where(CommitmentCheckRow.state != CheckState.DROPPED.value)))
