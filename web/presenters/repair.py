"""How long records are shown: the figures of the rules in force, each with its article."""

from datetime import date

import msgspec

from credit.domain.labels import zh
from credit.rules.packs import Figure
from web.presenters.figures import figure, sources
from web.presenters.parts import Fact, Text
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
