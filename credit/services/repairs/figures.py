"""Figures of repairs for everybody: applications, grants, refusals, median working days; never of few."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.repair_models import RepairCaseRow
from credit.domain.repair_cases import Verdict
from credit.rules import case_figures
from credit.rules.clocks import CASEWORK

ALL = ""


class RepairFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Of one authority (division; "" for all together) within a span. days: median working days, where
    enough were decided; working days from acceptance to the decision."""

    authority: str
    decided: int
    granted: int
    days: float | None = None


class _Sum(NamedTuple):
    verdicts: dict[str, int]
    took: dict[int, int]


def figures(session: Session, first: date, last: date) -> tuple[RepairFigures, ...]:
    """What was decided from `first` to `last`, all together first, then by authority; an authority with
    fewer decisions than the least that is published is only in the sum."""
    query = (
        select(CaseRow.authority, RepairCaseRow.verdict, CaseRow.took, func.count())
        .join(RepairCaseRow, RepairCaseRow.id == CaseRow.id)
        .where(RepairCaseRow.decided_on >= first, RepairCaseRow.decided_on <= last)
        .group_by(CaseRow.authority, RepairCaseRow.verdict, CaseRow.took)
    )
    sums: defaultdict[str, _Sum] = defaultdict(lambda: _Sum(defaultdict(int), defaultdict(int)))
    for authority, verdict, took, count in session.execute(query):
        for place in (ALL, authority):
            sums[place].verdicts[verdict] += count
            if took is not None:
                sums[place].took[took] += count
    least: int = CASEWORK.at(last)["public_minimum"]
    whole = _line(ALL, sums[ALL])
    if whole.decided < least:
        return ()
    return (
        whole,
        *_shown([_line(place, sums[place]) for place in sorted(sums) if place != ALL], whole, least),
    )


def _shown(lines: list[RepairFigures], whole: RepairFigures, least: int) -> list[RepairFigures]:
    """Lines of enough cases, and so few of them that the rest of the sum tells of nobody either."""
    kept = sorted(
        (one for one in lines if one.decided >= least), key=lambda one: (one.decided, one.authority)
    )
    while kept and 0 < whole.decided - sum(one.decided for one in kept) < least:
        kept.pop(0)
    return sorted(kept, key=lambda one: one.authority)


def _line(place: str, found: _Sum) -> RepairFigures:
    return RepairFigures(
        authority=place,
        decided=sum(found.verdicts.values()),
        granted=found.verdicts.get(Verdict.GRANT.value, 0),
        days=case_figures.median(found.took),
    )
