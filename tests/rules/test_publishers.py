"""Who publishes what is not shown here: by kind and by agency, all of it waiting for somebody to look."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.vocabulary import RecordKind
from credit.rules import packs, publishers
from credit.rules.departments import not_carried
from credit.rules.packs import Topic
from credit.rules.publishers import PUBLISHERS, elsewhere, publisher

BEFORE, SINCE = date(2025, 6, 21), date(2025, 6, 22)
CUSTOMS, TAX = "乌鲁木齐海关", "国家税务总局乌鲁木齐市天山区税务局"


@pytest.mark.parametrize(
    ("kind", "agency", "host"),
    [
        (RecordKind.PENALTY, CUSTOMS, "credit.customs.gov.cn"),
        (RecordKind.CHECK, CUSTOMS, "www.creditchina.gov.cn"),
        (RecordKind.SERIOUS, TAX, "www.chinatax.gov.cn"),
        (RecordKind.PENALTY, TAX, "www.creditchina.gov.cn"),
        (RecordKind.LICENCE, "喀什地区生态环境局", "permit.mee.gov.cn"),
        (RecordKind.LICENCE, "伊宁市住房和城乡建设局", "jzsc.mohurd.gov.cn"),
        (RecordKind.SERIOUS, "乌鲁木齐市中级人民法院", "zxgk.court.gov.cn"),
        (RecordKind.NOTICE, "天山区交通运输局", "www.creditchina.gov.cn"),
    ],
)
def test_a_kind_of_an_agency_has_its_own_publisher(kind: RecordKind, agency: str, host: str) -> None:
    found = publisher(kind, agency, SINCE)
    assert found is not None
    assert urlsplit(found.address).hostname == host


def test_readers_are_told_of_every_kind_that_is_not_shown() -> None:
    assert elsewhere(BEFORE) == ()
    told = [kind for one in elsewhere(SINCE) for kind in one.kinds]
    assert sorted(told) == sorted(not_carried(SINCE))


def test_an_operator_may_send_one_kind_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    now = PUBLISHERS.packs[-1]
    row = replace(now.figures["tax"], value=("示例平台", "https://example.org/", "抽查结果"))
    mine = {
        "sample": row,
        "sample_agencies": replace(row, value=("*",)),
        "sample_kinds": replace(row, value=("check",)),
    }
    pack = replace(now, name="mine", figures=MappingProxyType({**mine, **now.figures}))
    monkeypatch.setattr(publishers, "PUBLISHERS", Topic("mine", (pack,), (pack.starts,)))
    by = {kind: one.publisher.name for one in elsewhere(SINCE) for kind in one.kinds}
    assert by[RecordKind.CHECK] == "示例平台"
    assert by[RecordKind.PENALTY] == "信用中国"
    found = publisher(RecordKind.CHECK, TAX, SINCE)
    assert found is not None
    assert found.name == "示例平台"


def test_every_row_names_kinds_that_exist_and_waits_to_be_looked_at() -> None:
    known = {kind.value for kind in RecordKind} | {"*"}
    for one in publishers.publishers(SINCE):
        assert set(one.kinds) <= known
        assert bool(one.kinds) is bool(one.agencies)
        assert urlsplit(one.address).scheme in ("http", "https")
    told = {figure.key for figure in packs.unverified() if figure.topic == "publishers"}
    assert told == set(PUBLISHERS.packs[-1].figures)


@given(st.sampled_from(RecordKind), st.text(), st.dates(date(2014, 10, 1), date(2100, 1, 1)))
def test_every_agency_has_a_publisher(kind: RecordKind, agency: str, on: date) -> None:
    assert publisher(kind, agency, on) is not None
