"""The record of a repair for officers, and what is proposed, taken back or looked at again."""

from collections.abc import Iterator

from credit.disclosure_clean import clean
from credit.domain.accounts import Standing
from credit.domain.labels import zh
from credit.domain.records import AbnormalEntry, Penalty, Record, SeriousEntry
from credit.domain.repair_applications import RepairCase
from credit.domain.repair_cases import Course
from credit.domain.repair_desk import SecondLook
from credit.domain.values import Missing
from web.presenters.naming import firm
from web.presenters.parts import Fact
from web.presenters.repair_answers import title
from web.presenters.speech import Speech


def record_facts(words: Speech, case: RepairCase, subject: Standing) -> Iterator[Fact]:
    """Who it is about, and what the register says of the record."""
    fact = subject.registration
    yield firm(words, fact)
    yield Fact(label=words._(zh("统一社会信用代码")), value=words.code(fact.credit_code))
    yield Fact(label=words._(zh("登记状态")), value=words.label(fact.status))
    record = case.record
    if record is None:
        yield Fact(label=words._(zh("记录")), value=words._(zh("已经不再保存")))
        return
    yield Fact(
        label=words._(zh("记录")), value=title(words, case.kind, clean(record.content, record.reviewed))
    )
    number = getattr(record.content, "decision_no", None)
    if isinstance(number, str):
        yield Fact(label=words._(zh("决定书文号")), value=words.number(number))
    yield Fact(label=words._(zh("决定日期")), value=words.iso(record.provenance.effective_on))
    yield Fact(label=words._(zh("作出决定的机关")), value=words.zh(record.provenance.agency.name))
    yield from _more(words, record)
    yield Fact(label=words._(zh("公示日期")), value=words.iso(record.provenance.published_on))
    if case.answer.until is not None:
        yield Fact(label=words._(zh("不申请时公示到")), value=words.iso(case.answer.until))
    yield Fact(label=words._(zh("现在")), value=words._(_now(record)))


def _more(words: Speech, record: Record) -> Iterator[Fact]:
    match record.content:
        case Penalty() as one:
            yield Fact(label=words._(zh("处罚种类")), value=words.labels(one.kinds))
            if not isinstance(one.fine, Missing):
                yield Fact(label=words._(zh("罚款金额")), value=words.money(one.fine))
            if one.ban_until is not None:
                yield Fact(label=words._(zh("限制期限到")), value=words.iso(one.ban_until))
            if one.duties_performed_on is not None:
                yield Fact(label=words._(zh("处罚义务履行完毕")), value=words.iso(one.duties_performed_on))
        case AbnormalEntry() as one:
            yield Fact(label=words._(zh("列入事由")), value=words.label(one.ground))
        case SeriousEntry() as one:
            yield Fact(label=words._(zh("列入类别")), value=words.label(one.category))


def _now(record: Record) -> str:
    if record.repaired is not None:
        return zh("已经修复，不再公示")
    if record.withheld is not None:
        return zh("没有公示")
    return zh("正在公示")


def proposal(words: Speech, course: Course) -> tuple[Fact, ...]:
    """What is proposed to the second person."""
    one = course.proposal
    if one is None or course.decision is not None:
        return ()
    facts = [
        Fact(label=words._(zh("处理意见")), value=words.label(one.verdict), day=words.iso(one.on)),
    ]
    if one.reasons:
        facts.append(Fact(label=words._(zh("理由")), value=words.labels(one.reasons)))
    if one.text:
        facts.append(Fact(label=words._(zh("说明")), value=words.bdi(one.text)))
    return tuple(facts)


def revocation(words: Speech, course: Course) -> tuple[Fact, ...]:
    """What a grant is, or is to be, taken back for."""
    one = course.revocation
    if one is None:
        return ()
    facts = [
        Fact(label=words._(zh("撤销的原因")), value=words.label(one.reason), day=words.iso(one.proposed_on)),
        Fact(label=words._(zh("事实和依据")), value=words.bdi(one.text)),
    ]
    if one.on is not None:
        facts.append(
            Fact(label=words._(zh("撤销决定文书号")), value=words.number(one.number), day=words.iso(one.on))
        )
    return tuple(facts)


def second(words: Speech, one: SecondLook | None) -> tuple[Fact, ...]:
    """What a second look found; nothing before there was one, so that nobody sees what the lot drew."""
    if one is None or one.outcome is None or one.looked_at is None:
        return ()
    return (
        Fact(
            label=words._(zh("抽查复核")),
            value=words.label(one.outcome),
            day=words.iso(one.looked_at.date()),
            note=words.bdi(one.text),
        ),
    )
