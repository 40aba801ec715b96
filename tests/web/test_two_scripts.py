"""What people type in Uyghur is marked as Uyghur, alone or inside Chinese, and the other way round."""

from collections.abc import Callable
from datetime import date

import pytest

from credit.domain.cases import Evidence, Statement
from credit.domain.repair import DocumentKind
from credit.domain.repair_applications import PaperText
from tests.fixtures.facts import NOON
from web.http import documents
from web.presenters import desk, messages
from web.presenters.cases import answers_of
from web.presenters.commitment_matters import matter_of, original_lines, plain_matter, rendering_lines
from web.presenters.parts import Text
from web.presenters.repair_check import read
from web.presenters.scripts import has_chinese, isolated
from web.presenters.speech import SPEECH

UG, ZH = SPEECH["ug"], SPEECH["zh"]
SENTENCE = "نان ھەر كۈنى سائەت 7 دە چىقىدۇ."


@pytest.mark.parametrize("words", [UG, ZH])
def test_a_uyghur_sentence_reads_from_the_right_in_both_languages(words: object) -> None:
    assert words in (UG, ZH)
    said = UG.zh(SENTENCE) if words is UG else ZH.zh(SENTENCE)
    assert said == f'<bdi lang="ug" dir="rtl">{SENTENCE}</bdi>'


def test_chinese_is_marked_for_readers_of_uyghur_alone() -> None:
    assert UG.zh("莎车县") == '<bdi lang="zh-Hans" dir="ltr">莎车县</bdi>'
    assert ZH.zh("莎车县") == "莎车县"
    assert ZH.zh("<b>") == "<b>"  # escaped where it is shown: not mark-up


@pytest.mark.parametrize(
    ("line", "run"),
    [
        (f"六、其他承诺：{SENTENCE}", SENTENCE),
        ("承诺：8 سائەت، نان!。", "8 سائەت، نان!"),
        ("字号“نان دۇكىنى”没有变", "نان دۇكىنى"),
        ("（ئا）和（ب）", "ئا"),
    ],
)
def test_uyghur_inside_chinese_keeps_its_figures_and_its_full_stop(line: str, run: str) -> None:
    (said,) = original_lines(line)
    assert f'<bdi lang="ug" dir="rtl">{run}</bdi>' in said
    assert said.striptags().replace(" ", "") == line.replace(" ", "")


def test_chinese_inside_uyghur_says_so() -> None:
    (said,) = rendering_lines("莎车县艾力·买买提馕店 (كودى 92653125MA6D00069T) ۋەدە بېرىدۇ:")
    assert said.startswith('<bdi lang="zh-Hans" dir="ltr">莎车县艾力·买买提馕店</bdi> (')
    (said,) = rendering_lines("«پىكىر» (国办发〔2020〕42号)")
    assert said.endswith('(<bdi lang="zh-Hans" dir="ltr">国办发〔2020〕42号</bdi>)')


def test_the_papers_of_a_repair_say_which_language_their_names_are() -> None:
    text = PaperText(
        record_id="",
        kind=DocumentKind.APPLICATION,
        chinese="申请人：نان",
        uyghur="莎车县馕店 ئىلتىماس قىلىدۇ",
    )
    for words in (UG, ZH):
        assert '<bdi lang="ug" dir="rtl">نان</bdi>' in read(words, text).original[0]
    assert '<bdi lang="zh-Hans" dir="ltr">莎车县馕店</bdi>' in read(UG, text).rendering[1]
    assert read(ZH, text).rendering == ()


def test_a_size_keeps_its_unit_behind_its_figure() -> None:
    file = Evidence(id="f", name="缴款书.pdf", kind="application/pdf", size=2048)
    (said,) = answers_of(UG, [Statement(id="s", text="x", said_at=NOON, evidence=(file,))], "/here")
    assert '<bdi dir="ltr" class="num">2 KB</bdi>' in said.files[0].label


def test_marks_of_pages_in_a_text_stay_text() -> None:
    assert "<script>" not in isolated("莎车 نان <script>")
    assert "<script>" not in original_lines("莎车 نان <script>")[0]


def test_a_matter_is_said_in_the_language_of_the_reader() -> None:
    assert "守法" not in matter_of(UG, "守法诚信经营")
    assert matter_of(ZH, "守法诚信经营") == plain_matter(ZH, "守法诚信经营") == "守法诚信经营"
    assert 'lang="zh-Hans"' in matter_of(UG, "药品经营许可")  # of another office: as it was recorded


@pytest.mark.parametrize("row", ["9" * 2000, "9 " * 1000, "9.9,-%" * 400, "(«[" * 700, "，。" * 1000])
@pytest.mark.parametrize("end", ["", "ئ", "中", "中ئ"])
def test_a_long_row_of_anything_is_read_once(row: str, end: str) -> None:
    """With figures taken in every division this never came back, and took the portal with it."""
    assert original_lines(row + end)[0].striptags().replace(" ", "") == (row + end).replace(" ", "")
    assert rendering_lines(row + end)[0].striptags().replace(" ", "") == (row + end).replace(" ", "")
    assert isolated(row + end).striptags().replace(" ", "") == (row + end).replace(" ", "")


def test_a_message_about_a_promise_names_it_in_the_language_of_its_reader() -> None:
    params = {"matter": "守法诚信经营", "day": "2026-07-01"}
    assert "守法诚信经营" in messages.told(ZH, "finding.notice", params).sentence
    assert not has_chinese(messages.told(UG, "finding.notice", params).sentence)
    assert "lang=" not in messages.shown(UG, "finding.notice", params)


def test_pages_inside_a_room_of_the_desk_keep_its_mark() -> None:
    marked = [room.href for room in desk.rooms(UG, "/desk/check/x") if room.current]
    assert marked == ["/ug/desk/checks"]
    assert [room.href for room in desk.rooms(UG, "/desk/tip/x") if room.current] == ["/ug/desk"]


def test_a_day_in_a_document_runs_as_its_words_do_and_a_code_from_left_to_right() -> None:
    day, words = date(2026, 11, 23), SPEECH["ug"]
    assert documents.plain(words.prose_date(day)) == "\u20682026-يىل 11-ئاينىڭ 23-كۈنى\u2069"
    assert documents.plain(words.iso(day)) == "\u20662026-11-23\u2069"
    assert documents.plain(words.number("信修〔2026〕1号")).startswith("\u2066")
    assert documents.plain(words.bdi(f"7: {SENTENCE}")).startswith("\u2067")


@pytest.mark.parametrize("lines", [original_lines, rendering_lines])
def test_a_credit_code_in_a_signed_text_stays_in_one_piece(lines: Callable[[str], tuple[Text, ...]]) -> None:
    """Bare, it was broken before its last letter on a phone, and its brackets changed sides."""
    said = lines("نان دۇكىنى (92653125MA6D00069T) 申请\n92653125MA6D00069T1 X92653125MA6D00069T")
    assert '(<bdi dir="ltr" class="num">92653125MA6D00069T</bdi>)' in said[0]
    assert "class" not in said[1]  # longer words are no codes
