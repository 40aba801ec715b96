"""The gate for instant information: not before its own day, and a correction begins no new period."""

from datetime import date, timedelta

from credit.disclosure import project
from credit.domain.annual_report import FilingChannel, ReportItem
from credit.domain.instant import InstantInfo, InstantItem
from credit.domain.records import EnterpriseFacts, Record
from tests.fixtures.facts import registration, said

FIRST, CORRECTED = date(2026, 5, 3), date(2026, 6, 15)
DAY = timedelta(days=1)


def facts(item: InstantItem, **values: str) -> EnterpriseFacts:
    """A company with the second version of one piece, published when it was corrected."""
    info = InstantInfo(
        item=item,
        entry="e",
        version=2,
        arose_on=FIRST,
        first_on=FIRST,
        filed_on=CORRECTED,
        late=False,
        channel=FilingChannel.ONLINE,
        code="91650102000000019F",
        items=tuple(ReportItem(key, value) for key, value in values.items()),
    )
    known = registration(1)
    return EnterpriseFacts(
        key="k",
        registration=known,
        records=(Record(id="r", provenance=said("e/2", "instant", CORRECTED), content=info),),
    )


def test_a_correction_is_not_shown_before_its_own_day() -> None:
    known = facts(InstantItem.LICENCE, number="许可1号")
    before = project(known, CORRECTED - DAY)
    assert before.records == ()
    assert before.valid_until == CORRECTED
    assert [one.id for one in project(known, CORRECTED).records] == ["r"]


def test_a_correction_begins_no_new_period_of_a_penalty() -> None:
    known = facts(InstantItem.PENALTY, number="罚1号", kinds="fine", fine="2", violation="x")
    (shown,) = project(known, CORRECTED).records
    assert shown.until == date(2026, 8, 3)  # a small fine: three months from the first version on
    assert project(known, shown.until + DAY).records == ()
