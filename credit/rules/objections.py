"""Objections to a record: within which window, by whom, what follows what, and when two persons are needed.

Every function is pure: it takes an objection and a day and gives the objection after the act, or raises.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from msgspec.structs import replace

from credit.domain.corrections import Corrected, CorrectedField
from credit.domain.errors import ConflictError, InputError, NotAllowedError, RuleError
from credit.domain.objections import (
    RUNNING,
    Ask,
    Claim,
    Closed,
    Declined,
    Objection,
    ObjectionState,
    Origin,
    Outcome,
    Ruling,
    Way,
    Window,
)
from credit.domain.records import AnyContent, Record
from credit.domain.vocabulary import RecordKind, Severity
from credit.rules import objection_fields, packs
from credit.rules.calendars import Calendar, moved_to_workday
from credit.rules.citations import cites

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
_AMENDS: Final = frozenset({Outcome.CORRECTED, Outcome.PARTLY})


class Filed(NamedTuple):
    """What is said to be wrong, before it is an objection. whole: the record does not belong here at all."""

    claims: tuple[Claim, ...] = ()
    whole: bool = False


@cites(LISTING_ORDER, "第十六条", unverified=True)
@cites(DISCLOSURE_REGULATION, "第十二条")
@cites(PENALTY_ORDER, "第十二条")
def window(kind: RecordKind, published_on: date, on: date) -> Window:
    """Until when an objection to a record can be filed, and what else there is.

    Raises RuleError `pack.not_covered` for a day before the first rule.
    """
    pack = OBJECTIONS.at(on)
    said = Window(ways=_ways(kind), review_days=pack["review_days"], suit_months=pack["suit_months"])
    closed = closed_by_kind(kind)
    if closed is not None:
        return replace(said, closed=closed)
    if kind not in _LISTS:
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
def closed_by_kind(kind: RecordKind) -> Closed | None:
    """Why records of a kind are not objected to: others publish them, or a case of their own handles them."""
    if kind in _OWN:
        return Closed.OWN_INFORMATION
    return None if kind in objection_fields.KINDS else Closed.FINDING


def _ways(kind: RecordKind) -> tuple[Way, ...]:
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
def file(record: Record, severity: Severity | None, origin: Origin, filed: Filed, on: date) -> Objection:
    """A new objection to a record. The window binds the subject; an authority may look at any time.

    Raises RuleError `objection.closed` (why=…), InputError `objection.claims` (nothing is named),
    `objection.value` (field=…, a field the record does not have, or what it says already).
    """
    kind = record.content.record_kind()
    closed = window(kind, record.provenance.published_on, on).closed
    if closed is not None and not (origin is Origin.PUBLIC and closed is Closed.LATE):
        raise RuleError("objection.closed", why=closed)
    if not filed.claims and not filed.whole:
        raise InputError("objection.claims")
    known = objection_fields.fields(record.content.__class__)
    for claim in filed.claims:
        if claim.field not in known or not 0 < len(claim.claimed.strip()) <= objection_fields.LONGEST:
            raise InputError("objection.value", field=claim.field)
        if claim.claimed.strip() == objection_fields.typed(getattr(record.content, claim.field)):
            raise InputError("objection.same", field=claim.field)
    return Objection(
        state=ObjectionState.SUBMITTED,
        origin=origin,
        record_id=record.id,
        agency=record.provenance.agency.name,
        content=record.content,
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
def ask(one: Objection, by: str, text: str, on: date) -> Objection:
    """Ask the agency the record came from. Raises ConflictError `objection.state`, RuleError
    `objection.asked` (an answer is awaited), InputError `objection.text`."""
    _require(one, ObjectionState.ACCEPTED)
    if any(not asked.answered_on for asked in one.asks) or len(one.asks) >= MOST_ASKS:
        raise RuleError("objection.asked")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise InputError("objection.text", longest=LONGEST_TEXT)
    return replace(one, asks=(*one.asks, Ask(agency=one.agency, on=on, by=by, text=text.strip())))


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
    """Whether a second person decides: the record is serious, or it is to be taken down as a whole."""
    return one.serious or outcome is Outcome.TAKEN_DOWN


@cites(LISTING_ORDER, "第十六条", unverified=True)
def rule(one: Objection, ruling: Ruling, now: AnyContent, by: str, on: date) -> Objection:
    """Find what came of it: decided at once, or proposed where a second person decides.

    now: the record as it is. Raises ConflictError `objection.state`, RuleError `objection.awaited` (the
    agency has not answered), InputError `objection.text`, `objection.reasons` (rejected without one),
    `objection.amendments` (corrected without saying how, or otherwise said), `objection.value` (field=…).
    """
    _require(one, ObjectionState.ACCEPTED)
    if one.asks and not one.asks[-1].answered_on:
        raise RuleError("objection.awaited")
    _check(ruling, now)
    said = replace(ruling, by=by, on=on)
    if needs_two(one, ruling.outcome):
        return replace(one, state=ObjectionState.PROPOSED, ruling=said)
    return _decided(one, said, on)


def _check(ruling: Ruling, now: AnyContent) -> None:
    if not ruling.text.strip() or len(ruling.text) > LONGEST_TEXT:
        raise InputError("objection.text", longest=LONGEST_TEXT)
    if (ruling.outcome is Outcome.REJECTED) is not bool(ruling.reasons):
        raise InputError("objection.reasons")
    if (ruling.outcome in _AMENDS) is not bool(ruling.amendments):
        raise InputError("objection.amendments")
    for one in ruling.amendments:
        value = objection_fields.read(now, one.field, one.value)
        if value == getattr(now, one.field):
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


@cites(DISCLOSURE_REGULATION, "第十二条")
@cites(PENALTY_ORDER, "第十一条、第十二条")
def corrected(record: Record, ruling: Ruling, number: str, on: date) -> Record:
    """A record after an objection held: with other values and the mark of it, or taken down.

    What an earlier correction says of other fields goes on.
    """
    before = record.corrected.fields if record.corrected else ()
    if ruling.outcome is Outcome.TAKEN_DOWN:
        mark = Corrected(on=on, number=number, fields=before, taken_down=True)
        return replace(record, corrected=mark)
    named = {one.field for one in ruling.amendments}
    values = {
        one.field: objection_fields.read(record.content, one.field, one.value) for one in ruling.amendments
    }
    made = tuple(_field(record, before, name, value) for name, value in values.items())
    fields = (*(one for one in before if one.name not in named), *made)
    return replace(
        record,
        content=replace(record.content, **values),
        corrected=Corrected(on=on, number=number, fields=fields),
    )


def _field(record: Record, before: Iterable[CorrectedField], name: str, value: object) -> CorrectedField:
    """What the source says of a field stays known when a correction is corrected."""
    known = next((one.was for one in before if one.name == name), None)
    was = objection_fields.typed(getattr(record.content, name)) if known is None else known
    return CorrectedField(name=name, was=was, now=objection_fields.typed(value))
