"""The public board: how many cases authorities receive and close, and how long they take."""

from collections.abc import Iterable

import msgspec

from credit.domain.casework import CaseKind
from credit.domain.casework_board import PublicBoard, PublicLine
from credit.domain.labels import zh
from credit.domain.repair_figures import RepairFigures, RepairLine, RepairMonth
from web.presenters import casework
from web.presenters.desk import days
from web.presenters.parts import Column, TableRow, Text
from web.presenters.speech import Speech

_COLUMNS = (
    zh("承办机关"),
    zh("收到"),
    zh("办结"),
    zh("用时中位数（工作日）"),
    zh("按期办结"),
)
_PLACES = (zh("承办机关"), zh("决定"), zh("用时中位数（工作日）"), zh("按期办结"))
_ALL = zh("全区合计")
_TOGETHER = zh("%(place)s合计")
_FEW = zh("较少")
_DECIDED = zh("这段时间作出 %(decided)s 件决定，从受理到决定用时中位数 %(days)s 个工作日。")
_GRANTED = zh(
    "这段时间作出 %(decided)s 件决定，其中准予 %(granted)s 件，从受理到决定用时中位数 %(days)s 个工作日。"
)


class KindBoard(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one kind of case, all authorities together first."""

    id: str
    title: Text
    rows: tuple[TableRow, ...]


class MonthShown(msgspec.Struct, frozen=True, kw_only=True):
    """A month of repairs. share: of the largest month, in hundredths, for the bar."""

    label: Text
    filed: Text
    decided: Text
    share: int


class RepairBoard(msgspec.Struct, frozen=True, kw_only=True):
    """Repairs: all of them in a sentence, by month, by place."""

    sentence: Text
    months: tuple[MonthShown, ...]
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


class Handling(msgspec.Struct, frozen=True, kw_only=True):
    """period: which months; minimum: why a line may be missing."""

    period: Text
    minimum: Text
    columns: tuple[Column, ...]
    kinds: tuple[KindBoard, ...]
    repairs: RepairBoard | None


def handling(words: Speech, board: PublicBoard) -> Handling:
    """The board in words."""
    return Handling(
        period=words.say(
            zh("统计期间：%(first)s至%(last)s。每月更新一次。"),
            first=words.prose_date(board.first),
            last=words.prose_date(board.last),
        ),
        minimum=words.say(
            zh("收到或者办结少于 %(count)s 件的不单独列出，只计入全区合计，以免从数字里认出某一件。"),
            count=words.ltr(board.minimum),
        ),
        columns=_columns(words, _COLUMNS),
        kinds=tuple(_kinds(words, board)),
        repairs=_repairs(words, board.repairs) if board.repairs else None,
    )


def _repairs(words: Speech, said: RepairFigures) -> RepairBoard:
    values = {"decided": words.ltr(said.whole.decided), "days": days(words, said.whole.days)}
    sentence = words.say(_DECIDED, **values)
    if said.granted is not None:
        sentence = words.say(_GRANTED, granted=words.ltr(said.granted), **values)
    most = max((one.decided or 0 for one in said.months), default=0)
    return RepairBoard(
        sentence=sentence,
        months=tuple(_month(words, one, most) for one in said.months),
        columns=_columns(words, _PLACES),
        rows=tuple(_place(words, one) for one in (said.whole, *said.places)),
    )


def _month(words: Speech, one: RepairMonth, most: int) -> MonthShown:
    return MonthShown(
        label=words.ltr(f"{one.first:%Y-%m}"),
        filed=_count(words, one.filed),
        decided=_count(words, one.decided),
        share=100 * (one.decided or 0) // most if most else 0,
    )


def _count(words: Speech, count: int | None) -> Text:
    return words._(_FEW) if count is None else words.ltr(count)


def _place(words: Speech, line: RepairLine) -> TableRow:
    place: Text = words._(_ALL)
    if line.place:
        named = casework.authority(words, line.place)
        place = words.say(_TOGETHER, place=named) if line.together else named
    cells = (words.ltr(line.decided), days(words, line.days), words.ltr(f"{line.in_time}%"))
    return TableRow(cells=(place, *cells))


def _columns(words: Speech, labels: Iterable[str]) -> tuple[Column, ...]:
    return tuple(
        Column(label=words._(label), lead=at == 0, numeric=at > 0) for at, label in enumerate(labels)
    )


def _kinds(words: Speech, board: PublicBoard) -> Iterable[KindBoard]:
    for kind in CaseKind:
        lines = [one for one in board.lines if one.kind is kind]
        if lines:
            rows = tuple(_row(words, one) for one in lines)
            yield KindBoard(id=kind.value, title=words.label(kind), rows=rows)


def _row(words: Speech, line: PublicLine) -> TableRow:
    place = casework.authority(words, line.division) if line.division else words._(_ALL)
    percent = words.ltr(f"{line.in_time}%")
    return TableRow(
        cells=(place, words.ltr(line.received), words.ltr(line.closed), days(words, line.median), percent)
    )
