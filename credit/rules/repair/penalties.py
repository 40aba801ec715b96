"""Repair of administrative penalties: an early end of their publication."""

from datetime import date

from credit.domain.records import Penalty
from credit.domain.repair import Basis, Duty, Effect, Reason, RepairKind
from credit.domain.vocabulary import Severity
from credit.rules import publication
from credit.rules.citations import cites
from credit.rules.periods import first_day_after, following, preceding
from credit.rules.publication import ORDER_45, ORDER_107
from credit.rules.publications import Publication
from credit.rules.publications import Reason as Shown
from credit.rules.repair import documents
from credit.rules.repair.question import REPAIR_2021, Finding, Question, Read
from credit.rules.repair.standing import lists_to_leave, restructured, same_kind_again, too_many

_NOT_PUBLISHED = Basis(ORDER_45, "第二条", publication.PENALTIES.packs[0].name)
_NEVER = (Shown.PENALTY_SUMMARY, Shown.PENALTY_WARNING_ONLY)


@cites(ORDER_45, "第十三条、第十四条")
@cites(REPAIR_2021, "第六条")
@cites(ORDER_107, "条号未载", unverified=True)
def penalty(question: Question, content: Penalty, read: Read, on: date) -> Finding:
    """A penalty: minor ones end by themselves, the others after their least length and their duties."""
    shown = publication.penalty(content, question.published_on, question.facts.subject_class, on)
    over = _over(shown, on)
    if over is not None:
        return _is_over(question, content, shown, over, on)
    if shown.severity is Severity.MINOR:
        return _ends(shown, Read(publication.PENALTIES.at(on)))
    if restructured(question.facts, read, on):
        return restructuring(RepairKind.PENALTY, question, read, shown, on)
    return _judged(question, content, read, shown, on)


def _over(shown: Publication, on: date) -> Reason | None:
    if shown.reason in _NEVER:
        return Reason.NEVER_PUBLIC
    if shown.until is None or on <= shown.until:
        return None
    return Reason.WITHDRAWN if shown.reason is Shown.PENALTY_WITHDRAWN else Reason.TERM_OVER


def _is_over(question: Question, content: Penalty, shown: Publication, over: Reason, on: date) -> Finding:
    """A period that a later rule found to have run out ended on the day that rule came into force."""
    published_on = question.published_on
    gone_on = published_on if shown.until is None else following(shown.until)
    changed = publication.PENALTIES.at(on).starts
    if gone_on is not None and published_on < changed and gone_on < changed:
        eve = preceding(changed)
        before = publication.penalty(content, published_on, question.facts.subject_class, eve)
        gone_on = changed if before.shown else gone_on
    return Finding(
        kind=RepairKind.PENALTY,
        over=over,
        gone_on=gone_on,
        until=preceding(gone_on) if shown.until is not None and gone_on is not None else None,
        lengths=shown.packs,
        basis=(_NOT_PUBLISHED,) if over is Reason.NEVER_PUBLIC else (),
    )


def _ends(shown: Publication, lengths: Read) -> Finding:
    lengths("minor_months")
    return Finding(
        kind=RepairKind.PENALTY,
        ends=Reason.MINOR,
        until=shown.until,
        severity=shown.severity,
        lengths=shown.packs,
        basis=lengths.basis,
    )


@cites(ORDER_107, "条号未载", unverified=True)
def restructuring(kind: RepairKind, question: Question, read: Read, shown: Publication, on: date) -> Finding:
    """What a restructuring or settlement opens: no least length, no further condition."""
    case = question.facts.bankruptcy
    executed = case is not None and case.executed_on is not None and case.executed_on <= on
    return Finding(
        kind=kind,
        ready=(Reason.BANKRUPTCY,),
        waits=(Reason.NOT_YET_PUBLIC,) if on < question.published_on else (),
        until=shown.until,
        severity=shown.severity,
        lengths=shown.packs,
        rules=read.pack.name,
        effect=Effect.FINAL if executed else Effect.TEMPORARY,
        documents=documents.RESTRUCTURED,
        accept_workdays=read("accept_workdays"),
        decide_workdays=read("decide_workdays"),
        basis=read.basis,
    )


def _judged(question: Question, content: Penalty, read: Read, shown: Publication, on: date) -> Finding:
    opens = first_day_after(question.published_on, months=_months(content, shown.severity, read))
    told = content.duties_performed_on
    known = told is not None and told <= on
    return Finding(
        kind=RepairKind.PENALTY,
        bars=_bars(question, content, read, on),
        waits=_waits(question, content, read, opens, on),
        duties=_duties(question, content, read, on),
        ready=(Reason.TIME_PASSED,),
        until=shown.until,
        time_from=opens,
        severity=shown.severity,
        lengths=shown.packs,
        rules=read.pack.name,
        effect=Effect.STOP,
        documents=documents.of_penalty(read, known=known),
        accept_workdays=read("accept_workdays"),
        decide_workdays=read("decide_workdays"),
        basis=read.basis,
        linked=_arose_from(question, content),
    )


def _months(content: Penalty, severity: Severity | None, read: Read) -> int:
    """The least length of publication: by field in 2021, by class since."""
    if read.has("penalty_months"):
        longer = content.field in read("long_fields")
        months: int = read("penalty_long_months" if longer else "penalty_months")
        return months
    least: int = read("serious_months" if severity is Severity.SERIOUS else "general_months")
    return least


def _bars(question: Question, content: Penalty, read: Read, on: date) -> tuple[Reason, ...]:
    found = []
    if frozenset(read("barred_kinds")).intersection(content.kinds):
        found.append(Reason.BARRED_KIND)
    if read("same_kind_bars") and same_kind_again(question, content, on):
        found.append(Reason.SAME_KIND_AGAIN)
    return tuple(found)


def _waits(question: Question, content: Penalty, read: Read, opens: date, on: date) -> tuple[Reason, ...]:
    found = list(too_many(question.facts, read, on))
    if on < opens:
        found.insert(0, Reason.MINIMUM)
    if content.ban_until is not None and on <= content.ban_until and read("ban_first"):
        found.append(Reason.BAN_RUNS)
    return tuple(found)


def _duties(
    question: Question, content: Penalty, read: Read, on: date
) -> tuple[tuple[Duty, tuple[str, ...]], ...]:
    found: list[tuple[Duty, tuple[str, ...]]] = []
    if not question.has_done(Duty.PERFORM, on, content.duties_performed_on):
        found.append((Duty.PERFORM, ()))
    if question.found_undone(Duty.REMOVE_HARM):
        found.append((Duty.REMOVE_HARM, ()))
    leave = lists_to_leave(question.facts, read, on)
    found.extend(one for one in leave if one[0] not in question.assumed)
    return tuple(found)


def _arose_from(question: Question, content: Penalty) -> tuple[str, ...]:
    """The check from which it arose ends with it."""
    if not content.check_id:
        return ()
    records = question.facts.records
    return tuple(one.id for one in records if one.provenance.source_id == content.check_id)
