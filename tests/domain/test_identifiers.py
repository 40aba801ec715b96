"""Credit codes (GB 32100) and registration numbers (GS 15-2006): vectors and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from credit.domain.errors import InputError
from credit.domain.identifiers import (
    CODE_CHARACTERS,
    CreditCode,
    check_character,
    inner_check_character,
    is_credit_code,
    is_registration_no,
    make_credit_code,
    make_registration_no,
    normalise_code,
    registration_check_digit,
    registration_check_holds,
    suggest_code,
)

VALID = [
    "91650102000000019F",
    "92653101000000027X",
    "93652301000000035K",
    "91659001000000043U",
    "91110000600037341L",
]
bodies = st.sampled_from(["91", "92", "93", "12", "51", "A1", "N2", "Y1"])
divisions = st.integers(110000, 829999).map(str)
serials = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8)
codes = st.builds(make_credit_code, bodies, divisions, serials)


@pytest.mark.parametrize("code", VALID)
def test_a_valid_code_is_read(code: str) -> None:
    assert CreditCode.parse(code).value == code
    assert CreditCode.parse(code).inner_check_holds
    assert is_credit_code(code)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("91310115MA1G4L1WXK", "code.check"),
        ("91650102000000019G", "code.check"),
        ("9165010200000001", "code.length"),
        ("91650102000000019FF", "code.length"),
        ("", "code.length"),
        ("9165010200000O019F", "code.charset"),
        ("91650I02000000019F", "code.charset"),
        ("91A50102000000019F", "code.charset"),
        ("企业650102000000019F", "code.charset"),
    ],
)
def test_a_wrong_code_is_refused_with_its_reason(text: str, error: str) -> None:
    with pytest.raises(InputError) as refused:
        CreditCode.parse(text)
    assert refused.value.code == error
    assert not is_credit_code(text)


def test_a_failed_inner_check_is_no_error() -> None:
    first17 = "91650102" + "00000001" + "8"  # the inner check character would be 9
    code = CreditCode.parse(first17 + check_character(first17))
    assert not code.inner_check_holds


def test_letters_are_allowed_in_the_first_two_places() -> None:
    code = make_credit_code("N2", "650102", "12345678")
    assert CreditCode.parse(code).registering_body == "N"
    assert not uscc.is_valid(code)  # why the common library is not asked


@pytest.mark.parametrize(
    "typed",
    [
        " 91650102000000019f ",
        "9165 0102-0000 00019F",
        "９１６５０１０２０００００００１９Ｆ",
        "\u202a91650102000000019F\u202c",
        "٩١٦٥٠١٠٢٠٠٠٠٠٠٠١٩F",
        "91650102—000000019F\u200b",
    ],
)
def test_what_typing_adds_is_taken_off(typed: str) -> None:
    assert normalise_code(typed) == "91650102000000019F"


def test_look_alikes_are_suggested_and_never_swapped() -> None:
    assert suggest_code("9165O1O2OOOOOOO19F") == "91650102000000019F"
    assert not is_credit_code("9165O1O2OOOOOOO19F")
    assert suggest_code("91650102000000019F") is None
    assert suggest_code("IO") is None


@pytest.mark.parametrize("number", ["650102050000002", "653101600000000"])
def test_a_valid_registration_number(number: str) -> None:
    assert is_registration_no(number)
    assert registration_check_holds(number)
    assert registration_check_digit(number[:14]) == number[14]


def test_a_wrong_check_digit_of_a_registration_number_is_only_a_warning() -> None:
    assert is_registration_no("650102050000003")
    assert not registration_check_holds("650102050000003")
    assert is_registration_no("6501026000123")
    assert registration_check_holds("6501026000123")  # 13 digits carry no check
    assert not is_registration_no("65010260001234")
    assert not registration_check_holds("x")


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: check_character("1"), "code.length"),
        (lambda: check_character("9165010200000001I"), "code.charset"),
        (lambda: inner_check_character("1234567"), "code.length"),
        (lambda: inner_check_character("1234567-"), "code.charset"),
        (lambda: registration_check_digit("1"), "code.length"),
        (lambda: registration_check_digit("6501020500000x"), "code.charset"),
    ],
)
def test_generators_refuse_what_they_cannot_check(call: object, error: str) -> None:
    with pytest.raises(InputError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.code == error


@given(codes)
def test_made_codes_are_valid(code: str) -> None:
    parsed = CreditCode.parse(code)
    assert parsed.value == code
    assert parsed.inner_check_holds


@given(bodies.filter(str.isdigit), divisions, serials)
def test_the_common_library_agrees_where_it_is_right(body: str, division: str, serial: str) -> None:
    code = make_credit_code(body, division, serial)
    assert uscc.calc_check_digit(code[:-1]) == code[-1]


@given(codes, st.integers(0, 17), st.sampled_from(CODE_CHARACTERS))
def test_every_wrong_character_is_noticed(code: str, place: int, character: str) -> None:
    changed = code[:place] + character + code[place + 1 :]
    assert is_credit_code(changed) == (changed == code)


@given(divisions, st.integers(0, 99_999_999).map("{:08}".format))
def test_made_registration_numbers_check(division: str, serial: str) -> None:
    number = make_registration_no(division, serial)
    assert is_registration_no(number)
    assert registration_check_holds(number)


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    once = normalise_code(text)
    assert is_credit_code(text) == is_credit_code(once)
    assert is_registration_no(text) in {True, False}
