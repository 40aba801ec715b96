"""Repair of negative results of checks, and of findings that a commitment was broken."""

from datetime import date
from typing import Final

from credit.domain.commitments import BreachFinding
from credit.domain.records import Check, Penalty
from credit.domain.repair import DocumentKind, Duty, Effect, Reason, RepairKind
from credit.domain.vocabulary import Severity
from credit.rules import publication
from credit.rules.citations import cites
from credit.rules.commitments import publication as commitments
from credit.rules.periods import first_day_after, following
from credit.rules.publication import ORDER_107
from credit.rules.publications import Publication
from credit.rules.publications import Reason as Shown
from credit.rules.repair import documents
from credit.rules.repair.penalties import restructuring
from credit.rules.repair.question import Finding, Question, Read
from credit.rules.repair.standing import restructured, too_many

NOTIFICATION_RULES: Final = commitments.NOTIFICATION_RULES


@cites(ORDER_107, "条号未载", unverified=True)
def check(question: Question, content: Check, read: Read, on: date) -> Finding:
    """A negative result: once put right, since Order 107; it also ends with the penalties it led to."""
    arisen = _penalties_of(question)
    shown = publication.check(content, question.published_on, _ends(question, arisen, on), on)
    if shown.until is not None and on > shown.until:
        return Finding(
            kind=RepairKind.CHECK,
            over=Reason.WITH_PENALTY,
            gone_on=following(shown.until),
            until=shown.until,
            lengths=shown.packs,
        )
    if restructured(question.facts, read, on):
        return restructuring(RepairKind.CHECK, question, read, shown, on)
    return _check(question, content, read, shown, arisen, on)


def _check(
    question: Question,
    content: Check,
    read: Read,
    shown: Publication,
    arisen: list[tuple[str, Penalty, date]],
    on: date,
) -> Finding:
    opens = _least(question, read("check_months"))
    corrected = content.corrected_on
    known = corrected is not None and corrected <= on
    done = question.has_done(Duty.CORRECT_PROBLEM, on, corrected)
    return Finding(
        kind=RepairKind.CHECK,
        bars=() if read("check") else (Reason.NO_RULE,),
        waits=_waits(question, read, opens, on),
        duties=() if done else ((Duty.CORRECT_PROBLEM, ()),),
        ready=(Reason.NO_MINIMUM if not read("check_months") else Reason.TIME_PASSED,),
        until=shown.until,
        time_from=opens,
        lengths=shown.packs,
        rules=read.pack.name,
        effect=Effect.STOP,
        documents=documents.papers(read, documents.proof(DocumentKind.CHECK_CORRECTED, known=known)),
        accept_workdays=read("accept_workdays"),
        decide_workdays=read("check_decide_workdays"),
        basis=read.basis,
        linked=tuple(record_id for record_id, _, _ in arisen),
    )


def _least(question: Question, months: int) -> date:
    """The first day on which the least length of publication is over."""
    published_on = question.published_on
    return first_day_after(published_on, months=months) if months else published_on


def _waits(question: Question, read: Read, opens: date, on: date) -> tuple[Reason, ...]:
    early: tuple[Reason, ...] = ()
    if on < opens:
        early = (Reason.NOT_YET_PUBLIC if on < question.published_on else Reason.MINIMUM,)
    return (*early, *too_many(question.facts, read, on))


def _penalties_of(question: Question) -> list[tuple[str, Penalty, date]]:
    """The penalties that arose from a check, with the day of their publication."""
    source_id = question.record.provenance.source_id
    return [
        (one.id, one.content, one.republished_on or one.provenance.published_on)
        for one in question.facts.records
        if isinstance(one.content, Penalty) and one.content.check_id and one.content.check_id == source_id
    ]


def _ends(question: Question, arisen: list[tuple[str, Penalty, date]], on: date) -> list[date | None]:
    """The first day on which each of them is down; never published ones say nothing, as at the gate."""
    subject = question.facts.subject_class
    shown = [publication.penalty(one, day, subject, on) for _, one, day in arisen]
    return [following(one.until) for one in shown if one.until is not None]


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def breach(question: Question, content: BreachFinding, read: Read, on: date) -> Finding:
    """A finding of a broken commitment: after its least length, once the promise was made good."""
    shown = commitments.breach(content, question.published_on, on)
    if shown.until is not None and on > shown.until:
        fallen = shown.reason is Shown.BREACH_WITHDRAWN
        return Finding(
            kind=RepairKind.BREACH,
            over=Reason.WITHDRAWN if fallen else Reason.TERM_OVER,
            gone_on=following(shown.until),
            until=shown.until,
            lengths=shown.packs,
        )
    if restructured(question.facts, read, on):
        return restructuring(RepairKind.BREACH, question, read, shown, on)
    return _breach(question, content, read, shown, on)


def _breach(question: Question, content: BreachFinding, read: Read, shown: Publication, on: date) -> Finding:
    severity = content.severity or Severity.GENERAL
    months = read(f"breach_{severity.value}_months")
    opens = _least(question, months)
    done = question.has_done(Duty.CORRECT_BREACH, on, content.corrected_on)
    known = content.corrected_on is not None and content.corrected_on <= on
    return Finding(
        kind=RepairKind.BREACH,
        waits=_waits(question, read, opens, on),
        duties=() if done else ((Duty.CORRECT_BREACH, ()),),
        ready=(Reason.TIME_PASSED if months else Reason.NO_MINIMUM,),
        until=shown.until,
        time_from=opens,
        severity=severity,
        lengths=shown.packs,
        rules=read.pack.name,
        effect=Effect.STOP,
        documents=documents.papers(read, documents.proof(DocumentKind.BREACH_CORRECTED, known=known)),
        accept_workdays=read("accept_workdays"),
        decide_workdays=read("check_decide_workdays"),
        basis=read.basis,
    )
