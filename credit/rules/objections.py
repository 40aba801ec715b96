"""Objections to a record or a registered fact: within which window, by whom, what follows what, when two
persons are needed.

Every function is pure: it takes an objection and a day and gives the objection after the act, or raises.
"""

from datetime import date, timedelta
from typing import Final, NamedTuple

from msgspec.structs import replace

from credit.domain.errors import ConflictError, InputError, NotAllowedError, RuleError
from credit.domain.objections import (
    RUNNING,
    Ask,
    Claim,
    Closed,
    Contested,
    Declined,
    FactKind,
    Objection,
    ObjectionState,
    Origin,
    Outcome,
    RegisteredFact,
    Ruling,
    Shown,
    Way,
    Window,
)
from credit.domain.vocabulary import RecordKind, Severity
from credit.rules import objection_fields, packs
from credit.rules.calendars import Calendar, moved_to_workday
from credit.rules.citations import cites
from credit.rules.registered_facts import FACTS

OBJECTIONS: Final = packs.topic("objections")
DISCLOSURE_REGULATION: Final = "企业信息公示暂行条例"
LISTING_ORDER: Final = "企业经营异常名录管理暂行办法（工商总局令第68号）"
PENALTY_ORDER: Final = "市场监督管理行政处罚信息公示规定（市场监管总局令第45号）"
CIVIL_CODE: Final = "民法典"
LONGEST_TEXT: Final = 2000
MOST_ASKS: Final = 5
_LISTS: Final = {RecordKind.ABNORMAL: "abnormal_days", RecordKind.SERIOUS: "serious_days"}
_OWN: Final = frozenset(
    {RecordKind.ANNUAL_REPORT, RecordKind.INSTANT, RecordKind.VOLUNTARY, RecordKind.WEBSITE}
)
_DECIDED: Final = frozenset({RecordKind.ABNORMAL, RecordKind.SERIOUS, RecordKind.PENALTY, RecordKind.BREACH})
_AMENDS: Final = frozenset({Outcome.CORRECTED, Outcome.PARTLY, Outcome.REFERRED, Outcome.HELD})
_OF_FACTS: Final = frozenset({Outcome.REFERRED, Outcome.HELD, Outcome.REJECTED})
_OF_RECORDS: Final = frozenset({Outcome.CORRECTED, Outcome.TAKEN_DOWN, Outcome.PARTLY, Outcome.REJECTED})


class Filed(NamedTuple):
    """What is said to be wrong, before it is an objection. whole: the record does not belong here at all."""

    claims: tuple[Claim, ...] = ()
    whole: bool = False


@cites(LISTING_ORDER, "第十六条", unverified=True)
@cites(DISCLOSURE_REGULATION, "第十二条")
@cites(PENALTY_ORDER, "第十二条")
def window(kind: RecordKind | FactKind, published_on: date, on: date) -> Window:
    """Until when an objection to a record or a registered fact can be filed, and what else there is.

    Raises RuleError `pack.not_covered` for a day before the first rule.
    """
    pack = OBJECTIONS.at(on)
    said = Window(ways=_ways(kind), review_days=pack["review_days"], suit_months=pack["suit_months"])
    closed = closed_by_kind(kind)
    if closed is not None:
        return replace(said, closed=closed)
    if isinstance(kind, FactKind) or kind not in _LISTS:
        return replace(said, instrument=DISCLOSURE_REGULATION, article="第十二条")
    figure = pack.figures[_LISTS[kind]]
    read = list_days(published_on, pack[figure.key])
    over = on > max(one for one, _ in read)
    return replace(
        said,
        until=min(one for one, _ in read),
        firm=all(firm for _, firm in read),
        closed=Closed.LATE if over else None,
        instrument=figure.instrument,
        article=figure.article,
        unverified=figure.unverified,
    )


@cites(CIVIL_CODE, "第二百零一条、第二百零三条")
def list_days(published_on: date, days: int) -> tuple[tuple[date, bool], ...]:
    """The last day on each calendar: days of the calendar, moved behind a rest; and whether it is firm."""
    last = published_on + timedelta(days=days)
    moved = (moved_to_workday(last, calendar) for calendar in Calendar)
    return tuple((one.day, one.firm) for one in moved)


@cites(DISCLOSURE_REGULATION, "第十条、第十二条")
def closed_by_kind(kind: RecordKind | FactKind) -> Closed | None:
    """Why records of a kind are not objected to: others publish them, or a case of their own handles them."""
    if kind in _OWN:
        return Closed.OWN_INFORMATION
    known = isinstance(kind, FactKind) or kind in objection_fields.KINDS
    return None if known else Closed.FINDING


def _ways(kind: RecordKind | FactKind) -> tuple[Way, ...]:
    if isinstance(kind, FactKind):
        return Way.ENQUIRY, Way.REGISTER
    if kind in _OWN:
        return Way.OWN, Way.REPORT, Way.ENQUIRY
    decided = (Way.REPAIR, Way.REVIEW, Way.SUIT) if kind in _DECIDED else ()
    return Way.ENQUIRY, *decided


@cites(LISTING_ORDER, "第十六条", unverified=True)
def accept_workdays(on: date) -> int:
    """In how many working days it is said whether an objection is accepted."""
    found: int = OBJECTIONS.at(on)["accept_workdays"]
    return found


@cites(LISTING_ORDER, "第十六条", unverified=True)
def verify_workdays(on: date) -> int:
    """In how many working days from acceptance the result is told in writing."""
    found: int = OBJECTIONS.at(on)["verify_workdays"]
    return found


@cites(DISCLOSURE_REGULATION, "第十二条")
def file(shown: Shown, severity: Severity | None, origin: Origin, filed: Filed, on: date) -> Objection:
    """A new objection to a record or a registered fact. The window binds the subject; an authority may look
    at any time.

    Raises RuleError `objection.closed` (why=…), InputError `objection.claims` (nothing is named),
    `objection.value` (field=…, a field that it does not have), `objection.same` (what it says already).
    """
    kind = shown.kind
    closed = window(kind, shown.source.published_on, on).closed
    if closed is not None and not (origin is Origin.PUBLIC and closed is Closed.LATE):
        raise RuleError("objection.closed", why=closed)
    if not filed.claims and not filed.whole:
        raise InputError("objection.claims")
    known = objection_fields.fields(shown.content)
    for claim in filed.claims:
        if claim.field not in known or not 0 < len(claim.claimed.strip()) <= objection_fields.LONGEST:
            raise InputError("objection.value", field=claim.field)
        if claim.claimed.strip() == objection_fields.said(shown.content, claim.field):
            raise InputError("objection.same", field=claim.field)
    return Objection(
        state=ObjectionState.SUBMITTED,
        origin=origin,
        record_id=shown.id,
        agency=shown.source.agency.name,
        content=shown.content,
        filed_on=on,
        claims=tuple(replace(one, claimed=one.claimed.strip()) for one in filed.claims),
        whole=filed.whole,
        serious=kind is RecordKind.SERIOUS or severity is Severity.SERIOUS,
    )


@cites(LISTING_ORDER, "第十六条", unverified=True)
def accept(one: Objection, on: date) -> Objection:
    """Accept it. Raises ConflictError `objection.state`."""
    _require(one, ObjectionState.SUBMITTED)
    return replace(one, state=ObjectionState.ACCEPTED, accepted_on=on)


@cites(LISTING_ORDER, "第十六条", unverified=True)
def decline(one: Objection, why: Declined, text: str, on: date) -> Objection:
    """Do not accept it, with a reason. Raises ConflictError `objection.state`, InputError `objection.text`,
    `objection.declined` (it was filed in time)."""
    _require(one, ObjectionState.SUBMITTED)
    if why is Declined.LATE and one.origin is Origin.PUBLIC:
        raise InputError("objection.declined")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise InputError("objection.text", longest=LONGEST_TEXT)
    return replace(
        one, state=ObjectionState.NOT_ACCEPTED, declined=why, declined_text=text.strip(), decided_on=on
    )


@cites(DISCLOSURE_REGULATION, "第十一条、第十二条")
def ask(one: Objection, by: str, text: str, on: date, telling: str = "") -> Objection:
    """Ask the agency it came from. telling: the message that takes the question there.

    Raises ConflictError `objection.state`, RuleError `objection.asked` (an answer is awaited), InputError
    `objection.text`.
    """
    _require(one, ObjectionState.ACCEPTED)
    if any(not asked.answered_on for asked in one.asks) or len(one.asks) >= MOST_ASKS:
        raise RuleError("objection.asked")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise InputError("objection.text", longest=LONGEST_TEXT)
    asked = Ask(agency=one.agency, on=on, by=by, text=text.strip(), telling=telling)
    return replace(one, asks=(*one.asks, asked))


@cites(DISCLOSURE_REGULATION, "第十二条")
def answered(one: Objection, text: str, on: date) -> Objection:
    """Note what the agency answered. Raises ConflictError `objection.state`, RuleError
    `objection.not_asked`, InputError `objection.text`."""
    _require(one, ObjectionState.ACCEPTED)
    if not one.asks or one.asks[-1].answered_on:
        raise RuleError("objection.not_asked")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise InputError("objection.text", longest=LONGEST_TEXT)
    last = replace(one.asks[-1], answered_on=on, answer=text.strip())
    return replace(one, asks=(*one.asks[:-1], last))


@cites(DISCLOSURE_REGULATION, "第十二条", unverified=True)
def needs_two(one: Objection, outcome: Outcome) -> bool:
    """Whether a second person decides: the record is serious, or something is to be shown no longer."""
    return one.serious or outcome in (Outcome.TAKEN_DOWN, Outcome.HELD)


@cites(LISTING_ORDER, "第十六条", unverified=True)
def rule(one: Objection, ruling: Ruling, now: Contested, by: str, on: date) -> Objection:
    """Find what came of it: decided at once, or proposed where a second person decides.

    now: the record, or registered fact, as it is. Raises ConflictError `objection.state`, RuleError
    `objection.awaited` (the agency has not answered), InputError `objection.text`, `objection.outcome` (not
    one for this), `objection.reasons` (rejected without one), `objection.amendments` (corrected without
    saying how, or otherwise said), `objection.value` (field=…).
    """
    _require(one, ObjectionState.ACCEPTED)
    if one.asks and not one.asks[-1].answered_on:
        raise RuleError("objection.awaited")
    _check(ruling, now)
    said = replace(ruling, by=by, on=on)
    if needs_two(one, ruling.outcome):
        return replace(one, state=ObjectionState.PROPOSED, ruling=said)
    return _decided(one, said, on)


@cites(DISCLOSURE_REGULATION, "第十二条")
def outcomes(content: Contested) -> tuple[Outcome, ...]:
    """What a verification can lead to: a registered fact is corrected by who keeps it, a record here."""
    if not isinstance(content, RegisteredFact):
        return tuple(one for one in Outcome if one in _OF_RECORDS)
    can_be_held = bool(FACTS[content.fact].absent)
    return tuple(one for one in Outcome if one in _OF_FACTS and (one is not Outcome.HELD or can_be_held))


def _check(ruling: Ruling, now: Contested) -> None:
    if ruling.outcome not in outcomes(now):
        raise InputError("objection.outcome")
    if not ruling.text.strip() or len(ruling.text) > LONGEST_TEXT:
        raise InputError("objection.text", longest=LONGEST_TEXT)
    if (ruling.outcome is Outcome.REJECTED) is not bool(ruling.reasons):
        raise InputError("objection.reasons")
    if (ruling.outcome in _AMENDS) is not bool(ruling.amendments):
        raise InputError("objection.amendments")
    for one in ruling.amendments:
        if objection_fields.same(now, one.field, one.value):
            raise InputError("objection.value", field=one.field)


@cites(LISTING_ORDER, "第十六条", unverified=True)
def confirm(one: Objection, by: str, on: date) -> Objection:
    """Decide as proposed. Raises ConflictError `objection.state`, NotAllowedError `access.own_case`."""
    _require(one, ObjectionState.PROPOSED)
    if one.ruling is None or one.ruling.by == by:
        raise NotAllowedError("access.own_case")
    return replace(_decided(one, one.ruling, on), confirmed_by=by)


@cites(LISTING_ORDER, "第十六条", unverified=True)
def send_back(one: Objection, by: str) -> Objection:
    """Not follow a proposal. Raises ConflictError `objection.state`, NotAllowedError `access.own_case`."""
    _require(one, ObjectionState.PROPOSED)
    if one.ruling is None or one.ruling.by == by:
        raise NotAllowedError("access.own_case")
    return replace(one, state=ObjectionState.ACCEPTED, ruling=None)


@cites(LISTING_ORDER, "第十六条", unverified=True)
def withdraw(one: Objection, on: date) -> Objection:
    """Take it back before it is decided. Raises ConflictError `objection.state`."""
    _require(one, *RUNNING)
    return replace(one, state=ObjectionState.WITHDRAWN, ruling=None, decided_on=on)


def _decided(one: Objection, ruling: Ruling, on: date) -> Objection:
    return replace(one, state=ObjectionState(ruling.outcome.value), ruling=ruling, decided_on=on)


def _require(one: Objection, *states: ObjectionState) -> None:
    if one.state not in states:
        raise ConflictError("objection.state", state=one.state)
