"""Whose records are shown: market supervision's own, others' as the pack of the day says."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.reference.authorities import authorities
from credit.domain.vocabulary import RecordKind
from credit.rules import departments, packs
from credit.rules.departments import DEPARTMENTS, is_carried, not_carried
from credit.rules.packs import Topic

BEFORE, SINCE = date(2025, 6, 21), date(2025, 6, 22)
ASKED = {"licence", "penalty", "check", "abnormal", "serious", "judicial", "notice"}
TAX = "国家税务总局乌鲁木齐市天山区税务局"


@pytest.mark.parametrize(
    "agency",
    [
        "乌鲁木齐市天山区市场监督管理局",
        "喀什市工商行政管理局",
        "伊宁县质量技术监督局",
        "新疆维吾尔自治区药品监督管理局",
    ],
)
def test_what_market_supervision_and_its_predecessors_did_is_shown(agency: str) -> None:
    assert all(is_carried(kind, agency, day) for kind in RecordKind for day in (BEFORE, SINCE))


def test_every_authority_of_the_region_is_one_of_ours() -> None:
    assert all(is_carried(RecordKind.PENALTY, one.name, SINCE) for one in authorities().values())


def test_other_departments_came_in_until_the_scheme_and_are_out_since() -> None:
    assert {kind.value for kind in RecordKind if not is_carried(kind, TAX, SINCE)} == ASKED - {"judicial"}
    assert all(is_carried(kind, TAX, BEFORE) for kind in RecordKind)
    assert not_carried(BEFORE) == ()
    assert {kind.value for kind in not_carried(SINCE)} == ASKED - {"judicial"}


def test_what_a_court_asks_for_is_shown_whoever_is_named() -> None:
    assert is_carried(RecordKind.JUDICIAL, "乌鲁木齐市中级人民法院", SINCE)


def test_registered_facts_are_asked_of_no_agency() -> None:
    assert is_carried(RecordKind.CONTRIBUTION, "阿克苏地区行政审批局", SINCE)


def test_an_operator_may_let_one_agency_in_for_one_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    now = DEPARTMENTS.packs[-1]
    row = replace(now.figures["licence"], value=("税务",))
    mine = replace(now, name="mine", figures=MappingProxyType({**now.figures, "licence": row}))
    monkeypatch.setattr(departments, "DEPARTMENTS", Topic("mine", (mine,), (mine.starts,)))
    assert is_carried(RecordKind.LICENCE, TAX, SINCE)
    assert not is_carried(RecordKind.LICENCE, "天山区交通运输局", SINCE)
    assert not is_carried(RecordKind.PENALTY, TAX, SINCE)


def test_the_operator_is_told_that_every_row_waits_for_counsel() -> None:
    told = {figure.key for figure in packs.unverified() if figure.topic == "other_departments"}
    assert told >= ASKED | {"own_agencies"}


@given(st.sampled_from(RecordKind), st.text(), st.dates(date(2014, 10, 1), date(2100, 1, 1)))
def test_every_agency_has_an_answer(kind: RecordKind, agency: str, on: date) -> None:
    shown = is_carried(kind, agency, on)
    assert shown or kind in not_carried(on)
