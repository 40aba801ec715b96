"""The desk's own pages: its rooms, the queue with its filters, the board."""

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlencode

import msgspec
from msgspec.structs import asdict, replace

from credit.domain.casework import CaseFile, CaseKind
from credit.domain.casework_board import BoardLine, QueueFilter, QueuePage, Tally, When
from credit.domain.labels import zh
from web.presenters import casework
from web.presenters.desk_rooms import case_path
from web.presenters.parts import Column, Link, Pager, TableRow, Text
from web.presenters.speech import Speech

# rooms of the desk: path, label
_ROOMS = (
    ("", zh("待办案件")),
    ("/board", zh("时限看板")),
    ("/checks", zh("守诺核查")),
    ("/cases", zh("责令公示和列入前告知")),
    ("/texts", zh("待查看的公示内容")),
    ("/commitments", zh("待核验的信用承诺")),
    ("/repairs", zh("信用修复")),
    ("/accounts", zh("办理权限和申报争议")),
)
# pages that belong to a room without its address
_INSIDE = {"/check/": "/checks", "/orders/": "/cases", "/repair-results": "/repairs"}
_QUEUE = (
    zh("案件编号"),
    zh("事项"),
    zh("当事人"),
    zh("办理期限"),
    zh("承办人员"),
    zh("承办机关"),
)
_BOARD = (
    zh("承办机关"),
    zh("事项"),
    zh("未办结"),
    zh("临近期限"),
    zh("已经超期"),
    zh("计时暂停"),
    zh("未分配"),
    zh("近一年办结"),
    zh("其中超期"),
    zh("用时中位数（工作日）"),
)
_WAYS_ON = (
    (zh("看待办案件"), "/desk"),
    (zh("守诺核查"), "/desk/checks"),
    (zh("信用修复"), "/desk/repairs"),
)
_FIRST_NUMBER = 2  # the columns before are words


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """One page of open cases. kinds, sifts: ways to narrow it."""

    kinds: tuple[Link, ...]
    sifts: tuple[Link, ...]
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    pager: Pager | None


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """ways: on from a board that is empty."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    ways: tuple[Link, ...]


def rooms(words: Speech, path: str) -> tuple[Link, ...]:
    """The rooms of the desk, the one of this page marked. path: without the language."""
    base = f"/{words.prefix}/desk"
    inside = next((room for way, room in _INSIDE.items() if path.startswith(f"/desk{way}")), "")
    here = inside or max(
        (room for room, _ in _ROOMS if room and path.startswith(f"/desk{room}")), key=len, default=""
    )
    return tuple(
        Link(label=words._(label), href=f"{base}{room}", current=room == here) for room, label in _ROOMS
    )


def queue(
    words: Speech,
    wanted: QueueFilter,
    page: QueuePage,
    tallies: Mapping[CaseKind, Tally],
    rows: Iterable[TableRow],
) -> Queue:
    """The page, with how many there are behind each way of narrowing it."""
    return Queue(
        kinds=tuple(_kinds(words, wanted, tallies)),
        sifts=tuple(_sifts(words, wanted, tallies)),
        columns=_columns(words, _QUEUE, len(_QUEUE)),
        rows=tuple(rows),
        pager=_pager(words, wanted, page) if page.next or wanted.after else None,
    )


def row(words: Speech, case: CaseFile, on: date, subject: Text, names: Mapping[str, str]) -> TableRow:
    """One case of a queue."""
    return TableRow(
        cells=(
            words.link(f"/{words.prefix}{case_path(case)}", words.number(case.number)),
            words.label(case.kind),
            subject or words._(zh("未指明企业")),
            casework.short_clock(words, case.clock, on),
            casework.assignee(words, case.assignee, names),
            casework.authority(words, case.authority),
        ),
        tags=casework.tags(words, case, officer=True),
    )


def board(words: Speech, lines: Iterable[BoardLine]) -> Board:
    """Open and closed cases by authority and kind."""
    return Board(
        columns=_columns(words, _BOARD, _FIRST_NUMBER),
        rows=tuple(_line(words, one) for one in lines),
        ways=tuple(Link(label=words._(label), href=f"/{words.prefix}{path}") for label, path in _WAYS_ON),
    )


def address(words: Speech, wanted: QueueFilter) -> str:
    """A queue as an address of its own."""
    said = {name: _word(value) for name, value in asdict(wanted).items() if value}
    return f"/{words.prefix}/desk{'?' if said else ''}{urlencode(said)}"


def days(words: Speech, median: float | None) -> Text:
    """A median of working days; halves are possible."""
    return words._(zh("没有办结的")) if median is None else words.ltr(f"{median:g}")


def _pager(words: Speech, wanted: QueueFilter, page: QueuePage) -> Pager:
    return Pager(
        next=address(words, replace(wanted, after=page.next)) if page.next else "",
        first=address(words, replace(wanted, after="")) if wanted.after else "",
    )


def _word(value: object) -> str:
    return "1" if value is True else str(value)


def _kinds(words: Speech, wanted: QueueFilter, tallies: Mapping[CaseKind, Tally]) -> Iterable[Link]:
    total = sum(one.open for one in tallies.values())
    everything = replace(wanted, kind=None, state="", after="")
    yield Link(
        label=words._(zh("全部")),
        href=address(words, everything),
        count=str(total),
        current=wanted.kind is None,
    )
    for kind in CaseKind:
        there = tallies.get(kind)
        if there is None and wanted.kind is not kind:
            continue
        yield Link(
            label=words.label(kind),
            href=address(words, replace(everything, kind=kind)),
            count=str(there.open if there else 0),
            current=wanted.kind is kind,
        )


def _sifts(words: Speech, wanted: QueueFilter, tallies: Mapping[CaseKind, Tally]) -> Iterable[Link]:
    chosen = [one for kind, one in tallies.items() if wanted.kind in (None, kind)]
    top = replace(wanted, mine=False, when=When.ALL, after="")
    plain = not wanted.mine and wanted.when is When.ALL
    yield _sift(words, zh("不限"), top, plain, sum(one.open for one in chosen))
    yield _sift(words, zh("我承办的"), replace(top, mine=True), wanted.mine, sum(one.mine for one in chosen))
    for when in (When.SOON, When.OVERDUE, When.PAUSED):
        count = sum(getattr(one, when.value) for one in chosen)
        yield _sift(words, when.label, replace(top, when=when), wanted.when is when, count)


def _sift(words: Speech, label: str, wanted: QueueFilter, current: bool, count: int) -> Link:
    return Link(label=words._(label), href=address(words, wanted), current=current, count=str(count))


def _columns(words: Speech, labels: Iterable[str], first_number: int) -> tuple[Column, ...]:
    return tuple(
        Column(label=words._(label), lead=place == 0, numeric=place >= first_number)
        for place, label in enumerate(labels)
    )


def _line(words: Speech, line: BoardLine) -> TableRow:
    counts = (
        line.tally.open,
        line.tally.soon,
        line.tally.overdue,
        line.tally.paused,
        line.tally.idle,
        line.closed,
        line.late,
    )
    return TableRow(
        cells=(
            casework.authority(words, line.authority),
            words.label(line.kind),
            *(words.ltr(count) for count in counts),
            days(words, line.median),
        )
    )
