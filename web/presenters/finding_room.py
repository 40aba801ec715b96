"""Findings on pages: the desk's room of one, and the page of the enterprise it is about."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import msgspec
from markupsafe import Markup

from credit.domain.accounts import Standing
from credit.domain.cases import Statement
from credit.domain.casework import CaseKind
from credit.domain.commitments import BreachOutcome, Commitment
from credit.domain.findings import (
    CheckTask,
    ContestKind,
    ContestResult,
    Decision,
    Finding,
    FindingState,
)
from credit.domain.labels import Vocabulary, zh
from credit.rules.findings import is_heard
from credit.rules.findings_public import published
from web.presenters.cases import Answer, answers_of, until
from web.presenters.commitment_matters import matter_of
from web.presenters.finding_words import HAPPENED
from web.presenters.frame import commitment_address
from web.presenters.naming import firm
from web.presenters.parts import Explanation, Fact, Tag, Text, Tone
from web.presenters.room import Room
from web.presenters.speech import Speech

TONES: Final[Mapping[Vocabulary, Tone]] = {
    FindingState.NOTIFIED: Tone.WARN,
    FindingState.ANSWERED: Tone.NOTE,
    FindingState.NOT_ESTABLISHED: Tone.GOOD,
    FindingState.ENDED: Tone.BAD,
    FindingState.CORRECTION_ORDERED: Tone.WARN,
    FindingState.CORRECTED: Tone.GOOD,
    FindingState.NOT_CORRECTED: Tone.BAD,
    FindingState.REVOKED: Tone.BAD,
    FindingState.PENALISED: Tone.BAD,
    FindingState.WITHDRAWN: Tone.ENDED,
    FindingState.RESCINDED: Tone.ENDED,
}
ROOMS: Final = {
    CaseKind.FINDING: Room(kind=CaseKind.FINDING, path="finding", tones=TONES, happened=HAPPENED),
}
_CORRECTING: Final = (FindingState.CORRECTION_ORDERED, FindingState.NOT_CORRECTED)
_DECIDED = zh("违诺认定：%(matter)s")
_TITLE = zh("可能认定违诺：%(matter)s")
_CONTEST = zh("%(kind)s，%(number)s，自 %(since)s起")
_ENDED = zh("%(kind)s，%(number)s，自 %(since)s起，结果：%(result)s")
_WAYS: Final = (
    (
        zh("承诺已经履行"),
        zh("说明怎样履行的，把合同、照片、验收单等作为证据提交。认定不成立的，不作任何公示。"),
        zh("《行政处罚法》第四十五条"),
    ),
    (
        zh("有客观原因，或者已经着手改正"),
        zh("说明原因和改正的情况。机关作决定时应当考虑，并在决定里写明理由。"),
        zh("《行政处罚法》第三十二条、第三十三条"),
    ),
    (
        zh("需要更多时间准备"),
        zh("期限内可以多次补充。没有勾选“已经说完”的，机关要等期限届满以后才能作决定。"),
        zh("《行政处罚法》第四十四条、第四十五条"),
    ),
)


class FindingPage(msgspec.Struct, frozen=True, kw_only=True):
    """One finding. plain: its title for the head of the page. clock: how long it can be answered;
    correcting: it waits for a correction."""

    title: Text
    plain: str
    tag: Tag
    notice: tuple[Fact, ...]
    decision: tuple[Fact, ...]
    answers: tuple[Answer, ...]
    here: str
    running: bool
    correcting: bool
    clock: Text = ""
    ways: tuple[Explanation, ...] = ()
    stands: bool = False


def title(words: Speech, found: Finding, about: Mapping[str, str]) -> Markup:
    """What a finding is called: until it is decided, no more than possible. about: its matter, and what its
    authority entered for it in Uyghur."""
    matter = matter_of(words, about["matter"], about.get("matter_uyghur"))
    return words.say(_TITLE if found.running else _DECIDED, matter=matter)


def page(
    words: Speech, found: Finding, about: Mapping[str, str], said: Iterable[Statement], here: str, on: date
) -> FindingPage:
    """A finding as its enterprise sees it."""
    notice = found.notice
    return FindingPage(
        title=title(words, found, about),
        plain=title(words, found, about).striptags(),
        tag=words.tag(found.state, TONES[found.state]),
        notice=tuple(notice_facts(words, found, on)),
        decision=tuple(decision_facts(words, found, on)),
        answers=answers_of(words, said, here),
        here=here,
        running=found.running,
        correcting=found.state in _CORRECTING,
        clock=until(words, notice.until, notice.firm, on) if found.running else "",
        ways=tuple(_way(words, *way) for way in _WAYS) if found.running else (),
        stands=published(found) is not None,
    )


def _way(words: Speech, question: str, answer: str, source: str) -> Explanation:
    return Explanation(question=words._(question), answer=words._(answer), source=words._(source))


def notice_facts(words: Speech, found: Finding, on: date) -> Iterator[Fact]:
    """What the enterprise was told, and until when it can answer."""
    notice = found.notice
    yield Fact(label=words._(zh("核查结果")), value=words.label(found.check.outcome))
    yield Fact(label=words._(zh("核查日期")), value=words.iso(found.check.on))
    yield Fact(label=words._(zh("核查机关")), value=words.zh(found.check.by))
    yield Fact(label=words._(zh("事实")), value=words.bdi(notice.facts))
    yield Fact(label=words._(zh("依据")), value=words.bdi(notice.basis))
    yield Fact(
        label=words._(zh("送达")),
        value=words.series((words.label(notice.service), words.iso(notice.served_on))),
    )
    yield Fact(label=words._(zh("陈述申辩期限")), value=until(words, notice.until, notice.firm, on))


def decision_facts(words: Speech, found: Finding, on: date) -> Iterator[Fact]:
    """The decision that stands, or said that nothing is established, and what followed."""
    if found.decision is not None:
        yield from _decision(words, found.decision, on)
    if found.corrected_on is not None:
        yield Fact(label=words._(zh("整改完成")), value=words.iso(found.corrected_on))
    for one in found.contests:
        values = {
            "kind": words.label(ContestKind(one.kind)),
            "number": words.number(one.number),
            "since": words.prose_date(one.since),
        }
        said = (
            words.say(_ENDED, result=words.label(ContestResult(one.result)), **values)
            if one.result
            else words.say(_CONTEST, **values)
        )
        yield Fact(label=words._(zh("复议、诉讼")), value=said)
    for old in found.former:
        yield Fact(label=words._(zh("不再有效的决定")), value=words.number(old.number))


def _decision(words: Speech, one: Decision, on: date) -> Iterator[Fact]:
    yield Fact(label=words._(zh("决定")), value=words.label(one.outcome))
    yield Fact(label=words._(zh("决定书文号")), value=words.number(one.number))
    yield Fact(label=words._(zh("决定日期")), value=words.iso(one.on))
    yield Fact(label=words._(zh("理由")), value=words.bdi(one.reasons))
    if one.correct_by is not None:
        yield Fact(label=words._(zh("整改期限")), value=words.prose_date(one.correct_by))
    if one.penalty_no:
        yield Fact(label=words._(zh("处罚决定书文号")), value=words.number(one.penalty_no))
    if one.outcome.value in set(BreachOutcome):
        yield Fact(label=words._(zh("救济途径")), value=words.zh(one.remedy.text))


class Deskside(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as officers see it: claim, evidence, register, each a column.

    heard: it can be decided; told: by who looks, who therefore does not decide; overdue: the day for a
    correction may be stated as missed once it is over.
    """

    claim: tuple[Fact, ...]
    decision: tuple[Fact, ...]
    report: tuple[Answer, ...]
    answers: tuple[Answer, ...]
    register: tuple[Fact, ...]
    running: bool
    correcting: bool
    overdue: bool
    contested: bool
    stands: bool
    heard: bool
    told: bool


def desk(
    words: Speech,
    found: Finding,
    sides: tuple[tuple[Answer, ...], tuple[Answer, ...], tuple[Fact, ...]],
    *,
    on: date,
    actor: str,
) -> Deskside:
    """A finding as officers see it.

    sides: the report of the check, what the enterprise said, what the register has. actor: who looks.
    """
    report, answers, known = sides
    return Deskside(
        claim=tuple(notice_facts(words, found, on)),
        decision=tuple(decision_facts(words, found, on)),
        report=report,
        answers=answers,
        register=known,
        running=found.running,
        correcting=found.state in _CORRECTING,
        overdue=found.state is FindingState.CORRECTION_ORDERED,
        contested=found.contest is not None,
        stands=published(found) is not None,
        heard=is_heard(found, on),
        told=actor in (found.check.actor, found.notice.by),
    )


def register(words: Speech, task: CheckTask, content: Commitment, subject: Standing) -> tuple[Fact, ...]:
    """What the register has: the promise as it was made, and who made it."""
    fact = subject.registration
    href = commitment_address(words, subject.address, task.record_id)
    matter = matter_of(words, content.matter, content.matter_uyghur)
    known = [
        firm(words, fact),
        Fact(label=words._(zh("统一社会信用代码")), value=words.code(fact.credit_code)),
        Fact(label=words._(zh("登记状态")), value=words.label(fact.status)),
        Fact(label=words._(zh("承诺")), value=words.link(href, matter)),
        Fact(label=words._(zh("承诺编号")), value=words.number(content.number)),
        Fact(label=words._(zh("承诺类型")), value=words.label(content.commitment_type)),
        Fact(label=words._(zh("承诺日期")), value=words.iso(content.committed_on)),
        Fact(label=words._(zh("承诺内容")), value=words.text(content.text)),
        Fact(label=words._(zh("违诺责任")), value=words.text(content.breach_clause)),
    ]
    return tuple(known)
