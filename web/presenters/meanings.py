"""What it means that a section is empty, and what the portal does not hold but others do."""

from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec
from markupsafe import Markup

from credit.domain.labels import zh
from credit.domain.vocabulary import RecordKind, SubjectClass
from credit.rules import publishers
from credit.rules.departments import not_carried as _not_carried
from web.presenters.parts import Link, Text
from web.presenters.registration import WITHOUT_CAPITAL
from web.presenters.speech import SPEECH, Speech
from web.presenters.terms import Term


class Elsewhere(NamedTuple):
    """Which records of other departments are not shown, in sentences (empty: all are), and where to look."""

    departments: Text
    links: tuple[Link, ...]


class Empty(msgspec.Struct, frozen=True):
    """A section without records: its anchor, its name, what its emptiness means."""

    id: str
    label: str
    meaning: Text


MEANING: dict[RecordKind, str] = {
    RecordKind.LICENCE: zh("没有收到这个主体的行政许可。"),
    RecordKind.PENALTY: zh(
        "没有处于公示期内的行政处罚。仅受警告的处罚依法一般不公示，公示期满的处罚不再显示。"
    ),
    RecordKind.ABNORMAL: zh("现未列入经营异常名录。"),
    RecordKind.SERIOUS: zh("现未列入严重违法失信名单。"),
    RecordKind.CHECK: zh("没有可公示的抽查检查结果。对象是随机抽取的，没有被抽到就没有结果。"),
    RecordKind.CONTRIBUTION: zh("没有收到股东及出资的登记信息。"),
    RecordKind.KEY_PERSON: zh("没有收到主要人员的备案信息。"),
    RecordKind.BRANCH: zh("没有登记分支机构。"),
    RecordKind.CHANGE: zh("登记事项没有变更过，或者变更发生在本系统收录之前。"),
    RecordKind.EQUITY_PLEDGE: zh("没有登记股权出质。"),
    RecordKind.IP_PLEDGE: zh("没有登记知识产权出质。"),
    RecordKind.CHATTEL_MORTGAGE: zh("没有动产抵押登记的历史记录。现在的登记在动产融资统一登记公示系统。"),
    RecordKind.JUDICIAL: zh("没有正在执行的股权冻结或者强制转让。已经解除的冻结不公示。"),
    RecordKind.NOTICE: zh("没有公告。"),
    RecordKind.VOLUNTARY: zh("企业没有自愿公示其他信息。"),
    RecordKind.WEBSITE: zh("没有填报网站或者网店。"),
    RecordKind.INSTANT: zh("没有在本系统公示的即时信息。"),
    RecordKind.COMMITMENT: zh("没有公示中的信用承诺。"),
    RecordKind.BREACH: zh("没有处于公示期内的违诺认定。"),
    RecordKind.ANNUAL_REPORT: zh("没有在本系统公示的年度报告。以前年度的报告在原来报送的系统。"),
}
# where the records of other departments are not shown here
_OWN_FIELD: dict[RecordKind, str] = {
    RecordKind.PENALTY: zh(
        "没有处于公示期内的、由市场监督管理部门作出的行政处罚。仅受警告的处罚依法一般不公示，公示期满的处罚不再显示。其他部门的处罚，请看“本页未收录的信息”。"
    ),
    RecordKind.LICENCE: zh(
        "没有收到由市场监督管理部门发给这个主体的行政许可。其他部门的许可，请看“本页未收录的信息”。"
    ),
    RecordKind.CHECK: zh(
        "没有由市场监督管理部门公示的抽查检查结果。对象是随机抽取的，没有被抽到就没有结果。其他部门的检查，请看“本页未收录的信息”。"
    ),
}
_NOT_CARRIED = zh(
    "其他部门作出的%(kinds)s，不在本页显示，请到%(publisher)s查询；本页没有，不等于其他部门没有作出过。"
)
_NOT_MARKED = zh("现未被标记为经营异常状态。")
_NO_HOLDERS = zh("不适用：这类主体没有股东出资登记。")
_NO_BRANCHES = zh("不适用：这类主体不设分支机构。")
_MARKING_TITLE = zh("经营异常状态标记")

SECTION_TERM: dict[RecordKind, Term] = {
    RecordKind.LICENCE: Term.LICENCE,
    RecordKind.PENALTY: Term.PENALTY,
    RecordKind.CHECK: Term.CHECK,
    RecordKind.CONTRIBUTION: Term.CONTRIBUTION,
    RecordKind.EQUITY_PLEDGE: Term.EQUITY_PLEDGE,
    RecordKind.IP_PLEDGE: Term.IP_PLEDGE,
    RecordKind.CHATTEL_MORTGAGE: Term.MORTGAGE,
    RecordKind.JUDICIAL: Term.JUDICIAL,
    RecordKind.VOLUNTARY: Term.VOLUNTARY,
    RecordKind.INSTANT: Term.INSTANT,
    RecordKind.COMMITMENT: Term.COMMITMENT,
    RecordKind.BREACH: Term.BREACH,
}

# words for the publishers of the pack as delivered; what an operator adds is shown in Chinese
_PUBLISHERS: tuple[str, ...] = (
    zh("国家企业信用信息公示系统"),
    zh("其他省、自治区、直辖市登记的主体，全国的年度报告"),
    zh("信用中国"),
    zh("税务、环保、交通等其他部门的许可、处罚和失信名单"),
    zh("中国海关企业进出口信用信息公示平台"),
    zh("海关的备案、许可、处罚和信用状况认定"),
    zh("国家税务总局"),
    zh("重大税收违法失信主体"),
    zh("全国排污许可证管理信息平台"),
    zh("排污许可证"),
    zh("全国建筑市场监管公共服务平台"),
    zh("建筑企业的资质和建筑市场的信用记录"),
    zh("中国政府采购网"),
    zh("政府采购严重违法失信行为记录名单"),
    zh("中国执行信息公开网"),
    zh("失信被执行人和限制消费名单"),
    zh("中国裁判文书网"),
    zh("法院的裁判文书"),
    zh("动产融资统一登记公示系统"),
    zh("现行的动产抵押和应收账款质押登记"),
    zh("国家知识产权局"),
    zh("专利和商标的权利状态"),
    zh("国家药品监督管理局"),
    zh("药品、医疗器械、化妆品的注册和抽检"),
)


def title(words: Speech, kind: RecordKind, subject_class: SubjectClass) -> str:
    """The name of a section for this class of subject."""
    if kind is RecordKind.ABNORMAL and subject_class is SubjectClass.INDIVIDUAL_BUSINESS:
        return words._(_MARKING_TITLE)
    return words.label(kind)


def not_carried(on: date) -> tuple[RecordKind, ...]:
    """The kinds of which the records of other departments are not shown here."""
    return _not_carried(on)


@cache
def empty(prefix: str, kind: RecordKind, subject_class: SubjectClass, own_field: bool = False) -> Empty:
    """The line for a section without records. own_field: those of other departments are not shown."""
    words = SPEECH[prefix]
    meaning = _OWN_FIELD.get(kind, MEANING[kind]) if own_field else MEANING[kind]
    if subject_class is SubjectClass.INDIVIDUAL_BUSINESS and kind is RecordKind.ABNORMAL:
        meaning = _NOT_MARKED
    elif subject_class in WITHOUT_CAPITAL and kind in (RecordKind.CONTRIBUTION, RecordKind.EQUITY_PLEDGE):
        meaning = _NO_HOLDERS
    elif subject_class in WITHOUT_CAPITAL and kind is RecordKind.BRANCH:
        meaning = _NO_BRANCHES
    return Empty(kind.value, title(words, kind, subject_class), words._(meaning))


@lru_cache(maxsize=16)  # two languages on the few days that are asked for
def elsewhere(prefix: str, on: date) -> Elsewhere:
    """Where records are published that this portal does not hold."""
    words = SPEECH[prefix]
    links = tuple(
        Link(label=_said(words, one.name), href=one.address, text=_said(words, one.what))
        for one in publishers.publishers(on)
    )
    return Elsewhere(Markup(" ").join(_sentence(words, one) for one in publishers.elsewhere(on)), links)


def _sentence(words: Speech, missing: publishers.Elsewhere) -> Text:
    by = missing.publisher
    return words.say(
        _NOT_CARRIED,
        kinds=words.series([words.label(kind) for kind in missing.kinds]),
        publisher=words.way_out(by.address, _said(words, by.name)),
    )


def _said(words: Speech, text: str) -> Text:
    said = words._(text)
    return words.zh(text) if said == text else said
