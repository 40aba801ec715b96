"""Reading a report as typed: from texts to canonical values, each mishap with its code and place.

People type full-width digits, thousands separators, the unit, dates in three forms; all of that is
read. What cannot be read stays as typed and gets a problem. Codes, never prose.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from credit.domain.annual_report import ANY, Answers, FieldType, Form, FormField, FormSection, Row
from credit.domain.errors import InputError
from credit.domain.identifiers import CreditCode
from credit.rules.annual_report.forms import NO, YES

MOST_ROWS: Final = 200
_LARGEST: Final = Decimal("100000000000")  # ten thousand times the largest company in the world
_MONEY: Final = re.compile(r"-?\d{1,12}(?:\.\d*)?")
_PLACES: Final = 6
_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_PHONE: Final = re.compile(
    r"(?:\+?86[- ]?)?"
    r"(?:1[3-9]\d{9}|(?:0\d{2,3}[- ]?)?[2-9]\d{6,7}(?:[-转 ]\d{1,6})?|[48]00[- ]?\d{3}[- ]?\d{4})"
)
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_URL: Final = re.compile(
    r"(?:https?://)?(?:[A-Za-z0-9\u4e00-\u9fff-]{1,63}\.)+[A-Za-z\u4e00-\u9fff]{2,24}(?::\d{1,5})?(?:[/?#]\S*)?",
    re.I,
)
_UNSEEN: Final = re.compile(  # controls and marks of direction; joiners stay, Uyghur words may need them
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff]"
)
_SEPARATORS: Final = str.maketrans("", "", ", ，'٬\u00a0\u202f")


class Problem(NamedTuple):
    """What is wrong where. path: "section.field", or "section.row.field" in a list, or the section."""

    path: str
    code: str
    detail: str = ""


class Read(NamedTuple):
    """A report as read. values: canonical, by "section.field"; lists: canonical rows by section."""

    values: dict[str, str]
    lists: dict[str, tuple[tuple[Row, dict[str, str]], ...]]
    problems: tuple[Problem, ...]

    def number(self, path: str) -> Decimal | None:
        """A value as a number, None where there is none."""
        text = self.values.get(path, "")
        return Decimal(text) if text else None


def plain(text: str) -> str:
    """What was typed without width, invisible characters and blanks around it."""
    folded = unicodedata.normalize("NFKC", text)
    return " ".join(
        "".join(one for one in folded if one == " " or unicodedata.category(one)[0] != "C").split()
    )


def written(text: str) -> str:
    """What was typed, on one line and without what nobody sees but what changes how others read it."""
    return " ".join(_UNSEEN.sub("", text).split())


def canonical(field: FormField, typed: str) -> str:
    """The canonical text of a value. Raises InputError with the code of the problem."""
    text = written(typed) if field.type in (FieldType.TEXT, FieldType.NAME) else plain(typed)
    return _READERS[field.type](field, text)


def read(form: Form, answers: Answers, sections: frozenset[str] | None = None) -> Read:
    """The whole report, or some sections of it, as read."""
    values: dict[str, str] = {}
    lists: dict[str, tuple[tuple[Row, dict[str, str]], ...]] = {}
    problems: list[Problem] = []
    for section in form.sections:
        if sections is not None and section.key not in sections:
            continue
        if section.rows:
            lists[section.key] = tuple(_rows(section, answers, problems))
        else:
            typed = {one.key: answers.of(section.key, one.key) for one in section.fields}
            found = _fields(section, typed, section.key, problems)
            values |= {f"{section.key}.{key}": value for key, value in found.items()}
    return Read(values, lists, tuple(problems))


def asked(section: FormSection, typed: dict[str, str]) -> Iterator[FormField]:
    """The fields that these answers make the form ask for."""
    for one in section.fields:
        if one.when is None or typed.get(one.when.field, "") in one.when.values:
            yield one


def _fields(
    section: FormSection, typed: dict[str, str], place: str, problems: list[Problem]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in asked(section, typed):
        path = f"{place}.{one.key}"
        if not written(typed.get(one.key, "")):
            if one.required:
                problems.append(Problem(path, _empty(one)))
            continue
        try:
            found[one.key] = canonical(one, typed[one.key])
        except InputError as error:
            problems.append(Problem(path, error.code, str(error.params.get("detail", ""))))
    return found


def _empty(one: FormField) -> str:
    chosen = one.type in (FieldType.CHOICE, FieldType.CHOICES, FieldType.YES_NO)
    return "field.choose" if chosen else "field.empty"


def _rows(
    section: FormSection, answers: Answers, problems: list[Problem]
) -> Iterator[tuple[Row, dict[str, str]]]:
    said, listed = answers.of(section.key, ANY), answers.listed(section.key)
    if section.question and said not in (YES, NO):
        problems.append(Problem(f"{section.key}.{ANY}", "list.answer"))
        return
    if section.question and said == NO:
        return
    if not listed:
        problems.append(Problem(section.key, "list.empty"))
    if len(listed) > MOST_ROWS:
        problems.append(Problem(section.key, "list.long", str(MOST_ROWS)))
    for row in listed[:MOST_ROWS]:
        yield row, _fields(section, row.values, f"{section.key}.{row.id}", problems)


def _text(field: FormField, text: str) -> str:
    if len(text) > field.longest:
        raise InputError("field.long", detail=field.longest)
    return text


def _number(field: FormField, text: str) -> Decimal:
    bare = text.translate(_SEPARATORS).replace("−", "-").replace("–", "-")
    bare = bare.removesuffix("元").removesuffix("万").removesuffix(field.unit) if bare else bare
    if text.translate(_SEPARATORS).endswith("元") and not text.translate(_SEPARATORS).endswith("万元"):
        raise InputError("money.yuan")
    if not _MONEY.fullmatch(bare):
        raise InputError("number.shape")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        raise InputError("number.shape") from None
    if value < 0 and not field.negative:
        raise InputError("number.negative")
    if abs(value) > _LARGEST:
        raise InputError("number.large")
    return value


def _money(field: FormField, text: str) -> str:
    value = _number(field, text)
    if -int(value.as_tuple().exponent) > _PLACES:
        raise InputError("money.places", detail=_PLACES)
    return plain_number(value)


def plain_number(value: Decimal) -> str:
    """A number without needless zeros or an exponent."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _count(field: FormField, text: str) -> str:
    value = _number(field, text)
    if value != value.to_integral_value():
        raise InputError("count.whole")
    if value >= 10_000_000:
        raise InputError("number.large")
    return str(int(value))


def _percent(field: FormField, text: str) -> str:
    value = _number(field, text.removesuffix("%"))
    if not 0 <= value <= 100:
        raise InputError("percent.range")
    return plain_number(value)


def _date(_field: FormField, text: str) -> str:
    match = _DAY.fullmatch(text)
    if match is None and re.fullmatch(r"\d{8}", text):
        match = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    if match is None:
        raise InputError("date.shape")
    try:
        found = date(*map(int, match.groups()))
    except ValueError:
        raise InputError("date.none") from None
    if not 1900 <= found.year <= 2200:
        raise InputError("date.none")
    return found.isoformat()


def _phone(_field: FormField, text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise InputError("phone.shape")
    return text


def _email(_field: FormField, text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise InputError("email.shape")
    return text


def _postcode(_field: FormField, text: str) -> str:
    if not re.fullmatch(r"\d{6}", text, re.ASCII):
        raise InputError("postcode.shape")
    return text


def _url(_field: FormField, text: str) -> str:
    if len(text) > 500 or not _URL.fullmatch(text):
        raise InputError("url.shape")
    return text


def _code(_field: FormField, text: str) -> str:
    return CreditCode.parse(text).value


def _choice(field: FormField, text: str) -> str:
    if field.option(text) is None:
        raise InputError("field.choose")
    return text


def _choices(field: FormField, text: str) -> str:
    chosen = [value for value in text.split(",") if value]
    if not chosen or any(field.option(value) is None for value in chosen):
        raise InputError("field.choose")
    return ",".join(one.value for one in field.options if one.value in chosen)


_READERS: Final = {
    FieldType.TEXT: _text,
    FieldType.NAME: _text,
    FieldType.PHONE: _phone,
    FieldType.EMAIL: _email,
    FieldType.POSTCODE: _postcode,
    FieldType.URL: _url,
    FieldType.CODE: _code,
    FieldType.MONEY: _money,
    FieldType.COUNT: _count,
    FieldType.PERCENT: _percent,
    FieldType.DATE: _date,
    FieldType.YES_NO: _choice,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
}
