"""What a commitment reads like: a wording with its blanks filled in, in Chinese and in a Uyghur rendering."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from credit.domain.committing import Blank, Clause, FieldKind, Problem, Template
from credit.rules import personal_data
from credit.rules.citations import cites
from credit.rules.personal_data import PRIVACY_LAW, REVIEWABLE

_NUMERALS: Final = "一二三四五六七八九十"
_EXTRA: Final = "extra"
_HEAD: Final = "{name}（统一社会信用代码 {code}）郑重承诺："
_HEAD_UYGHUR: Final = "{name} (بىرلىككە كەلگەن ئىجتىمائىي ئىناۋەت كودى {code}) ئەستايىدىل ۋەدە بېرىدۇ:"
_MORE: Final = Clause(_EXTRA, "其他承诺：{extra}", "باشقا ۋەدىلەر: {extra}")
_OPEN: Final = "＿＿＿＿"
LONGEST_TYPED: Final = 2000


def rendered(template: Template, name: str, code: str, values: Mapping[str, str]) -> tuple[str, str]:
    """The Chinese text and its Uyghur rendering; what is not filled in yet stands as a line."""
    filled = {blank.key: values.get(blank.key, "").strip() or _OPEN for blank in template.blanks}
    filled |= {"name": name, "code": code}
    clauses = list(template.clauses)
    if filled.get(_EXTRA, _OPEN) != _OPEN:
        clauses.insert(-1, _MORE)
    chinese = [_HEAD, *(f"{_numeral(number)}、{one.text}" for number, one in enumerate(clauses))]
    uyghur = [_HEAD_UYGHUR, *(f"{number}. {one.uyghur}" for number, one in enumerate(clauses, 1))]
    return _filled(chinese, filled), _filled(uyghur, filled)


def _filled(lines: list[str], values: Mapping[str, str]) -> str:
    """Braces are put in once: what somebody typed is never read as a blank."""
    return "\n".join(line.format_map(values) for line in lines)


def _numeral(place: int) -> str:
    ten, one = divmod(place + 1, 10)
    if ten == 0:
        return _NUMERALS[one - 1]
    return ("" if ten == 1 else _NUMERALS[ten - 1]) + "十" + (_NUMERALS[one - 1] if one else "")


@cites(PRIVACY_LAW, "第五条、第六条")
def problems(template: Template, values: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with what was filled in, blank by blank. Numbers of persons are not taken at all."""
    return tuple(
        found
        for blank in template.blanks
        if (found := _problem(blank, values.get(blank.key, "").strip())) is not None
    )


def _problem(blank: Blank, typed: str) -> Problem | None:
    if not typed:
        return Problem(blank.key, "commitment.blank_missing") if blank.required else None
    if blank.kind in (FieldKind.LINE, FieldKind.TEXT):
        if len(typed) > blank.longest:
            return Problem(blank.key, "commitment.blank_long", {"longest": str(blank.longest)})
        if any(hit.kind not in REVIEWABLE for hit in personal_data.find(typed)):
            return Problem(blank.key, "commitment.blank_personal")
        return None
    return _READERS[blank.kind](blank, typed)


def _number(blank: Blank, typed: str) -> Problem | None:
    limits = {"least": str(blank.least), "most": str(blank.most)}
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        return Problem(blank.key, "commitment.blank_number", limits)
    inside = blank.least <= int(typed) <= (blank.most or int(typed))
    return None if inside else Problem(blank.key, "commitment.blank_number", limits)


def _date(blank: Blank, typed: str) -> Problem | None:
    try:
        date.fromisoformat(typed)
    except ValueError:
        return Problem(blank.key, "commitment.blank_date")
    return None


_READERS: Final[Mapping[FieldKind, Callable[[Blank, str], Problem | None]]] = {
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
}
