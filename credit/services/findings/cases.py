"""Findings: told beforehand, answered with reasons and evidence, decided with reasons, followed up.

Each act is one transaction: the rules say what it leads to, the case machine notes it, the public record
follows, the owners are told.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.disclosure_models import StatementRow
from credit.db.finding_models import CommitmentCheckRow, FindingRow
from credit.domain.accounts import Right, Task
from credit.domain.actors import OfficerRole
from credit.domain.casework import CaseKind
from credit.domain.errors import ConflictError, InputError, RuleError
from credit.domain.findings import (
    CheckState,
    ContestKind,
    ContestResult,
    Finding,
    FindingState,
    Service,
)
from credit.rules import findings as rules
from credit.rules import findings_after as after_rules
from credit.rules.findings import Ruling, Told
from credit.services import access, audit, owner_notices
from credit.services.casework import files
from credit.services.context import Context
from credit.services.disclosures import forms, statements
from credit.services.disclosures.evidence import Folder
from credit.services.disclosures.statements import Said
from credit.services.findings import checks, promises, publishing, tasks
from credit.services.findings.planning import MAY

DECIDERS = (OfficerRole.REVIEWER,)
LONGEST_FACTS, LONGEST_BASIS, LONGEST_NUMBER, LONGEST_PLACE = 2000, 300, 100, 100
LONGEST_REASONS = 2000
_AGAIN = frozenset({FindingState.WITHDRAWN, FindingState.RESCINDED})
_WAITS = frozenset({FindingState.CORRECTION_ORDERED, FindingState.NOT_CORRECTED})
Act = Callable[[Finding], Finding]


def notify(ctx: Context, check_id: str, told: Told, token: str) -> str:
    """Tell the enterprise what it is held to have broken; the case that was opened by it.

    Raises NotFoundError `check.unknown`, NotAllowedError `access.*`, ConflictError `finding.open`, RuleError
    `finding.no_breach`, `finding.answer_days`, `finding.nobody` (nobody reads messages of the portal for
    it), InputError `finding.facts`, `finding.basis`, `finding.served`, `form.token`.
    """
    told = told._replace(
        facts=forms.said(told.facts, LONGEST_FACTS, "finding.facts"),
        basis=forms.said(told.basis, LONGEST_BASIS, "finding.basis"),
    )
    token = f"finding:{forms.checked(token)}"

    def work(session: Session) -> str:
        check = tasks.row_of(session, check_id, lock=True)
        access.require_case(ctx.actor, check.authority, *MAY)
        files.require_fit_for(session, ctx.actor, check.subject_key)
        if check.finding and files.found(session, check.finding).token == token:
            return check.finding
        made = _opened(session, ctx, check, told)
        file = _file(session, ctx, check, token)
        row = _row(file.id, check)
        _fill(row, made)
        check.finding = file.id
        session.add(row)
        session.flush()
        audit.write(session, ctx, "finding.notify", row.subject_key, after=made, case=file.id)
        _tell(session, ctx, tasks.Held(row, file, made), "finding.notice", day=made.notice.until.isoformat())
        return file.id

    return ctx.sessions.run(work)


def _opened(session: Session, ctx: Context, check: CommitmentCheckRow, told: Told) -> Finding:
    done = tasks.task(check).done
    if done is None or check.state != CheckState.DONE.value:  # not done, or given up with reasons
        raise RuleError("finding.no_breach")
    if check.finding and tasks.finding_of(session, check.finding).state not in _AGAIN:
        raise ConflictError("finding.open")
    listening = owner_notices.owners(session, check.subject_key, ctx.clock.now())
    if told.service is Service.PORTAL and not listening:
        raise RuleError("finding.nobody")
    kind = tasks.task(check).commitment_type
    return rules.notify(done, kind, told, ctx.actor.name, ctx.clock.today())


def _file(session: Session, ctx: Context, check: CommitmentCheckRow, token: str) -> CaseRow:
    about = promises.matters(session, check.record_id, check.matter)
    return files.open_case(
        session,
        ctx,
        kind=CaseKind.FINDING,
        subject_key=check.subject_key,
        authority=check.authority,
        state=FindingState.NOTIFIED.value,
        token=token,
        workdays=rules.decide_workdays(ctx.clock.today()),
        title=check.matter,
        params=about | {"number": check.commitment_no, "type": check.commitment_type, "found": check.outcome},
    )


def _row(case_id: str, check: CommitmentCheckRow) -> FindingRow:
    return FindingRow(
        case_id=case_id,
        check_id=check.id,
        subject_key=check.subject_key,
        record_id=check.record_id,
        commitment_no=check.commitment_no,
        matter=check.matter,
    )


def answer(
    ctx: Context, folder: Folder, subject_key: str, case_id: str, said: Said, *, said_all: bool = False
) -> None:
    """State the case with evidence; or, where a correction was ordered, show that it is made.

    said_all: nothing will be added, the decision need not wait for the end of the period. Raises
    NotAllowedError `access.*`, NotFoundError `case.unknown`, ConflictError `finding.closed`, InputError
    `statement.text`, `form.token`, `evidence.*`.
    """

    def work(session: Session, row: StatementRow) -> bool:
        access.require(session, ctx, subject_key, Task.OBJECTION, Right.SUBMIT)
        held = tasks.held(session, case_id, subject_key)
        if statements.known(session, held.file.id, row.token):
            return False
        row.case_id = held.file.id
        if held.finding.state in _WAITS:
            files.move(session, ctx, held.file, held.file.state, "finding.proof")
            return True
        _keep(session, ctx, held, rules.answer(held.finding, said_all), "finding.answered", quiet=True)
        return True

    statements.add(ctx, folder, said, work)


def decide(ctx: Context, case_id: str, ruling: Ruling) -> Finding:
    """Decide; what is established is public in this transaction.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, `access.own_case`, `access.conflict`,
    ConflictError `finding.closed`, RuleError `finding.unheard`, `finding.outcome`, InputError
    `finding.number`, `finding.reasons`, `finding.personal`, `finding.review`, `finding.court`,
    `finding.correct_by`, `finding.penalty_no`.
    """
    said, today = _checked(ruling), ctx.clock.today()
    act = partial(rules.decide, ruling=said, by=ctx.actor.name, on=today)
    return _act(ctx, case_id, act, f"finding.{ruling.outcome.value}")


def _checked(ruling: Ruling) -> Ruling:
    reasons = forms.said(ruling.reasons, LONGEST_REASONS, "finding.reasons")
    if forms.holds_numbers(reasons):
        raise InputError("finding.personal")
    penalty = ruling.penalty_no.strip()[:LONGEST_NUMBER]
    return ruling._replace(
        number=forms.said(ruling.number, LONGEST_NUMBER, "finding.number"),
        reasons=reasons,
        review=forms.said(ruling.review, LONGEST_PLACE, "finding.review"),
        court=forms.said(ruling.court, LONGEST_PLACE, "finding.court"),
        penalty_no=penalty,
    )


def withdraw(ctx: Context, case_id: str, reasons: str) -> Finding:
    """Take the notice back; of it nothing was public. Raises as `decide`, InputError `finding.reasons`."""
    why = forms.said(reasons, LONGEST_REASONS, "finding.reasons")
    return _act(ctx, case_id, rules.withdraw, "finding.withdrawn", MAY, text=why)


def correct(ctx: Context, case_id: str, corrected_on: date, reasons: str) -> Finding:
    """Confirm a correction. Raises ConflictError `finding.no_correction`, InputError `finding.reasons`,
    `finding.corrected_on`, and for who may not."""
    why = forms.said(reasons, LONGEST_REASONS, "finding.reasons")
    act = partial(after_rules.correct, corrected_on=corrected_on, on=ctx.clock.today())
    return _act(ctx, case_id, act, "finding.corrected", MAY, text=why)


def find_uncorrected(ctx: Context, case_id: str, reasons: str) -> Finding:
    """State that the day passed without a correction. Raises RuleError `finding.correcting`, as `correct`."""
    why = forms.said(reasons, LONGEST_REASONS, "finding.reasons")
    act = partial(after_rules.find_uncorrected, on=ctx.clock.today())
    return _act(ctx, case_id, act, "finding.not_corrected", text=why)


def contest(ctx: Context, case_id: str, kind: ContestKind, since: date, number: str) -> Finding:
    """Note a review or suit, which is shown beside the decision.

    Raises ConflictError `finding.not_decided`, `finding.contested`, InputError `finding.contested_since`,
    `finding.number`, and for who may not.
    """
    named = forms.said(number, LONGEST_NUMBER, "finding.number")
    act = partial(after_rules.contest, kind=kind, since=since, number=named, on=ctx.clock.today())
    return _act(ctx, case_id, act, f"finding.{kind.value}", MAY)


def resolve(ctx: Context, case_id: str, result: ContestResult, ruling: Ruling | None) -> Finding:
    """Enter how it ended. Raises ConflictError `finding.not_contested`, InputError `finding.changed`, and
    as `decide`."""
    said = _checked(ruling) if ruling is not None and result is ContestResult.CHANGED else None
    by, today = ctx.actor.name, ctx.clock.today()
    act = partial(after_rules.resolve, result=result, ruling=said, by=by, on=today)
    code = "finding.rescinded" if result is ContestResult.RESCINDED else f"finding.{result.value}"
    return _act(ctx, case_id, act, code)


def rescind(ctx: Context, case_id: str, reasons: str) -> Finding:
    """Take the decision back: it is down at once. Raises ConflictError `finding.not_decided`, InputError
    `finding.reasons`, and for who may not."""
    why = forms.said(reasons, LONGEST_REASONS, "finding.reasons")
    act = partial(after_rules.rescind, on=ctx.clock.today())
    return _act(ctx, case_id, act, "finding.rescinded", text=why)


def _act(
    ctx: Context,
    case_id: str,
    act: Act,
    code: str,
    roles: tuple[OfficerRole, ...] = DECIDERS,
    text: str = "",
) -> Finding:
    def work(session: Session) -> Finding:
        held = tasks.held(session, case_id)
        access.require_case(ctx.actor, held.file.authority, *roles)
        if roles == DECIDERS:
            rules.require_other(held.finding, ctx.actor.name)
        made = act(held.finding)
        _keep(session, ctx, held, made, code, text=text)
        return made

    return ctx.sessions.run(work)


def _keep(
    session: Session,
    ctx: Context,
    held: tasks.Held,
    made: Finding,
    code: str,
    *,
    text: str = "",
    quiet: bool = False,
) -> None:
    """The finding after an act: its case, its public record, the trail, the owners."""
    row, file, before = held
    _fill(row, made)
    session.flush()
    ends = not made.running and made.state not in _WAITS
    files.move(
        session,
        ctx,
        file,
        made.state.value,
        code,
        text=text,
        close=ends,
        after_close=file.closed_at is not None,
    )
    if before.running and made.state in _WAITS:
        files.stop(session, ctx, file)
    audit.write(session, ctx, code, row.subject_key, before=before, after=made, case=file.id)
    _follow(session, ctx, row, before, made)
    if not quiet:
        publishing.finding(session, ctx, row, file.authority, made)
        _tell(session, ctx, tasks.Held(row, file, made), code)


def _follow(session: Session, ctx: Context, row: FindingRow, before: Finding, made: Finding) -> None:
    """What an act means for the check: a correction is one more; taken back, it waits to be told anew."""
    if made.corrected_on is not None and before.corrected_on is None:
        checks.follow_up(session, ctx, tasks.row_of(session, row.check_id, lock=True), made.corrected_on)
    if made.state is FindingState.WITHDRAWN:
        tasks.row_of(session, row.check_id, lock=True).finding = ""


def _fill(row: FindingRow, made: Finding) -> None:
    row.state, row.until, row.content = made.state.value, made.notice.until, tasks.encode_finding(made)
    waits = made.decision if made.state in _WAITS else None
    row.correct_by = waits.correct_by if waits else None


def _tell(session: Session, ctx: Context, held: tasks.Held, code: str, **params: str) -> None:
    decision = held.finding.decision
    if held.finding.state is FindingState.CORRECTION_ORDERED and decision and decision.correct_by:
        params["day"] = decision.correct_by.isoformat()
    told = {**promises.matters(session, held.row.record_id, held.row.matter), **params}
    owner_notices.tell_owners(session, ctx, held.row.subject_key, code, f"/finding/{held.file.id}", **told)
