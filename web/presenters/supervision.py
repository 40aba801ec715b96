"""Reports and questions of the public on pages: the ways in, the form, the code, where it stands."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from markupsafe import Markup

from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.labels import zh
from credit.domain.reference import authorities
from credit.domain.supervision import Declined, Matter, Outcome, Reply, Standing, TipState
from credit.rules import registered_facts
from credit.rules.personal_data import Personal
from web.presenters.cases import until
from web.presenters.figures import Named, figures, filled, in_a_line
from web.presenters.frame import segment
from web.presenters.naming import called
from web.presenters.parts import Explanation, Fact, Link, Problem, Tag, Text, Tone
from web.presenters.registration import fact_row
from web.presenters.speech import Speech

_WHAT: dict[Matter, str] = {
    Matter.PROMISE: zh(
        "企业公开作出的信用承诺，任何人都可以监督。请写明没有做到的是什么、在什么时候、在哪里。"
    ),
    Matter.INFORMATION: zh(
        "年度报告、即时信息等由企业自己填写。发现与事实不符的，请写明是哪一项、事实是什么。"
    ),
    Matter.RECORD: zh("对公示的信息看不懂，或者觉得有错，可以申请查询。请写明是哪一条记录、疑问是什么。"),
    Matter.BROKER: zh(
        "信用修复不收费，也不需要中介。有人声称收费就能删除记录、包办修复的，请写明对方的名称或者账号、怎样联系的、收多少钱。"
    ),
}
_ICONS: dict[Matter, str] = {
    Matter.PROMISE: "flag",
    Matter.INFORMATION: "file",
    Matter.RECORD: "info",
    Matter.BROKER: "notice",
}
_ANSWERED: dict[Outcome, str] = {
    Outcome.UNFOUNDED: zh("经核查，所反映的情况不属实。"),
    Outcome.UNPROVEN: zh("经核查，现有材料不足以认定。有了新的材料，可以再次提交。"),
    Outcome.CHECK_OPENED: zh("已经对这项承诺启动核查。依法应当公示的结果，会在企业页面上公示。"),
    Outcome.CORRECTION: zh("所反映的信息已经转入更正程序。更正以后，会在企业页面上公示。"),
    Outcome.EXPLAINED: zh("经核对，公示的信息无误，说明如下。"),
    Outcome.DEALT_WITH: zh("所反映的情况已经依法处理。"),
}
_DECLINED: dict[Declined, str] = {
    Declined.CONSUMER: zh(
        "所反映的是消费纠纷，请通过全国12315平台投诉，由经营者所在地的市场监督管理部门处理。"
    ),
    Declined.OUTSIDE: zh("所反映的情况不属于市场监督管理部门的职责，请向有关主管部门反映。"),
    Declined.VAGUE: zh("所写的内容不足以开展核查。请写明具体的事实后再次提交。"),
    Declined.REPEATED: zh("同一事项已经在办理或者已经答复，不再重复受理。"),
    Declined.NOT_PUBLISHED: zh("所说的内容不是本系统公示的信息，请向公示它的网站反映。"),
}
_HANDED_OVER = zh("已经移送%(agency)s处理。")
_TONES = {
    TipState.RECEIVED: Tone.NOTE,
    TipState.ACCEPTED: Tone.NOTE,
    TipState.NOT_ACCEPTED: Tone.ENDED,
    TipState.HANDED_OVER: Tone.ENDED,
    TipState.ANSWERED: Tone.GOOD,
    TipState.WITHDRAWN: Tone.ENDED,
}
_NUMBERS: dict[Personal, str] = {
    Personal.IDENTITY: zh("身份证号码"),
    Personal.MOBILE: zh("手机号码"),
    Personal.CARD: zh("银行卡号码"),
    Personal.EMAIL: zh("电子邮箱"),
    Personal.HOME: zh("家庭住址"),
}
_WARNING = zh("文字里好像有别人的%(kinds)s。核查不需要的，请删去；确实需要的，请勾选确认。照片需要重新选择。")
_AGAIN = zh("提交得太频繁，请等待 %(minutes)s 分钟后再次提交。已经填写的文字还在，照片需要重新选择。")
_ANSWER_BY = zh("登记机关自收到之日起 %(days)s 个工作日内书面答复，凭查询码在本站查看。")
_KEPT = zh("办结 %(days)s 天以后，您的个人信息、文字和照片会被销毁。")
_FIGURES: Named = {"days": ("public_supervision", "answer_workdays")}
_KEEPING: Named = {"days": ("public_supervision", "retention_days")}
_LAW = zh("《企业信息公示暂行条例》第十三条；《市场监督管理投诉举报处理暂行办法》第三十三条")
_ABOUT = zh("%(kind)s，%(day)s")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A form of a report. subject: the enterprise of the address, None where its code has to be typed.

    places: of brokers, code and name. record: what it is about. notes: what happens with it.
    """

    title: Text
    what: Text
    action: str
    back: Link | None
    subject: Link | None
    subject_code: str
    record: Text
    record_id: str
    places: tuple[tuple[str, Text, bool], ...]
    notes: tuple[Text, ...]
    source: Text


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Where a case stands. answer: sentences of the reply, then paragraphs of the officer's own.

    progress: what was told meanwhile.
    """

    title: Text
    tag: Tag
    facts: tuple[Fact, ...]
    answer: tuple[Text, ...]
    progress: tuple[Fact, ...]
    running: bool
    code: str


def doors(words: Speech, about: str = "") -> tuple[Link, ...]:
    """What can be reported or asked. about: the code of an enterprise that is carried along."""
    query = f"?about={segment(about)}" if about else ""
    return tuple(
        Link(
            label=words.label(one),
            href=f"/{words.prefix}/report/{one.value}{'' if one is Matter.BROKER else query}",
            text=words._(_WHAT[one]),
            icon=_ICONS[one],
        )
        for one in Matter
    )


def asked(words: Speech, matter: Matter, dossier: Dossier | None, record: str, place: str, on: date) -> Asked:
    """The page of a form. dossier: of the enterprise it is about, where there is one."""
    found, said = _named(words, dossier, record) if dossier else ("", "")
    href = f"/{words.prefix}/enterprise/{segment(dossier.address)}" if dossier else ""
    subject = Link(label=called(words, dossier.registered), href=href) if dossier else None
    return Asked(
        title=words.label(matter),
        what=words._(_WHAT[matter]),
        action=f"/{words.prefix}/report/{matter.value}{_carried(dossier, found)}",
        back=subject,
        subject=subject,
        subject_code=dossier.address if dossier else "",
        record=said,
        record_id=found,
        places=_places(words, place) if matter is Matter.BROKER else (),
        notes=notes(words, on),
        source=in_a_line(words, [words._(_LAW)]),
    )


def _named(words: Speech, dossier: Dossier, wanted: str) -> tuple[str, Text]:
    """The id of the record or registered fact that an address names, and what it is; empty where none is."""
    if fact := registered_facts.named(wanted):
        return wanted, fact_row(words, dossier.registered, fact).label
    for one in dossier.records:
        if one.id == wanted:
            return one.id, _record(words, one)
    return "", ""


def _carried(dossier: Dossier | None, record: str) -> str:
    """The enterprise and the record in the address of a form, so that the other language keeps them."""
    if dossier is None:
        return ""
    return f"?about={segment(dossier.address)}" + (f"&record={segment(record)}" if record else "")


def notes(words: Speech, on: date) -> tuple[Text, ...]:
    """What happens with what somebody sends."""
    answered, kept = figures(_FIGURES, on), figures(_KEEPING, on)
    said: list[Text] = [
        words._("可以匿名。留下联系方式便于核实；不留，也会处理。"),
        words._("您的信息、文字和照片加密保存，只有承办人员能看，每次查看都有记录；不告诉企业，也不公开。"),
        words._("没有核实的内容，不会公示。"),
    ]
    said += [filled(words, _ANSWER_BY, answered)] if answered else []
    said += [filled(words, _KEPT, kept)] if kept else []
    return tuple(said)


def warning(words: Speech, kinds: Iterable[Personal]) -> Problem:
    """That a letter holds numbers of others."""
    named = words.series([words._(_NUMBERS[kind]) for kind in kinds])
    return Problem(words.say(_WARNING, kinds=named), "sure")


def too_often(words: Speech, seconds: int) -> Problem:
    """That the quota is used up."""
    return Problem(words.say(_AGAIN, minutes=words.ltr(-(-seconds // 60))))


def told(words: Speech, one: Standing, code: str, on: date, dossier: Dossier | None = None) -> Told:
    """Where it stands, for whoever has the code. dossier: of the enterprise it is about, if it has a page."""
    return Told(
        title=words.label(one.matter),
        tag=words.tag(one.state, _TONES[one.state]),
        facts=tuple(_facts(words, one, on, dossier)),
        answer=tuple(answer(words, one.reply)) if one.reply else (),
        progress=tuple(
            Fact(
                label=words.moment(said.at),
                value=words.label(said.reply),
                note=words.bdi(said.note) if said.note else "",
            )
            for said in one.progress
        ),
        running=one.running,
        code=code,
    )


def answer(words: Speech, reply: Reply) -> Iterable[Text]:
    """The answer, sentence by sentence: what was decided, then what the officer wrote."""
    if reply.outcome is not None:
        yield words._(_ANSWERED[reply.outcome])
    if reply.declined is not None:
        yield words._(_DECLINED[reply.declined])
    if reply.agency:
        yield words.say(_HANDED_OVER, agency=words.bdi(reply.agency))
    for part in reply.text.splitlines():
        if part.strip():
            yield words.bdi(part.strip())


def _facts(words: Speech, one: Standing, on: date, dossier: Dossier | None) -> Iterable[Fact]:
    yield Fact(label=words._("编号"), value=words.number(one.number))
    if one.subject:
        href = f"/{words.prefix}/enterprise/{segment(one.subject)}"
        named = called(words, dossier.registered) if dossier else words.ltr(one.subject)
        code = words.ltr(one.subject) if dossier else ""
        yield Fact(label=words._("涉及的企业"), value=words.link(href, named), note=code)
    yield Fact(label=words._("收到时间"), value=words.moment(one.received_at))
    if one.running and one.due is not None:
        note = words._("计时暂停") if one.paused else ""
        yield Fact(label=words._("最迟答复日期"), value=until(words, one.due, one.firm, on), note=note)
    if one.closed_at is not None:
        yield Fact(label=words._("办结时间"), value=words.moment(one.closed_at))
    if one.running:
        yield Fact(
            label=words._("已经提交的文字"), value=words.say(zh("%(count)s 份"), count=words.ltr(one.letters))
        )
        yield Fact(
            label=words._("已经提交的照片"), value=words.say(zh("%(count)s 张"), count=words.ltr(one.photos))
        )


def _record(words: Speech, record: PublicRecord) -> Text:
    return words.say(_ABOUT, kind=words.label(record.kind), day=words.iso(record.source.effective_on))


def _places(words: Speech, chosen: str) -> tuple[tuple[str, Text, bool], ...]:
    """Prefectures and cities under the region, for those who know where a broker is."""
    found = (one.division for one in authorities.authorities().values() if one.superior == "650000")
    return tuple((code, option(words.place(code) or code), code == chosen) for code in sorted(found))


def option(label: Text) -> str:
    """A label as a list to choose from can hold it: without marks."""
    return str(label.striptags()) if isinstance(label, Markup) else label


def hints(words: Speech) -> Mapping[str, Text]:
    """What stands under the questions of a report."""
    return {
        "subject": words._("写在营业执照上，也可以在本站搜索企业以后从企业页面进入。"),
        "text": words._("写亲眼看到、能够核实的事实。"),
        "name": words._("匿名的，三项都不填。"),
    }


def explained(words: Speech) -> tuple[Explanation, ...]:
    """What does not belong here, and where it does."""
    return (
        Explanation(
            question=words._("买到的商品、接受的服务有纠纷"),
            answer=words.say(
                zh("请到%(site)s投诉，或者拨打 12315。"),
                site=words.way_out("https://www.12315.cn/", words._("全国12315平台")),
            ),
            source=words._("《市场监督管理投诉举报处理暂行办法》第三十六条"),
        ),
        Explanation(
            question=words._("本企业的记录有错误"),
            answer=words._("企业自己的记录有错误的，请登录以后提出异议，可以附上证据。"),
        ),
    )
