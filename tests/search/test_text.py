"""The text analysis by table and by property."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from credit.domain import reference
from search.document import Card, Document, Name, Number
from search.query import Kind
from search.text import codes, fold, parts, sound, translit, uyghur
from search.text.question import read
from search.text.tokens import document_tokens, text_tokens

ANY = st.text(alphabet=st.characters(), max_size=60)
LIKELY = st.text(
    alphabet=st.sampled_from(
        "新疆火炬燃气有限公司集团长重行乌鲁木齐（）() -'ئۇيغۇرەهھىيې٤٥\u200f\u0654abcXYZ019"
    ),
    max_size=40,
)


@given(ANY | LIKELY)
@example("O¨")
@example("o\u0308")
@example("\u3231（Ａ）")
@example("\x7f\x80")
def test_folding_by_the_table_of_characters_is_folding_by_rule(text: str) -> None:
    assert fold.letters(text) == fold._letters(text)
    assert codes.number_key(text) == codes._number_key(text)


@given(ANY | LIKELY)
@example("O¨")
@example('0"ئ')
def test_folding_never_raises_and_is_idempotent(text: str) -> None:
    for change in (fold.clean, fold.letters, uyghur.norm, uyghur.key, translit.skeleton, codes.number_key):
        once = change(text)
        assert change(once) == once, change


@settings(deadline=None)  # tables are read at the first call
@given(ANY | LIKELY)
def test_reading_a_question_and_making_tokens_never_raise(text: str) -> None:
    read(text)
    firm = Document(
        kind=Kind.ENTERPRISE,
        key="k",
        parent="k",
        card=Card(name=text, address="k"),
        names=(Name(text),),
        codes=(text,),
        texts=(text,),
        websites=(text,),
        numbers=(Number(text, "a"),),
    )
    assert document_tokens(firm).startswith("* kk ")


@given(st.lists(ANY | LIKELY, max_size=4).map("\n".join))
@example("喀什果业-\n\u200bئۇيغۇر")
@example("承诺书\n\n一、诚信\nabc １２")
@example("ئاق-\u200d\nشى abc")
def test_a_text_cut_into_lines_bears_what_it_bears_as_a_whole(text: str) -> None:
    key = fold.letters(text)
    whole = {*key, *map("".join, pairwise(key))}
    whole |= set(re.findall("[a-z0-9\u00c0-\u024f]+", fold.fold(text)))
    if fold.has_arabic(text):
        whole |= {uyghur.key(word)[:size] for word in uyghur.words(text) for size in range(2, 13)}
    assert {token[1:] for token in text_tokens(text)} == whole


@given(ANY | LIKELY)
def test_parts_join_back_to_the_name(text: str) -> None:
    key = fold.letters(text)
    cut = parts.split(key)
    assert cut.core + cut.form + cut.branch == key


@given(ANY | LIKELY)
def test_traced_keys_point_at_their_characters(text: str) -> None:
    traced = fold.trace(text)
    assert len(traced.key) == len(traced.origin)
    assert list(traced.origin) == sorted(traced.origin)
    assert all(letter in fold.letters(text[at]) for letter, at in zip(traced.key, traced.origin, strict=True))


@given(st.text(alphabet=st.sampled_from("新疆火炬长重行乐都abc"), max_size=20))
def test_one_syllable_for_each_character(text: str) -> None:
    assert len(sound.syllables(text)) == len(text)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ک", "ك"), ("ڪ", "ك"), ("ة", "ە"), ("ۀ", "ە"), ("كارخانه", "كارخانە"), ("هەمكار", "ھەمكار"),
        ("ہ", "ھ"), ("شیركەت", "شىركەت"), ("ۅ", "ۆ"), ("ۉ", "ۈ"),
        ("ۊ", "ۋ"), ("ۏ", "ۋ"), ("أ", "ئا"), ("إ", "ئى"),
        ("آ", "ئا"), ("ؤ", "ئو"), ("\u064a\u0654", "ئ"), ("\u0649\u0654", "ئ"), ("\u0678", "ئ"),
        ("شىـركەت", "شىركەت"), ("شىر\u200cكەت", "شىركەت"), ("\u2067شىركەت\u2069", "شىركەت"), ("\ufbea", "ئا"),
        ("\ufbdd", "ۇ"), ("٤٥", "45"), ("۴۵", "45"), ("؟", "?"), ("«شىركەت»", "شىركەت"), ("ى ي ې", "ى ي ې"),
    ],
)  # fmt: skip
def test_uyghur_variants_are_written_alike(typed: str, folded: str) -> None:
    assert uyghur.norm(typed) == folded


@pytest.mark.parametrize(
    ("stem", "form"),
    [("شىركەت", "شىركىتى"), ("كارخانا", "كارخانىسى"), ("ئىناۋەت", "ئىناۋىتى"), ("ۋىلايەت", "ۋىلايىتى"),
     ("مەبلەغ", "مەبلىغى"), ("پەن-تېخنىكا", "پەن تېخنىكىنىڭ".replace(" ", "-"))],
)  # fmt: skip
def test_the_key_of_a_stem_begins_the_key_of_its_forms(stem: str, form: str) -> None:
    assert uyghur.key(form).startswith(uyghur.key(stem))


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("mes'uliyet", "مەسئۇلىيەت"), ("re'is", "رەئىس"), ("in'glizche", "ئىنگلىزچە"), ("xelq'ara", "خەلقئارا"),
     ("shirket", "شىركەت"), ("ürümchi", "ئۈرۈمچى")],
)  # fmt: skip
def test_uyghur_latin(latin: str, arabic: str) -> None:
    assert uyghur.from_latin(latin) == arabic


def test_uyghur_cyrillic_and_the_old_latin_alphabet() -> None:
    assert uyghur.from_cyrillic("үрүмчи") == "ئۈرۈمچى"
    assert uyghur.from_cyrillic("ширкәт") == "شىركەت"
    assert uyghur.from_old_latin("ürümqi") == "ئۈرۈمچى"
    assert uyghur.from_old_latin("ⱪəxⱪər") == "قەشقەر"
    assert uyghur.key("ئۇرۇمچى") == uyghur.key("ئۈرۈمچى")


@pytest.mark.parametrize(
    ("chinese", "written"),
    [("北京", "بېيجىڭ"), ("沈阳", "شېنياڭ"), ("辽阳", "لياۋياڭ"), ("广州", "گۇاڭجوۋ"), ("广东", "گۇاڭدۇڭ"),
     ("深圳", "شېنجېن"), ("珠海", "جۇخەي"), ("汕头", "شەنتوۋ"), ("香港", "شياڭگاڭ"), ("澳门", "ئاۋمېن"),
     ("台湾", "تەيۋەن"), ("国务院", "گوۋۇيۈەن"), ("兵团",
     "بىڭتۇەن"), ("中泰", "جۇڭتەي"), ("天蕴", "تيەنيۈن")],
)  # fmt: skip
def test_chinese_heard_in_uyghur(chinese: str, written: str) -> None:
    assert translit.sound_key(chinese) == translit.skeleton(written)


@pytest.mark.parametrize(
    ("word", "place"),
    [("شىنجاڭ", "新疆"), ("ئۈرۈمچى", "乌鲁木齐"), ("قەشقەرنىڭ",
    "喀什"), ("تارباغاتاي", "塔城"), ("لوپنۇر", "尉犁"),
     ("Kashgar", "喀什"), ("چاقىلىق", "若羌"), ("ياركەند", "莎车"), ("ياركەندتىكى",
     "莎车"), ("Yarkand", "莎车"), ("قاغىلق", "叶城"), ("ئارتۇش", "阿图什"), ("Keriya", "于田")],
)  # fmt: skip
def test_places_go_by_the_table_not_by_ear(word: str, place: str) -> None:
    assert place in translit.chinese_places(word)


@pytest.mark.parametrize("word", ["نانۋايخانا", "نانۋايخانىسى", "ناۋايخانا"])
def test_a_bakery_by_either_spelling_is_a_shop_of_naan(word: str) -> None:
    """What people say for the trade; registered names have 馕店 or 馕坊."""
    assert set(translit.generic(word) or ()) == {"馕", "馕店"}


LEVELS = re.compile("شەھىرى|ناھىي[ىە]سى|رايونى|ۋىلايىتى|ئوبلاستى|ئاپتونوم")
ALSO_A_BRAND = {"تەڭرىتاغ"}  # the Heavenly Mountains: names of enterprises far from the district have it


def divisions() -> list[tuple[str, str]]:
    """Divisions and what the portal itself calls them in Uyghur, where that is one word and their level."""
    table = Path(reference.__file__).parent / "data" / "divisions_uyghur.tsv"
    with table.open(encoding="utf-8", newline="") as lines:
        known = [
            (row["zh"], LEVELS.sub("", name).strip())
            for row in csv.DictReader(lines, delimiter="\t")
            for name in (row["ug"], *filter(None, row["aliases"].split("|")))
        ]
    return sorted({(zh, word) for zh, word in known if " " not in word and word not in ALSO_A_BRAND})


def test_a_division_is_found_by_the_name_the_portal_shows() -> None:
    """By the table, or by ear where it is the Chinese name in Uyghur letters."""
    lost = [
        (zh, word)
        for zh, word in divisions()
        if not any(translit.stem(zh).startswith(place) for place in translit.chinese_places(word))
        and translit.sound_key(translit.stem(zh)) != translit.skeleton(word)
    ]
    assert len(divisions()) > 80
    assert lost == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("乌鲁木齐", "wu lu mu qi"), ("尉犁", "yu li"), ("莎车",
    "sha che"), ("六安", "lu an"), ("蚌埠", "beng bu"),
     ("重庆", "chong qing"), ("重工", "zhong gong"), ("银行",
     "yin hang"), ("长春", "chang chun"), ("成都", "cheng du"),
     ("西藏", "xi zang"), ("音乐", "yin yue"), ("会计",
     "kuai ji"), ("空调", "kong tiao"), ("绿洲", "lv zhou"),
     ("和田", "he tian"), ("库尔勒", "ku er le"), ("若羌",
     "ruo qiang"), ("厦门", "xia men"), ("番禺", "pan yu")],
)  # fmt: skip
def test_readings_of_places_and_common_words(text: str, said: str) -> None:
    assert " ".join(sound.syllables(text)) == said


def test_typed_pinyin_is_cut_every_way_that_can_be_read() -> None:
    assert set(sound.cuts("xian")) == {("xian",), ("xi", "an")}
    assert ("xin", "jiang", "huo", "ju") in sound.cuts("xinjianghuoju")
    assert sound.cuts("xqz") == ()
    assert sound.cuts("") == ()
    assert sound.typed("Lüè lǜ nü") == "lve lv nv"


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("新疆火炬燃气股份有限公司", ("新疆", "火炬", "燃气", "股份有限公司")),
        ("乌鲁木齐市天山区绿洲商行", ("乌鲁木齐市天山区", "绿洲", "", "商行")),
        ("喀什疏附县红枣种植农民专业合作社", ("喀什疏附县", "", "红枣种植", "农民专业合作社")),
        ("深圳市旭成服装有限公司", ("深圳市", "旭成", "服装", "有限公司")),
        ("庐山市江华汽车销售有限公司", ("庐山市", "江华", "汽车销售", "有限公司")),
        ("华为", ("", "华为", "", "")),
    ],
)
def test_names_are_cut_into_their_parts(name: str, cut: tuple[str, ...]) -> None:
    found = parts.split(name)
    assert (found.place, found.brand, found.trade, found.form) == cut


def test_traditional_and_full_width_become_one_key() -> None:
    assert fold.letters("烏魯木齊ＴＣＬ（集團）") == fold.letters("乌鲁木齐tcl集团")


def test_codes_are_recognised_with_what_is_wrong_about_them() -> None:
    right = "91650100MA775678" + "9"
    right += codes.check_character(right)
    assert codes.recognise(right) == codes.Code(right)
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    found = codes.recognise(wrong)
    assert found is not None
    assert found.wrong_check
    assert right in codes.one_off(wrong)
    misread = codes.recognise(right.replace("0", "O"))
    assert misread is not None
    assert (misread.likely, misread.misread) == (right, True)
    assert codes.recognise("٦٥٠١٠٠٠٥٠٠١٢٣٤٥") == codes.Code("650100050012345")
    for nothing in ("", "火炬", "xinjianghuoju", "12345", "新市监罚〔2025〕15号"):
        assert codes.recognise(nothing) is None


@pytest.mark.parametrize("ligature", ["\ufdfa", "\ufdfb", "\u33ff", "\u32cf"])
def test_a_question_stays_short_however_it_is_written(ligature: str) -> None:
    """A sign that stands for many letters must not smuggle more of them past the limit."""
    question = read(ligature * 1000)
    assert question.cut
    assert 0 < len(question.key) <= fold.MAX_LENGTH
    assert sum(len(run.text) for run in question.runs) <= fold.MAX_LENGTH
    assert not read(ligature).cut
