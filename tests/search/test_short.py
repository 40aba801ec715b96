"""Short names made of the first characters of words."""

import pytest

from search.text.fold import letters
from search.text.parts import cut
from search.text.short import abbreviated, own, pairs


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("武汉钢铁股份有限公司", "武钢"),
        ("湘潭电机股份有限公司", "湘电"),
        ("中国国际海运集装箱（集团）股份有限公司", "中集"),
        ("上海国际港务（集团）股份有限公司", "上国"),
        ("西安飞机工业公司", "西飞"),
        ("消费者协会", "消协"),
        ("抚顺特殊钢股份有限公司", "抚钢"),
        ("中国统配煤矿总公司", "中煤"),
        ("前线指挥部", "前指"),
        ("艺术学院", "艺院"),
        ("对外经济贸易部", "经贸"),
    ],
)
def test_first_characters_of_words_make_a_short_name(name: str, short: str) -> None:
    assert short in pairs(cut(letters(name)))


@pytest.mark.parametrize(
    "name", ["新疆云杉谷商贸有限公司", "和田县石榴红枣农民专业合作社", "喀什市阿里木馕店"]
)
def test_who_is_called_by_a_brand_is_not_abbreviated(name: str) -> None:
    assert not abbreviated(cut(letters(name)))
    assert pairs(cut(letters(name))) == []


def test_characters_side_by_side_need_no_pair() -> None:
    """They are found as they are written."""
    parts = cut(letters("中国石油天然气股份有限公司"))
    assert "中国" not in pairs(parts)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("柳州化工股份有限公司", ["柳化"]),
        ("武汉钢铁公司", ["武钢"]),
        ("中国国际金融股份有限公司", ["中国", "中金"]),
        ("柳州化工有限公司", []),  # nobody knows it beyond its place
        ("柳州东风化工股份有限公司", []),  # called by its brand
    ],
)
def test_without_a_brand_first_characters_stand_for_it(name: str, called: list[str]) -> None:
    assert own(cut(letters(name))) == called
