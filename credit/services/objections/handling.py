"""What officers do about an objection: accept or not, ask the agency, find what came of it, confirm it."""

from collections.abc import Callable
from typing import Final

from sqlalchemy.orm import Session

from credit.domain.actors import OfficerRole
from credit.domain.errors import InputError
from credit.domain.objections import Declined, Objection, ObjectionState, Ruling
from credit.domain.reference import authorities
from credit.rules import objections as rules
from credit.rules.findings import review_body
from credit.services import access
from credit.services.casework import files
from credit.services.casework import seen as whole
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.objections import asking, effects, rows, targets
from credit.services.objections.rows import Held, Said

HANDLERS: Final = (OfficerRole.HANDLER, OfficerRole.REVIEWER)
DECIDERS: Final = (OfficerRole.REVIEWER,)
Act = Callable[[Held], Objection]


def accept(ctx: Context, case_id: str) -> Objection:
    """Accept it: the record is shown as under objection, the days of verification begin.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, ConflictError `objection.state`.
    """
    today = ctx.clock.today()

    def after(session: Session, one: Held) -> None:
        files.stop(session, ctx, one.file)
        files.start_clock(session, ctx, one.file, rules.verify_workdays(today))
        effects.mark(session, ctx, one)

    return _do(
        ctx, case_id, lambda one: rules.accept(one.objection, today), Said("objection.accepted"), after
    )


def decline(ctx: Context, case_id: str, why: Declined, text: str, *, seen: int | None = None) -> Objection:
    """Do not accept it, with a reason. seen: what the page showed (`casework.seen`). Raises as `accept`,
    ConflictError `case.changed`, InputError `objection.text`, `objection.declined`."""
    today = ctx.clock.today()
    said = Said("objection.not_accepted", {"why": why.value}, text.strip())
    return _do(ctx, case_id, lambda one: rules.decline(one.objection, why, text, today), said, seen=seen)


def ask(ctx: Context, case_id: str, text: str) -> Objection:
    """Put a question to the agency it came from; where another system keeps it, the question is sent there.

    Raises as `accept`, RuleError `objection.asked`, InputError `objection.text`, `objection.personal`.
    """
    by, today = ctx.actor.name, ctx.clock.today()
    said = Said("objection.asked", text=text.strip(), internal=True, told=False)
    if forms.holds_numbers(text):
        raise InputError("objection.personal")

    def work(session: Session) -> Objection:
        one = _held(session, ctx, case_id, HANDLERS, None)
        rules.ask(one.objection, by, text, today)
        source = targets.kept(session, ctx, one.row).provenance
        sent = asking.asked(session, ctx, one, source, text.strip())
        made = rules.ask(one.objection, by, text, today, sent)
        return rows.keep(session, ctx, one, made, said).objection

    return ctx.sessions.run(work)


def answered(ctx: Context, case_id: str, text: str) -> Objection:
    """Note what the agency answered. Raises as `accept`, RuleError `objection.not_asked`, InputError
    `objection.text`."""
    today = ctx.clock.today()
    said = Said("objection.answered", text=text.strip(), internal=True, told=False)
    return _do(ctx, case_id, lambda one: rules.answered(one.objection, text, today), said)


def rule(ctx: Context, case_id: str, ruling: Ruling, *, seen: int | None = None) -> Objection:
    """Find what came of it; decided at once, or proposed where a second person decides.

    seen: what the page showed. Raises as `accept`, ConflictError `case.changed`, RuleError
    `objection.awaited`, InputError `objection.text`, `objection.personal`,
    `objection.reasons`, `objection.amendments`, `objection.value` (field=…).
    """
    by, today = ctx.actor.name, ctx.clock.today()
    if any(forms.holds_numbers(one) for one in (ruling.text, *(each.value for each in ruling.amendments))):
        raise InputError("objection.personal")

    def work(session: Session) -> Objection:
        one = _held(session, ctx, case_id, HANDLERS, seen)
        now = targets.kept(session, ctx, one.row).content
        made = rules.rule(one.objection, _with_remedy(one, ruling), now, by, today)
        return _ended(session, ctx, one, made).objection

    return ctx.sessions.run(work)


def confirm(ctx: Context, case_id: str, *, seen: int | None = None) -> Objection:
    """Decide as another proposed, on what the page showed (seen). Raises as `accept`, NotAllowedError
    `access.own_case`, ConflictError `case.changed` (more was said, or something else proposed)."""
    by, today = ctx.actor.name, ctx.clock.today()

    def work(session: Session) -> Objection:
        one = _held(session, ctx, case_id, DECIDERS, seen)
        return _ended(session, ctx, one, rules.confirm(one.objection, by, today)).objection

    return ctx.sessions.run(work)


def send_back(ctx: Context, case_id: str, why: str) -> Objection:
    """Not follow a proposal, with a reason for the officer who made it. Raises as `confirm`, InputError
    `objection.text`."""
    text = forms.said(why, rules.LONGEST_TEXT, "objection.text")
    by, said = ctx.actor.name, Said("objection.returned", text=text, internal=True, told=False)
    return _do(ctx, case_id, lambda one: rules.send_back(one.objection, by), said, roles=DECIDERS)


def _with_remedy(one: Held, ruling: Ruling) -> Ruling:
    """Where the decision can be contested: the review body of the authority, and the court of its place."""
    body = authorities.authority(one.file.authority)
    review = review_body(body.name) if body else ""
    return Ruling(
        outcome=ruling.outcome,
        text=ruling.text.strip(),
        amendments=ruling.amendments,
        reasons=ruling.reasons,
        review=review,
    )


def _ended(session: Session, ctx: Context, one: Held, made: Objection) -> Held:
    if made.state is ObjectionState.PROPOSED:
        ruling = made.ruling
        params = {"outcome": ruling.outcome.value} if ruling else {}
        said = Said("objection.proposed", params, ruling.text if ruling else "", internal=True, told=False)
        return rows.keep(session, ctx, one, made, said)
    said = Said(f"objection.{made.state.value}", text=made.ruling.text if made.ruling else "")
    kept = rows.keep(session, ctx, one, made, said)
    effects.end(session, ctx, kept)
    return kept


def _held(
    session: Session, ctx: Context, case_id: str, roles: tuple[OfficerRole, ...], seen: int | None = None
) -> Held:
    one = rows.held(session, case_id)
    access.require_case(ctx.actor, one.file.authority, *roles)
    files.require_fit(session, ctx.actor, one.file)
    whole.require(session, one.file.id, one.file.kind, seen)
    return one


def _do(
    ctx: Context,
    case_id: str,
    act: Act,
    said: Said,
    after: Callable[[Session, Held], None] | None = None,
    roles: tuple[OfficerRole, ...] = HANDLERS,
    seen: int | None = None,
) -> Objection:
    def work(session: Session) -> Objection:
        one = _held(session, ctx, case_id, roles, seen)
        kept = rows.keep(session, ctx, one, act(one), said)
        if after is not None:
            after(session, kept)
        return kept.objection

    return ctx.sessions.run(work)
