"""What every engine finds, in which order, and the reason it gives."""

import pytest

from search.page import HintKind, Reason
from search.query import Kind, Language
from tests.contract.search.conftest import Engine
from tests.contract.search.region import ON, alone, ask, enterprise, named, penalty

TORCH = "新疆火炬燃气股份有限公司"
ALIKE = "新疆火具燃气有限公司"
STEEL = "武汉钢铁股份有限公司"
BRIGHT = "喀什绿洲果业有限公司"
LATIN = "乌鲁木齐TCL电器有限公司"
FORMER = "伊犁天马酒业有限公司"
ARMAN = "قەشقەر ئارمان يېمەكلىك چەكلىك شىركىتى"
CODE = "91650100MA7756789D"


REGION = (
    alone(enterprise(TORCH, codes=(CODE, "650100050012345"))),
    alone(enterprise(ALIKE)),
    alone(enterprise(STEEL)),
    alone(enterprise(BRIGHT, former=("喀什金果园艺有限公司",))),
    alone(enterprise(LATIN, websites=("https://shop.example.cn/a",))),
    alone(enterprise(FORMER, person="艾力江")),
    alone(enterprise("喀什阿尔曼食品有限公司", uyghur=ARMAN)),
    alone(enterprise("新疆中泰化学股份有限公司")),
)


@pytest.fixture(scope="module")
def full(shared_engine: Engine) -> Engine:
    shared_engine.put(*REGION)
    return shared_engine


@pytest.mark.parametrize(
    ("typed", "name", "reason"),
    [
        (TORCH, TORCH, Reason.NAME),
        ("新疆火炬燃气", TORCH, Reason.NAME),
        ("火炬", TORCH, Reason.BRAND),
        ("火炬燃气 新疆", TORCH, Reason.NAME),
        ("新疆火炬（燃气）股份有限公司", TORCH, Reason.NAME),
        ("ＸＩＮＪＩＡＮＧ　ＨＵＯＪＵ", TORCH, Reason.PINYIN),
        ("xinjianghuojuranqi", TORCH, Reason.PINYIN),
        ("xjhjrqgfyxgs", TORCH, Reason.INITIALS),
        ("新疆火炬燃氣股份有限公司", TORCH, Reason.NAME),
        ("武钢股份", STEEL, Reason.SHORT_NAME),
        ("*ST武钢", STEEL, Reason.SHORT_NAME),
        ("喀什律洲果业有限公司", BRIGHT, Reason.SOUND),
        ("喀什绿州果业", BRIGHT, Reason.SOUND),
        ("喀什绿木果业有限公司", BRIGHT, Reason.NEAR),
        ("喀什绿洲业有限公司", BRIGHT, Reason.NEAR),
        ("喀什绿大洲果业有限公司", BRIGHT, Reason.NEAR),
        ("喀什洲绿果业有限公司", BRIGHT, Reason.NEAR),
        ("喀什金果园艺有限公司", BRIGHT, Reason.FORMER_NAME),
        ("tcl", LATIN, Reason.NAME),
        ("TCL电器", LATIN, Reason.BRAND),
        ("乌鲁木齐tcl", LATIN, Reason.BRAND),
        ("shop.example.cn", LATIN, Reason.WEBSITE),
        ("新疆huoju", TORCH, Reason.NAME),
        (ARMAN, "喀什阿尔曼食品有限公司", Reason.UYGHUR_NAME),
        ("ئارمان", "喀什阿尔曼食品有限公司", Reason.UYGHUR_NAME),
        ("ئارماننىڭ", "喀什阿尔曼食品有限公司", Reason.UYGHUR_NAME),
        ("قەشقەر ئارمان يېمەكلىك چەكلىك شېركىتى", "喀什阿尔曼食品有限公司", Reason.UYGHUR_NAME),
        ("\ufe8bﺎرﻣﺎن", "喀什阿尔曼食品有限公司", Reason.UYGHUR_NAME),
        ("arman", "喀什阿尔曼食品有限公司", Reason.UYGHUR_NAME),
        ("арман", "喀什阿尔曼食品有限公司", Reason.UYGHUR_NAME),
        ("شىنجاڭ جۇڭتەي", "新疆中泰化学股份有限公司", Reason.TRANSLITERATION),
        ("shinjang jungtey", "新疆中泰化学股份有限公司", Reason.TRANSLITERATION),
        (CODE, TORCH, Reason.CODE),
        (CODE.lower(), TORCH, Reason.CODE),
        ("9165 0100 MA77 5678 9D", TORCH, Reason.CODE),
        ("650100050012345", TORCH, Reason.CODE),
        (CODE[:8], TORCH, Reason.CODE_PREFIX),
        (CODE[:15], TORCH, Reason.CODE_PREFIX),
        ("统一社会信用代码：" + CODE, TORCH, Reason.CODE),
    ],
)
def test_what_is_typed_finds_the_name_first(full: Engine, typed: str, name: str, reason: Reason) -> None:
    hits = full.reader.search(ask(typed)).hits
    assert hits, typed
    assert (hits[0].card.name, hits[0].reason) == (name, reason)


def test_the_spelled_name_stands_above_its_homophone_and_both_are_found(full: Engine) -> None:
    assert named(full.reader.search(ask("新疆火炬燃气")))[:2] == [TORCH, ALIKE]
    assert named(full.reader.search(ask("新疆火具燃气")))[:2] == [ALIKE, TORCH]


@pytest.mark.parametrize("typed", ["州", "新", "燃", "绿洲", "电器", "TC"])
def test_one_and_two_characters_find(full: Engine, typed: str) -> None:
    names = named(full.reader.search(ask(typed)))
    assert bool(names) == any(typed.upper() in name for name in (TORCH, ALIKE, STEEL, BRIGHT, LATIN, FORMER))
    assert all(typed in name for name in names if name != ALIKE)


def test_no_enterprise_is_found_by_a_persons_name(full: Engine) -> None:
    for typed in ("艾力江", "艾力", "ailijiang", "alj", "艾力疆"):
        assert named(full.reader.search(ask(typed))) == []
        assert full.reader.suggest(typed, Language.ZH, ON) == ()


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\x00\x1b", "\ud800", '"', "'", "a AND (b OR",
    "*:*", "火*", "/.*/", "~", "[* TO *]", "<b>火炬</b>",
     "\u202e火炬\u2069", "%' OR 1=1 --", "火炬\\", "\\", "{}",
     "😀", "𠮷野家", "ئ" * 300, "火" * 5000, "a" * 5000,
     "xi" * 100, "-火炬", "name:火炬", "\u0649\u0654",
     "'" * 50, "９１６５０１００", "İ", "ß", "ﷺ", "１" * 18],
)  # fmt: skip
def test_nothing_typed_raises(full: Engine, typed: str) -> None:
    for kind in Kind:
        page = full.reader.search(ask(typed, kind=kind))
        assert page.total >= len(page.hits)
    full.reader.suggest(typed, Language.UG, ON)


def test_controls_and_markup_around_a_name_do_not_hide_it(full: Engine) -> None:
    for typed in ("\u202e火炬燃气\u2069", "<火炬燃气>", "「火炬燃气」", "火\u200b炬燃气"):
        assert named(full.reader.search(ask(typed)))[:1] == [TORCH]


@pytest.mark.parametrize(
    "typed", ["火炬", "xinjianghuoju", "武钢股份", "ئارمان", "新疆火具", "喀什洲绿果业", "<火炬>"]
)
def test_spans_join_back_to_a_name_and_mark_something(full: Engine, typed: str) -> None:
    page = full.reader.search(ask(typed))
    assert page.hits
    for hit in page.hits:
        text = "".join(span.text for span in hit.spans)
        assert text in {hit.card.name, ARMAN}
        assert any(span.matched for span in hit.spans)


def test_a_document_number_is_found_when_typed_whole(engine: Engine) -> None:
    engine.put(alone(penalty("p1", "k", "无证经营食品", "新市监罚〔2025〕15号")))
    for typed in ("新市监罚〔2025〕15号", "新市监罚(2025)15号", "新市监罚 [2025] 15 号"):
        (hit,) = engine.reader.search(ask(typed, kind=Kind.PENALTY)).hits
        assert (hit.reason, hit.anchor) == (Reason.NUMBER, "p1")
    assert engine.reader.search(ask("新市监罚〔2025〕1", kind=Kind.PENALTY)).total == 0
    assert engine.reader.search(ask("无证经营", kind=Kind.PENALTY)).hits[0].reason is Reason.TEXT


def test_a_wrong_check_character_gets_a_hint_and_the_code_that_was_meant(full: Engine) -> None:
    page = full.reader.search(ask(CODE[:-1] + ("1" if CODE[-1] != "1" else "2")))
    assert HintKind.CHECK_DIGIT in {hint.kind for hint in page.hints}
    page = full.reader.search(ask("9165O100MA7756789D"))
    assert HintKind.AMBIGUOUS_LETTER in {hint.kind for hint in page.hints}


def test_hints_for_a_guess_another_kind_a_filter_and_a_cut_question(engine: Engine) -> None:
    engine.put(*REGION)
    engine.put(alone(penalty("p9", "k9", "虚假宣传", "喀市监罚〔2025〕9号")))
    hints = {hint.kind: hint for hint in engine.reader.search(ask("喀什律洲果业")).hints}
    assert hints[HintKind.DID_YOU_MEAN].text == BRIGHT
    hints = {hint.kind: hint for hint in engine.reader.search(ask("虚假宣传")).hints}
    assert (hints[HintKind.OTHER_KIND].other, hints[HintKind.OTHER_KIND].count) == (Kind.PENALTY, 1)
    assert HintKind.TOO_LONG in {hint.kind for hint in engine.reader.search(ask("火" * 300)).hints}


@pytest.mark.parametrize(
    ("typed", "name"),
    [("火", TORCH), ("新疆火炬", TORCH), ("新疆huo", TORCH), ("huoju",
    TORCH), ("huojur", TORCH), ("916501", TORCH),
     ("91650100", TORCH), ("喀什金果", BRIGHT), ("ئار", "喀什阿尔曼食品有限公司")],
)  # fmt: skip
def test_suggestions_while_typing(full: Engine, typed: str, name: str) -> None:
    found = [line.card.name for line in full.reader.suggest(typed, Language.ZH, ON)]
    assert (name in found) is (typed != "916501")


def test_suggestions_keep_to_the_limit_and_join_back(engine: Engine) -> None:
    engine.put(*(alone(enterprise(f"喀什果{n}商店")) for n in range(12)))
    lines = engine.reader.suggest("喀什果", Language.ZH, ON, 5)
    assert len(lines) == 5
    assert all("".join(span.text for span in line.spans) == line.text for line in lines)
    assert engine.reader.suggest("喀什果", Language.ZH, ON, 0) == ()
