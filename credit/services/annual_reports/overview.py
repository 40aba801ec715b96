"""What the pages of an enterprise show: its years with their states, its filed versions."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from credit.domain.accounts import Right, Task
from credit.domain.annual_report import Filer, ReportState
from credit.domain.errors import NotFoundError, RuleError
from credit.rules.annual_report import window
from credit.rules.annual_report.window import Standing, Window
from credit.services import access
from credit.services.annual_reports import store
from credit.services.annual_reports.store import FiledReport, Work
from credit.services.context import Context


@dataclass(frozen=True, slots=True)
class Year:
    """One report year of a subject. refused: code of the rule why nothing can be begun now; empty: it can.

    blocked_by: earlier years that have to be filed first. last: the last day of the window, or of the
    correction that an officer has agreed to.
    """

    year: int
    state: ReportState
    window: Window
    last: date
    overdue: bool
    refused: str
    blocked_by: tuple[int, ...]
    draft: Work | None
    versions: tuple[FiledReport, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    filer: Filer
    years: tuple[Year, ...]


def overview(ctx: Context, subject_key: str) -> Overview:
    """Every year that is owed or filed, newest first. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.READ)
        now = ctx.clock.now()
        who = store.filer(session, ctx, subject_key)
        kept = store.standings(session, subject_key, now)
        filed = store.filed(session, subject_key)
        numbers = sorted({*window.obligations(who, now.date()), *kept}, reverse=True)
        years = tuple(_year(session, ctx, who, number, kept, filed) for number in numbers)
    return Overview(who, years)


def _year(
    session: Session,
    ctx: Context,
    who: Filer,
    number: int,
    kept: dict[int, Standing],
    filed: list[FiledReport],
) -> Year:
    now = ctx.clock.now()
    row = store.draft_row(session, who.key, number)
    open_window = window.window(number, who.subject_class)
    standing = kept.get(number, Standing())
    refused, blocked = "", ()
    try:
        window.purpose(who, number, kept, now)
    except RuleError as error:
        refused = error.code
        blocked = error.params.get("years", ())  # type: ignore[assignment]
    return Year(
        year=number,
        state=window.state(number, who.subject_class, standing, now),
        window=open_window,
        last=window.last_day(number, who.subject_class, standing, now),
        overdue=standing.filed_at is None and now >= open_window.closes,
        refused=refused,
        blocked_by=tuple(blocked),
        draft=store.work_of(session, ctx, row) if row else None,
        versions=tuple(one for one in filed if one.year == number),
    )


def receipt(ctx: Context, subject_key: str, year: int, version: int) -> FiledReport:
    """A filed version. Raises NotFoundError `report.unknown`, NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.READ)
        for one in store.filed(session, subject_key, year):
            if one.version == version:
                return one
    raise NotFoundError("report.unknown", year=year)
