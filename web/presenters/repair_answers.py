"""Answers about repair in words: one sentence first, then what to do, which papers, how long, which law."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from markupsafe import Markup

from credit.domain.commitments import BreachFinding
from credit.domain.labels import zh
from credit.domain.records import AbnormalEntry, AnyContent, Check, Penalty, SeriousEntry
from credit.domain.repair import Answer, Document, Outcome, Reason, RepairKind, Step, Way, Where
from web.presenters.citing import law
from web.presenters.commitment_matters import matter_of
from web.presenters.parts import Fact, Tag, Text, Tone
from web.presenters.speech import Speech

_TONES: Final[Mapping[Outcome, Tone]] = {
    Outcome.NOW: Tone.GOOD,
    Outcome.LATER: Tone.NOTE,
    Outcome.DO_FIRST: Tone.WARN,
    Outcome.ENDS: Tone.ENDED,
    Outcome.NOT_REPAIRABLE: Tone.ENDED,
    Outcome.ELSEWHERE: Tone.NOTE,
}
_LATER = zh("%(day)s 起可以申请信用修复。")
_DO_FIRST = zh("先办好下面的事，就可以申请信用修复。")
_DO_FIRST_FROM = zh("先办好下面的事，最早 %(day)s 起可以申请信用修复。")
_ENDS = zh("不用申请，公示到 %(until)s，以后自动停止。")
_OVER = zh("已经不再公示，不用申请。")
_NOT_UNTIL = zh("不能提前修复，公示到 %(until)s，以后自动停止。")
_NOT_FROM = zh("按今天的规定不能提前修复；按已经公布的规定，%(day)s 起可以申请。")
_NOT = zh("不是失信信息，没有需要修复的内容。")
_ELSEWHERE = zh("由%(authority)s办理，请到%(where)s申请。")
_ELSEWHERE_FROM = zh("由%(authority)s办理，%(day)s 起可以到%(where)s申请。")
_BY_ITSELF = zh("不申请的，公示到 %(until)s 自动停止。")
_LISTED = zh("%(kind)s：%(what)s")
_YEAR = zh("补报 %(year)s 年度报告并公示")
_PROVABLE = zh("已经办好的，现在就可以申请，申请时提交证明。")
_PROVABLE_LATER = zh("已经办好的，申请时提交证明。")


class StepShown(msgspec.Struct, frozen=True, kw_only=True):
    """A duty: what, where it is done, the way there."""

    text: Text
    where: Text
    href: str = ""


class PaperShown(msgspec.Struct, frozen=True, kw_only=True):
    label: Text
    way: Text
    upload: bool


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One answer. headline: the whole answer in a sentence; reasons: why; facts: deadlines and rules."""

    id: str
    title: Text
    detail: Text
    tag: Tag
    headline: Text
    reasons: tuple[Text, ...]
    steps: tuple[StepShown, ...]
    proof: Text
    papers: tuple[PaperShown, ...]
    facts: tuple[Fact, ...]
    sources: tuple[Text, ...]
    link: str = ""
    apply: str = ""
    notice: str = ""
    case: str = ""


def shown(
    words: Speech, answer: Answer, content: AnyContent | None = None, *, base: str = "", detail: Text = ""
) -> Shown:
    """An answer for a page. base: address of the enterprise's own pages, for ways to its duties."""
    return Shown(
        id=f"r-{answer.record_id}",
        title=title(words, answer.kind, content),
        detail=detail,
        tag=words.tag(answer.outcome, _TONES[answer.outcome]),
        headline=headline(words, answer),
        reasons=tuple(words.label(reason) for reason in answer.reasons if reason is not Reason.DUTY_OPEN),
        steps=tuple(_step(words, step, answer, base) for step in answer.steps),
        proof=_proof(words, answer),
        papers=tuple(_paper(words, one) for one in answer.documents),
        facts=tuple(facts(words, answer)),
        sources=sources(words, answer),
        link=answer.link,
    )


def title(words: Speech, kind: RepairKind, content: AnyContent | None) -> Text:
    """Which record it is, in a line; of one whose text waits for an officer only its kind."""
    what: Text = ""
    match content:
        case Penalty():
            what = words.zh(content.violation)
        case AbnormalEntry():
            what = words.label(content.ground)
        case SeriousEntry():
            what = words.label(content.category)
        case Check():
            what = words.labels(content.results)
        case BreachFinding():
            what = matter_of(words, content.matter, content.matter_uyghur)
    return words.say(_LISTED, kind=words.label(kind), what=what) if what else words.label(kind)


def headline(words: Speech, answer: Answer) -> Text:
    """The answer in one sentence."""
    day = words.prose_date(answer.on) if answer.on else ""
    until = words.prose_date(answer.until) if answer.until else ""
    match answer.outcome:
        case Outcome.NOW:
            return words._(zh("现在就可以申请信用修复。"))
        case Outcome.LATER:
            return words.say(_LATER, day=day)
        case Outcome.DO_FIRST:
            waits = answer.on is not None and answer.on > answer.asked_on
            return words.say(_DO_FIRST_FROM, day=day) if waits else words._(_DO_FIRST)
        case Outcome.ENDS:
            running = answer.until is not None and answer.until >= answer.asked_on
            return words.say(_ENDS, until=until) if running else words._(_OVER)
        case Outcome.NOT_REPAIRABLE:
            return _never(words, answer, day, until)
        case Outcome.ELSEWHERE:
            said = {"authority": words.zh(answer.authority), "where": words.label(answer.where)}
            waits = answer.on is not None and answer.on > answer.asked_on
            return words.say(_ELSEWHERE_FROM, day=day, **said) if waits else words.say(_ELSEWHERE, **said)


def _never(words: Speech, answer: Answer, day: Text, until: Text) -> Text:
    if answer.on is not None:
        return words.say(_NOT_FROM, day=day)
    return words.say(_NOT_UNTIL, until=until) if answer.until else words._(_NOT)


def _proof(words: Speech, answer: Answer) -> Text:
    if not answer.steps or not all(step.claimable for step in answer.steps):
        return ""
    return words._(_PROVABLE if answer.may_start else _PROVABLE_LATER)


def _step(words: Speech, step: Step, answer: Answer, base: str) -> StepShown:
    text: Text = words.label(step.duty)
    if step.where is Where.ANNUAL_REPORT and step.about:
        text = words.say(_YEAR, year=words.ltr(step.about[0]))
    where: Text = words.label(step.where)
    if step.where is Where.DECIDER and answer.authority:
        where = words.zh(answer.authority)
    return StepShown(text=text, where=where, href=f"{base}{step.href}" if base and step.href else "")


def _paper(words: Speech, one: Document) -> PaperShown:
    way = words.label(one.way)
    if not one.required:
        way = words.say(zh("%(way)s（可以不提交）"), way=way)
    return PaperShown(label=words.label(one.kind), way=way, upload=one.way is Way.UPLOADED)


def facts(words: Speech, answer: Answer) -> Iterable[Fact]:
    """Days, times and rules of an answer."""
    if answer.severity is not None:
        yield Fact(label=words._(zh("轻重程度")), value=words.label(answer.severity))
    if answer.time_from is not None and answer.outcome is not Outcome.ENDS:
        yield Fact(label=words._(zh("最短公示期届满以后")), value=words.since(answer.time_from))
    if answer.until is not None and answer.outcome is not Outcome.ENDS:
        yield Fact(label=words._(zh("不申请时公示到")), value=words.iso(answer.until))
    if answer.effect is not None:
        yield Fact(label=words._(zh("修复以后")), value=words.label(answer.effect))
    if answer.accept_workdays and answer.decide_workdays:
        yield Fact(
            label=words._(zh("办理期限")),
            value=words.say(
                zh("%(accept)s 个工作日内决定是否受理，受理以后 %(decide)s 个工作日内作出决定"),
                accept=words.ltr(answer.accept_workdays),
                decide=words.ltr(answer.decide_workdays),
            ),
        )
    if answer.authority:
        yield Fact(label=words._(zh("办理机关")), value=words.zh(answer.authority))


def sources(words: Speech, answer: Answer) -> tuple[Text, ...]:
    """Instruments and articles, each once; what nobody could read is marked."""
    found: dict[tuple[str, str], bool] = {}
    for one in answer.basis:
        key = (one.instrument, one.article)
        found[key] = found.get(key, True) and one.unverified
    said = (
        law(words, instrument, article, unverified=unverified)
        for (instrument, article), unverified in found.items()
    )
    return tuple(dict.fromkeys(said))


def line(words: Speech, answer: Answer) -> Text:
    """The answer beside a public record: how it can be repaired, and when it ends by itself."""
    said = [headline(words, answer)]
    steps = words.series([words.label(step.duty) for step in answer.steps])
    if answer.steps:
        said = [_public_first(words, answer, steps)]
    if answer.until is not None and answer.outcome in (Outcome.NOW, Outcome.LATER, Outcome.DO_FIRST):
        said.append(words.say(_BY_ITSELF, until=words.prose_date(answer.until)))
    space = Markup(" ") if words.uyghur else Markup("")
    return space.join(said)


def _public_first(words: Speech, answer: Answer, steps: Text) -> Text:
    if answer.on is not None and answer.on > answer.asked_on:
        return words.say(
            zh("%(day)s 起，满足条件的可以申请信用修复：%(steps)s。"),
            day=words.prose_date(answer.on),
            steps=steps,
        )
    return words.say(zh("满足条件以后可以申请信用修复：%(steps)s。"), steps=steps)
