"""The forms: what each class is asked and what becomes public, and that past years stay what they were."""

from pathlib import Path

import pytest

from credit.domain.annual_report import Form, Publication
from credit.domain.errors import RuleError
from credit.domain.vocabulary import SubjectClass
from credit.rules.annual_report.forms import FIRST_YEAR, form_for, reporting_classes, shape

FROZEN = Path(__file__).with_name("forms_frozen.txt")
TRAITS = (frozenset({"llc"}), frozenset({"jsc"}), frozenset({"llc", "foreign_invested"}))
C = SubjectClass


def shapes() -> list[str]:
    """One line a class, kind of company and past year."""
    return [
        f"{kind.value} {'+'.join(sorted(traits))} {year} {shape(form_for(kind, year, traits))}"
        for kind in reporting_classes()
        for traits in TRAITS
        for year in range(FIRST_YEAR, 2026)
    ]


def test_the_forms_of_past_years_stay_what_they_were() -> None:
    """Whoever changes a form gives the change a year; the file grows at its end, nothing in it changes."""
    assert FROZEN.read_text(encoding="utf-8").splitlines() == shapes()


def keys(form: Form) -> set[str]:
    return {section.key for section in form.sections}


def company(year: int = 2025, *traits: str) -> Form:
    return form_for(C.COMPANY, year, frozenset(traits or ("llc",)))


def test_every_class_that_reports_has_a_form() -> None:
    assert set(reporting_classes()) == set(C) - {C.OTHER}
    with pytest.raises(RuleError):
        form_for(C.OTHER, 2025)
    with pytest.raises(RuleError):
        form_for(C.COMPANY, FIRST_YEAR - 1)


def test_equity_changes_are_for_limited_companies_and_contributions_for_companies() -> None:
    assert {"holders", "equity_changes"} <= keys(company())
    assert "equity_changes" not in keys(company(2025, "jsc"))
    for kind in (C.PARTNERSHIP, C.SOLE_PROPRIETORSHIP, C.NON_COMPANY_LEGAL_PERSON):
        assert not {"holders", "equity_changes"} & keys(form_for(kind, 2025, frozenset({"llc"})))
    branch = form_for(C.BRANCH, 2025)
    assert not {"holders", "investments", "finance", "equity_changes"} & keys(branch)
    assert {"parent", "operation"} <= keys(branch)


def test_sections_came_in_with_their_years() -> None:
    assert "equipment" not in keys(company(2018))
    assert "equipment" in keys(company(2019))
    assert "large" not in keys(company(2019))
    assert "large" in keys(company(2020))
    assert "self_check" not in keys(company(2023))
    assert "self_check" in keys(company(2024))
    assert "foreign_investment" not in keys(company())
    assert "foreign_investment" in keys(company(2025, "llc", "foreign_invested"))


def test_what_the_law_publishes_what_is_chosen_and_what_is_never_public() -> None:
    form = company()
    kinds = {f"{section.key}.{one.key}": one.publication for section, one in form.fields()}
    assert {kinds[f"contact.{key}"] for key in ("address", "phone", "email", "status")} == {
        Publication.ALWAYS
    }
    money = (
        "staff",
        "assets",
        "liabilities",
        "equity",
        "revenue",
        "main_revenue",
        "profit",
        "net_profit",
        "tax",
    )
    assert {kinds[f"finance.{key}"] for key in money} == {Publication.CHOICE}
    never = {path.partition(".")[0] for path, kind in kinds.items() if kind is Publication.NEVER}
    assert {"party", "employment"} <= never
    assert form.by_key["guarantees"].row_choice
    assert kinds["insurance.paid"] is Publication.CHOICE


def test_an_individual_business_has_one_page_and_decides_for_itself() -> None:
    form = form_for(C.INDIVIDUAL_BUSINESS, 2025)
    assert form.one_page
    assert form.whole_choice
    assert not form_for(C.COOPERATIVE, 2025).whole_choice


def test_every_field_says_where_it_comes_from() -> None:
    for kind in reporting_classes():
        for _section, one in form_for(kind, 2025, frozenset({"llc", "foreign_invested"})).fields():
            assert one.source, one.key
