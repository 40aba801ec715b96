"""Instant information as typed, read: canonical values, or what is wrong where."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from credit.domain.annual_report import Answers, FieldType, Form, ReportItem
from credit.domain.clock import Clock
from credit.domain.values import NOT_APPLICABLE, NOT_COLLECTED
from credit.rules import personal_data
from credit.rules.annual_report.reading import Problem, read
from credit.rules.instant.forms import AROSE
from credit.rules.personal_data import REVIEWABLE

_FREE: Final = frozenset({FieldType.TEXT, FieldType.NAME})
_ORDERED: Final = (("from", "to"),)  # the second must not lie before the first


class Reading(NamedTuple):
    """values: canonical, by key. problems: what is wrong, by `section.key`; none where it can be filed."""

    values: dict[str, str]
    problems: tuple[Problem, ...]

    @property
    def arose_on(self) -> date:
        """The day it came into being; only of a reading without problems."""
        return date.fromisoformat(self.values[AROSE])


def read_entry(form: Form, typed: Mapping[str, str], clock: Clock) -> Reading:
    """What was typed into the form of one kind, by key."""
    (section,) = form.sections
    kept = {f"{section.key}.{key}": text for key, text in typed.items()}
    found = read(form, Answers(values=kept))
    values = {path.partition(".")[2]: value for path, value in found.values.items()}
    more = (*_personal(form, values), *_against_each_other(section.key, values, clock.today()))
    return Reading(values, (*found.problems, *more))


def items_of(form: Form, values: Mapping[str, str]) -> tuple[ReportItem, ...]:
    """The values as they are filed, in the order of the form, absences stated."""
    (section,) = form.sections
    return tuple(
        ReportItem(one.key, values.get(one.key, NOT_APPLICABLE if one.when else NOT_COLLECTED))
        for one in section.fields
    )


def _personal(form: Form, values: Mapping[str, str]) -> Iterator[Problem]:
    """Numbers of persons are never published, whoever they are of (个人信息保护法 Art 28)."""
    (section,) = form.sections
    for one in section.fields:
        hits = personal_data.find(values.get(one.key, "")) if one.type in _FREE else ()
        if any(hit.kind not in REVIEWABLE for hit in hits):
            yield Problem(f"{section.key}.{one.key}", "personal")


def _against_each_other(section: str, values: Mapping[str, str], today: date) -> Iterator[Problem]:
    arose = values.get(AROSE, "")
    if arose > today.isoformat():
        yield Problem(f"{section}.{AROSE}", "date.future")
    for first, last in _ORDERED:
        if values.get(first) and values.get(last) and values[last] < values[first]:
            yield Problem(f"{section}.{last}", "date.order")
    if values.get("subscribed") and values.get("paid"):
        if Decimal(values["paid"]) > Decimal(values["subscribed"]):
            yield Problem(f"{section}.paid", "money.above_subscribed")
        if Decimal(values["paid"]) > 0 and not values.get("paid_on"):
            yield Problem(f"{section}.paid_on", "field.empty")
    if values.get("before") and values.get("before") == values.get("after"):
        yield Problem(f"{section}.after", "change.none")
