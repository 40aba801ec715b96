"""Orders to publish and intended listings on pages: for the enterprise, and for officers."""

from collections.abc import Iterable
from datetime import date

import msgspec

from credit.domain.accounts import Standing
from credit.domain.cases import (
    LateFacts,
    ListingCase,
    ListingState,
    OrderState,
    PublishOrder,
    Statement,
)
from credit.domain.labels import zh
from credit.domain.reference import authorities
from credit.domain.vocabulary import AbnormalGround
from credit.rules.cases import decide_by, first_lateness
from web.presenters.due import workdays
from web.presenters.frame import segment
from web.presenters.naming import called
from web.presenters.parts import Explanation, Fact, Link, Tag, Text, Tone
from web.presenters.speech import Speech

_TONES: dict[OrderState | ListingState, Tone] = {
    OrderState.OPEN: Tone.WARN,
    OrderState.ANSWERED: Tone.NOTE,
    OrderState.FULFILLED: Tone.GOOD,
    OrderState.UNFULFILLED: Tone.BAD,
    OrderState.WITHDRAWN: Tone.ENDED,
    ListingState.NOTIFIED: Tone.WARN,
    ListingState.ANSWERED: Tone.NOTE,
    ListingState.LISTED: Tone.BAD,
    ListingState.NOT_LISTED: Tone.GOOD,
    ListingState.EXEMPTED: Tone.GOOD,
    ListingState.WITHDRAWN: Tone.ENDED,
}
_BEFORE = zh("%(day)s前，还有 %(count)s 个工作日")
_PAST = zh("%(day)s，已过")
_EXPECTED = zh("预计 %(day)s")
_SIZE = zh("%(name)s（%(size)s）")
# what else there is to do, by ground: question, answer, source
_WAYS: dict[AbnormalGround, tuple[tuple[str, str, str], ...]] = {
    AbnormalGround.UNREACHABLE: (
        (
            zh("登记的住所已经搬走"),
            zh("办理住所变更登记；变更以后把准予变更的材料作为证据提交，一般不再列入。"),
            zh("《市场主体登记管理条例》第二十四条"),
        ),
        (
            zh("暂时不经营"),
            zh("可以办理歇业备案。歇业期间用法律文书送达地址代替住所，仍要报送年度报告。"),
            zh("《市场主体登记管理条例》第三十条"),
        ),
        (
            zh("不再经营"),
            zh("可以申请注销。没有债权债务的，可以走简易注销。列入名录以后不能走简易注销。"),
            zh("《市场主体登记管理条例》第三十一条、第三十三条"),
        ),
    ),
    AbnormalGround.REPORT_NOT_FILED: (
        (
            zh("现在补报还来得及"),
            zh("在决定作出以前补报，就不会再以未报送为由列入。"),
            zh("《企业信息公示暂行条例》第八条、第十七条"),
        ),
        (
            zh("第一次逾期"),
            zh("以前没有逾期过、也没有因此列入过，并且已经补报的，可以申请不予列入，在陈述里写明即可。"),
            zh("《行政处罚法》第三十三条"),
        ),
        (
            zh("不再经营"),
            zh("可以申请注销。没有债权债务的，可以走简易注销。列入名录以后不能走简易注销。"),
            zh("《市场主体登记管理条例》第三十一条、第三十三条"),
        ),
    ),
    AbnormalGround.ORDER_NOT_FOLLOWED: (
        (
            zh("现在公示还来得及"),
            zh("把责令公示的信息公示以后，在陈述里写明，作为不列入的理由。"),
            zh("《企业信息公示暂行条例》第十条、第十七条"),
        ),
    ),
    AbnormalGround.FALSE_INFORMATION: (
        (
            zh("公示的信息确实有误"),
            zh("立即更正，并在陈述里说明差错的原因；更正前后的内容都会公示。"),
            zh("《企业信息公示暂行条例》第十二条"),
        ),
    ),
}


class File(msgspec.Struct, frozen=True):
    label: Text
    href: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of the enterprise."""

    at: Text
    text: Text
    files: tuple[File, ...]


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """An order or an intended listing. here: its address; running: it can still be answered and decided."""

    title: Text
    tag: Tag
    facts: tuple[Fact, ...]
    answers: tuple[Answer, ...]
    here: str
    running: bool
    subject: Text = ""
    clock: Text = ""
    ways: tuple[Explanation, ...] = ()
    unmet: Text = ""
    links: tuple[Link, ...] = ()


def order(words: Speech, one: PublishOrder, here: str, on: date, subject: Standing | None = None) -> Case:
    """An order to publish."""
    running = one.state in (OrderState.OPEN, OrderState.ANSWERED)
    facts = [
        Fact(label=words._("文号"), value=words.number(one.number)),
        Fact(label=words._("作出机关"), value=_authority(words, one.authority)),
        Fact(label=words._("要公示的"), value=words.label(one.item), note=words.bdi(one.what)),
        Fact(label=words._("事实和依据"), value=words.bdi(one.facts)),
        Fact(label=words._("送达时间"), value=words.moment(one.issued_at)),
        Fact(label=words._("公示期限"), value=until(words, one.due_on, one.firm, on)),
    ]
    return Case(
        title=words.say(zh("责令公示：%(what)s"), what=words.bdi(one.what)),
        tag=words.tag(one.state, _TONES[one.state]),
        facts=(*facts, *_decision(words, one.decision)),
        answers=answers_of(words, one.statements, here),
        here=here,
        running=running,
        subject=called(words, subject.registration) if subject else "",
        clock=until(words, one.due_on, one.firm, on),
    )


def listing(
    words: Speech,
    one: ListingCase,
    here: str,
    on: date,
    late: LateFacts | None = None,
    subject: Standing | None = None,
) -> Case:
    """An intended listing. late: what is known of the report it is about."""
    running = one.state in (ListingState.NOTIFIED, ListingState.ANSWERED)
    report = one.ground is AbnormalGround.REPORT_NOT_FILED
    return Case(
        title=words.say(zh("拟列入经营异常名录：%(ground)s"), ground=words.label(one.ground)),
        tag=words.tag(one.state, _TONES[one.state]),
        facts=tuple(_listing_facts(words, one, on)),
        answers=answers_of(words, one.statements, here),
        here=here,
        running=running,
        subject=called(words, subject.registration) if subject else "",
        clock=until(words, one.answer_until, one.firm, on),
        ways=tuple(
            Explanation(question=words._(ask), answer=words._(say), source=words._(law))
            for ask, say, law in _WAYS[one.ground]
        )
        if running
        else (),
        unmet=words.labels(first_lateness(late)) if late and report and running else "",
    )


def _listing_facts(words: Speech, one: ListingCase, on: date) -> Iterable[Fact]:
    yield Fact(label=words._("告知机关"), value=_authority(words, one.authority))
    ground = words.label(one.ground)
    if one.report_year is not None:
        said = words.say(zh("%(year)s 年度"), year=words.ltr(one.report_year))
        yield Fact(label=words._("原因"), value=ground, note=said)
    else:
        yield Fact(label=words._("原因"), value=ground)
    yield Fact(label=words._("事实"), value=words.bdi(one.facts))
    yield Fact(label=words._("送达时间"), value=words.moment(one.issued_at))
    yield Fact(label=words._("陈述申辩期限"), value=until(words, one.answer_until, one.firm, on))
    if one.decided_at is None:
        last = decide_by(one.issued_at.date())
        yield Fact(label=words._("最迟决定日期"), value=until(words, last.day, last.firm, on))
        return
    yield Fact(label=words._("决定时间"), value=words.moment(one.decided_at))
    if one.decision_no:
        yield Fact(label=words._("决定书文号"), value=words.number(one.decision_no))
    yield from _decision(words, one.reasons)
    if one.state is ListingState.LISTED:
        yield Fact(
            label=words._("不服决定怎么办"),
            value=words._("可以依法申请行政复议，或者提起行政诉讼；消除原因以后可以申请移出。"),
        )


def until(words: Speech, last: date, firm: bool, on: date) -> Text:
    """A last day and how near it is."""
    day: Text = words.prose_date(last)
    if not firm:
        day = words.say(_EXPECTED, day=day)
    if last < on:
        return words.say(_PAST, day=day)
    return words.say(_BEFORE, day=day, count=words.ltr(workdays(on, last)))


def _decision(words: Speech, reasons: str) -> tuple[Fact, ...]:
    return (Fact(label=words._("处理理由"), value=words.bdi(reasons)),) if reasons else ()


def _authority(words: Speech, division: str) -> Text:
    found = authorities.authority(division)
    return words.zh(found.name) if found else words.ltr(division)


def answers_of(words: Speech, found: Iterable[Statement], here: str) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            at=words.moment(one.said_at),
            text=words.bdi(one.text),
            files=tuple(
                File(
                    words.say(
                        _SIZE, name=words.bdi(file.name), size=words.ltr(f"{max(1, file.size // 1024)} KB")
                    ),
                    f"{here}/evidence/{file.id}",
                )
                for file in one.evidence
            ),
        )
        for one in found
    )


def links(words: Speech, found: Iterable[Case]) -> tuple[Link, ...]:
    """Running cases as links, for the page that leads to them."""
    return tuple(Link(label=one.title, href=one.here, text=one.clock) for one in found if one.running)


def desk_subject(words: Speech, subject: Standing) -> Link:
    """A subject as its page on the desk."""
    href = f"/{words.prefix}/desk/cases/{segment(subject.address)}"
    return Link(label=called(words, subject.registration), href=href)
