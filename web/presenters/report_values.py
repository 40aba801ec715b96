"""What stands in an annual report, said: states, units, values, absences."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from markupsafe import Markup

from credit.domain.annual_report import (
    AnnualReport,
    FieldType,
    FilingChannel,
    Form,
    FormField,
    FormSection,
    ReportItem,
    ReportPart,
    ReportState,
)
from credit.domain.errors import RuleError
from credit.domain.labels import zh
from credit.domain.values import Missing, Money
from credit.rules.annual_report.forms import form_for
from web.presenters.parts import Text
from web.presenters.speech import Speech, amount_text

_FIGURES = ("finance", "operation", "members", "shop")
_COUNTED = zh("%(count)s %(unit)s")
_CORRECTED = zh("%(state)s，已于 %(day)s 更正")
_ASSISTED = zh("%(state)s（%(channel)s）")


def report_state(words: Speech, one: AnnualReport) -> Text:
    """How a version was filed: in time or late, replaced by a correction, with help."""
    if one.under_check:
        state = words.label(ReportState.UNDER_CHECK)
    else:
        state = words.label(ReportState.LATE if one.late else ReportState.FILED)
    said: Text = state
    if one.channel is not FilingChannel.ONLINE:
        said = words.say(_ASSISTED, state=said, channel=words.label(one.channel))
    if one.superseded_on:
        said = words.say(_CORRECTED, state=said, day=words.iso(one.superseded_on))
    return said


def form_of(one: AnnualReport) -> Form | None:
    """The form a report was filed with."""
    try:
        return form_for(one.subject_class, one.year, frozenset(one.traits))
    except RuleError:
        return None


def public_figures(words: Speech, one: AnnualReport) -> Iterator[tuple[str, Text]]:
    """The figures of a report by label, those not disclosed too: what opens under its row."""
    form = form_of(one)
    for part in one.parts if form else ():
        section = form.section(part.key) if form and part.key in _FIGURES else None
        for item in part.items if section else ():
            field = section.field(item.key) if section else None
            if field is not None:
                yield field.label, item_value(words, field, item, one.currency)


def item_value(words: Speech, field: FormField, item: ReportItem, currency: str = "CNY") -> Text:
    """A filed value in the reader's language."""
    return value_text(words, field, item.value, currency)


def value_text(words: Speech, field: FormField, value: str | Missing, currency: str = "CNY") -> Text:
    """A canonical value in the reader's language, or the reason why there is none."""
    if isinstance(value, Missing):
        return words.absent(value)
    if field.type in _CHOSEN:
        return words.series([_option(words, field, one) for one in value.split(",")])
    say = _SAY.get(field.type)
    return say(words, field, value, currency) if say else words.ltr(value)


def counted(words: Speech, field: FormField, value: str) -> Text:
    """A number with what is counted."""
    number = words.ltr(amount_text(Decimal(value)))
    return words.say(_COUNTED, count=number, unit=words._(field.unit)) if field.unit else number


def _option(words: Speech, field: FormField, value: str) -> Text:
    label = field.option(value)
    return words._(label) if label else words.bdi(value)


def unit(words: Speech, field: FormField, currency: str = "CNY") -> Text:
    """What a field is measured in, beside its box."""
    if field.type is FieldType.MONEY:
        return words.unit(currency if field.unit == "currency" else "CNY")
    if field.type is FieldType.PERCENT:
        return Markup("%")
    return words._(field.unit) if field.unit else ""


def rows_of(
    words: Speech, section: FormSection, part: ReportPart, currency: str
) -> tuple[tuple[Text, ...], ...]:
    """The lines of a list, cell by cell in the order of the fields."""
    lines = []
    for row in part.rows:
        found = {item.key: item for item in row}
        lines.append(
            tuple(
                item_value(words, field, found[field.key], currency) if field.key in found else ""
                for field in section.fields
            )
        )
    return tuple(lines)


def _money(words: Speech, field: FormField, value: str, currency: str) -> Text:
    return words.money(Money(Decimal(value), currency if field.unit == "currency" else "CNY"))


_CHOSEN = frozenset({FieldType.YES_NO, FieldType.CHOICE, FieldType.CHOICES})
_SAY: dict[FieldType, Callable[[Speech, FormField, str, str], Text]] = {
    FieldType.MONEY: _money,
    FieldType.COUNT: lambda words, field, value, _: counted(words, field, value),
    FieldType.PERCENT: lambda words, _, value, __: words.ltr(f"{value}%"),
    FieldType.URL: lambda words, _, value, __: words.outside(value if "://" in value else f"https://{value}"),
    FieldType.TEXT: lambda words, _, value, __: words.bdi(value),
    FieldType.NAME: lambda words, _, value, __: words.bdi(value),
}
