"""What people type is read as they meant it, or said to be unreadable; nothing raises."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.annual_report import ANY, Answers, FieldType, Form, FormField, Publication, Row
from credit.domain.errors import InputError
from credit.domain.vocabulary import SubjectClass
from credit.rules.annual_report.checks import findings
from credit.rules.annual_report.contents import answers_from, begun_with, differences, parts_of
from credit.rules.annual_report.filers import Filer
from credit.rules.annual_report.forms import form_for, reporting_classes
from credit.rules.annual_report.reading import canonical, plain_number, read
from credit.services.demo.dice import Dice
from credit.services.demo.reports import Business, report
from web.presenters.number_words import chinese, uyghur

texts = st.text(max_size=40)


def field(kind: FieldType, **more: object) -> FormField:
    given: dict[str, object] = {
        "key": "k",
        "label": "l",
        "type": kind,
        "publication": Publication.ALWAYS,
        "source": "s",
    }
    return FormField(**(given | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "read_as"),
    [
        (FieldType.MONEY, "１２．５", "12.5"),
        (FieldType.MONEY, "1,234.50", "1234.5"),
        (FieldType.MONEY, "12万元", "12"),
        (FieldType.MONEY, " 0.000001 ", "0.000001"),
        (FieldType.COUNT, "12 人", "12"),
        (FieldType.DATE, "2025年1月5日", "2025-01-05"),
        (FieldType.DATE, "20250105", "2025-01-05"),
        (FieldType.DATE, "2025/1/5", "2025-01-05"),
        (FieldType.PHONE, "0998-2651188", "0998-2651188"),
        (FieldType.PHONE, "+8613812345678", "+8613812345678"),
        (FieldType.CODE, "91650102 000000019f", "91650102000000019F"),
        (FieldType.TEXT, " 示例路\u202e1号\x1b[31m\x00\ufeff\n二楼\ufffe ", "示例路1号[31m 二楼"),
        (FieldType.NAME, "مۇ\u200cھەممەت\u2066", "مۇ\u200cھەممەت"),
    ],
)
def test_what_is_meant(kind: FieldType, typed: str, read_as: str) -> None:
    assert canonical(field(kind, unit="人"), typed) == read_as


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (FieldType.MONEY, "50000元", "money.yuan"),
        (FieldType.MONEY, "0.0000001", "money.places"),
        (FieldType.MONEY, "-5", "number.negative"),
        (FieldType.MONEY, "1e5", "number.shape"),
        (FieldType.MONEY, "NaN", "number.shape"),
        (FieldType.COUNT, "1.5", "count.whole"),
        (FieldType.DATE, "2025-02-30", "date.none"),
        (FieldType.DATE, "0000-01-01", "date.none"),
        (FieldType.PHONE, "12", "phone.shape"),
        (FieldType.PERCENT, "101", "percent.range"),
        (FieldType.URL, "javascript:alert(1)", "url.shape"),
        (FieldType.CODE, "91650102000000018F", "code.check"),
    ],
)
def test_what_cannot_be(kind: FieldType, typed: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        canonical(field(kind), typed)
    assert refused.value.code == code


@given(st.sampled_from(FieldType), texts)
def test_anything_is_read_or_refused_and_reading_again_changes_nothing(kind: FieldType, typed: str) -> None:
    asked = field(kind, negative=True)
    try:
        once = canonical(asked, typed)
    except InputError:
        return
    assert canonical(asked, once) == once


@given(st.decimals(-(10**9), 10**9, places=6))
def test_a_number_keeps_its_value(value: Decimal) -> None:
    assert Decimal(plain_number(value)) == value
    assert canonical(field(FieldType.MONEY, negative=True), plain_number(value)) == plain_number(value)


def form(kind: SubjectClass) -> Form:
    return form_for(kind, 2025, frozenset({"llc", "foreign_invested"}))


keys = st.sampled_from([f"{section.key}.{one.key}" for section, one in form(SubjectClass.COMPANY).fields()])
rows = st.lists(
    st.builds(Row, id=st.text("abc", min_size=1, max_size=3), values=st.dictionaries(texts, texts)),
    max_size=3,
)
answers = st.builds(
    Answers,
    values=st.dictionaries(
        keys | st.just(f"websites.{ANY}"), texts | st.sampled_from(["yes", "no", "12", "-3"])
    ),
    rows=st.dictionaries(st.sampled_from(["holders", "websites", "guarantees"]), rows.map(tuple)),
    published=st.dictionaries(keys, st.booleans()),
)


@given(answers)
def test_whatever_is_typed_is_read_checked_and_made_into_parts(typed: Answers) -> None:
    company = form(SubjectClass.COMPANY)
    taken = read(company, typed)
    who = Filer(key="k", code="c", name="n", subject_class=SubjectClass.COMPANY, capital="100")
    findings(company, taken, who, taken.values)
    parts = parts_of(company, taken, typed)
    assert not differences(parts, parts)


@pytest.mark.parametrize("kind", reporting_classes(), ids=str)
def test_an_honest_report_of_every_class_can_be_filed_and_begun_again(kind: SubjectClass) -> None:
    """What was filed, taken as answers, files the same again; next year's begins with what lasts."""
    asked = form(kind)
    who = Filer(key="k", code="c", name="示例", subject_class=kind, capital="100")
    honest = report(Dice(f"{kind}"), who, asked, Business.drawn(Dice("b"), who), None)
    taken = read(asked, honest)
    assert taken.problems == ()
    assert findings(asked, taken, who, {}) == ()
    parts = parts_of(asked, taken, honest)
    again = answers_from(asked, parts)
    assert not differences(parts, parts_of(asked, read(asked, again), again))
    begun = begun_with(form_for(kind, 2026, frozenset({"llc"})), who, again)
    lasting = {
        f"{section.key}.{one.key}" for section, one in asked.fields() if one.lasting and not section.rows
    }
    assert {path for path in begun.values if not path.endswith(f".{ANY}")} <= lasting


@given(st.integers(0, 10**14))
def test_numbers_in_words_differ_where_numbers_do(number: int) -> None:
    for spell in (chinese, uyghur):
        assert spell(number) != spell(number + 1)
        assert spell(number * 10) != spell(number) or number == 0
