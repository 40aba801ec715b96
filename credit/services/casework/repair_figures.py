"""Figures of repairs for everybody: applications and decisions by month, median days by place; never of few.

Published beside no other figures of the same cases: two tables that leave out different things would tell
together what each keeps back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.repair_models import RepairCaseRow
from credit.domain.casework import CaseKind
from credit.domain.clock import SHANGHAI
from credit.domain.reference import divisions
from credit.domain.repair_cases import Verdict
from credit.domain.repair_figures import RepairFigures, RepairLine, RepairMonth
from credit.rules import case_figures
from credit.rules.clocks import CASEWORK

_PREFECTURE = 1  # in the path of a division, below the region


class _Some(NamedTuple):
    """Decisions that are alike, so many of them."""

    authority: str
    month: date
    verdict: str
    took: int | None
    late: bool
    cases: int


def figures(session: Session, first: date, last: date) -> RepairFigures | None:
    """What was filed and decided from `first` to `last`, whole months; None of fewer decisions than the
    least that is published."""
    found, least = tuple(_decided(session, first, last)), CASEWORK.at(last)["public_minimum"]
    whole = _line("", found, together=True)
    if whole.decided < least:
        return None
    granted = sum(one.cases for one in found if one.verdict == Verdict.GRANT.value)
    parts = (granted, whole.decided - granted)
    return RepairFigures(
        whole=whole,
        granted=granted if all(case_figures.shown(parts, least)) else None,
        months=tuple(_months(session, found, first, last, least)),
        places=tuple(_places(found, least)),
    )


def _decided(session: Session, first: date, last: date) -> Iterator[_Some]:
    by = (
        CaseRow.authority,
        RepairCaseRow.decided_on,
        RepairCaseRow.verdict,
        CaseRow.took,
        CaseRow.late,
    )
    query = (
        select(*by, func.count())
        .join(RepairCaseRow, RepairCaseRow.id == CaseRow.id)
        .where(RepairCaseRow.decided_on >= first, RepairCaseRow.decided_on <= last)
        .group_by(*by)
    )
    for authority, day, verdict, took, late, count in session.execute(query):
        assert day is not None  # asked for
        yield _Some(authority, day.replace(day=1), verdict, took, late, count)


def _line(place: str, found: Iterable[_Some], *, together: bool) -> RepairLine:
    took: Counter[int] = Counter()
    decided = late = 0
    for one in found:
        decided += one.cases
        late += one.cases if one.late else 0
        if one.took is not None:
            took[one.took] += one.cases
    return RepairLine(
        place=place,
        together=together,
        decided=decided,
        days=case_figures.median(took),
        in_time=round(100 * (decided - late) / decided) if decided else 100,
    )


def _places(found: Sequence[_Some], least: int) -> Iterator[RepairLine]:
    """Prefectures that may be shown, each with those of its authorities that may."""
    within: dict[str, dict[str, list[_Some]]] = {}
    for one in found:
        within.setdefault(_prefecture(one.authority), {}).setdefault(one.authority, []).append(one)
    sums = {
        place: _line(place, (one for some in inside.values() for one in some), together=True)
        for place, inside in sorted(within.items())
    }
    for line in _kept(sums.values(), least):
        own = [_line(place, some, together=False) for place, some in sorted(within[line.place].items())]
        if len(own) > 1:
            yield line
        yield from _kept(own, least)


def _kept(lines: Iterable[RepairLine], least: int) -> list[RepairLine]:
    some = list(lines)
    may = case_figures.shown([one.decided for one in some], least)
    return [one for one, is_shown in zip(some, may, strict=True) if is_shown]


def _months(
    session: Session, found: Sequence[_Some], first: date, last: date, least: int
) -> Iterator[RepairMonth]:
    months = list(_firsts(first, last))
    decided: Counter[date] = Counter()
    for some in found:
        decided[some.month] += some.cases
    filed = Counter(dict(_filed(session, months, last)))
    rows = [[counts[month] for month in months] for counts in (filed, decided)]
    may = [case_figures.shown(row, least) for row in rows]
    for place, month in enumerate(months):
        yield RepairMonth(
            first=month,
            filed=rows[0][place] if may[0][place] else None,
            decided=rows[1][place] if may[1][place] else None,
        )


def _filed(session: Session, months: Sequence[date], last: date) -> Iterator[tuple[date, int]]:
    ends = [*months[1:], last + timedelta(days=1)]
    for month, end in zip(months, ends, strict=True):
        query = select(func.count()).where(
            CaseRow.kind == CaseKind.REPAIR.value,
            CaseRow.opened_at >= _moment(month),
            CaseRow.opened_at < _moment(end),
        )
        yield month, session.scalar(query) or 0


def _firsts(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _prefecture(authority: str) -> str:
    path = divisions.path(authority)
    return path[min(_PREFECTURE, len(path) - 1)].code if path else authority


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
