"""The public board: how many cases authorities receive and close, and how long they take."""

from collections.abc import Iterable

import msgspec

from credit.domain.casework import CaseKind
from credit.domain.casework_board import PublicBoard, PublicLine
from credit.domain.labels import zh
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


class KindBoard(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one kind of case, all authorities together first."""

    id: str
    title: Text
    rows: tuple[TableRow, ...]


class Handling(msgspec.Struct, frozen=True, kw_only=True):
    """period: which months; minimum: why a line may be missing."""

    period: Text
    minimum: Text
    columns: tuple[Column, ...]
    kinds: tuple[KindBoard, ...]


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
        columns=tuple(
            Column(label=words._(label), lead=place == 0, numeric=place > 0)
            for place, label in enumerate(_COLUMNS)
        ),
        kinds=tuple(_kinds(words, board)),
    )


def _kinds(words: Speech, board: PublicBoard) -> Iterable[KindBoard]:
    for kind in CaseKind:
        lines = [one for one in board.lines if one.kind is kind]
        if lines:
            rows = tuple(_row(words, one) for one in lines)
            yield KindBoard(id=kind.value, title=words.label(kind), rows=rows)


def _row(words: Speech, line: PublicLine) -> TableRow:
    place = casework.authority(words, line.division) if line.division else words._(zh("全区合计"))
    percent = words.ltr(f"{line.in_time}%")
    return TableRow(
        cells=(place, words.ltr(line.received), words.ltr(line.closed), days(words, line.median), percent)
    )
