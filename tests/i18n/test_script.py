"""The alphabet, and keys that survive Uyghur endings."""

import unicodedata

import pytest

from i18n.script import LETTERS, illegal_characters, isolate, isolate_ltr, stem_keys


def test_thirty_two_letters() -> None:
    assert len(LETTERS) == 32
    assert all(unicodedata.bidirectional(letter) == "AL" for letter in LETTERS)


@pytest.mark.parametrize("letter", ["ک", "ی", "ه", "ة", "ـ", "\u200c", "\u200d", "\u200f", "أ", "ﺏ"])
def test_look_alikes_are_illegal(letter: str) -> None:
    assert illegal_characters(f"ب{letter}") == (letter,)


def test_uyghur_text_is_legal() -> None:
    assert illegal_characters("ئاشكارىلاش، «كارخانا»؛ 25% ئىشلەر؟ 新疆 〔2026〕") == ()


@pytest.mark.parametrize(
    ("stem", "inflected"),
    [
        ("شىركەت", "شىركىتى"),
        ("كارخانا", "كارخانىسىنىڭ"),
        ("ئىناۋەت", "ئىناۋىتى"),
        ("ۋىلايەت", "ۋىلايىتى"),
        ("مەبلەغ", "مەبلىغى"),
        ("تىزىملىكى", "تىزىملىكىدىن"),
    ],
)
def test_keys_survive_endings(stem: str, inflected: str) -> None:
    assert stem_keys(inflected)[0].startswith(stem_keys(stem)[0])


def test_different_words_keep_different_keys() -> None:
    assert stem_keys("كارخانا")[0] != stem_keys("شىركەت")[0]
    assert stem_keys("<b>شىركەت</b> 2026") == stem_keys("شىركەت")


def test_isolates_are_closed() -> None:
    assert isolate("甲") == "\u2068甲\u2069"
    assert isolate_ltr("2026-03-15") == "\u20662026-03-15\u2069"
