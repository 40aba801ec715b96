"""The public board: twelve whole months of counts and median days, made once a month.

It is kept as it was made: counts that changed with each case would tell of single cases.
"""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow, PublicBoardRow
from credit.domain.casework import CaseKind
from credit.domain.casework_board import PublicBoard, PublicLine
from credit.domain.clock import SHANGHAI
from credit.rules import case_figures
from credit.rules.clocks import CASEWORK
from credit.services.casework import repair_figures
from credit.services.casework.queues import count_if
from credit.services.context import Context

ALL = ""  # the division of the line of all together
_KINDS = tuple(kind for kind in CaseKind if kind is not CaseKind.REPAIR)  # repairs have figures of their own


class _Sums(NamedTuple):
    received: dict[tuple[str, str], int]
    took: dict[tuple[str, str], dict[int, int]]
    late: dict[tuple[str, str], int]


def public_board(session: Session) -> PublicBoard | None:
    """The newest board, None before the first one was made."""
    blob = session.scalar(select(PublicBoardRow.blob).order_by(PublicBoardRow.month.desc()).limit(1))
    return msgspec.json.decode(blob, type=PublicBoard) if blob is not None else None


def make(ctx: Context) -> bool:
    """Make the board of the twelve months before this one, unless it is there."""

    def work(session: Session) -> bool:
        month = ctx.clock.today().replace(day=1)
        if session.get(PublicBoardRow, month) is not None:
            return False
        blob = msgspec.json.encode(_board(session, month))
        session.add(PublicBoardRow(month=month, blob=blob, made_at=ctx.clock.now()))
        return True

    return ctx.sessions.run(work)


def _board(session: Session, month: date) -> PublicBoard:
    first, minimum = month.replace(year=month.year - 1), CASEWORK.at(month)["public_minimum"]
    sums = _sums(session, _moment(first), _moment(month))
    lines: list[PublicLine] = []
    for kind in _KINDS:
        own = [_line(sums, place, kind) for place in _places(sums, kind)]
        found = [one for one in own if one is not None]
        lines += case_figures.publishable(found, _line(sums, ALL, kind), minimum)
    last = month - timedelta(days=1)
    repairs = repair_figures.figures(session, first, last)
    return PublicBoard(first=first, last=last, minimum=minimum, lines=tuple(lines), repairs=repairs)


def _sums(session: Session, since: datetime, until: datetime) -> _Sums:
    """Counts by place and kind, and by kind of all together; closed are those whose clock was kept."""
    received: defaultdict[tuple[str, str], int] = defaultdict(int)
    took: defaultdict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    late: defaultdict[tuple[str, str], int] = defaultdict(int)
    by = (CaseRow.authority, CaseRow.kind)
    opened = select(*by, func.count()).where(CaseRow.opened_at >= since, CaseRow.opened_at < until)
    for authority, kind, count in session.execute(opened.group_by(*by)):
        for place in (authority, ALL):
            received[place, kind] += count
    ended = select(*by, CaseRow.took, func.count(), count_if(CaseRow.late.is_(True))).where(
        CaseRow.closed_at >= since, CaseRow.closed_at < until, CaseRow.took.is_not(None)
    )
    for authority, kind, days, count, overdue in session.execute(ended.group_by(*by, CaseRow.took)):
        for place in (authority, ALL):
            took[place, kind][days or 0] += count
            late[place, kind] += overdue
    return _Sums(received, took, late)


def _places(sums: _Sums, kind: CaseKind) -> list[str]:
    return sorted(
        {place for place, of in sums.received.keys() | sums.took.keys() if of == kind.value} - {ALL}
    )


def _line(sums: _Sums, place: str, kind: CaseKind) -> PublicLine | None:
    key = (place, kind.value)
    spread = sums.took.get(key, {})
    closed, middle = sum(spread.values()), case_figures.median(spread)
    if middle is None:
        return None
    return PublicLine(
        division=place,
        kind=kind,
        received=sums.received.get(key, 0),
        closed=closed,
        median=middle,
        in_time=round(100 * (closed - sums.late.get(key, 0)) / closed),
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
