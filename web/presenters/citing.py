"""Laws and articles as readers see them: in their language, and in plain words where no article is known."""

import re
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from credit.domain.labels import zh
from web.presenters.parts import Text
from web.presenters.scripts import in_uyghur
from web.presenters.speech import Speech

_NAMES: Final[Mapping[str, str]] = {
    one.strip("《》"): one
    for one in (
        zh("《企业信息公示暂行条例》"),
        zh("《企业经营异常名录管理暂行办法（工商总局令第68号）》"),
        zh("《市场监督管理信用修复管理办法（市场监管总局令第107号）》"),
        zh("《市场监督管理信用修复管理办法（国市监信规〔2021〕3号）》"),
        zh("《信用修复管理办法（国家发展改革委令第36号）》"),
        zh("《失信行为纠正后的信用信息修复管理办法（试行）（国家发展改革委令第58号）》"),
        zh("《市场监督管理行政处罚信息公示规定（市场监管总局令第45号）》"),
        zh("《市场监督管理严重违法失信名单管理办法（市场监管总局令第44号）》"),
        zh("《关于进一步完善信用修复制度的实施方案（国办发〔2025〕22号）》"),
        zh("《个体工商户年度报告办法》"),
        zh("《公司法（2023年修订）》"),
        zh("《市场主体登记管理条例（国务院令第746号）》"),
        zh(
            "《国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见（国办发〔2020〕42号）》"
        ),
        zh("《行政许可法》"),
        zh("《行政处罚法》"),
        zh("《行政复议法》"),
        zh("《行政诉讼法》"),
        zh("《民法典》"),
    )
}
_UNREAD: Final = ("条号未载", "条号未核", "附件文书未核", "—")  # untranslated: as packs say it
_SET: Final = "设置项"  # untranslated: as packs say it
_MARKED: Final = zh("%(source)s（待核实）")
_NO_ARTICLE: Final = zh("%(law)s，具体条款待核实")
_OWN: Final = zh("法规没有规定，由本网站设置，待核实")
_WHOLE: Final = zh("%(law)s%(article)s")
_NUMERAL: Final = "一二三四五六七八九十百零"  # untranslated: numerals
_N: Final = f"([{_NUMERAL}]+)"
# How packs write places, largest first, and what a reader of Uyghur calls each of them.
_ARTICLE: Final = re.compile(f"(?:第{_N}条)?(?:第{_N}款)?(?:第{_N}项)?")  # untranslated: as packs say it
_RANGE: Final = re.compile(f"第{_N}条至第{_N}条")  # untranslated: as packs say it
_PART: Final = re.compile(f"{_N}、（{_N}）")  # untranslated: as packs say it
_ANNEX: Final = re.compile(f"附件{_N}?")  # untranslated: as packs say it
_BETWEEN: Final = re.compile("[、；]")
_CALLED: Final = ("ماددا", "تارماق", "بەند")
_DIGITS: Final = "零一二三四五六七八九"  # untranslated: numerals
_UNITS: Final = {"十": 10, "百": 100}  # untranslated: numerals


def law(words: Speech, instrument: str, article: str, *, unverified: bool = False) -> Text:
    """An instrument and its article. unverified: nobody could read the article, and the reader is told."""
    if article == _SET:
        return words._(_OWN)
    if article.startswith(_UNREAD):
        return words.say(_NO_ARTICLE, law=_name(words, instrument))
    known = words.uyghur and instrument in _NAMES and _uyghur(words, article)
    said = (
        words.say(_WHOLE, law=_name(words, instrument), article=known)
        if known
        else words.zh(f"《{instrument}》{article}")  # in one piece: two would change places on a Uyghur page
    )
    return words.say(_MARKED, source=said) if unverified else said


def _name(words: Speech, instrument: str) -> Text:
    known = _NAMES.get(instrument)
    if not known:
        return words.zh(f"《{instrument}》")
    return in_uyghur(words._(known)) if words.uyghur else words._(known)  # its number stays Chinese


def _uyghur(words: Speech, article: str) -> Text:
    """Articles, paragraphs (款) and items (项) in the Uyghur way of counting; empty where they are counted
    otherwise."""
    places = [article] if _PART.fullmatch(article) else _BETWEEN.split(article)
    said = [_place(one) for one in places]
    return words.series(Markup('<bdi class="num">{}</bdi>').format(one) for one in said) if all(said) else ""


def _place(written: str) -> str:
    """One place in an instrument; empty for what is no such place."""
    if found := _RANGE.fullmatch(written):
        return f"{_number(found[1])}-ماددىدىن {_number(found[2])}-ماددىغىچە"
    if found := _PART.fullmatch(written):
        return f"{_number(found[1])}-قىسىم {_number(found[2])}-بەند"
    if found := _ANNEX.fullmatch(written):
        return f"{_number(found[1])}-قوشۇمچە" if found[1] else "قوشۇمچە"
    found = _ARTICLE.fullmatch(written)
    numbers = zip(found.groups(), _CALLED, strict=True) if found else ()
    return " ".join(f"{_number(one)}-{name}" for one, name in numbers if one)


def _number(written: str) -> int:
    """A Chinese numeral below a thousand."""
    total = digit = 0
    for one in written:
        unit = _UNITS.get(one)
        if unit is None:
            digit = _DIGITS.index(one)
        else:
            total, digit = total + max(digit, 1) * unit, 0
    return total + digit
