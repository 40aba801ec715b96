"""May this record be repaired? One answer for each record and day, from the finding of its rule.

Conditions and procedure follow the rule in force on the day that is asked about, the length of publication
the more favourable of then and now; the answer names both.
"""

from dataclasses import replace
from datetime import date
from typing import Final

import msgspec

from credit.domain.commitments import BreachFinding
from credit.domain.records import AbnormalEntry, AnyContent, Check, Penalty, Record, SeriousEntry
from credit.domain.repair import Answer, Duty, Outcome, Reason, RepairFacts, RepairKind, Where
from credit.rules import publication
from credit.rules.citations import cites
from credit.rules.periods import following
from credit.rules.publication import ORDER_107
from credit.rules.repair.deciders import Field, field_of
from credit.rules.repair.elsewhere import elsewhere
from credit.rules.repair.lists import abnormal, serious
from credit.rules.repair.penalties import penalty
from credit.rules.repair.question import CONDITIONS, REPAIR_2021, Finding, Question, Read
from credit.rules.repair.results import breach, check
from credit.rules.repair.steps import steps
from credit.rules.repair.turning import turning_days
from credit.rules.repair_traces import traces

CREDIT_CHINA_SITE: Final = "https://www.creditchina.gov.cn/"
NATIONAL_SITE: Final = "https://www.gsxt.gov.cn/"
_KINDS: Final = {
    Penalty: RepairKind.PENALTY,
    AbnormalEntry: RepairKind.ABNORMAL,
    SeriousEntry: RepairKind.SERIOUS,
    Check: RepairKind.CHECK,
    BreachFinding: RepairKind.BREACH,
}
_APPLIED: Final = (Outcome.NOW, Outcome.LATER, Outcome.DO_FIRST)


@cites(REPAIR_2021, "第四条至第七条")
@cites(ORDER_107, "条号未载", unverified=True)
def eligibility(record: Record, facts: RepairFacts, on: date) -> Answer:
    """The one answer about a record on a day. Same record, facts and day, same answer.

    Raises RuleError `pack.not_covered` for a day before the first rule of repair known here.
    """
    kind = kind_of(record.content, on)
    if kind is RepairKind.NONE:
        return _plain(record, kind, Outcome.NOT_REPAIRABLE, on, Reason.NOT_NEGATIVE)
    repaired_on = _repaired(record, facts, on)
    if repaired_on is not None:
        return msgspec.structs.replace(
            _plain(record, kind, Outcome.ENDS, on, Reason.REPAIRED), on=repaired_on
        )
    question = _question(record, facts)
    field = field_of(record.provenance.agency, on)
    if field is Field.OTHER_DEPARTMENT:
        return _at_credit_china(question, kind, on)
    answer = _here(question, on)
    if field is Field.OTHER_PROVINCE and answer.outcome in _APPLIED:
        return msgspec.structs.replace(
            answer,
            outcome=Outcome.ELSEWHERE,
            reasons=(Reason.OTHER_PROVINCE, *answer.reasons),
            where=Where.NATIONAL,
            link=NATIONAL_SITE,
        )
    return answer


@cites(ORDER_107, "条号未载", unverified=True)
def kind_of(content: AnyContent, on: date) -> RepairKind:
    """What kind of negative record a content is; NONE: it is none."""
    kind = _KINDS.get(type(content), RepairKind.NONE)
    if isinstance(content, AbnormalEntry) and content.marking:
        return RepairKind.MARKING
    if isinstance(content, Check) and not publication.is_negative(content, publication.CHECKS.at(on)):
        return RepairKind.NONE
    return kind


def _question(record: Record, facts: RepairFacts) -> Question:
    """What a revoked repair leaves: publication from that day, without the end that the source named."""
    content, begun = record.content, record.republished_on
    if begun is not None and isinstance(content, Penalty):
        content = msgspec.structs.replace(content, publish_until=None)
    return Question(record, content, begun or record.provenance.published_on, facts)


def _repaired(record: Record, facts: RepairFacts, on: date) -> date | None:
    """Since when the record, or the one of which it is a copy, is repaired."""
    gone = [one for one in (record, *facts.records) if one.repaired is not None and one.repaired.on <= on]
    if not gone:
        return None
    own = frozenset(traces(record.content))
    days = [
        one.repaired.on
        for one in gone
        if one.repaired is not None
        and not (one.repaired.temporary and _executed(facts, on))
        and (one is record or not own.isdisjoint(traces(one.content)))
    ]
    return min(days, default=None)


def _executed(facts: RepairFacts, on: date) -> bool:
    """Whether a plan was carried out to the end: what was hidden meanwhile may now be ended for good."""
    case = facts.bankruptcy
    return case is not None and case.executed_on is not None and case.executed_on <= on


def _find(question: Question, on: date) -> Finding:
    read, content = Read(CONDITIONS.at(on)), question.content
    if isinstance(content, Penalty):
        return penalty(question, content, read, on)
    if isinstance(content, AbnormalEntry):
        return abnormal(question, content, read, on)
    if isinstance(content, SeriousEntry):
        return serious(question, content, read, on)
    if isinstance(content, Check):
        return check(question, content, read, on)
    if isinstance(content, BreachFinding):
        return breach(question, content, read, on)
    return Finding(kind=RepairKind.NONE, bars=(Reason.NOT_NEGATIVE,))


def _here(question: Question, on: date) -> Answer:
    found = _find(question, on)
    if found.over is not None or found.ends is not None:
        day = found.gone_on if found.over else _gone(found)
        return _answer(question, found, Outcome.ENDS, on, _one(found.over, found.ends), day)
    if found.open:
        return _answer(question, found, Outcome.NOW, on, found.ready, on)
    return _not_now(question, found, on)


def _one(*reasons: Reason | None) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons if reason is not None)[:1]


def _not_now(question: Question, found: Finding, on: date) -> Answer:
    first = _first(question, frozenset(duty for duty, _ in found.duties), on)
    changed = (Reason.RULES_CHANGE,) if first and CONDITIONS.at(first) is not CONDITIONS.at(on) else ()
    if found.bars:
        return _answer(question, found, Outcome.NOT_REPAIRABLE, on, (*found.bars, *changed), first)
    if first is None:
        outcome = Outcome.ENDS if found.until else Outcome.NOT_REPAIRABLE
        return _answer(question, found, outcome, on, (Reason.TERM_FIRST, *found.waits), _gone(found))
    if found.duties:
        reasons = (Reason.DUTY_OPEN, *found.waits, *changed)
        return _answer(question, found, Outcome.DO_FIRST, on, reasons, first)
    return _answer(question, found, Outcome.LATER, on, (*found.waits, *changed), first)


def _gone(found: Finding) -> date | None:
    return following(found.until) if found.until is not None else None


def _first(question: Question, assumed: frozenset[Duty], on: date) -> date | None:
    """The first day on which an application is possible, with some duties taken as done."""
    asked = replace(question, assumed=assumed)
    days = (on, *turning_days(question, on))
    return next((day for day in days if _find(asked, day).open), None)


def _answer(
    question: Question,
    found: Finding,
    outcome: Outcome,
    on: date,
    reasons: tuple[Reason, ...],
    day: date | None,
) -> Answer:
    record, applied = question.record, outcome in _APPLIED
    begun = (Reason.BEGUN_ANEW,) if record.republished_on is not None and not found.over else ()
    return Answer(
        record_id=record.id,
        kind=found.kind,
        outcome=outcome,
        asked_on=on,
        reasons=(*reasons, *begun),
        on=day,
        until=found.until,
        time_from=found.time_from,
        severity=found.severity,
        steps=steps(found.duties) if outcome is Outcome.DO_FIRST else (),
        documents=found.documents if applied else (),
        effect=found.effect if applied else None,
        accept_workdays=found.accept_workdays if applied else None,
        decide_workdays=found.decide_workdays if applied else None,
        authority=record.provenance.agency.name,
        rules=found.rules or CONDITIONS.at(on).name,
        lengths=found.lengths,
        basis=found.basis,
        linked=found.linked,
    )


def _at_credit_china(question: Question, kind: RepairKind, on: date) -> Answer:
    content = question.content
    fallen = content.withdrawal if isinstance(content, Penalty) else None
    if fallen is not None and fallen.on <= on:
        ended = _plain(question.record, kind, Outcome.ENDS, on, Reason.WITHDRAWN)
        return msgspec.structs.replace(ended, on=fallen.on)
    found = elsewhere(question, kind, on)
    if found.until is not None and on > found.until:
        return _answer(question, found, Outcome.ENDS, on, (Reason.TERM_OVER,), _gone(found))
    day = max(on, found.time_from) if found.time_from else None
    answer = _answer(question, found, Outcome.ELSEWHERE, on, (*found.ready, *found.waits), day)
    return msgspec.structs.replace(
        answer,
        where=Where.CREDIT_CHINA,
        link=CREDIT_CHINA_SITE,
        accept_workdays=found.accept_workdays,
        decide_workdays=found.decide_workdays,
    )


def _plain(record: Record, kind: RepairKind, outcome: Outcome, on: date, reason: Reason) -> Answer:
    return Answer(
        record_id=record.id,
        kind=kind,
        outcome=outcome,
        asked_on=on,
        reasons=(reason,),
        authority=record.provenance.agency.name,
        rules=CONDITIONS.at(on).name,
    )
