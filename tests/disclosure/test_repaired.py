"""A repaired record is nowhere in a dossier, nor is anything that would bring it back."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.disclosure import project
from credit.domain.annual_report import FilingChannel, ReportItem
from credit.domain.dossier import Dossier
from credit.domain.instant import InstantInfo, InstantItem
from credit.domain.notice_kinds import NoticeKind
from credit.domain.records import (
    AbnormalEntry,
    AnyContent,
    Check,
    EnterpriseFacts,
    Notice,
    Record,
    SeriousEntry,
    Voluntary,
)
from credit.domain.values import NOT_APPLICABLE, Repair
from credit.domain.vocabulary import AbnormalGround, CheckKind, CheckResult, RecordKind, SeriousCategory
from credit.rules import repair_traces
from tests.fixtures.facts import penalty, record, registration

ON = date(2026, 6, 15)
NUMBER = "乌天市监罚〔2026〕12号"
REPAIR = Repair(
    number="乌天市监修复〔2026〕1号", agency="乌鲁木齐市天山区市场监督管理局", on=date(2026, 6, 1)
)


def kept(content: AnyContent, source_id: str, **marks: object) -> Record:
    return msgspec.structs.replace(record(content, source_id), id=source_id.ljust(26, "0"), **marks)


def dossier(*records: Record, on: date = ON) -> Dossier:
    return project(EnterpriseFacts(key="k" * 26, registration=registration(7), records=records), on)


def repaired(**changes: object) -> Record:
    return kept(penalty(NUMBER, check_id="check-1", **changes), "p1", repaired=REPAIR)


def own(number: str) -> InstantInfo:
    day = date(2026, 5, 7)
    return InstantInfo(
        item=InstantItem.PENALTY,
        entry="e" * 26,
        version=1,
        arose_on=day,
        first_on=day,
        filed_on=day,
        late=False,
        channel=FilingChannel.ONLINE,
        code="",
        items=(
            ReportItem(key="number", value=number),
            ReportItem(key="kinds", value="fine"),
            ReportItem(key="violation", value="示例"),
            ReportItem(key="fine", value="30"),
        ),
    )


WRITTEN_OTHERWISE = ("乌天市监罚[2026]12号", "乌天市监罚（2026） 12号", "乌天市监罚〔２０２６〕１２号")
BRINGS_BACK: list[tuple[str, AnyContent]] = [
    *((f"copy {number}", penalty(number)) for number in WRITTEN_OTHERWISE),
    (
        "check",
        Check(check_kind=CheckKind.RANDOM, checked_on=date(2026, 4, 1), results=(CheckResult.FOLLOW_UP,)),
    ),
    (
        "notice",
        Notice(
            notice_kind=NoticeKind.LIQUIDATION,
            title="处罚情况通报",
            body=f"该企业因 {WRITTEN_OTHERWISE[0]} 决定受到处罚。",
            period_from=date(2026, 5, 7),
        ),
    ),
    ("own words", Voluntary(title="说明", text=f"关于{NUMBER}的说明")),
    *((f"own entry {number}", own(number)) for number in (NUMBER, *WRITTEN_OTHERWISE)),
]


@pytest.mark.parametrize("content", [one for _, one in BRINGS_BACK], ids=[name for name, _ in BRINGS_BACK])
def test_nothing_brings_a_repaired_penalty_back(content: AnyContent) -> None:
    other = kept(content, "check-1")
    assert dossier(other).records  # the twin: without the repair it is public
    assert dossier(repaired(), other).records == ()


def test_another_number_that_begins_alike_stays() -> None:
    others = [kept(penalty("乌天市监罚〔2026〕123号"), "p2"), kept(penalty("乌天市监罚〔2026〕2号"), "p3")]
    assert len(dossier(repaired(), *others).records) == 2


def test_a_serious_entry_no_longer_names_the_penalty() -> None:
    entry = SeriousEntry(
        category=SeriousCategory.FOOD, reason="示例", listed_on=date(2026, 5, 8), penalty_no=NUMBER
    )
    (shown,) = dossier(repaired(), kept(entry, "s1")).of_kind(RecordKind.SERIOUS)
    assert isinstance(shown.content, SeriousEntry)
    assert shown.content.penalty_no == NOT_APPLICABLE


def test_an_abnormal_entry_is_off_the_list_with_its_copies_without_number() -> None:
    entry = AbnormalEntry(
        ground=AbnormalGround.REPORT_NOT_FILED, listed_on=date(2025, 7, 8), report_year=2024, decision_no="a1"
    )
    copy = msgspec.structs.replace(entry, decision_no="乙〔2025〕3号", listed_on=date(2025, 7, 9))
    other = msgspec.structs.replace(entry, report_year=2023)
    found = dossier(kept(entry, "a1", repaired=REPAIR), kept(copy, "a2"), kept(other, "a3"))
    assert [one.report_year for one in found.standing.abnormal] == [2023]
    assert len(found.of_kind(RecordKind.ABNORMAL)) == 1


def test_before_its_day_a_repair_changes_nothing_and_a_revoked_one_begins_anew() -> None:
    assert len(dossier(repaired(), on=date(2026, 5, 31)).records) == 1
    again = kept(penalty(NUMBER, publish_until=date(2026, 7, 1)), "p1", republished_on=date(2026, 6, 10))
    (shown,) = dossier(again).records
    assert shown.source.published_on == date(2026, 6, 10)
    assert shown.until is not None
    assert shown.until > date(2026, 7, 1)
    entry = SeriousEntry(category=SeriousCategory.FOOD, reason="示例", listed_on=date(2023, 5, 8))
    assert dossier(kept(entry, "s1")).records == ()
    (listed,) = dossier(kept(entry, "s1", republished_on=date(2026, 6, 10))).records
    assert listed.until == date(2029, 6, 10)


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(["乌市监罚", "兵12师市监罚", "CF-"]))
def test_a_text_names_a_number_exactly_when_it_stands_there(one: int, other: int, head: str) -> None:
    key = repair_traces.document_key(f"{head}〔2026〕{one}号")
    text = f"因{head}[2026]{other}号等决定"
    assert repair_traces.names(text, [key]) == (one == other)
    assert (repair_traces.tail(f"{head}〔2026〕{one}号") in repair_traces.tails(text)) >= (one == other)
