"""The fields of a record that an objection can name: what they are called, how a value is typed and read.

Only fields of one value: what consists of several parts is objected to in words, and as a whole.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import MappingProxyType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from msgspec.structs import replace

from credit.domain.contents import kind_of
from credit.domain.corrections import Corrected
from credit.domain.errors import InputError
from credit.domain.labels import Vocabulary, zh
from credit.domain.objections import Contested, RegisteredFact
from credit.domain.records import (
    AbnormalEntry,
    AnyContent,
    BranchEntry,
    Change,
    ChattelMortgage,
    Check,
    Contribution,
    EquityPledge,
    IpPledge,
    JudicialAssistance,
    KeyPerson,
    Licence,
    Notice,
    Penalty,
    SeriousEntry,
)
from credit.domain.values import Missing, Money
from credit.rules.citations import cites
from credit.rules.registered_facts import FACTS

DISCLOSURE_REGULATION: Final = "企业信息公示暂行条例"
LONGEST: Final = 500
_MOST: Final = Decimal(10) ** 12
_YEAR: Final = re.compile("[1-9][0-9]{3}")
_AMOUNT: Final = re.compile(
    r"\d+(?:\.\d{1,6})?"
)  # no exponents: a few characters would be millions of digits
_FROM, _TO = zh("有效期自"), zh("有效期至")
NAMED: Final[Mapping[type, Mapping[str, str]]] = {
    Licence: {
        "certificate": zh("许可证书名称"),
        "document_name": zh("许可决定文书"),
        "document_no": zh("许可决定文书号"),
        "number": zh("许可编号"),
        "content": zh("许可内容"),
        "valid_from": _FROM,
        "valid_to": _TO,
        "state": zh("状态"),
    },
    Penalty: {
        "decision_no": zh("决定书文号"),
        "violation": zh("违法行为类型"),
        "outcome": zh("处罚内容"),
        "fine": zh("罚款金额"),
        "confiscated": zh("没收金额"),
        "decided_on": zh("决定日期"),
        "served_on": zh("送达日期"),
        "duties_performed_on": zh("义务履行日期"),
    },
    AbnormalEntry: {
        "ground": zh("列入原因"),
        "report_year": zh("未报送的年度"),
        "decision_no": zh("列入决定文号"),
        "listed_on": zh("列入日期"),
        "removed_on": zh("移出日期"),
    },
    SeriousEntry: {
        "category": zh("类别"),
        "reason": zh("列入事由"),
        "decision_no": zh("列入决定文号"),
        "penalty_no": zh("依据的处罚决定"),
        "listed_on": zh("列入日期"),
        "removed_on": zh("移出日期"),
    },
    Check: {
        "check_kind": zh("检查类型"),
        "item": zh("检查事项"),
        "checked_on": zh("检查日期"),
        "task_no": zh("抽查任务编号"),
        "follow_up": zh("后续处理"),
        "corrected_on": zh("改正日期"),
    },
    Contribution: {
        "holder": zh("股东"),
        "subscribed": zh("认缴出资额"),
        "subscribed_due": zh("认缴出资日期"),
        "paid": zh("实缴出资额"),
        "paid_on": zh("实缴日期"),
    },
    KeyPerson: {"name": zh("姓名"), "post": zh("职务")},
    BranchEntry: {"name": zh("名称"), "code": zh("统一社会信用代码"), "authority": zh("登记机关")},
    Change: {
        "item": zh("变更事项"),
        "before": zh("变更前"),
        "after": zh("变更后"),
        "changed_on": zh("变更日期"),
    },
    EquityPledge: {
        "number": zh("登记编号"),
        "pledgor": zh("出质人"),
        "pledgee": zh("质权人"),
        "amount": zh("出质股权数额"),
        "registered_on": zh("登记日期"),
        "state": zh("状态"),
    },
    IpPledge: {
        "number": zh("登记编号"),
        "name": zh("名称"),
        "pledgor": zh("出质人"),
        "pledgee": zh("质权人"),
        "valid_from": _FROM,
        "valid_to": _TO,
        "state": zh("状态"),
    },
    ChattelMortgage: {
        "number": zh("登记编号"),
        "mortgagee": zh("抵押权人"),
        "debt": zh("被担保债权数额"),
        "registered_on": zh("登记日期"),
        "state": zh("状态"),
    },
    JudicialAssistance: {
        "court": zh("执行法院"),
        "document_no": zh("执行文书号"),
        "equity": zh("股权数额"),
        "valid_from": _FROM,
        "valid_to": _TO,
        "state": zh("状态"),
    },
    Notice: {"title": zh("标题"), "period_from": zh("公告期自"), "period_to": zh("公告期至")},
}
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
KINDS: Final = frozenset(kind_of(one) for one in NAMED)


@cites(DISCLOSURE_REGULATION, "第十二条")
def fields(content: Contested) -> Mapping[str, str]:
    """The names and labels of what an objection can name in a content; none where there can be none."""
    if isinstance(content, RegisteredFact):
        return {content.fact: FACTS[content.fact].label}
    return NAMED.get(content.__class__, _NONE)


@lru_cache(256)
def _type_of(content: type, field: str) -> tuple[type, bool]:
    """The type of a field's value, and whether it can be empty."""
    hint = get_type_hints(content)[field]
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    (found,) = (one for one in parts if one not in (Missing, type(None)))
    return found, len(parts) > 1


@cites(DISCLOSURE_REGULATION, "第十二条")
def options(content: Contested, field: str) -> tuple[Vocabulary, ...]:
    """The values of a field that has a closed list of them. What is handed to its keeper is said in words."""
    if isinstance(content, RegisteredFact):
        return ()
    found, _ = _type_of(content.__class__, field)
    return tuple(found) if issubclass(found, Vocabulary) else ()


@cites(DISCLOSURE_REGULATION, "第十二条")
def typed(value: Any) -> str:
    """A value as an officer would type it; empty for what is not there."""
    if value is None or isinstance(value, Missing):
        return ""
    if isinstance(value, Money):
        return format(value.amount, "f")
    return value.isoformat() if isinstance(value, date) else str(value)


@cites(DISCLOSURE_REGULATION, "第十二条")
def said(content: Contested, field: str) -> str:
    """What a content says in a field, as an officer would type it; empty for what has no such form."""
    if not isinstance(content, RegisteredFact):
        return typed(getattr(content, field))
    values = [getattr(content.registered, name) for name in FACTS[field].fields]
    return values[0] if len(values) == 1 and isinstance(values[0], str) else ""


@cites(DISCLOSURE_REGULATION, "第十二条")
def same(content: Contested, field: str, text: str) -> bool:
    """Whether a text says what a field says already. Raises InputError `objection.value` (field=…)."""
    if not isinstance(content, RegisteredFact):
        return bool(read(content, field, text) == getattr(content, field))
    text = text.strip()
    if field != content.fact or not text or len(text) > LONGEST:
        raise InputError("objection.value", field=field)
    return said(content, field) == text


@cites(DISCLOSURE_REGULATION, "第十二条")
def read(content: AnyContent, field: str, text: str) -> Any:
    """The value that a text gives to a field. Raises InputError `objection.value` (field=…)."""
    text = text.strip()
    if field not in fields(content) or not text or len(text) > LONGEST:
        raise InputError("objection.value", field=field)
    kind, _ = _type_of(content.__class__, field)
    try:
        return _parsed(kind, text, getattr(content, field))
    except ValueError:
        raise InputError("objection.value", field=field) from None


@cites(DISCLOSURE_REGULATION, "第十二条")
def understood(content: Contested, field: str, text: str) -> Any:
    """The value that somebody meant for a field; their words where they are no such value.

    Whoever objects may answer in words; an amount that is typed as a number is in the unit of the record.
    """
    try:
        if isinstance(content, RegisteredFact):
            now = _registered(content, field)
            return text if now is None else _parsed(now.__class__, text.strip(), now)
        return read(content, field, text)
    except (InputError, ValueError):
        return text


@cites(DISCLOSURE_REGULATION, "第十二条")
def currency(content: Contested, field: str) -> str:
    """In which currency, by ten thousands, an amount is typed; empty for a field that is no amount."""
    if isinstance(content, RegisteredFact):
        now = _registered(content, field)
        return now.currency if isinstance(now, Money) else ""
    kind, _ = _type_of(content.__class__, field)
    now = getattr(content, field)
    return (now.currency if isinstance(now, Money) else "CNY") if issubclass(kind, Money) else ""


def _registered(content: RegisteredFact, field: str) -> Money | date | None:
    """The one value of a registered fact, where it is an amount or a day."""
    values = [getattr(content.registered, name) for name in FACTS[field].fields]
    return values[0] if len(values) == 1 and isinstance(values[0], Money | date) else None


def _parsed(kind: type, text: str, now: Any) -> Any:
    if issubclass(kind, Money):
        return _money(text, now)
    if issubclass(kind, date):
        return date.fromisoformat(text)
    if issubclass(kind, Enum):
        return kind(text)
    return _year(text) if kind is int else text


def _year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _money(text: str, now: Any) -> Money:
    if not _AMOUNT.fullmatch(text):
        raise ValueError(text)
    amount = Decimal(text)
    if amount >= _MOST:
        raise ValueError(text)
    currency = now.currency if isinstance(now, Money) else "CNY"
    return Money(amount, currency)


@cites(DISCLOSURE_REGULATION, "第十二条")
def carried(content: AnyContent, corrected: Corrected) -> AnyContent:
    """A content as its source tells it, with what was corrected here where the source repeats the error.

    A value of a field that the source changed meanwhile wins.
    """
    known = [
        one
        for one in corrected.fields
        if one.name in fields(content) and typed(getattr(content, one.name)) == one.was
    ]
    return replace(content, **{one.name: read(content, one.name, one.now) for one in known})
