"""Checks of a report in itself and against last year: the mistakes people really make.

A finding is a question ("is it right so?") or, where both values cannot be true together, a stop. Each
names its fields and the figures it rests on; presenters make the sentence. The thresholds are no law:
they are set so that of generated honest reports at most three in a hundred meet a question.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from typing import Final, NamedTuple

from credit.domain.annual_report import Answers, Filer, Form
from credit.rules.annual_report.checks_lists import list_findings
from credit.rules.annual_report.findings import Finding, Severity, ask, stop
from credit.rules.annual_report.reading import Read

_ZERO: Final = Decimal(0)
_YUAN: Final = Decimal(1000)  # grown a thousandfold: yuan typed as ten thousands
_TENFOLD: Final = (Decimal("7.5"), Decimal("13.4"))
_SMALL: Final = Decimal(1)  # ten thousand yuan: below, proportions say nothing
_MONEY: Final = ("assets", "liabilities", "equity", "revenue", "main_revenue", "tax")
_SIGNED: Final = ("profit", "net_profit", "surplus")
_INSURED: Final = ("pension_people", "jobless_people", "medical_people", "injury_people", "maternity_people")
_GROUPS: Final = ("graduates", "veterans", "disabled", "jobless")
_PER_HEAD_INSURANCE: Final = Decimal(30)
_PER_HEAD_BASE: Final = Decimal(60)
_PER_HEAD_REVENUE: Final = Decimal(20_000)
_ASSETS_TO_CAPITAL: Final = Decimal(3_000)
_TAXABLE: Final = Decimal(500)
_TAX_SHARE: Final = Decimal("0.4")
_WHOLES: Final = (
    ("members", "farmers", "count"),
    ("equipment", "registered", "count"),
    ("equipment", "inspected", "count"),
    ("self_check", "solved", "problems"),
    ("office", "foreign_staff", "staff"),
)


class Reported(NamedTuple):
    """What is looked at: the report as read, last year's values by path, who files, for which year."""

    read: Read
    last: Mapping[str, str]
    filer: Filer
    year: int
    place: str  # the section of figures: finance, operation or shop

    def of(self, key: str, section: str = "") -> Decimal | None:
        return self.read.number(f"{section or self.place}.{key}")

    def before(self, key: str, section: str = "") -> Decimal | None:
        text = self.last.get(f"{section or self.place}.{key}", "")
        return Decimal(text) if text else None

    def path(self, key: str) -> str:
        return f"{self.place}.{key}"


def findings(form: Form, read: Read, filer: Filer, last: Mapping[str, str]) -> tuple[Finding, ...]:
    """Everything to ask about a report, in the order of its form. last: last year's values by path."""
    place = next((key for key in ("finance", "operation", "shop") if form.section(key)), "")
    case = Reported(read, last, filer, form.year, place)
    found = [finding for check in CHECKS for finding in check(case)]
    found += list_findings(read, filer, form.year)
    order = {section.key: number for number, section in enumerate(form.sections)}
    return tuple(sorted(found, key=lambda one: order.get(one.paths[0].partition(".")[0], 99)))


def fingerprint(finding: Finding) -> str:
    """What stands for the values that were asked about: another value is asked about anew."""
    return blake2b(repr(finding).encode(), digest_size=8).hexdigest()


def unanswered(found: tuple[Finding, ...], answers: Answers) -> tuple[Finding, ...]:
    """Stops, and those questions that were not answered with "it is right so" for these very values."""
    return tuple(
        one
        for one in found
        if one.severity is Severity.STOP or answers.vouched.get(one.id) != fingerprint(one)
    )


def _units(case: Reported) -> Iterator[Finding]:
    """Yuan typed as ten thousands: a thousandfold growth, or figures no such subject can have."""
    grown = [
        key
        for key in _MONEY
        if (now := case.of(key)) and (then := case.before(key)) and then > 0 and now / then >= _YUAN
    ]
    if grown:
        key = grown[0]
        yield ask("units", *map(case.path, grown), now=case.of(key), last=case.before(key))
        return
    staff, revenue, assets = case.of("staff"), case.of("revenue"), case.of("assets")
    if revenue and staff is not None and revenue / max(staff, Decimal(1)) > _PER_HEAD_REVENUE:
        yield ask("units.per_head", case.path("revenue"), case.path("staff"), now=revenue, staff=staff)
    capital = Decimal(case.filer.capital) if case.filer.capital else _ZERO
    if assets and capital > _SMALL and assets / capital > _ASSETS_TO_CAPITAL:
        yield ask("units.capital", case.path("assets"), now=assets, capital=capital)


def _tenfold(case: Reported) -> Iterator[Finding]:
    low, high = _TENFOLD
    for key in (*_MONEY, "staff"):
        now, then = case.of(key), case.before(key)
        least = Decimal(20) if key == "staff" else _SMALL
        if not now or not then or now <= 0 or then <= 0 or max(now, then) < least:
            continue
        if low <= now / then <= high:
            yield ask("tenfold.more", case.path(key), now=now, last=then)
        elif low <= then / now <= high:
            yield ask("tenfold.less", case.path(key), now=now, last=then)


def _copied(case: Reported) -> Iterator[Finding]:
    """Figures of money that are last year's to the digit, none of them zero."""
    pairs = [(case.of(key), case.before(key)) for key in (*_MONEY, *_SIGNED)]
    told = [(now, then) for now, then in pairs if now and then]
    if len(told) >= 4 and all(now == then for now, then in told):
        yield ask("copied", case.path("assets" if case.of("assets") else "revenue"))


def _balance(case: Reported) -> Iterator[Finding]:
    assets, debts, equity = case.of("assets"), case.of("liabilities"), case.of("equity")
    if assets is None or debts is None or equity is None:
        return
    gap = assets - debts - equity
    if abs(gap) > max(Decimal("0.05"), assets * Decimal("0.001")):
        paths = (case.path("assets"), case.path("liabilities"), case.path("equity"))
        yield ask("balance", *paths, gap=gap, sum=debts + equity, now=assets)


def _revenue(case: Reported) -> Iterator[Finding]:
    revenue, main, tax = case.of("revenue"), case.of("main_revenue"), case.of("tax")
    if revenue is None:
        return
    if main is not None and main > revenue:
        yield stop("main_revenue", case.path("main_revenue"), case.path("revenue"), now=main, whole=revenue)
    if tax is not None and tax > max(_SMALL, revenue * _TAX_SHARE):
        yield ask("tax", case.path("tax"), case.path("revenue"), now=tax, whole=revenue)
    if tax == 0 and revenue >= _TAXABLE and case.place != "shop":
        yield ask("tax.none", case.path("tax"), case.path("revenue"), whole=revenue)
    for key in _SIGNED:
        profit = case.of(key)
        if profit is not None and profit > max(_SMALL, revenue):
            yield ask("profit", case.path(key), case.path("revenue"), now=profit, whole=revenue)


def _profit(case: Reported) -> Iterator[Finding]:
    profit, net = case.of("profit"), case.of("net_profit")
    if profit is None or net is None:
        return
    paths = (case.path("profit"), case.path("net_profit"))
    if profit * net < 0:
        yield ask("profit.sign", *paths, now=profit, net=net)
    elif net > profit + Decimal("0.01"):
        yield ask("net_profit", *paths, now=net, whole=profit)


def _people(case: Reported) -> Iterator[Finding]:
    staff = case.of("staff")
    insured = max((case.of(key, "insurance") or _ZERO for key in _INSURED), default=_ZERO)
    insured_then = max((case.before(key, "insurance") or _ZERO for key in _INSURED), default=_ZERO)
    if staff is not None:
        if insured > staff:
            yield ask("insured", "insurance.pension_people", case.path("staff"), now=insured, staff=staff)
        if insured == 0 and staff >= 3 and insured_then > 0:
            yield ask("insured.none", "insurance.pension_people", staff=staff, last=insured_then)
        if staff == 0 and (case.of("revenue") or _ZERO) > _SMALL:
            yield ask("staff.none", case.path("staff"), whole=case.of("revenue"))
        groups = sum((case.of(key, "employment") or _ZERO for key in _GROUPS), _ZERO)
        if groups > staff:
            yield ask("groups", "employment.graduates", case.path("staff"), now=groups, staff=staff)
        party = case.of("members", "party")
        if party is not None and party > staff:
            yield ask("party", "party.members", case.path("staff"), now=party, staff=staff)
    yield from _premiums(case, insured)


def _premiums(case: Reported, insured: Decimal) -> Iterator[Finding]:
    base, paid = case.of("base", "insurance"), case.of("paid", "insurance")
    arrears = case.of("arrears", "insurance") or _ZERO
    if paid is None or base is None:
        return
    if insured > 0 and paid == 0 and arrears == 0:
        yield ask("premium.none", "insurance.paid", "insurance.pension_people", now=insured)
    if insured == 0 and paid > 0:
        yield ask("premium.nobody", "insurance.paid", "insurance.pension_people", now=paid)
    if insured > 0 and (paid / insured > _PER_HEAD_INSURANCE or base / insured > _PER_HEAD_BASE):
        yield ask("premium.units", "insurance.paid", "insurance.base", now=paid, base=base, staff=insured)
    elif 0 < base < paid:
        yield ask("premium.base", "insurance.paid", "insurance.base", now=paid, base=base)


def _wholes(case: Reported) -> Iterator[Finding]:
    """A part that is more than its whole."""
    for section, part, whole in _WHOLES:
        inner, outer = case.of(part, section), case.of(whole, section)
        if inner is not None and outer is not None and inner > outer:
            yield stop("part", f"{section}.{part}", f"{section}.{whole}", now=inner, whole=outer)
    farmers, members = case.of("farmers", "members"), case.of("count", "members")
    if farmers is not None and members and farmers <= members and farmers < members * Decimal("0.8"):
        yield ask("farmers", "members.farmers", "members.count", now=farmers, whole=members)


def _dates(case: Reported) -> Iterator[Finding]:
    """A term that had run out before the year of the report ended."""
    term = case.read.values.get("office.term_to", "")
    if term and date.fromisoformat(term) < date(case.year, 12, 31):
        yield ask("term.over", "office.term_to", on=term)


CHECKS: Final[tuple[Callable[[Reported], Iterator[Finding]], ...]] = (
    _units,
    _tenfold,
    _copied,
    _balance,
    _revenue,
    _profit,
    _people,
    _wholes,
    _dates,
)
