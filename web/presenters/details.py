"""What opens under a row: the rest of the record, then where it comes from and until when it is shown."""

from collections.abc import Callable, Iterator
from typing import Any

from credit.domain.dossier import PublicRecord, Source
from credit.domain.labels import zh
from credit.domain.records import (
    AbnormalEntry,
    ChattelMortgage,
    Check,
    Contribution,
    EquityPledge,
    IpPledge,
    JudicialAssistance,
    Licence,
    Notice,
    Penalty,
    SeriousEntry,
)
from credit.domain.repair import Answer
from credit.domain.values import Missing
from credit.domain.vocabulary import RecordKind
from credit.rules import objection_fields
from credit.rules.packs import topic
from web.presenters.commitment_rows import breach_pairs, commitment_pairs
from web.presenters.frame import segment
from web.presenters.instant import instant_pairs
from web.presenters.parts import Fact, Text
from web.presenters.repair_answers import line
from web.presenters.report_values import public_figures
from web.presenters.speech import Speech


def details(
    words: Speech,
    record: PublicRecord,
    *,
    sourced: bool = False,
    repair: Answer | None = None,
    address: str = "",
) -> Iterator[Fact]:
    """Everything that is not in the row. Texts that are missing are left out, not their reasons.

    sourced: the source is said elsewhere on the page, for several records together. repair: how a negative
    record can be repaired. address: of its enterprise, for the way to an objection.
    """
    more = _MORE.get(record.kind)
    if more is not None:
        yield from (Fact(label=words._(label), value=value) for label, value in more(words, record.content))
    if record.severity is not None:
        yield Fact(
            label=words._("轻重程度"), value=words.label(record.severity), note=_by(words, record.pack or "")
        )
    for linked in record.linked:
        yield _linked(words, record, linked)
    if record.objection_since:
        yield Fact(label=words._("提出异议日期"), value=words.iso(record.objection_since))
    if record.corrected_on:
        yield Fact(label=words._("经核实更正"), value=words.iso(record.corrected_on))
    if not sourced:
        yield Fact(label=words._("来源"), value=source(words, record.source))
    if record.until:
        yield Fact(label=words._("公示到"), value=words.iso(record.until))
    if repair is not None:
        yield _repaired(words, repair)
    if address and not sourced and record.kind in objection_fields.KINDS:
        yield _objected(words, record, address)


def _objected(words: Speech, record: PublicRecord, address: str) -> Fact:
    """The way for whoever finds it wrong."""
    href = f"/{words.prefix}/objection/{segment(address)}/{record.id}"
    return Fact(label=words._("内容有误？"), value=words.link(href, words._("对此记录有异议")))


def _repaired(words: Speech, answer: Answer) -> Fact:
    """How it can be repaired, in plain words, and where the rule can be asked."""
    rule = words.link(f"/{words.prefix}/repair", words._("信用修复的规定"))
    return Fact(label=words._("怎样修复"), value=line(words, answer), note=rule)


def _linked(words: Speech, record: PublicRecord, other: str) -> Fact:
    """The way from a penalty to the check it arose from, and back; from a listing to its penalty."""
    if record.kind is RecordKind.SERIOUS:
        return Fact(
            label=words._("列入所依据的处罚"), value=words.link(f"#r-{other}", words._("查看这项处罚的记录"))
        )
    if record.kind is RecordKind.COMMITMENT:
        return Fact(
            label=words._("有关的违诺认定"), value=words.link(f"#r-{other}", words._("查看违诺认定的记录"))
        )
    if record.kind is RecordKind.BREACH:
        return Fact(
            label=words._("有关的承诺"), value=words.link(f"#r-{other}", words._("查看这项承诺的记录"))
        )
    if record.kind is RecordKind.PENALTY:
        return Fact(
            label=words._("关联的检查"), value=words.link(f"#r-{other}", words._("查看这次检查的记录"))
        )
    return Fact(
        label=words._("由此作出的处罚"), value=words.link(f"#r-{other}", words._("查看这项处罚的记录"))
    )


def _by(words: Speech, pack: str) -> Text:
    """The rule by which a penalty was classed."""
    instruments = (one.instrument for one in topic("penalty_publication").packs if one.name == pack)
    named = next(instruments, None)
    return words.say(zh("依据：%(instrument)s"), instrument=words.zh(named)) if named else ""


def source(words: Speech, origin: Source) -> Text:
    """Who says so, since when, when it was made public and received."""
    return words.say(
        zh("%(agency)s；%(effective)s 生效，%(published)s 公示，%(received)s 收到"),
        agency=words.zh(origin.agency.name),
        effective=words.iso(origin.effective_on),
        published=words.iso(origin.published_on),
        received=words.iso(origin.received_on),
    )


Pairs = Iterator[tuple[str, Text]]


def _texts(words: Speech, *pairs: tuple[str, str | Missing]) -> Pairs:
    """Labels with those texts that are there."""
    return ((label, words.zh(value)) for label, value in pairs if isinstance(value, str) and value)


def _licence(words: Speech, one: Licence) -> Pairs:
    yield from _texts(
        words,
        (zh("许可内容"), one.content),
        (zh("许可类别"), one.category),
        (zh("许可决定文书"), one.document_name),
        (zh("许可决定文书号"), one.document_no),
    )
    if one.key_area:
        yield zh("重点领域"), words.label(one.key_area)


def _penalty(words: Speech, one: Penalty) -> Pairs:
    yield from _texts(words, (zh("摘要"), one.summary))
    if one.withdrawal:
        yield (
            zh("决定的变化"),
            words.say(
                zh("%(on)s %(reason)s：%(why)s"),
                on=words.iso(one.withdrawal.on),
                reason=words.label(one.withdrawal.reason),
                why=words.zh(one.withdrawal.explanation),
            ),
        )
    yield from _texts(
        words,
        (zh("处罚内容"), one.outcome),
        (zh("违法事实"), one.facts),
        (zh("处罚依据"), one.basis),
        (zh("暂扣或吊销的证照"), one.revoked_document),
    )
    if not isinstance(one.confiscated, Missing):
        yield zh("没收金额"), words.money(one.confiscated)
    yield zh("处罚程序"), words.label(one.procedure)
    yield zh("领域"), words.label(one.field)
    if not isinstance(one.served_on, Missing):
        yield zh("送达日期"), words.iso(one.served_on)
    if one.ban_until:
        yield zh("限制到"), words.iso(one.ban_until)
    performed = one.duties_performed_on
    yield zh("义务履行"), _performed(words, performed) if performed else words._("尚未收到履行完毕的信息")
    yield from _texts(words, (zh("决定书全文"), one.text))


def _performed(words: Speech, on: Any) -> Text:
    return words.say(zh("%(on)s 履行完毕"), on=words.iso(on))


def _abnormal(words: Speech, one: AbnormalEntry) -> Pairs:
    yield from _texts(words, (zh("列入决定文号"), one.decision_no))
    if one.warned_on:
        yield zh("事先责令或者提醒日期"), words.iso(one.warned_on)
    if one.removed_on:
        ground = zh("恢复正常记载状态原因") if one.marking else zh("移出原因")
        yield ground, words.text(one.removal_ground)
    yield from _texts(words, (zh("移出决定机关"), one.removal_agency), (zh("移出决定文号"), one.removal_no))


def _serious(words: Speech, one: SeriousEntry) -> Pairs:
    yield from _texts(words, (zh("列入决定文号"), one.decision_no), (zh("依据的处罚决定"), one.penalty_no))
    for measure in one.measures:
        said = words.say(
            zh("%(what)s（依据：%(basis)s）"), what=words.zh(measure.what), basis=words.zh(measure.basis)
        )
        if measure.until:
            said = words.say(
                zh("%(measure)s，到 %(until)s 为止"), measure=said, until=words.iso(measure.until)
            )
        yield zh("管理措施"), said
    yield from _texts(
        words,
        (zh("移出原因"), one.removal_ground),
        (zh("移出决定机关"), one.removal_agency),
        (zh("移出决定文号"), one.removal_no),
    )


def _check(words: Speech, one: Check) -> Pairs:
    yield from _texts(words, (zh("抽查计划编号"), one.plan_no), (zh("抽查任务编号"), one.task_no))
    sample = one.sample
    if sample:
        yield from _texts(words, (zh("检查事项"), one.item))
        yield zh("本企业在抽样中的身份"), words.label(sample.role)
        yield from _texts(
            words,
            (zh("规格型号"), sample.model),
            (zh("批次"), sample.batch),
            (zh("标称生产者"), sample.producer),
            (zh("被抽样销售者"), sample.seller),
        )
        if sample.failed_items:
            yield zh("不合格项目"), words.series(map(words.zh, sample.failed_items))
    yield from _texts(words, (zh("后续处理"), one.follow_up))
    if one.corrected_on:
        yield zh("改正日期"), words.iso(one.corrected_on)


def _contribution(words: Speech, one: Contribution) -> Pairs:
    yield from _texts(words, (zh("股东代码"), one.holder_code))
    if not isinstance(one.paid_on, Missing):
        yield zh("实缴日期"), words.iso(one.paid_on)


def _equity_pledge(words: Speech, one: EquityPledge) -> Pairs:
    if one.ended_on:
        yield zh("注销出质登记日期"), words.iso(one.ended_on)


def _ip_pledge(words: Speech, one: IpPledge) -> Pairs:
    yield from _texts(words, (zh("知识产权种类"), one.ip_type))


def _mortgage(words: Speech, one: ChattelMortgage) -> Pairs:
    yield from _texts(words, (zh("抵押物"), one.collateral))


def _judicial(words: Speech, one: JudicialAssistance) -> Pairs:
    yield from _texts(words, (zh("执行文书号"), one.document_no), (zh("被执行人"), one.debtor))


def _notice(words: Speech, one: Notice) -> Pairs:
    yield from _texts(words, (zh("公告内容"), one.body))


_MORE: dict[RecordKind, Callable[[Speech, Any], Pairs]] = {
    RecordKind.LICENCE: _licence,
    RecordKind.PENALTY: _penalty,
    RecordKind.ABNORMAL: _abnormal,
    RecordKind.SERIOUS: _serious,
    RecordKind.CHECK: _check,
    RecordKind.CONTRIBUTION: _contribution,
    RecordKind.EQUITY_PLEDGE: _equity_pledge,
    RecordKind.IP_PLEDGE: _ip_pledge,
    RecordKind.CHATTEL_MORTGAGE: _mortgage,
    RecordKind.JUDICIAL: _judicial,
    RecordKind.NOTICE: _notice,
    RecordKind.ANNUAL_REPORT: public_figures,
    RecordKind.INSTANT: instant_pairs,
    RecordKind.COMMITMENT: commitment_pairs,
    RecordKind.BREACH: breach_pairs,
}
