"""Listed words are found however they are written, in their place, and nothing else is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.rules import packs, sensitive_words

DAY = date(2026, 6, 15)
PACK = packs.topic("sensitive_words").at(DAY)
WORDS = sorted({word for figure in PACK.figures.values() for word in figure.value})
BETWEEN = st.text(st.sampled_from(" -_·.．*　\u200b\u2060"), max_size=2)


@given(word=st.sampled_from(WORDS), gaps=st.data(), head=st.sampled_from(["", "本店", "请看，"]))
def test_a_listed_word_is_found_with_signs_between_its_letters(
    word: str, gaps: st.DataObject, head: str
) -> None:
    written = word[0] + "".join(gaps.draw(BETWEEN) + char for char in word[1:])
    text = f"{head}{written}。"
    spans = [(one.start, one.end) for one in sensitive_words.find(text, DAY)]
    assert spans, text
    assert spans[0][0] == len(head)


@given(st.text(max_size=40))
def test_any_text_is_read_and_finds_lie_in_it_in_order(text: str) -> None:
    found = sensitive_words.find(text, DAY)
    ends = [place for one in found for place in (one.start, one.end)]
    assert ends == sorted(ends)
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "开具增值税专用发票",
        "国家级高新技术企业",
        "最佳雇主评选",
        "办理刻章备案",
        "生产大麻布以外的麻纺织品",
        "枪支零件博物馆导览",
    ],
)
def test_ordinary_trade_is_not_held(text: str) -> None:
    found = [text[one.start : one.end] for one in sensitive_words.find(text, DAY)]
    assert found == []


def test_full_width_and_capital_letters_are_folded() -> None:
    assert sensitive_words._plain("ＡＢ c")[0] == "abc"
