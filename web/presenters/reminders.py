"""The log of reminders as a table."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from credit.domain.agenda import AgendaKind, Stage
from credit.domain.labels import zh
from credit.domain.messages import Channel, DeliveryState
from web.presenters.parts import Column, TableRow, Text
from web.presenters.speech import Speech

_TOLD = zh("%(count)s 人，%(read)s 人已读")
_WAY = zh("%(channel)s %(state)s %(count)s")


class Announced(Protocol):
    """One announcement, see `credit.services.reminder_log.Announced`."""

    @property
    def kind(self) -> AgendaKind: ...
    @property
    def stage(self) -> Stage: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def rule(self) -> str: ...
    @property
    def recipients(self) -> int: ...
    @property
    def announced_at(self) -> datetime: ...
    @property
    def read(self) -> int: ...
    @property
    def sent(self) -> Mapping[tuple[Channel, DeliveryState], int]: ...


def reminders(words: Speech, found: Iterable[Announced]) -> tuple[tuple[Column, ...], tuple[TableRow, ...]]:
    """Its columns and rows."""
    heads = (zh("时间"), zh("事项"), zh("期限"), zh("依据"), zh("提醒了谁"), zh("送达"))
    columns = tuple(Column(label=words._(head), lead=number == 0) for number, head in enumerate(heads))
    return columns, tuple(TableRow(cells=_cells(words, one)) for one in found)


def _cells(words: Speech, one: Announced) -> tuple[Text, ...]:
    ways = [
        words.say(_WAY, channel=words.label(channel), state=words.label(state), count=words.ltr(count))
        for (channel, state), count in sorted(one.sent.items())
    ]
    return (
        words.moment(one.announced_at),
        words.clauses([words.label(one.kind), words.label(one.stage)]),
        words.day(one.due_on),
        words.zh(one.rule) if one.rule else "",
        words.say(_TOLD, count=words.ltr(one.recipients), read=words.ltr(one.read)),
        words.series(ways) if ways else words._("门户消息"),
    )
