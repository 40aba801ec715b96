"""When a report is due, in which state it stands, and what may be done with it now.

The window for the report of a year is a fixed stretch of the calendar (1 January to 30 June of the next
year, 24:00 legal time; representative offices from 1 March): a day of rest at its end moves nothing.
What counts is when the server received a report.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec

from credit.domain.annual_report import DraftPurpose, Filer, ReportState
from credit.domain.clock import SHANGHAI
from credit.domain.errors import RuleError
from credit.domain.vocabulary import SubjectClass
from credit.rules import packs
from credit.rules.citations import cites

REPORTS: Final = packs.topic("annual_report")
DISCLOSURE_REGULATION: Final = "企业信息公示暂行条例"
DETAILED_RULES: Final = "市场主体登记管理条例实施细则（市场监管总局令第52号）"
OFFICES: Final = "外国企业常驻代表机构登记管理条例"
_MIDNIGHT: Final = time(tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True)
class Window:
    """The first and last day on which the report of `year` is filed in time."""

    year: int
    first: date
    last: date

    @property
    def closes(self) -> datetime:
        """The first moment that is too late: 24:00 of the last day."""
        return datetime.combine(self.last + timedelta(days=1), _MIDNIGHT)

    @property
    def opens(self) -> datetime:
        return datetime.combine(self.first, _MIDNIGHT)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of one year's report: the newest filing, what is held or open."""

    filed_at: datetime | None = None
    versions: int = 0
    held: bool = False  # a text waits for an officer
    correcting: bool = False  # a correction has been begun and not submitted
    unlocked_until: datetime | None = None


@cites(DETAILED_RULES, "第六十三条")
@cites(DISCLOSURE_REGULATION, "第八条")
@cites(OFFICES, "第六条", unverified=True)
def window(year: int, subject_class: SubjectClass) -> Window:
    """The window of a report year. Raises RuleError `pack.not_covered` before the first rule."""
    pack = REPORTS.at(date(year + 1, 6, 30))
    office = subject_class is SubjectClass.FOREIGN_OFFICE
    return Window(
        year,
        _day(year + 1, pack["office_from" if office else "from"]),
        _day(year + 1, pack["until"]),
    )


def _day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


@cites(DISCLOSURE_REGULATION, "第八条")
@cites(DETAILED_RULES, "第六十三条")
def obligations(filer: Filer, on: date) -> tuple[int, ...]:
    """The report years that a subject owes by a day, oldest first, whether filed or not.

    A subject registered in a year reports from the next one on, so the first report is the one for the
    year of registration, filed in the year after. Who is deregistered or revoked owes none.
    """
    if not filer.obliged:
        return ()
    pack = REPORTS.at(on)
    begun = filer.established_on.year if filer.established_on else pack["kept_from"]
    first = max(pack["kept_from"], begun + pack["first_year_offset"] - 1)
    last = on.year - 1
    if last >= first and on < window(last, filer.subject_class).first:
        last -= 1
    return tuple(range(first, last + 1))


@cites(DISCLOSURE_REGULATION, "第八条、第十二条")
def state(year: int, subject_class: SubjectClass, kept: Standing, now: datetime) -> ReportState:
    """Where the report of a year stands at a moment."""
    open_window = window(year, subject_class)
    if kept.filed_at is None:
        return ReportState.NOT_DUE if now < open_window.opens else ReportState.NOT_FILED
    if kept.correcting:
        return ReportState.CORRECTING
    if kept.unlocked_until is not None and now < kept.unlocked_until:
        return ReportState.UNLOCKED
    if kept.held:
        return ReportState.UNDER_CHECK
    return ReportState.LATE if kept.filed_at >= open_window.closes else ReportState.FILED


@cites(DISCLOSURE_REGULATION, "第八条")
def is_late(year: int, subject_class: SubjectClass, received_at: datetime) -> bool:
    """Whether a report received at a moment is filed after its window."""
    return received_at >= window(year, subject_class).closes


@cites(DISCLOSURE_REGULATION, "第八条")
@cites("北京市企业年度报告操作指南", "补报", unverified=True)
def missing_before(owed: Iterable[int], filed: Mapping[int, Standing], year: int) -> tuple[int, ...]:
    """Earlier years that have to be filed before `year`, oldest first."""
    return tuple(one for one in owed if one < year and (one not in filed or filed[one].filed_at is None))


@cites(DISCLOSURE_REGULATION, "第八条、第十二条")
def purpose(filer: Filer, year: int, filed: Mapping[int, Standing], now: datetime) -> DraftPurpose:
    """What may be begun for a year now.

    Raises RuleError: `report.not_owed`, `report.not_due`, `report.earlier_first` (years=…),
    `report.correction_closed` (closed=day) once the window is over and nobody has unlocked it.
    """
    owed = obligations(filer, now.date())
    if year not in owed:
        early = filer.obliged and year == now.year - 1
        raise RuleError("report.not_due" if early else "report.not_owed", year=year)
    kept = filed.get(year, Standing())
    if kept.filed_at is None:
        if earlier := missing_before(owed, filed, year):
            raise RuleError("report.earlier_first", year=year, years=earlier)
        return DraftPurpose.FIRST
    if now < window(year, filer.subject_class).closes:
        return DraftPurpose.CORRECTION
    if kept.unlocked_until is not None and now < kept.unlocked_until:
        return DraftPurpose.UNLOCKED
    raise RuleError("report.correction_closed", year=year, closed=window(year, filer.subject_class).last)


def last_day(year: int, subject_class: SubjectClass, kept: Standing, now: datetime) -> date:
    """The last day on which the report of a year is filed or corrected: of an officer's consent while it
    runs, else of the window.
    """
    if kept.unlocked_until is not None and now < kept.unlocked_until:
        return (kept.unlocked_until - timedelta(microseconds=1)).astimezone(SHANGHAI).date()
    return window(year, subject_class).last


@cites(DISCLOSURE_REGULATION, "第十二条", unverified=True)
def unlocked_until(now: datetime) -> datetime:
    """Until when a correction stays open that an officer agrees to now."""
    days = REPORTS.at(now.date())["unlock_days"]
    return datetime.combine(now.date() + timedelta(days=days + 1), _MIDNIGHT)


@cites(DISCLOSURE_REGULATION, "第九条第三款")
def consent_ends(now: datetime, days: int) -> datetime:
    """When a consent given now for some days ends. Raises RuleError `consent.days` (most=…)."""
    most = consent_days(now.date())
    if not 1 <= days <= most:
        raise RuleError("consent.days", most=most)
    return now + timedelta(days=days)


@cites(DISCLOSURE_REGULATION, "第九条第三款", unverified=True)
def consent_days(on: date) -> int:
    """The longest time for which withheld figures may be opened, in days."""
    days: int = REPORTS.at(on)["consent_days"]
    return days
