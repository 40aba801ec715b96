"""The decision on a case: numbered, public in its transaction, taken once.

Whoever is killed in between leaves a case undecided and everything public as it was; nothing is decided
twice, as the case is held and its course knows its decision.
"""

import secrets
from typing import Final

import msgspec
from sqlalchemy.orm import Session

from credit.db import bulk
from credit.db.repair_models import RepairApplicationRow, RepairNumberRow
from credit.domain.actors import OfficerRole
from credit.domain.errors import NotFoundError, RuleError
from credit.domain.reference import authorities
from credit.domain.repair import Effect, Outcome
from credit.domain.repair_applications import RepairCase
from credit.domain.repair_cases import (
    Course,
    Decision,
    RefusalReason,
    RepairState,
    Service,
    ServiceWay,
    Verdict,
)
from credit.domain.values import Repair
from credit.rules import repair_cases as rules
from credit.rules.repair import eligibility
from credit.services import audit, owner_notices
from credit.services.casework import seen as whole
from credit.services.context import Context
from credit.services.repairs import applications, cases, effects, known
from credit.services.repairs.cases import Held, Said
from credit.services.repairs.effects import Granted

LETTER: Final = "23456789ABCDEFGHJKMNPQRTUVWXY"  # nothing that is mistaken for something else
LETTER_LENGTH: Final = 16
LONGEST_TEXT: Final = 2000


def decide(
    ctx: Context,
    case_id: str,
    verdict: Verdict,
    reasons: tuple[RefusalReason, ...] = (),
    text: str = "",
    *,
    seen: int | None = None,
) -> RepairCase:
    """Decide a case. A refusal and anything serious was proposed by another person before.

    seen: what the page showed (`casework.seen`): a proposal that was made anew is not decided unread.
    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, ConflictError `repair.state`,
    `repair.decided`, `case.changed`, InputError `repair.reasons`, RuleError `repair.second_person`,
    `repair.unverified`, `repair.contradicted`, `repair.waiting`, `repair.conditions`
    (reasons=…: what stands against a grant).
    """

    def work(session: Session) -> RepairCase:
        found = cases.for_officer(session, ctx, case_id)
        whole.require(session, found.case.id, found.case.kind, seen)
        if found.course.state is RepairState.PROPOSED:
            cases.for_officer(session, ctx, case_id, OfficerRole.REVIEWER)
        done, granted = decided(session, ctx, found, verdict, reasons, text[:LONGEST_TEXT])
        if granted is not None:
            effects.apply(session, ctx, [granted])
            shown(session, ctx, done)
        return cases.view(session, ctx, found.case, found.about)

    return ctx.sessions.run(work)


def decided(
    session: Session,
    ctx: Context,
    found: Held,
    verdict: Verdict,
    reasons: tuple[RefusalReason, ...] = (),
    text: str = "",
) -> tuple[Held, Granted | None]:
    """The decision itself, with its number; what it grants is the caller's to carry out."""
    about = found.about
    said = _said(ctx, found, verdict, reasons, text)
    rules.decide(found.course, said)  # refused before a number is taken
    if verdict is Verdict.GRANT:
        _require_conditions(session, found)
    said = msgspec.structs.replace(said, number=next_number(session, found.case.authority, said.on.year))
    step = rules.decide(found.course, said)
    about.verdict, about.decision_no, about.decided_on = verdict.value, said.number, said.on
    params = {"number": said.number, "verdict": verdict.value}
    course = _served(session, found, step.course)
    done = cases.take(
        session, ctx, found, step._replace(course=course), Said(f"repair.{verdict.value}", params, said.text)
    )
    audit.write(session, ctx, "repair.decide", about.subject_key, after=course.decision, case=about.id)
    told = {"number": found.case.number, "decision": said.number}
    owner_notices.tell_owners(
        session, ctx, about.subject_key, f"repair.{verdict.value}", f"/repair/case/{about.id}", **told
    )
    if verdict is not Verdict.GRANT:
        return done, None
    about.letter_code = letter_code()
    return done, _granted(found, said)


def _said(
    ctx: Context, found: Held, verdict: Verdict, reasons: tuple[RefusalReason, ...], text: str
) -> Decision:
    """The decision before it has a number."""
    return Decision(
        verdict=verdict,
        number="",
        on=ctx.clock.today(),
        by=ctx.actor.name,
        reasons=reasons,
        text=text.strip(),
        remedy_authority=found.case.authority,
    )


def shown(session: Session, ctx: Context, done: Held) -> Held:
    """Note that what is public was changed, as it was in this very transaction."""
    return cases.take(
        session, ctx, done, rules.displayed(done.course), Said("repair.displayed", after_close=True)
    )


def _require_conditions(session: Session, found: Held) -> None:
    """What the rule of the day of application asks for holds, as far as it is known now."""
    facts = known.of_subject(session, found.about.subject_key)
    record = next((one for one in facts.records if one.id == found.about.record_id), None)
    if record is None:
        raise NotFoundError("record.unknown")
    on = found.course.submitted_on or found.answer.asked_on
    application = session.get_one(RepairApplicationRow, found.about.application_id)
    items = applications.decode_draft(application.content).items
    claims = next((one.claims for one in items if one.record_id == record.id), ())
    answer = eligibility(record, known.with_claims(facts, record.id, claims, on), on)
    if answer.outcome is not Outcome.NOW:
        raise RuleError("repair.conditions", reasons=answer.reasons)


def _served(session: Session, found: Held, course: Course) -> Course:
    """Who agreed to be served online has the decision on their page at once (送达)."""
    application = session.get_one(RepairApplicationRow, found.about.application_id)
    draft = applications.decode_draft(application.content)
    if draft.service is not ServiceWay.ONLINE or course.decision is None:
        return course
    return msgspec.structs.replace(course, service=Service(way=ServiceWay.ONLINE, on=course.decision.on))


def _granted(found: Held, said: Decision) -> Granted:
    body = authorities.authority(found.case.authority)
    repair = Repair(
        number=said.number,
        agency=body.name if body else "",
        on=said.on,
        temporary=found.answer.effect is Effect.TEMPORARY,
    )
    return Granted(found.about.subject_key, found.about.record_id, repair, found.about.id)


def next_number(session: Session, authority: str, year: int) -> str:
    """The next number of a decision, dense for each authority and year; held until the transaction ends."""
    names = ("authority", "year", "last")
    bulk.insert_rows(
        session.connection(), RepairNumberRow.__table__, names, [(authority, year, 0)], replace=()
    )
    row = session.get_one(RepairNumberRow, (authority, year), with_for_update=True, populate_existing=True)
    row.last += 1
    session.flush()
    return f"信修〔{year}〕{authority}-{row.last:06d}号"


def letter_code() -> str:
    """A code that nobody can guess: 78 random bits, in groups that can be read out."""
    drawn = "".join(secrets.choice(LETTER) for _ in range(LETTER_LENGTH))
    return "-".join(drawn[at : at + 4] for at in range(0, LETTER_LENGTH, 4))
