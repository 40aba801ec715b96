"""Checks of the lists of a report: contributions, changes of equity, guarantees."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from credit.domain.annual_report import Filer
from credit.rules.annual_report.findings import Finding, ask, stop
from credit.rules.annual_report.reading import Read

_ZERO: Final = Decimal(0)
_SHARE: Final = Decimal("0.005")  # rounding of contributions


def list_findings(read: Read, filer: Filer, year: int) -> Iterator[Finding]:
    """Findings of all lists."""
    yield from _holders(read, filer, year)
    yield from _equity(read, year)
    yield from _guarantees(read)
    yield from _twice(read)


def _holders(read: Read, filer: Filer, year: int) -> Iterator[Finding]:
    rows = read.lists.get("holders", ())
    end = date(year, 12, 31).isoformat()
    for row, values in rows:
        place = f"holders.{row.id}"
        subscribed, paid = _number(values, "subscribed"), _number(values, "paid")
        if paid > subscribed:
            yield ask("paid", f"{place}.paid", f"{place}.subscribed", now=paid, whole=subscribed)
        if paid > 0 and not values.get("paid_on"):
            yield stop("paid.day", f"{place}.paid_on", now=paid)
        if paid > 0 and not values.get("paid_forms"):
            yield stop("paid.form", f"{place}.paid_forms", now=paid)
        if values.get("paid_on", "") > end:
            yield stop("paid.later", f"{place}.paid_on", on=values["paid_on"], end=end)
    complete = rows and all("subscribed" in values for _, values in rows)
    total = sum((_number(values, "subscribed") for _, values in rows), _ZERO)
    capital = Decimal(filer.capital) if filer.capital else _ZERO
    if complete and capital > 0 and abs(total - capital) > capital * _SHARE:
        yield ask("capital", "holders", now=total, whole=capital)
    yield from _names(read, filer)


def _names(read: Read, filer: Filer) -> Iterator[Finding]:
    known = {one["holder"] for one in filer.holders if one.get("holder")}
    for row, values in read.lists.get("holders", ()):
        name = values.get("holder", "")
        if known and name and name not in known:
            yield ask("holder", f"holders.{row.id}.holder", name=name)


def _equity(read: Read, year: int) -> Iterator[Finding]:
    for row, values in read.lists.get("equity_changes", ()):
        place, changed = f"equity_changes.{row.id}", values.get("changed_on", "")
        if changed and changed[:4] != str(year):
            yield stop("equity.year", f"{place}.changed_on", on=changed, year=year)
        if values.get("before") is not None and values.get("before") == values.get("after"):
            yield stop("equity.same", f"{place}.after", now=values["after"])


def _guarantees(read: Read) -> Iterator[Finding]:
    for row, values in read.lists.get("guarantees", ()):
        begins, ends = values.get("from", ""), values.get("to", "")
        if begins and ends and ends < begins:
            yield stop("term", f"guarantees.{row.id}.to", f"guarantees.{row.id}.from", on=ends, start=begins)


def _twice(read: Read) -> Iterator[Finding]:
    """The same line twice in a list."""
    for section, rows in read.lists.items():
        seen: set[tuple[tuple[str, str], ...]] = set()
        for row, values in rows:
            line = tuple(sorted(values.items()))
            if line and line in seen:
                yield ask("twice", f"{section}.{row.id}")
            seen.add(line)


def _number(values: dict[str, str], key: str) -> Decimal:
    return Decimal(values[key]) if values.get(key) else _ZERO
