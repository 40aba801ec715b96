"""Reading cells: lenient in form, exact in value."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.vocabulary import CheckResult, PenaltyKind, Status, WithholdingGround
from credit.rules.personal_data import Personal, find
from credit.services.imports.cells import (
    Amount,
    CellError,
    Choice,
    Code,
    Codes,
    Day,
    OldNumber,
    OpenDay,
    Text,
    Whole,
    YesNo,
    as_text,
    holds_identity,
    tidy,
)
from credit.services.imports.tables_exchange import PENALTY_KINDS, CounterpartClass
from credit.services.imports.tables_lists import RESULTS
from credit.services.imports.tables_registration import STATES, FormerNames
from tests.fixtures.facts import code

WAYS = (
    "2024-01-05",
    "2024/1/5",
    "2024.1.5",
    "20240105",
    "2024年1月5日",
    "２０２４－０１－０５",
    "2024-01-05 00:00:00",
    "2024-01-05T08:30:00",
    "45296",
)


@pytest.mark.parametrize("raw", WAYS)
def test_a_day_in_many_ways(raw: str) -> None:
    assert Day().parse(raw) == date(2024, 1, 5)


@pytest.mark.parametrize(
    "raw", ["2024-02-30", "2024-13-01", "昨天", "2024-W01-1", "24-1-5", "1024-01-05", "5/1/2024"]
)
def test_no_day(raw: str) -> None:
    with pytest.raises(CellError):
        Day().parse(raw)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from("-/."))
def test_every_day_is_read_back(day: date, mark: str) -> None:
    assert Day().parse(f"{day.year:04d}{mark}{day.month}{mark}{day.day}") == day


def test_no_end() -> None:
    assert OpenDay().parse("2099-12-31") is OpenDay().parse("长期") is None
    assert OpenDay().parse("2029-03-17") == date(2029, 3, 17)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("500", "500"),
        ("1,234.5", "1234.5"),
        ("１２．５", "12.5"),
        ("0.15万元", "0.15"),
        ("1500元", "0.15"),
        ("0", "0"),
        ("1e3", "1000"),
        ("0.000001", "0.000001"),
    ],
)
def test_money_in_ten_thousands(raw: str, value: str) -> None:
    assert Amount().parse(raw) == Decimal(value)
    assert "E" not in str(Amount().parse(raw)) or value == "0.000001"


@pytest.mark.parametrize(
    "raw",
    ["-1", "NaN", "Infinity", "五百", "0.0000001", "1e30", "1.2.3", "1e9999999", "1e9999999元", "-1e9999999"],
)
def test_no_money(raw: str) -> None:
    with pytest.raises(CellError):
        Amount().parse(raw)


@given(st.decimals(0, 10**9, places=6))
def test_money_is_exact(value: Decimal) -> None:
    assert Amount().parse(str(value)) == value


def test_codes() -> None:
    assert Code().parse(code(1).lower()) == code(1)
    assert Code().parse(f" {code(1)[:8]}-{code(1)[8:]} ") == code(1)
    assert OldNumber().parse("６５０１０２０５００００００２") == "650102050000002"
    assert Codes().parse(f"{code(1)}；650102050000002") == (code(1), "650102050000002")


@pytest.mark.parametrize(
    ("cell", "raw"),
    [
        (Code(), "91310115MA1G4L1WXK"),  # wrong check character
        (Code(), "916501020000"),
        (Code(), "110101199003070134"),  # an identity number
        (OldNumber(), "11010119900307"),
        (Codes(), "12345"),
    ],
)
def test_no_code_and_the_value_is_not_repeated(cell: Code | OldNumber | Codes, raw: str) -> None:
    with pytest.raises(CellError) as caught:
        cell.parse(raw)
    assert raw not in str(caught.value)


def test_words_of_vocabularies() -> None:
    assert (
        STATES.parse("存续(在营、开业、在册)")
        is STATES.parse("存续")
        is STATES.parse("1")
        is Status.OPERATING
    )
    assert STATES.parse("吊销,未注销") is Status.REVOKED
    assert PENALTY_KINDS.parse("警告；罚款;其他-责令改正") == (
        PenaltyKind.WARNING,
        PenaltyKind.FINE,
        PenaltyKind.OTHER,
    )
    assert RESULTS.parse("未发现问题") == (CheckResult.NO_PROBLEM,)
    assert RESULTS.parse("正常（符合信息公示相关规定）") == (CheckResult.OLD_NORMAL,)
    with pytest.raises(CellError):
        STATES.parse("飞行")


def test_natural_persons_are_refused() -> None:
    assert CounterpartClass().parse("个体工商户")
    with pytest.raises(CellError, match="自然人"):
        CounterpartClass().parse("自然人")


def test_other_cells() -> None:
    assert Whole().parse("１２") == 12
    assert YesNo().parse("是")
    assert not YesNo().parse("0")
    assert [name.until for name in FormerNames().parse("甲@2018-05-01；乙")] == [date(2018, 5, 1), None]
    for cell, raw in ((Whole(), "-1"), (Whole(), "1.5"), (YesNo(), "也许"), (Text(3), "一二三四")):
        with pytest.raises(CellError):
            cell.parse(raw)


def test_what_spreadsheets_and_json_hold() -> None:
    assert as_text(650102050000002.0) == "650102050000002"
    assert as_text(1.5) == "1.5"
    assert as_text(datetime(2024, 1, 5)) == "2024-01-05"  # noqa: DTZ001 - as spreadsheets give it
    assert as_text([1, "二"]) == "1；二"
    assert (as_text(True), as_text(None)) == ("是", "")
    with pytest.raises(CellError):
        as_text({"a": 1})


@given(st.text())
def test_tidy_text_can_be_stored(raw: str) -> None:
    try:
        tidy(raw).encode()
    except CellError:
        return
    assert "\0" not in tidy(raw)


def test_a_source_does_not_give_the_detectors_ground() -> None:
    cell = Choice(WithholdingGround, without=frozenset({WithholdingGround.DETECTOR}))
    assert cell.parse("个人隐私") is WithholdingGround.PERSONAL_PRIVACY
    assert len(cell.vocabulary) == 4
    for word in ("detector", WithholdingGround.DETECTOR.label):
        with pytest.raises(CellError):
            cell.parse(word)


@given(st.text(st.sampled_from("0123456789０１６５X -甲"), max_size=40))
def test_the_quick_look_for_identity_numbers_misses_none(text: str) -> None:
    assert holds_identity(text) == any(hit.kind is Personal.IDENTITY for hit in find(text))


@given(st.from_regex(r"(?:65|11)\d{13}", fullmatch=True))
def test_no_registration_number_is_somebodys_identity_number(number: str) -> None:
    found = any(hit.kind is Personal.IDENTITY for hit in find(number))
    try:
        OldNumber().parse(number)
    except CellError:
        assert found
    else:
        assert not found
