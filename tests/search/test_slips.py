"""Typed pinyin with a slip, readings of branches, short names with marks: found by the real engine."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bench import corpus
from bench.relevance import build
from search.factory import open_reader
from search.query import Query

ON = date(2026, 3, 2)
NAMES = (
    "杭州天轩品牌管理有限公司",
    "杭州天全品牌管理有限公司",
    "新疆高山物流有限公司乌什分公司",
    "新疆高山物流有限公司伽师分公司",
    "长航凤凰股份有限公司",
    "抚顺特殊钢股份有限公司",
    "苏州抚钢建材有限公司",
    "阜康市大成养殖农民专业合作社",
    "湖南大康农业股份有限公司",
    "北屯冰人科技有限责任公司",
    "努尔巴格乡天宇商贸有限公司",
    "乾县天宇商贸有限公司",
    "北屯艾宇生物科技集团有限公司",
    "北京安控科技股份有限公司",
    "北京安博通科技股份有限公司",
    "苏州市国环保科技有限公司",
    "苏州竹奕环保科技有限公司",
    "柳化城市发展有限公司",
    "柳州化工股份有限公司",
    "彩虹商贸有限公司",
    "彩虹显示器件股份有限公司",
    "喀什昆瑞仓储股份有限公司",
    "新疆昆瑞农机有限公司",
    "伊犁昆睿集团有限公司",
    "库车海伊建材有限公司",
    "奎屯昆朋农业仓储有限公司",
    "昆山朋程仓储股份有限公司",
    "昆睿泰集团有限公司",
    "新疆昆泰建材集团有限公司",
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    folder: Path = tmp_path_factory.mktemp("slips")
    known = corpus.Corpus()
    known.add(corpus.Subject(name) for name in NAMES)
    build(f"embedded://{folder}/index", known)
    reader = open_reader(f"embedded://{folder}/index")
    return lambda text: [hit.card.name for hit in reader.search(Query(text=text, on=ON)).hits]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hangzhotianxuanpinpaiguanli", NAMES[0]),  # a letter missing
        ("hangzhoutianquanpinpaiguamli", NAMES[1]),  # a wrong one
        ("hnagzhoutianxuanpinpaiguanli", NAMES[0]),  # two swapped
        ("xinjianggaoshanwuliuyouxiangongsiwushifengongsi", NAMES[2]),
        ("xinjianggaoshanwuliuyouxiangongsijiashifengongsi", NAMES[3]),
        ("xinjanggaoshanwuliuyouxiangongsijiashifengongsi", NAMES[3]),
        ("zhfhgfyxgs", NAMES[4]),  # 长 read otherwise
        ("ST抚钢", NAMES[5]),
        ("抚钢", NAMES[6]),
        ("新疆高物流有限公司伽师分公司", NAMES[3]),
        ("北屯冰科技有限责任公司", NAMES[9]),
        ("nuerbagexiangtianyushangmao", NAMES[10]),  # no lüe in it
        ("qianxiantianyushangmao", NAMES[11]),  # 乾, folded like 干
        ("北京安通科技股份有限公司", NAMES[14]),  # has all that was typed
        ("苏州竹环保科技有限公司", NAMES[16]),  # before a brand that is nearly 竹环保
        ("彩虹", NAMES[20]),  # a joint-stock company whose name begins so, before others of that brand
        ("柳化", NAMES[18]),  # a joint-stock company without a brand is called so
        ("昆瑞农机新疆", NAMES[22]),  # its place behind the name
        ("昆瑞股份喀什市", NAMES[21]),
        ("昆瑞仓储新疆喀什", NAMES[21]),
        ("昆瑞股分", NAMES[21]),  # the word for the form by ear
        ("昆瑞服份", NAMES[21]),  # and by its shape
        ("坤瑞股份", NAMES[21]),  # the brand by ear, of that form
        ("坤瑞集团", NAMES[23]),
        ("kunruigufen", NAMES[21]),
        ("krjt", NAMES[23]),
        ("坤朋仓储", NAMES[25]),  # the brand by ear, the trade further on
        ("kunpengcangchu", NAMES[25]),
        ("昆朋仓储", NAMES[25]),  # before first characters of words
        ("昆朋大仓储", NAMES[25]),  # a short name with a character too many
        ("昆朋仓诸", NAMES[25]),  # and with a wrong one
        ("昆泰集团有限公司", NAMES[27]),  # whole but for one character, before others of that brand
        ("睿昆泰集团有限公司", NAMES[27]),
    ],
)
def test_first_of_what_is_found(ask: Callable[[str], list[str]], typed: str, first: str) -> None:
    assert ask(typed)[:1] == [first]


def test_characters_picked_from_anywhere_do_not_hide_what_is_nearly_named_so(
    ask: Callable[[str], list[str]],
) -> None:
    assert ask("康大农业")[0] == NAMES[8]


def test_letters_that_are_two_slips_away_find_nothing(ask: Callable[[str], list[str]]) -> None:
    assert ask("hangzhotianxuanpinpaiguali") == []


def test_one_character_and_none_are_questions_too(ask: Callable[[str], list[str]]) -> None:
    assert len(ask("航")) == 1
    assert len(ask("ST")) == 0
