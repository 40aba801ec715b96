"""Filings as owners see them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from credit.domain.accounts import Task
from credit.domain.actors import ActorKind
from credit.domain.filings import DisputeState, Filing, Freeze
from credit.domain.labels import zh
from web.presenters.frame import segment
from web.presenters.parts import Fact, Tag, Text, Tone
from web.presenters.speech import Speech


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A filing. freeze, withdraw: where forms go; empty: nothing to freeze, or to take back, now."""

    title: Text
    facts: tuple[Fact, ...]
    tags: tuple[Tag, ...]
    here: str
    freeze: str
    withdraw: str
    stops: tuple[tuple[Fact, ...], ...]


def filings(words: Speech, found: Iterable[Filing], address: str, now: datetime) -> tuple[Shown, ...]:
    """The list of a subject."""
    return tuple(filing(words, one, address, now, {}) for one in found)


def filing(words: Speech, found: Filing, address: str, now: datetime, names: Mapping[str, str]) -> Shown:
    """One of them."""
    here = f"/{words.prefix}/my/{segment(address)}/filings/{found.id}"
    running = next((one for one in found.freezes if one.state is DisputeState.OPEN), None)
    return Shown(
        title=title(words, found),
        facts=_facts(words, found, names),
        tags=_tags(words, found, now),
        here=here,
        freeze=f"{here}/freeze" if running is None else "",
        withdraw=f"{here}/freeze/{running.id}/withdraw" if running is not None else "",
        stops=tuple(_stop(words, one) for one in found.freezes),
    )


def title(words: Speech, found: Filing) -> Text:
    """E.g. 2025 年度报告, as the report itself is called."""
    if found.task is Task.ANNUAL_REPORT and found.period:
        return words.say(zh("%(year)s 年度报告"), year=words.ltr(found.period))
    label = words.label(found.task)
    return (
        words.say(zh("%(task)s %(period)s"), task=label, period=words.ltr(found.period))
        if found.period
        else label
    )


def _facts(words: Speech, found: Filing, names: Mapping[str, str]) -> tuple[Fact, ...]:
    facts = [
        Fact(label=words._("回执编号"), value=words.ltr(found.receipt), copy=found.receipt),
        Fact(label=words._("提交时间"), value=words.moment(found.filed_at)),
    ]
    if found.filed_by in names:
        facts.append(Fact(label=words._("提交人"), value=words.bdi(names[found.filed_by])))
    if found.assisted:
        facts.append(Fact(label=words._("提交方式"), value=words.label(ActorKind.COUNTER)))
    return tuple(facts)


def _tags(words: Speech, found: Filing, now: datetime) -> tuple[Tag, ...]:
    if found.frozen(now) is not None:
        return (Tag(words._("已冻结"), Tone.WARN),)
    disputed = any(one.state is DisputeState.OPEN for one in found.freezes)
    return (Tag(words._("争议处理中"), Tone.WARN),) if disputed else ()


def _stop(words: Speech, stop: Freeze) -> tuple[Fact, ...]:
    facts = [
        Fact(label=words._("冻结时间"), value=words.moment(stop.frozen_at)),
        Fact(label=words._("修改冻结至"), value=words.moment(stop.until)),
        Fact(label=words._("冻结理由"), value=words.bdi(stop.reason)),
        Fact(label=words._("处理状态"), value=words.label(stop.state)),
    ]
    if stop.decision:
        facts.append(Fact(label=words._("处理理由"), value=words.bdi(stop.decision)))
    return tuple(facts)
