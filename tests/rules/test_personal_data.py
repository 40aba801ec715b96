"""The detector: what it must find, in every spelling, and what it must leave alone."""

from datetime import date

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from credit.domain.identifiers import make_credit_code, make_registration_no
from credit.rules.personal_data import BETWEEN, Personal, find, mask, may_hold

WEIGHTS = [2 ** (17 - place) % 11 for place in range(17)]


def identity(first17: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
    return first17 + "10X98765432"[total % 11]


def luhn(first: str) -> str:
    for check in "0123456789":
        digits = [int(digit) for digit in reversed(first + check)]
        if (sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0:
            return first + check
    raise AssertionError


def kinds(text: str) -> set[Personal]:
    return {hit.kind for hit in find(text)}


FOUND = [
    ("身份证号11010519491231002X", Personal.IDENTITY),
    ("身份证号11010519491231002x。", Personal.IDENTITY),
    ("１１０１０５１９４９１２３１００２Ｘ", Personal.IDENTITY),
    ("110105 19491231 002X", Personal.IDENTITY),
    ("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", Personal.IDENTITY),
    ("110105-1949-1231-002X", Personal.IDENTITY),
    ("1101\u200b0519491231\u200b002X", Personal.IDENTITY),
    ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", Personal.IDENTITY),
    ("张某（110105194912310" + "02X）", Personal.IDENTITY),
    ("公民身份号码：653101197512120020", Personal.IDENTITY),
    ("No650102198001011234", Personal.IDENTITY),
    ("110105491231003", Personal.IDENTITY),
    ("身份证：110105491231002", Personal.IDENTITY),
    ("13812345678", Personal.MOBILE),
    ("联系电话:138-1234-5678", Personal.MOBILE),
    ("138 1234 5678", Personal.MOBILE),
    ("+8613812345678", Personal.MOBILE),
    ("(+86) 138 1234 5678", Personal.MOBILE),
    ("008613812345678", Personal.MOBILE),
    ("１３８１２３４５６７８", Personal.MOBILE),
    ("1 3 8 1 2 3 4 5 6 7 8", Personal.MOBILE),
    ("138.1234.5678", Personal.MOBILE),
    ("电话١٣٨١٢٣٤٥٦٧٨", Personal.MOBILE),
    ("手机13812345678，电话0991-1234567", Personal.MOBILE),
    ("卡号6222021234567890128", Personal.CARD),
    ("6222 0212 3456 7890 128", Personal.CARD),
    ("4111-1111-1111-1111", Personal.CARD),
    ("６２２２０２１２３４５６７８９０１２８", Personal.CARD),
    ("邮箱guli@example.cn。", Personal.EMAIL),
    ("a.b-c＠mail．example．com", Personal.EMAIL),
    ("guli @ example . cn", Personal.EMAIL),
    ("家庭住址：乌鲁木齐市天山区光明路12号", Personal.HOME),
    ("现住喀什市色满路7号院2栋", Personal.HOME),
    ("张某，男，1980年生，汉族，住和田县某乡某村", Personal.HOME),
    ("户籍所在地：哈密市伊州区前进路1号", Personal.HOME),
    ("家住天山区光明路3号楼1单元", Personal.HOME),
    ("经营者住址：喀什市某小区", Personal.HOME),
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_personal_data_is_found(text: str, kind: Personal) -> None:
    assert may_hold(text)
    assert kind in kinds(text)


@pytest.mark.parametrize(("text", "kind"), [one for one in FOUND if one[1] is not Personal.HOME])
def test_personal_data_is_masked(text: str, kind: Personal) -> None:
    masked = mask(text)
    assert kind not in kinds(masked)
    assert len(masked) == len(text)
    assert "*" in masked


INNOCENT = [
    "",
    "统一社会信用代码：91650102000000019F",
    "91110000600037341L",
    "注册号：650102050000002",
    "653101600000000",
    "6501026000123",
    "乌市监处罚〔2026〕138号",
    "新市监处罚〔2025〕13812345号",
    "2025-139-0001-0023",
    "SC10665010200123",
    "JY16501020001234",
    "许可编号：TS2210650-2027",
    "批号20250101，生产日期2025年1月1日",
    "2026-03-01至2026-04-01",
    "2026-03-01 10:00:00至2026-04-01 19:30:00",
    "当事人住所：乌鲁木齐市天山区光明路12号",
    "住所（经营场所）：喀什市色满路7号",
    "住宿服务；房地产租赁；住宅室内装饰装修",
    "变更前住所：和田市北京路1号；变更后住所：和田市北京路2号",
    "注册地址：乌鲁木齐市高新区某路5号",
    "主要办事机构所在地：某路5号",
    "罚款13812.34元，没收违法所得15099.00元",
    "商品条码6901234567892",
    "电话：0991-1234567",
    "法定代表人：张三",
    "注册资本1000000000000元",
    "@",
    "关注微信公众号@新疆市场监管",
    "标准GB 4806.7-2016、GB/T 12345-2019",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_what_is_not_personal_is_left_alone(text: str) -> None:
    assert find(text) == ()
    assert mask(text) == text


born = st.dates(date(1930, 1, 1), date(2012, 1, 1))
provinces = st.sampled_from(["650102", "653101", "110105", "411503", "510104"])
gaps = st.sampled_from(["", " ", "-", "\u200b", "　"])
words = st.sampled_from(["", "张某", "号码：", "，", "شىنجاڭ "])


@given(provinces, born, st.integers(0, 999), gaps, words, words)
def test_every_identity_number_is_found(
    province: str, day: date, order: int, gap: str, before: str, after: str
) -> None:
    number = identity(f"{province}{day:%Y%m%d}{order:03}")
    text = before + gap.join(number) + after
    assert Personal.IDENTITY in kinds(text)
    assert Personal.IDENTITY not in kinds(mask(text))


@given(st.integers(3, 9), st.integers(0, 999_999_999), gaps, words, words)
def test_every_mobile_number_is_found(second: int, rest: int, gap: str, before: str, after: str) -> None:
    text = before + gap.join(f"1{second}{rest:09}") + after
    assert Personal.MOBILE in kinds(text)
    assert Personal.MOBILE not in kinds(mask(text))


@given(st.sampled_from(["6222", "6217", "6228"]), st.integers(0, 10**12 - 1), words)
def test_every_bank_card_is_found(prefix: str, rest: int, before: str) -> None:
    for length in (16, 19):
        number = luhn((prefix + f"{rest:015}")[: length - 1])
        assert Personal.CARD in kinds(before + number)


@given(
    st.sampled_from(["91", "92", "93", "12", "51"]),
    provinces,
    st.text("0123456789ABCDEFGH", min_size=8, max_size=8),
)
def test_no_credit_code_is_taken_for_a_person(body: str, division: str, serial: str) -> None:
    code = make_credit_code(body, division, serial)
    assert find(code) == ()
    assert find(f"统一社会信用代码：{code}。") == ()


@given(provinces, st.integers(0, 99_999_999))
def test_no_registration_number_is_taken_for_a_person(division: str, serial: int) -> None:
    number = make_registration_no(division, f"{serial:08}")
    assert find(number) == ()
    assert find(f"注册号{number}，") == ()


@given(st.integers(2000, 2030), st.integers(1, 9_999_999), words)
def test_no_decision_number_is_taken_for_a_person(year: int, serial: int, before: str) -> None:
    assert find(f"{before}新市监处罚〔{year}〕{serial}号") == ()
    assert find(f"{before}6501{year}{serial:07}") == ()
    assert find(f"{before}650102{year % 100:02}0301{serial % 1000:03}") == ()


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    hits = find(text)
    assert len(mask(text)) == len(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assume(not may_hold(text))
    assert hits == ()


# what stands between or beside the digits of a number, and what its other spellings are
spelled = st.text(alphabet="0138〇一八①-. \n\t\x1c\\xXAa号（", max_size=30)


numbers = ["13812345678", "1381234567\t八", "110105 19491231 002X", "6222021234567894", "91654301832049982"]


@given(st.lists(spelled, max_size=3), st.sampled_from(numbers))
def test_the_quick_look_misses_nothing_in_what_is_encoded(around: list[str], number: str) -> None:
    for text in (*around, number, number.join(around)):
        encoded = msgspec.json.encode({"text": text}).decode()
        assert may_hold(encoded) or not find(text)


def test_the_quick_look_passes_by_usual_codes_and_what_is_set_apart() -> None:
    assert not may_hold("91650502MA7C27P183")
    assert not may_hold("C652327-24D0020017K1")
    assert not may_hold("91654301832049982Y")
    assert not may_hold("9165422416695359XN")
    assert may_hold("91653101286551333X")
    assert not may_hold(BETWEEN.join(("F5283", "一般项目：家具销售")))
    assert not may_hold(BETWEEN.join(("1381234", "5678")))


@given(st.text(alphabet="0123456789-. xX", max_size=200))
def test_long_runs_of_digits_take_no_time(text: str) -> None:
    find(text * 20)
