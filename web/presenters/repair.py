"""How long records are shown: the figures of the rules in force, each with its article."""

from datetime import date

import msgspec

from credit.domain.labels import zh
from credit.rules.packs import Figure
from web.presenters.figures import figure, sources
from web.presenters.parts import Fact, Link, Text
from web.presenters.speech import Speech

# topic, figure, what it is called
_SHOWN: tuple[tuple[str, str, str], ...] = (
    ("penalty_publication", "minor_months", zh("轻微的行政处罚")),
    ("penalty_publication", "general_years", zh("一般的行政处罚")),
    ("penalty_publication", "serious_years", zh("严重的行政处罚")),
    ("penalty_publication", "other_years", zh("其他行政处罚")),
    ("list_publication", "serious_years", zh("严重违法失信名单")),
    ("list_publication", "serious_early_years", zh("严重违法失信名单，最早可申请提前移出")),
)
_UNITS = {"month": zh("%(count)s 个月"), "year": zh("%(count)s 年"), "working day": zh("%(count)s 个工作日")}


class Periods(msgspec.Struct, frozen=True, kw_only=True):
    """The periods and where they are laid down, each instrument and article once."""

    facts: tuple[Fact, ...]
    sources: tuple[Text, ...]


def ways(words: Speech) -> tuple[Link, ...]:
    """What somebody comes to the page of repair for: to look up, to apply, to check a letter."""
    return (
        Link(
            label=words._(zh("查我的记录能不能修复")),
            href="#ask",
            icon="search",
            text=words._(zh("不用登录，选记录、填日期，马上知道结果和依据")),
        ),
        Link(
            label=words._(zh("登录以后申请")),
            href=f"/{words.prefix}/account",
            icon="repair",
            text=words._(zh("看到每条记录的结果，一次申请好几条，随时看进度")),
        ),
        Link(
            label=words._(zh("核对信用修复证明")),
            href=f"/{words.prefix}/repair/letter",
            icon="check",
            text=words._(zh("收到别人出示的证明，用验证码看真假")),
        ),
    )


def periods(words: Speech, on: date) -> Periods:
    """Each period in force on a day; a topic that does not cover the day is left out."""
    asked = ((label, figure(name, key, on)) for name, key, label in _SHOWN)
    found = [(label, one) for label, one in asked if one is not None]
    return Periods(
        facts=tuple(_fact(words, label, one) for label, one in found),
        sources=sources(words, (one for _label, one in found)),
    )


def _fact(words: Speech, label: str, one: Figure) -> Fact:
    unit = _UNITS.get(one.unit)
    value = words.say(unit, count=words.ltr(one.value)) if unit else words.ltr(one.value)
    return Fact(label=words._(label), value=value)
