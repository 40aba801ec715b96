"""Twelve classic mistakes, seeded in a thousand generated reports: found, and honest ones left in peace."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from msgspec.structs import replace

from credit.domain.annual_report import Answers, Filer, Form, Row
from credit.domain.vocabulary import SubjectClass
from credit.rules.annual_report.checks import findings
from credit.rules.annual_report.contents import parts_of, values_of
from credit.rules.annual_report.forms import form_for
from credit.rules.annual_report.reading import read
from credit.services.demo.dice import Dice
from credit.services.demo.reports import Business, report

REPORTS = 1000
LEAST_FOUND, MOST_FALSE = 0.95, 0.03

Mistake = Callable[[Dice, Answers, Answers], Answers | None]


def filer(dice: Dice) -> Filer:
    capital = str(dice.pick((10, 50, 100, 500, 1000)))
    return Filer(
        key="k",
        code="91650102000000019F",
        name="示例商贸有限公司",
        subject_class=SubjectClass.COMPANY,
        traits=frozenset({"llc"}),
        capital=capital,
        register={"address": "示例路1号", "legal_representative": "示例甲"},
        holders=(
            {
                "holder": "示例甲",
                "subscribed": capital,
                "subscribed_on": "2030-12-31",
                "subscribed_forms": "cash",
                "paid": capital,
                "paid_on": "2020-05-06",
            },
        ),
    )


def put(answers: Answers, **changed: str) -> Answers:
    return replace(answers, values=answers.values | {key.replace("__", "."): v for key, v in changed.items()})


def times(answers: Answers, factor: Decimal, *paths: str) -> Answers | None:
    """Only where there is a figure worth a mistake."""
    if any(abs(Decimal(answers.values[path])) < 2 for path in paths):
        return None
    typed = {path: f"{Decimal(answers.values[path]) * factor:f}" for path in paths}
    return replace(answers, values=answers.values | typed)


MONEY = tuple(
    f"finance.{key}" for key in ("assets", "liabilities", "equity", "revenue", "main_revenue", "tax")
)


def yuan_everywhere(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    return times(now, Decimal(10000), *MONEY)


def yuan_in_one(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    return times(now, Decimal(10000), dice.pick(MONEY))


def a_zero_too_many(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    return times(now, Decimal(10), dice.pick(MONEY))


def a_zero_too_few(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    return times(now, Decimal("0.1"), dice.pick(MONEY))


def tax_and_revenue_swapped(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    if Decimal(now.values["finance.revenue"]) < 2:
        return None
    return put(now, finance__tax=now.values["finance.revenue"], finance__revenue=now.values["finance.tax"])


def main_above_total(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    if Decimal(now.values["finance.revenue"]) < 2:
        return None
    return put(
        now,
        finance__main_revenue=now.values["finance.revenue"],
        finance__revenue=now.values["finance.main_revenue"],
    )


def debts_for_equity(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    """Total of both sides of the balance sheet typed as owners' equity."""
    if Decimal(now.values["finance.liabilities"]) < 2:
        return None
    return put(now, finance__equity=now.values["finance.assets"])


def minus_forgotten(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    if Decimal(now.values["finance.profit"]) > -2:
        now = put(now, finance__profit="-8.4", finance__net_profit="-8.4")
    return put(now, finance__net_profit=now.values["finance.net_profit"].lstrip("-"))


def nobody_works_here(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    insured = Decimal(now.values["insurance.pension_people"])
    return put(now, finance__staff="0") if insured > 0 else None


def insured_above_staff(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    return put(now, insurance__pension_people=str(int(now.values["finance.staff"]) + dice.between(1, 30)))


def premiums_in_yuan(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    if Decimal(now.values["insurance.paid"]) <= 0:
        return None
    return put(now, insurance__paid=f"{Decimal(now.values['insurance.paid']) * 10000:f}")


def last_years_figures(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    kept = {path: value for path, value in last.values.items() if path.startswith("finance.")}
    return None if Decimal(last.values["finance.revenue"]) == 0 else replace(now, values=now.values | kept)


def contribution_after_the_year(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    row = now.rows["holders"][0]
    return _holder(now, row, paid_on=f"2026-0{dice.between(1, 5)}-15")


def paid_above_subscribed(dice: Dice, now: Answers, last: Answers) -> Answers | None:
    row = now.rows["holders"][0]
    return _holder(now, row, paid=f"{row.values['subscribed']}0")


def _holder(now: Answers, row: Row, **changed: str) -> Answers:
    rows = (replace(row, values=row.values | changed), *now.rows["holders"][1:])
    return replace(now, rows=now.rows | {"holders": rows})


MISTAKES: tuple[Mistake, ...] = (
    yuan_everywhere,
    yuan_in_one,
    a_zero_too_many,
    a_zero_too_few,
    tax_and_revenue_swapped,
    main_above_total,
    debts_for_equity,
    minus_forgotten,
    nobody_works_here,
    insured_above_staff,
    premiums_in_yuan,
    last_years_figures,
    contribution_after_the_year,
    paid_above_subscribed,
)


class Case:
    """Two years of an honest company."""

    def __init__(self, seed: int) -> None:
        self.dice = Dice(f"mistakes/{seed}")
        self.filer = filer(self.dice)
        business = Business.drawn(self.dice, self.filer)
        self.last_form, self.form = self._form(2024), self._form(2025)
        self.last = report(self.dice, self.filer, self.last_form, business, None)
        self.now = report(self.dice, self.filer, self.form, business.next_year(self.dice), self.last)

    def _form(self, year: int) -> Form:
        return form_for(SubjectClass.COMPANY, year, frozenset({"llc"}))

    def found(self, answers: Answers) -> set[str]:
        filed = parts_of(self.last_form, read(self.last_form, self.last), self.last)
        taken = read(self.form, answers)
        assert taken.problems == ()
        return {one.code for one in findings(self.form, taken, self.filer, values_of(filed))}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [Case(seed) for seed in range(REPORTS)]


def test_honest_reports_are_left_in_peace(cases: list[Case]) -> None:
    asked = [case.found(case.now) for case in cases]
    troubled = [codes for codes in asked if codes]
    assert len(troubled) / REPORTS <= MOST_FALSE, troubled


def test_mistakes_are_found(cases: list[Case]) -> None:
    """Found is what the honest report was not asked about. Each case gets one mistake, in turn."""
    seeded = missed = 0
    by_kind: dict[str, list[int]] = {mistake.__name__: [0, 0] for mistake in MISTAKES}
    for number, case in enumerate(cases):
        mistake = MISTAKES[number % len(MISTAKES)]
        wrong = mistake(case.dice, case.now, case.last)
        if wrong is None:
            continue
        seeded += 1
        lost = not case.found(wrong) - case.found(case.now)
        missed += lost
        by_kind[mistake.__name__][0] += 1
        by_kind[mistake.__name__][1] += lost
    assert seeded >= REPORTS * 0.8
    assert min(count for count, _ in by_kind.values()) >= 20, by_kind
    assert 1 - missed / seeded >= LEAST_FOUND, by_kind


def test_a_check_that_finds_nothing_would_be_seen(cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("credit.rules.annual_report.checks.CHECKS", ())
    found = [
        bool(case.found(put(case.now, finance__staff="0", finance__main_revenue="99999"))) for case in cases
    ]
    assert not any(found)
