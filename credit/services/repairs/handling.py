"""What officers do about a case before the decision: ask once, accept, verify, propose, send back, serve."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import msgspec
from sqlalchemy.orm import Session

from credit.domain.actors import OfficerRole
from credit.domain.casework import PauseReason
from credit.domain.errors import ConflictError, InputError, RuleError
from credit.domain.reference import authorities
from credit.domain.repair import DocumentKind, Duty
from credit.domain.repair_applications import RepairCase
from credit.domain.repair_cases import (
    Contest,
    Course,
    Found,
    Method,
    Proposal,
    RefusalReason,
    RepairState,
    Service,
    ServiceWay,
    Verdict,
    Verification,
)
from credit.rules import clocks
from credit.rules import repair_cases as rules
from credit.rules.repair_cases import Asked, Step
from credit.services import owner_notices
from credit.services.casework import files, rows
from credit.services.context import Context
from credit.services.repairs import alike, cases
from credit.services.repairs.cases import Held, Said

LONGEST: Final = 1000
REVIEWERS: Final = (OfficerRole.REVIEWER,)
ASKERS: Final = (OfficerRole.HANDLER, OfficerRole.REVIEWER, OfficerRole.SUPERVISOR)


def ask(
    ctx: Context, case_id: str, items: Sequence[tuple[DocumentKind, str]], reason: str = ""
) -> RepairCase:
    """Ask the applicant, once and for everything at once, for what is missing; the clock stands still.

    reason: why a second time; only a reviewer or supervisor may.
    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, ConflictError `repair.state`, InputError
    `repair.items`, RuleError `repair.asked_already`, `clock.overdue`.
    """
    said = tuple((kind, text.strip()[:LONGEST]) for kind, text in items)
    asked = Asked(said, ctx.actor.name, reason.strip()[:LONGEST], bool(cases.SENIOR & ctx.actor.roles))

    def work(session: Session) -> RepairCase:
        found = cases.for_officer(session, ctx, case_id, *ASKERS)
        step = rules.ask(found.course, asked, ctx.clock.today())
        day = step.course.corrections[-1].answer_by.isoformat()
        params = {"day": day, "papers": ",".join(kind.value for kind, _ in said)}
        done = cases.take(
            session, ctx, found, step, Said("repair.asked", params, "\n".join(t for _, t in said))
        )
        _tell(session, ctx, done, "repair.asked", day=day)
        return cases.view(session, ctx, done.case, done.about)

    return ctx.sessions.run(work)


def accept(ctx: Context, case_id: str) -> RepairCase:
    """Accept a case: its second clock begins; what registers say is noted as verified online.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, ConflictError `repair.state`.
    """

    def work(session: Session) -> RepairCase:
        found = cases.for_officer(session, ctx, case_id)
        if found.course.state is not RepairState.SUBMITTED:
            raise ConflictError("repair.state", state=found.course.state, act="accept")
        done = alike.accepted(session, ctx, found)
        _tell(session, ctx, done, "repair.accepted")
        return cases.view(session, ctx, done.case, done.about)

    return ctx.sessions.run(work)


def verify(
    ctx: Context,
    case_id: str,
    method: Method,
    found: Found,
    note: str,
    *,
    done: tuple[Duty, ...] = (),
    undone: tuple[Duty, ...] = (),
) -> RepairCase:
    """Note what one look found. done, undone: duties that were claimed and are, or are not, done.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, ConflictError `repair.state`, InputError
    `repair.note` (needed unless it confirms).
    """
    said = note.strip()
    if len(said) > LONGEST or (not said and found is not Found.CONFIRMED):
        raise InputError("repair.note", longest=LONGEST)
    one = Verification(
        method=method,
        found=found,
        on=ctx.clock.today(),
        by=ctx.actor.name,
        note=said,
        done=done,
        undone=undone,
    )
    params = {"method": method.value, "found": found.value}
    return _step(
        ctx, case_id, lambda course: rules.verify(course, one), Said("repair.verified", params, said)
    )


def propose(
    ctx: Context,
    case_id: str,
    verdict: Verdict,
    reasons: tuple[RefusalReason, ...] = (),
    text: str = "",
) -> RepairCase:
    """Propose a decision to a reviewer. Raises as `credit.rules.repair_cases.propose`, NotAllowedError."""
    one = Proposal(
        verdict=verdict,
        by=ctx.actor.name,
        on=ctx.clock.today(),
        reasons=reasons,
        text=text.strip()[:LONGEST],
    )
    said = Said("repair.proposed", {"verdict": verdict.value}, one.text, internal=True)
    return _step(ctx, case_id, lambda course: rules.propose(course, one), said)


def send_back(ctx: Context, case_id: str, why: str) -> RepairCase:
    """Not follow a proposal: it goes back with a reason, for officers alone.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, `access.own_case`, ConflictError
    `repair.state`, InputError `repair.returned`.
    """
    why = why.strip()[:LONGEST]
    said = Said("repair.returned", text=why, internal=True)
    return _step(ctx, case_id, lambda course: rules.send_back(course, ctx.actor.name, why), said, *REVIEWERS)


def serve(ctx: Context, case_id: str, way: ServiceWay, address: str, on: date) -> RepairCase:
    """Note how and when a decision reached the applicant: from then on the days to complain run.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, RuleError `repair.undecided`, InputError
    `repair.service` (a day before the decision or in the future, no address for post).
    """
    service = Service(way=way, on=on, address=address.strip()[:200])

    def served(course: Course) -> Step:
        if course.decision is None:
            raise RuleError("repair.undecided")
        missing = way is ServiceWay.POST and not service.address
        if missing or not course.decision.on <= on <= ctx.clock.today():
            raise InputError("repair.service")
        return Step(msgspec.structs.replace(course, service=service))

    said = Said("repair.served", {"way": way.value, "day": on.isoformat()}, after_close=True)
    return _step(ctx, case_id, served, said)


def contest(ctx: Context, case_id: str, number: str, since: date) -> RepairCase:
    """Note that the decision a record is about is under review or in court; the clock stands still meanwhile.

    The same one again changes nothing. Raises NotFoundError `case.unknown`, NotAllowedError `access.*`,
    ConflictError `case.closed`, `repair.contested` (another one goes on), InputError `repair.contest` (no
    number, or a day in the future).
    """
    one = Contest(since=since, number=number.strip()[:100])
    if not one.number or since > ctx.clock.today():
        raise InputError("repair.contest")
    said = Said("repair.contested", {"day": since.isoformat(), "number": one.number})

    def work(session: Session) -> RepairCase:
        found = cases.for_officer(session, ctx, case_id)
        known = found.course.contest
        if known == one:
            return cases.view(session, ctx, found.case, found.about)
        if known is not None and known.over_on is None:
            raise ConflictError("repair.contested")
        course = msgspec.structs.replace(found.course, contest=one)
        done = cases.take(session, ctx, found, Step(course), said)
        if _runs(done, ctx.clock.today()):
            files.pause(session, ctx, done.case, PauseReason.SUIT, one.number)
        return cases.view(session, ctx, done.case, done.about)

    return ctx.sessions.run(work)


def contest_over(ctx: Context, case_id: str, on: date) -> RepairCase:
    """Note that a review or suit is over: the clock goes on. Raises as `contest`, RuleError
    `repair.uncontested`, InputError `repair.contest` (a day before it began or in the future)."""

    def work(session: Session) -> RepairCase:
        found = cases.for_officer(session, ctx, case_id)
        going = found.course.contest
        if going is None or going.over_on is not None:
            raise RuleError("repair.uncontested")
        if not going.since <= on <= ctx.clock.today():
            raise InputError("repair.contest")
        ended = msgspec.structs.replace(found.course, contest=msgspec.structs.replace(going, over_on=on))
        said = Said("repair.contest_over", {"day": on.isoformat()})
        done = cases.take(session, ctx, found, Step(ended), said)
        clock = rows.clock_of(done.case)
        if clock is not None and clock.open_pause and clock.open_pause.reason is PauseReason.SUIT:
            files.resume(session, ctx, done.case)
        return cases.view(session, ctx, done.case, done.about)

    return ctx.sessions.run(work)


def _runs(found: Held, on: date) -> bool:
    """Whether a clock runs that can stand still."""
    clock = rows.clock_of(found.case)
    if clock is None or clock.ended_on is not None or clock.open_pause is not None:
        return False
    return not clocks.reading(clock, on).overdue


def hand_on(ctx: Context, case_id: str, authority: str, why: str) -> RepairCase:
    """Give a case to the authority that took over another's duties (承接职责的机关); clock and number stay.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, ConflictError `case.closed`, InputError
    `case.authority`, `case.reason`.
    """
    why = why.strip()[:LONGEST]
    if authorities.authority(authority) is None:
        raise InputError("case.authority")
    if not why:
        raise InputError("case.reason")

    def work(session: Session) -> RepairCase:
        found = cases.for_officer(session, ctx, case_id, *REVIEWERS)
        before = found.case.authority
        found.case.authority, found.case.assignee = authority, ""
        params = {"from": before, "to": authority}
        done = cases.take(session, ctx, found, Step(found.course), Said("repair.handed_on", params, why))
        return cases.view(session, ctx, done.case, done.about)

    return ctx.sessions.run(work)


def _step(
    ctx: Context, case_id: str, act: Callable[[Course], Step], said: Said, *roles: OfficerRole
) -> RepairCase:
    def work(session: Session) -> RepairCase:
        found = cases.for_officer(session, ctx, case_id, *roles)
        done = cases.take(session, ctx, found, act(found.course), said)
        return cases.view(session, ctx, done.case, done.about)

    return ctx.sessions.run(work)


def _tell(session: Session, ctx: Context, done: Held, code: str, **params: str) -> None:
    owner_notices.tell_owners(
        session,
        ctx,
        done.about.subject_key,
        code,
        f"/repair/case/{done.about.id}",
        number=done.case.number,
        **params,
    )
