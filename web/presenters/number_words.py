"""Amounts read back in words, so that a zero too many is heard: in Chinese and in Uyghur."""

from decimal import Decimal
from typing import Final

from web.presenters.speech import Speech

_TEN_THOUSAND: Final = 10_000
_DIGITS: Final = "零一二三四五六七八九"  # untranslated: numerals
_PLACES: Final = ("", "十", "百", "千")  # untranslated: numerals
_GROUPS: Final = ("", "万", "亿", "万亿", "亿亿")  # untranslated: numerals
_UG_ONES: Final = ("", "بىر", "ئىككى", "ئۈچ", "تۆت", "بەش", "ئالتە", "يەتتە", "سەككىز", "توققۇز")
_UG_TENS: Final = ("", "ئون", "يىگىرمە", "ئوتتۇز", "قىرىق", "ئەللىك", "ئاتمىش", "يەتمىش", "سەكسەن", "توقسان")
_UG_GROUPS: Final = ("", "مىڭ", "مىليون", "مىليارد", "تىرىليون", "كۋادرىليون")
_UG_ZERO, _UG_MINUS, _UG_YUAN, _UG_FEN = "نۆل", "مىنۇس", "يۈەن", "فېن"
_MINUS, _YUAN, _JIAO, _FEN = "负", "元", "角", "分"  # untranslated: parts of an amount in words


def amount_in_words(words: Speech, ten_thousands: Decimal) -> str:
    """An amount given in ten thousand yuan, in words, in yuan."""
    fen = int((ten_thousands * 1_000_000).to_integral_value())
    return _uyghur_amount(fen) if words.uyghur else _chinese_amount(fen)


def _chinese_amount(fen: int) -> str:
    yuan, rest = divmod(abs(fen), 100)
    jiao, left = divmod(rest, 10)
    text = chinese(yuan) + _YUAN
    if jiao:
        text += _DIGITS[jiao] + _JIAO
    if left:
        text += (_DIGITS[0] if not jiao else "") + _DIGITS[left] + _FEN
    return (_MINUS if fen < 0 else "") + text


def chinese(number: int) -> str:
    """A whole number, not negative, in Chinese words."""
    if number == 0:
        return _DIGITS[0]
    groups, place = [], 0
    while number:
        number, group = divmod(number, _TEN_THOUSAND)
        groups.append((group, place))
        place += 1
    text, gap = "", False
    for group, rank in reversed(groups):
        if not group:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += _DIGITS[0]
        text += _chinese_group(group) + _GROUPS[rank]
        gap = False
    ten = _DIGITS[1] + _PLACES[1]
    return text[1:] if text.startswith(ten) else text


def _chinese_group(group: int) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            text += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[place]
            gap = False
        else:
            gap = bool(text)
    return text


def _uyghur_amount(fen: int) -> str:
    yuan, rest = divmod(abs(fen), 100)
    said = [uyghur(yuan), _UG_YUAN]
    if rest:
        said += [uyghur(rest), _UG_FEN]
    return " ".join([_UG_MINUS, *said] if fen < 0 else said)


def uyghur(number: int) -> str:
    """A whole number, not negative, in Uyghur words."""
    if number == 0:
        return _UG_ZERO
    said: list[str] = []
    place = 0
    while number:
        number, group = divmod(number, 1000)
        if group:
            said = [*_uyghur_group(group), *([_UG_GROUPS[place]] if place else []), *said]
        place += 1
    return " ".join(said)


def _uyghur_group(group: int) -> list[str]:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    said = [_UG_ONES[hundreds], "يۈز"] if hundreds else []
    return [*said, *filter(None, (_UG_TENS[tens], _UG_ONES[ones]))]
