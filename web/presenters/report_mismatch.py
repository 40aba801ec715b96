"""Where the newest annual report contradicts what was published at once, or the register."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from credit.domain.labels import zh
from credit.rules.instant.duties import Figures, Mismatch
from web.presenters.parts import Text
from web.presenters.speech import Speech

_STATED = zh("年度报告：认缴 %(subscribed)s，实缴 %(paid)s。")
_PUBLISHED = zh("即时信息（到年末为止）：认缴 %(subscribed)s，实缴 %(paid)s。")
_REGISTERED = zh("登记：认缴 %(subscribed)s，实缴 %(paid)s。")
_AMOUNT = zh("%(amount)s 万元")


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """One holder, and what each side says."""

    holder: Text
    stated: Text
    told: Text


class Contradictions(msgspec.Struct, frozen=True, kw_only=True):
    """instant: where instant information is corrected."""

    rows: tuple[Contradiction, ...]
    instant: str


def contradictions(words: Speech, found: Iterable[Mismatch], base: str) -> Contradictions:
    """What the page of the year says of them. base: the address of the subject's own pages."""
    rows = tuple(
        Contradiction(
            holder=words.name(one.holder),
            stated=_said(words, _STATED, one.stated),
            told=_said(words, _PUBLISHED if one.published else _REGISTERED, one.told),
        )
        for one in found
    )
    return Contradictions(rows=rows, instant=f"{base}/instant")


def _said(words: Speech, sentence: str, figures: Figures) -> Text:
    return words.say(
        sentence, subscribed=_amount(words, figures.subscribed), paid=_amount(words, figures.paid)
    )


def _amount(words: Speech, amount: Decimal | None) -> Text:
    if amount is None:
        return words._("没有填写")
    return words.say(_AMOUNT, amount=words.ltr(f"{amount.normalize():f}"))
