"""Windows and states: the day before and after every boundary, and what holds whenever it is."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.annual_report import DraftPurpose, Filer, ReportState
from credit.domain.clock import SHANGHAI
from credit.domain.errors import RuleError
from credit.domain.vocabulary import SubjectClass
from credit.rules.annual_report import window
from credit.rules.annual_report.window import Standing

COMPANY, OFFICE = SubjectClass.COMPANY, SubjectClass.FOREIGN_OFFICE
UTC_LATE = datetime.fromisoformat("2026-06-30T15:59:59.999999+00:00")  # 23:59 in Shanghai


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def filer(**changed: object) -> Filer:
    given: dict[str, object] = {"key": "k", "code": "c", "name": "n", "subject_class": COMPANY}
    return Filer(**(given | {"established_on": date(2016, 4, 12)} | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "moment", "state"),
    [
        (COMPANY, "2025-12-31T23:59:59", ReportState.NOT_DUE),
        (COMPANY, "2026-01-01T00:00:00", ReportState.NOT_FILED),
        (OFFICE, "2026-02-28T23:59:59", ReportState.NOT_DUE),
        (OFFICE, "2026-03-01T00:00:00", ReportState.NOT_FILED),
        (COMPANY, "2026-07-01T00:00:00", ReportState.NOT_FILED),
    ],
)
def test_before_anything_is_filed(kind: SubjectClass, moment: str, state: ReportState) -> None:
    assert window.state(2025, kind, Standing(), at(moment)) is state


@pytest.mark.parametrize(
    ("received", "late"),
    [("2026-06-30T23:59:59.999999", False), ("2026-07-01T00:00:00", True), ("2023-06-30T12:00:00", False)],
)
def test_the_moment_of_receipt_decides(received: str, late: bool) -> None:
    assert window.is_late(2025, COMPANY, at(received)) is late
    state = window.state(
        2025, COMPANY, Standing(filed_at=at(received), versions=1), at("2026-08-01T00:00:00")
    )
    assert (state is ReportState.LATE) is late


def test_legal_time_is_that_of_shanghai() -> None:
    assert not window.is_late(2025, COMPANY, UTC_LATE)
    assert window.is_late(2025, COMPANY, UTC_LATE + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("established", "on", "owed"),
    [
        (date(2025, 5, 5), date(2025, 12, 31), ()),
        (date(2025, 5, 5), date(2026, 1, 1), (2025,)),
        (date(2024, 12, 31), date(2026, 6, 30), (2024, 2025)),
        (date(2010, 1, 1), date(2026, 1, 1), (2023, 2024, 2025)),
        (None, date(2026, 1, 1), (2023, 2024, 2025)),
    ],
)
def test_who_registers_in_a_year_reports_from_the_next(
    established: date | None, on: date, owed: tuple[int, ...]
) -> None:
    assert window.obligations(filer(established_on=established), on) == owed


def test_an_office_owes_nothing_before_march() -> None:
    office = filer(subject_class=OFFICE)
    assert window.obligations(office, date(2026, 2, 28))[-1] == 2024
    assert window.obligations(office, date(2026, 3, 1))[-1] == 2025


def test_who_is_gone_owes_nothing() -> None:
    assert window.obligations(filer(obliged=False), date(2026, 3, 1)) == ()


START = datetime(2024, 1, 1, tzinfo=SHANGHAI)
moments = st.integers(0, 6 * 365 * 86_400).map(lambda seconds: START + timedelta(seconds=seconds))
standings = st.builds(
    Standing,
    filed_at=st.none() | moments,
    versions=st.integers(0, 3),
    held=st.booleans(),
    correcting=st.booleans(),
    unlocked_until=st.none() | moments,
)


@given(st.integers(2023, 2028), st.sampled_from([COMPANY, OFFICE]), standings, moments)
def test_a_report_that_was_filed_never_counts_as_missing(
    year: int, kind: SubjectClass, kept: Standing, now: datetime
) -> None:
    state = window.state(year, kind, kept, now)
    missing = state in (ReportState.NOT_DUE, ReportState.NOT_FILED)
    assert missing is (kept.filed_at is None)
    if state is ReportState.LATE:
        assert kept.filed_at is not None
        assert kept.filed_at >= window.window(year, kind).closes


REFUSALS = {"report.not_owed", "report.not_due", "report.earlier_first", "report.correction_closed"}


def purpose(who: Filer, year: int, filed: dict[int, Standing], now: datetime) -> DraftPurpose | str:
    """What may be begun, or the code of the refusal."""
    try:
        return window.purpose(who, year, filed, now)
    except RuleError as error:
        return error.code


@given(st.dictionaries(st.integers(2023, 2027), standings), moments, st.integers(2022, 2029))
def test_what_may_be_begun(filed: dict[int, Standing], now: datetime, year: int) -> None:
    """A first report only in order; a correction only in the window or with an officer's consent."""
    who = filer()
    found = purpose(who, year, filed, now)
    if not isinstance(found, DraftPurpose):
        assert found in REFUSALS
        return
    owed = window.obligations(who, now.date())
    assert year in owed
    kept = filed.get(year, Standing())
    if found is DraftPurpose.FIRST:
        assert kept.filed_at is None
        assert all(filed[one].filed_at for one in owed if one < year)
    else:
        assert kept.filed_at is not None
        in_time = now < window.window(year, COMPANY).closes
        unlocked = kept.unlocked_until is not None and now < kept.unlocked_until
        assert in_time or unlocked
        assert (found is DraftPurpose.CORRECTION) is in_time
