"""How people write a number so that a machine does not read it: other numerals, signs between its groups.

Other numerals stand for their digit one for one, so that a place in the plain text is the place in the text.
"""

import re
from typing import Final

from credit.rules.citations import cites

_NUMERALS: Final = {
    "0": "零〇洞⓪⓿🄋",
    "1": "一壹弌幺①⑴❶➀¹₁㊀",
    "2": "二贰貳弍两②⑵❷➁²₂㊁",
    "3": "三叁參弎③⑶❸➂³₃㊂",
    "4": "四肆④⑷❹➃⁴₄㊃",
    "5": "五伍⑤⑸❺➄⁵₅㊄",
    "6": "六陆陸⑥⑹❻➅⁶₆㊅",
    "7": "七柒拐⑦⑺❼➆⁷₇㊆",
    "8": "八捌⑧⑻❽➇⁸₈㊇",
    "9": "九玖勾⑨⑼❾➈⁹₉㊈",
}
_TABLE: Final = {ord(char): digit for digit, chars in _NUMERALS.items() for char in chars}
_OTHERS: Final = "".join(_NUMERALS.values())
# A quick look, as nearly every text has such a character somewhere: right after a digit, or five in a row.
# Between them may be a tab, also as it is encoded.
_BETWEEN: Final = r"[^\d\"\u4e00-\u9fff]{0,3}"
HINT: Final = re.compile(rf"[{_OTHERS}](?:(?<=\d.)|(?<=\d..)|(?<=\d\\t.)|(?:{_BETWEEN}[\d{_OTHERS}]){{4}})")

_SIGN: Final = (
    r"[ \t]*[~\uff5e*\uff0a|\uff5c\u3001,\uff0c:\uff1a()\uff08\uff09\[\]\u3010\u3011\u2026\u2014]{1,3}[ \t]*"
)
# Groups as a telephone number is read out, or every digit by itself: never the thousands of an amount.
APART: Final = re.compile(
    rf"(?<!\d)(?<!\d[,\uff0c.])1[3-9]\d{_SIGN}(?:\d{{4}}(?:{_SIGN}|[\s\-])?\d{{4}}|\d{{8}}|\d{{2}}{_SIGN}\d{{3}}{_SIGN}\d{{3}})(?!\d)"
    rf"|(?<!\d)1[3-9]\d{{2}}{_SIGN}\d{{3}}{_SIGN}\d{{4}}(?!\d)"
    rf"|(?<!\d)1[3-9]\d{{5}}{_SIGN}\d{{4}}(?!\d)"
    rf"|(?<!\d)1{_SIGN}[3-9](?:{_SIGN}\d){{9}}(?!\d)"
)


@cites("个人信息保护法", "第六条、第二十八条")
def plain(text: str) -> str:
    """The text with every other numeral as its digit, each in its place."""
    return text.translate(_TABLE)
