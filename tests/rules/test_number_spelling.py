"""Numbers written so that a machine does not read them: found however they are spelled, others left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.rules.personal_data import Personal, find, mask, may_hold, may_mask
from tests.rules.test_personal_data import born, identity, luhn, provinces

SPELLINGS = (
    "零一二三四五六七八九",
    "〇壹贰叁肆伍陆柒捌玖",
    "洞幺两三四五六拐八勾",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "０１２３４５６７８９",
)
GAPS = st.sampled_from(["", " ", "-", "　", ".", "\u200b", " - "])
WORDS = st.sampled_from(["", "电话", "张某，", "第三方", "二〇二六年"])


@st.composite
def spelled(draw: st.DrawFn, number: str) -> str:
    """A number in one spelling, or some of its digits in others, with the same gap between all of them."""
    several = draw(st.booleans())
    alphabet, gap = draw(st.sampled_from(SPELLINGS)), draw(GAPS)
    chars = []
    for char in number:
        letters = draw(st.sampled_from((*SPELLINGS, "0123456789"))) if several else alphabet
        chars.append(letters[int(char)] if char.isdigit() else char)
    return gap.join(chars)


@given(st.data(), st.integers(3, 9), st.integers(0, 999_999_999), WORDS)
def test_every_mobile_number_is_found(data: st.DataObject, second: int, rest: int, before: str) -> None:
    text = f"{before}：{data.draw(spelled(f'1{second}{rest:09}'))}，谢谢"
    assert may_hold(text)
    assert may_mask(text)
    assert Personal.MOBILE in {hit.kind for hit in find(text)}, text
    assert Personal.MOBILE not in {hit.kind for hit in find(mask(text))}


@given(st.data(), provinces, born, st.integers(0, 999))
def test_every_identity_number_is_found(data: st.DataObject, province: str, day: date, order: int) -> None:
    text = f"身份证{data.draw(spelled(identity(f'{province}{day:%Y%m%d}{order:03}')))}。"
    assert Personal.IDENTITY in {hit.kind for hit in find(text)}, text


def test_a_card_in_chinese_numerals_is_found() -> None:
    text = "卡号" + "".join("零一二三四五六七八九"[int(one)] for one in luhn("622202123456789012"))
    assert Personal.CARD in {hit.kind for hit in find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "电话（138）1234-5678",
        "138、1234、5678",
        "138，1234，5678",
        "138~1234~5678",
        "138*1234*5678",
        "138:1234:5678",
        "1、3、8、1、2、3、4、5、6、7、8",
        "138 | 12345678",
        "1381234，5678",
        "1381，234，5678",
        "（一三八）一二三四、五六七八",
    ],
)
def test_signs_between_the_groups_hide_nothing(text: str) -> None:
    assert Personal.MOBILE in {hit.kind for hit in find(text)}
    assert "5678" not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "合同金额13,812,345,678元",
        "注册资本138,123,456.78元",
        "二〇二六年六月三十日，第一百三十八号",
        "一、三、五、七、九号楼",
        "第一、第二、第三条",
        "（一）（二）（三）（四）（五）（六）（七）（八）（九）（十）（十一）",
        "①②③④⑤⑥⑦⑧⑨⑩⑪",
        "新市监处罚〔二〇二六〕一三八号",
        "一九九八年至二〇〇八年",
        "电话138○○○○5678",
        "壹亿叁仟捌佰壹拾贰万叁仟肆佰伍拾陆元",
        "价格为1,380元、1,234元、5,678元",
        "比例为135:120:180",
        "型号138、1234型，规格5678毫米",
        "2026-06-30 13:45:12至14:00:00",
        "共138家，1234人",
        "三七二十一、六六大顺、一五一十",
    ],
)
def test_ordinary_figures_are_left_alone(text: str) -> None:
    assert find(text) == ()


@given(st.integers(1, 10**12), st.sampled_from(["元", "元整", "平方米"]))
def test_no_amount_with_thousands_is_taken_for_a_number(amount: int, unit: str) -> None:
    assert find(f"金额{amount:,}{unit}") == ()


@given(st.dates(date(1949, 10, 1), date(2099, 12, 31)), st.integers(1, 9999))
def test_no_date_or_document_number_in_chinese_numerals_is_taken_for_one(day: date, serial: int) -> None:
    numerals = str.maketrans("0123456789", "〇一二三四五六七八九")
    text = f"{day.year}年{day.month}月{day.day}日，喀市监罚〔{day.year}〕{serial}号".translate(numerals)
    assert find(text) == ()
