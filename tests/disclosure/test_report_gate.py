"""The gate for annual reports: item by item, by the form of the year, on each channel."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from credit.disclosure import narrow, project
from credit.disclosure_clean import clean, fingerprint
from credit.domain.annual_report import (
    AnnualReport,
    FilingChannel,
    Publication,
    ReportItem,
    ReportPart,
)
from credit.domain.records import EnterpriseFacts, Record
from credit.domain.values import NOT_DISCLOSED, Missing, Review
from credit.domain.vocabulary import Channel, RecordKind, SubjectClass
from credit.rules.annual_report.forms import form_for
from tests.fixtures.facts import registration, said

DAY = date(2026, 3, 3)
FORM = form_for(SubjectClass.COMPANY, 2025, frozenset({"llc"}))


def filed(*parts: ReportPart, **changed: object) -> AnnualReport:
    given: dict[str, object] = {
        "year": 2025,
        "version": 1,
        "filed_on": DAY,
        "late": False,
        "channel": FilingChannel.ONLINE,
        "subject_class": SubjectClass.COMPANY,
        "code": "91650102000000019F",
        "parts": parts,
        "traits": ("llc",),
    }
    return AnnualReport(**(given | changed))  # type: ignore[arg-type]


def shown(report: AnnualReport, review: Review | None = None) -> dict[str, str | Missing]:
    cleaned = clean(report, review)
    assert isinstance(cleaned, AnnualReport)
    return {f"{part.key}.{item.key}": item.value for part in cleaned.parts for item in part.items}


def whole(value: str = "12", opened: bool = True) -> AnnualReport:
    """A report with every field of the form that stands alone."""
    return filed(
        *(
            ReportPart(section.key, tuple(ReportItem(one.key, value, opened) for one in section.fields))
            for section in FORM.sections
            if not section.rows
        )
    )


@pytest.mark.parametrize("opened", [True, False])
def test_what_is_never_public_never_leaves_whatever_is_said_of_it(opened: bool) -> None:
    never = {
        f"{section.key}.{one.key}"
        for section, one in FORM.fields()
        if one.publication is Publication.NEVER and not section.rows
    }
    assert never
    assert not never & set(shown(whole(opened=opened)))


def test_what_was_not_chosen_is_a_stated_absence() -> None:
    values = shown(whole(opened=False))
    assert values["finance.revenue"] == NOT_DISCLOSED


def test_what_the_form_does_not_know_is_dropped() -> None:
    strange = filed(
        ReportPart("finance", (ReportItem("bank_account", "6222020000000000000"), ReportItem("tax", "3"))),
        ReportPart("secrets", (ReportItem("a", "b"),)),
    )
    assert shown(strange) == {"finance.tax": "3"}
    assert shown(replace(strange, subject_class=SubjectClass.OTHER)) == {}
    assert shown(replace(strange, year=1999)) == {}


def test_the_telephone_of_an_enterprise_stays_and_a_number_elsewhere_is_starred() -> None:
    report = filed(
        ReportPart(
            "contact", (ReportItem("phone", "13812345678"), ReportItem("address", "示例路1号，家住示例村3号"))
        )
    )
    values = shown(report)
    assert values["contact.phone"] == "13812345678"
    assert "示例村" not in str(values["contact.address"])
    cleaned = clean(report)
    assert isinstance(cleaned, AnnualReport)
    assert cleaned.under_check


def test_an_officer_lets_an_address_pass_but_no_number() -> None:
    report = filed(ReportPart("contact", (ReportItem("address", "家住示例村3号，13812345678"),)))
    review = Review("甲", "某局", DAY, "企业地址", fingerprint(report))
    text = str(shown(report, review)["contact.address"])
    assert "示例村3号" in text
    assert "13812345678" not in text
    assert "示例村" not in str(shown(report, replace(review, text="another"))["contact.address"])


@pytest.mark.parametrize("channel", list(Channel))
def test_contacts_are_for_the_page_alone(channel: Channel) -> None:
    facts = EnterpriseFacts(
        key="k" * 26,
        registration=registration(1),
        records=(Record(id="r1", provenance=said("1"), content=whole("0998-2651188")),),
    )
    dossier = narrow(project(facts, DAY), channel)
    reports = [one.content for one in dossier.of_kind(RecordKind.ANNUAL_REPORT)]
    items = {
        f"{part.key}.{item.key}"
        for one in reports
        if isinstance(one, AnnualReport)
        for part in one.parts
        for item in part.items
    }
    contacts = {path for path in items if path.startswith("contact.")}
    assert bool(contacts) is (channel is Channel.PAGE)
    assert bool(reports) is (channel is not Channel.CARD)
    assert ("finance.tax" in items) is (channel in {Channel.PAGE, Channel.API, Channel.BULK})


@given(
    st.lists(
        st.builds(
            ReportPart,
            key=st.sampled_from([*FORM.by_key, "unknown"]),
            items=st.lists(
                st.builds(
                    ReportItem,
                    key=st.sampled_from(["phone", "address", "tax", "members", "holder"]),
                    value=st.text(max_size=20),
                    open=st.booleans(),
                )
            ).map(tuple),
        ),
        max_size=4,
    )
)
def test_cleaning_twice_is_cleaning_once(parts: list[ReportPart]) -> None:
    once = clean(filed(*parts))
    assert isinstance(once, AnnualReport)
    again = clean(once)
    assert isinstance(again, AnnualReport)
    assert again.parts == once.parts
