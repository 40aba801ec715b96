"""Repair of listings: removal from the abnormal and the serious list, restoration of a marking."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from credit.domain.records import AbnormalEntry, Change, Penalty, SeriousEntry
from credit.domain.repair import Document, DocumentKind, Duty, Effect, Reason, RepairKind
from credit.domain.vocabulary import AbnormalGround, ChangeItem
from credit.rules import publication
from credit.rules.citations import cites
from credit.rules.periods import first_day_after, following
from credit.rules.publication import ABNORMAL_RULES, ORDER_44, ORDER_107
from credit.rules.publications import Publication
from credit.rules.publications import Reason as Shown
from credit.rules.repair import documents
from credit.rules.repair.penalties import restructuring
from credit.rules.repair.question import REPAIR_2021, Finding, Question, Read
from credit.rules.repair.standing import heavier_again, restructured, too_many

INDIVIDUAL_RULES: Final = "个体工商户年度报告办法"
_DUTIES: Final[Mapping[AbnormalGround, tuple[Duty, DocumentKind]]] = {
    AbnormalGround.REPORT_NOT_FILED: (Duty.FILE_REPORT, DocumentKind.REPORT),
    AbnormalGround.ORDER_NOT_FOLLOWED: (Duty.PUBLISH, DocumentKind.PUBLISHED),
    AbnormalGround.FALSE_INFORMATION: (Duty.CORRECT_INFORMATION, DocumentKind.CORRECTED),
    AbnormalGround.UNREACHABLE: (Duty.BE_REACHABLE, DocumentKind.REACHABLE),
}


@cites(REPAIR_2021, "第五条")
@cites(ABNORMAL_RULES, "第六条至第十条", unverified=True)
@cites(INDIVIDUAL_RULES, "第十三条至第十五条")
@cites(ORDER_107, "条号未载", unverified=True)
def abnormal(question: Question, content: AbnormalEntry, read: Read, on: date) -> Finding:
    """An entry or marking: removed or restored as soon as its ground is mended; there is no least length."""
    kind = RepairKind.MARKING if content.marking else RepairKind.ABNORMAL
    shown = publication.abnormal_entry(content, question.published_on, on)
    if content.removed_on is not None and content.removed_on <= on:
        return Finding(
            kind=kind, over=Reason.REMOVED, gone_on=content.removed_on, until=shown.until, lengths=shown.packs
        )
    if question.facts.status in publication.LISTS.at(on)["gone_status"]:
        return Finding(kind=kind, over=Reason.GONE, lengths=shown.packs)
    if restructured(question.facts, read, on):
        return restructuring(kind, question, read, shown, on)
    duty, paper = _DUTIES[content.ground]
    done = _mended(question, content, duty, on)
    years = (str(missing_year(content)),) if duty is Duty.FILE_REPORT else ()
    waits = (Reason.NOT_YET_PUBLIC,) if on < max(content.listed_on, question.published_on) else ()
    return Finding(
        kind=kind,
        waits=(*waits, *too_many(question.facts, read, on)),
        duties=() if done else ((duty, years),),
        ready=(Reason.NO_MINIMUM,),
        lengths=shown.packs,
        rules=read.pack.name,
        effect=Effect.RESTORE if content.marking else Effect.REMOVE,
        documents=documents.papers(read, _paper(question, paper, content, on)),
        accept_workdays=read("accept_workdays"),
        decide_workdays=read("abnormal_decide_workdays"),
        basis=read.basis,
    )


def missing_year(content: AbnormalEntry) -> int:
    """The year of the report that is missing: as named, else the one whose window closed last."""
    return content.report_year or content.listed_on.year - 1


def _mended(question: Question, content: AbnormalEntry, duty: Duty, on: date) -> bool:
    if duty is Duty.FILE_REPORT:
        return question.has_done(duty, on, question.facts.reports.get(missing_year(content)))
    if duty is Duty.BE_REACHABLE:
        return question.has_done(duty, on, *_moves(question, content))
    return question.has_done(duty, on)


def _moves(question: Question, content: AbnormalEntry) -> list[date]:
    """Registered changes of the address since the listing."""
    changes = [one.content for one in question.facts.records if isinstance(one.content, Change)]
    return [
        one.changed_on
        for one in changes
        if one.item is ChangeItem.ADDRESS and one.changed_on >= content.listed_on
    ]


def _paper(question: Question, paper: DocumentKind, content: AbnormalEntry, on: date) -> Document:
    if paper in (DocumentKind.REPORT, DocumentKind.PUBLISHED):
        return documents.proof(paper, known=True)
    moved = paper is DocumentKind.REACHABLE and any(day <= on for day in _moves(question, content))
    return documents.proof(paper, known=moved)


@cites(ORDER_44, "第二条")
@cites(REPAIR_2021, "第七条")
@cites(ORDER_107, "条号未载", unverified=True)
def serious(question: Question, content: SeriousEntry, read: Read, on: date) -> Finding:
    """An entry of the serious list: early removal after a year, with its duties performed."""
    shown = publication.serious_entry(content, question.published_on, on, question.record.republished_on)
    if shown.until is not None and on > shown.until:
        removed = shown.reason is Shown.SERIOUS_REMOVED
        return Finding(
            kind=RepairKind.SERIOUS,
            over=Reason.REMOVED if removed else Reason.TERM_OVER,
            gone_on=following(shown.until),
            until=shown.until,
            lengths=shown.packs,
        )
    if restructured(question.facts, read, on):
        return restructuring(RepairKind.SERIOUS, question, read, shown, on)
    return _judged(question, content, read, shown, on)


def _judged(question: Question, content: SeriousEntry, read: Read, shown: Publication, on: date) -> Finding:
    since = question.record.republished_on or content.listed_on
    opens = first_day_after(since, months=read("list_months"))
    penalty = _rests_on(question, content)
    told = penalty.duties_performed_on if penalty is not None else None
    heavier = read("heavier_bars") and heavier_again(question, content.listed_on, read, on)
    return Finding(
        kind=RepairKind.SERIOUS,
        bars=(Reason.HEAVIER_AGAIN,) if heavier else (),
        waits=_waits(question, content, read, opens, on),
        duties=_serious_duties(question, told, on),
        ready=(Reason.TIME_PASSED,),
        until=shown.until,
        time_from=opens,
        lengths=shown.packs,
        rules=read.pack.name,
        effect=Effect.REMOVE_SERIOUS,
        documents=documents.of_serious(read, known=told is not None and told <= on),
        accept_workdays=read("accept_workdays"),
        decide_workdays=read("decide_workdays"),
        basis=read.basis,
    )


def _rests_on(question: Question, content: SeriousEntry) -> Penalty | None:
    """The penalty on which a listing rests."""
    penalties = [one.content for one in question.facts.records if isinstance(one.content, Penalty)]
    return next((one for one in penalties if one.decision_no == content.penalty_no), None)


def _waits(
    question: Question, content: SeriousEntry, read: Read, opens: date, on: date
) -> tuple[Reason, ...]:
    found = [Reason.MINIMUM] if on < opens else []
    running = [one for one in content.measures if one.until is not None and on <= one.until]
    if running and read("measures_first"):
        found.append(Reason.MEASURE_RUNS)
    return (*found, *too_many(question.facts, read, on))


def _serious_duties(
    question: Question, told: date | None, on: date
) -> tuple[tuple[Duty, tuple[str, ...]], ...]:
    open_ones = [Duty.PERFORM] if not question.has_done(Duty.PERFORM, on, told) else []
    if question.found_undone(Duty.REMOVE_HARM):
        open_ones.append(Duty.REMOVE_HARM)
    return tuple((duty, ()) for duty in open_ones)
