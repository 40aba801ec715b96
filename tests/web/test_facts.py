"""Every fact of a page with its source and dates; everything a record holds; ways to others."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from flask import Flask

from credit.db import schema
from credit.db.session import open_sessions
from credit.domain.actors import system
from credit.domain.records import (
    BranchEntry,
    Change,
    ChattelMortgage,
    Check,
    Contribution,
    EquityPledge,
    IpPledge,
    ProductSample,
    Record,
)
from credit.domain.values import Agency, Money
from credit.domain.vocabulary import (
    ChangeItem,
    CheckKind,
    CheckResult,
    HolderKind,
    PledgeState,
    RecordKind,
    SampleRole,
    SubjectClass,
)
from credit.services import records, registrations
from credit.services.context import Context
from tests.fixtures.facts import CLOCK, code, penalty, record, registration, said
from tests.web.visiting import LANGUAGES, Visitor
from web.app import create_app
from web.presenters.speech import SPEECH
from web.settings import Settings

DAY = date(2026, 5, 6)


@pytest.fixture
def town(tmp_path: Path) -> tuple[Context, Visitor]:
    """An empty portal on a day that stands still, and who visits it."""
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    sessions = open_sessions(url)
    schema.upgrade(sessions.engine)
    settings = Settings.from_mapping(
        {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DATABASE_URL": url, "PORTAL_ACCESS_LOG": "0"}
    )
    app: Flask = create_app(settings, clock=CLOCK)
    return Context(sessions, CLOCK, system("test")), Visitor(app)


def keep(ctx: Context, *contents: Any, effective: date = DAY) -> None:
    for number, content in enumerate(contents):
        records.put(ctx, (code(1),), record(content, f"{type(content).__name__}-{number}", effective))


def facts_of(visit: Visitor, section: str, language: str = "zh") -> str:
    node = visit(f"/enterprise/{code(1)}", language).tree.css_first(f"#{section}")
    return " ".join(node.text(separator=" ").split())


BOUGHT = Contribution(
    holder="新疆示例投资有限公司",
    holder_kind=HolderKind.ORGANISATION,
    holder_code=code(2),
    paid_on=date(2020, 2, 3),
)
ALL = (
    BOUGHT,
    EquityPledge(number="A1", state=PledgeState.ENDED, ended_on=date(2026, 4, 5)),
    IpPledge(number="B1", name="某专利", ip_type="发明专利权"),
    ChattelMortgage(number="C1", registered_on=date(2019, 1, 2), collateral="生产设备一批"),
    Check(
        check_kind=CheckKind.SAMPLING,
        checked_on=DAY,
        results=(CheckResult.SAMPLE_FAILED,),
        item="食用油抽检",
        sample=ProductSample(product="菜籽油", role=SampleRole.SELLER, producer="某油脂厂"),
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_a_record_holds_is_left_out(town: tuple[Context, Visitor], language: str) -> None:
    ctx, visit = town
    registrations.put(ctx, registration(1))
    keep(ctx, *ALL)
    text = visit(f"/enterprise/{code(1)}", language).tree.css_first("main").text()
    for told in (
        "2020-02-03",
        "2026-04-05",
        "发明专利权",
        "生产设备一批",
        "食用油抽检",
        "菜籽油",
        "某油脂厂",
    ):
        assert told in text


@pytest.mark.parametrize("kind", ["contribution", "change"])
def test_a_section_of_one_source_says_it_once(town: tuple[Context, Visitor], kind: str) -> None:
    ctx, visit = town
    registrations.put(ctx, registration(1))
    change = Change(item=ChangeItem.SCOPE, changed_on=DAY)
    keep(ctx, *([BOUGHT] * 2 if kind == "contribution" else [change] * 2))
    text = facts_of(visit, kind)
    assert text.count("生效") == 1
    assert text.count("公示") == 1
    assert text.count(said("x").agency.name) == 1


def test_records_of_several_days_each_say_their_own(town: tuple[Context, Visitor]) -> None:
    ctx, visit = town
    registrations.put(ctx, registration(1))
    change = Change(item=ChangeItem.SCOPE, changed_on=DAY)
    for number, day in enumerate((DAY, date(2025, 1, 2))):
        records.put(ctx, (code(1),), record(change, str(number), day))
    text = facts_of(visit, "change")
    assert text.count("生效") == 2
    assert "2025-01-02" in text


def sources_missing(visit: Visitor, address: str) -> list[str]:
    """Records of a page that do not say agency, effective and publication day, in row or section head."""
    page = visit(f"/enterprise/{address}").tree
    found = []
    for section in page.css("section.section"):
        head = section.css_first(".section-source")
        shared = head is not None and "生效" in head.text() and "公示" in head.text()
        for line in section.css("tbody tr[id]"):
            more = line.next
            while more is not None and more.tag == "-text":
                more = more.next
            own = more.text() if more is not None and "more" in (more.attributes.get("class") or "") else ""
            if not (shared or ("生效" in own and "公示" in own)):
                found.append(f"{address} {line.id}")
    return found


def test_every_record_of_the_region_says_whence_and_since_when(
    visit: Visitor, addresses: tuple[str, ...]
) -> None:
    assert [one for address in addresses[::4] for one in sources_missing(visit, address)] == []


def test_a_page_without_sources_would_be_noticed(
    town: tuple[Context, Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx, visit = town
    registrations.put(ctx, registration(1))
    keep(ctx, penalty("甲〔2026〕1号"))
    assert sources_missing(visit, code(1)) == []
    monkeypatch.setattr("web.presenters.records.details", lambda *_args, **_named: iter(()))
    assert len(sources_missing(visit, code(1))) == 1


def test_others_are_linked_where_they_have_a_page(town: tuple[Context, Visitor]) -> None:
    ctx, visit = town
    registrations.put(
        ctx,
        registration(
            1,
            subject_class=SubjectClass.BRANCH,
            parent_name="新疆示例集团有限公司",
            parent_code=code(4),
        ),
    )
    keep(ctx, BOUGHT, BranchEntry(name="新疆示例分公司", code=code(3)))
    targets = {f"/zh/enterprise/{code(number)}" for number in (2, 3, 4)}
    assert targets.isdisjoint(visit(f"/enterprise/{code(1)}").links())
    for number in (2, 3, 4):
        registrations.put(ctx, registration(number))
    assert targets <= set(visit(f"/enterprise/{code(1)}").links())


def test_changed_items_say_since_when(town: tuple[Context, Visitor]) -> None:
    ctx, visit = town
    registrations.put(ctx, registration(1, type_label="有限责任公司", registration_authority="示例局"))
    days = {ChangeItem.TYPE: "2021-01-01", ChangeItem.TERM: "2021-02-02", ChangeItem.AUTHORITY: "2021-03-03"}
    for item, day in days.items():
        change = Change(item=item, changed_on=date.fromisoformat(day))
        records.put(ctx, (code(1),), record(change, item.value, change.changed_on))
    text = facts_of(visit, "registration")
    for day in days.values():
        assert f"{day} 起" in text


def test_an_operators_home_is_not_even_named(town: tuple[Context, Visitor]) -> None:
    ctx, visit = town
    registrations.put(
        ctx,
        registration(
            1,
            subject_class=SubjectClass.INDIVIDUAL_BUSINESS,
            address="喀什市色满路7号",
            business_place="喀什市人民西路1号",
        ),
    )
    page = visit(f"/enterprise/{code(1)}")
    places = [
        node.css_first(".fact-value").text()
        for node in page.tree.css("#registration .fact")
        if node.css_first("dt").text() == "经营场所"
    ]
    assert places == ["喀什市人民西路1号"]


def test_a_penalty_and_its_check_lead_to_each_other(town: tuple[Context, Visitor]) -> None:
    ctx, visit = town
    registrations.put(ctx, registration(1))
    check = Check(check_kind=CheckKind.RANDOM, checked_on=DAY, results=(CheckResult.FOLLOW_UP,))
    records.put(ctx, (code(1),), record(check, "c1"))
    records.put(ctx, (code(1),), record(penalty("甲〔2026〕1号", check_id="c1"), "p1"))
    page = visit(f"/enterprise/{code(1)}")
    ids = {node.id for node in page.tree.css("#check tbody tr[id], #penalty tbody tr[id]")}
    links = {link for link in page.links("#check dd a, #penalty dd a") if link.startswith("#r-")}
    assert links == {f"#{one}" for one in ids}
    assert "第107号" in facts_of(visit, "penalty")  # the rule by which it is classed


def test_a_hidden_check_leaves_no_link(town: tuple[Context, Visitor]) -> None:
    ctx, visit = town
    registrations.put(ctx, registration(1))
    check = Check(check_kind=CheckKind.RANDOM, checked_on=DAY, results=(CheckResult.FOLLOW_UP,))
    later = record(check, "c1", date(2026, 12, 1))
    records.put(ctx, (code(1),), later)
    records.put(ctx, (code(1),), record(penalty("甲〔2026〕1号", check_id="c1"), "p1"))
    assert "关联的检查" not in facts_of(visit, "penalty")


def test_capital_in_another_currency_says_so(town: tuple[Context, Visitor]) -> None:
    ctx, visit = town
    registrations.put(
        ctx, registration(1, capital=msgspec.convert({"amount": "12.5", "currency": "USD"}, Money))
    )
    assert "12.5 万（美元）" in facts_of(visit, "registration")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_other_departments_did_is_not_shown_and_the_page_says_where_it_is(
    town: tuple[Context, Visitor], language: str
) -> None:
    ctx, visit = town
    registrations.put(ctx, registration(1))
    theirs = msgspec.structs.replace(said("p", "tax"), agency=Agency("国家税务总局乌鲁木齐市税务局"))
    records.put(ctx, (code(1),), Record(id="", provenance=theirs, content=penalty("税罚〔2026〕1号")))
    page = visit(f"/enterprise/{code(1)}", language)
    assert "税罚" not in page.html
    said_so = page.tree.css_first("#elsewhere .section-intro")
    assert said_so is not None
    assert [one.attributes["href"] for one in said_so.css("a")] == ["https://www.creditchina.gov.cn/"]
    for kind in (RecordKind.PENALTY, RecordKind.LICENCE, RecordKind.CHECK):
        assert SPEECH[language].label(kind) in said_so.text()
    listed = [one.attributes["href"] for one in page.tree.css("#elsewhere .empty-links a")]
    assert {"https://www.chinatax.gov.cn/", "http://credit.customs.gov.cn/"} <= set(listed)
    empty = page.tree.css_first("#penalty .fact-value")
    assert empty is not None
    assert SPEECH[language]._("本页未收录的信息") in empty.text()
