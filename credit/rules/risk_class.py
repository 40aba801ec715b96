"""The internal risk class (企业信用风险分类, A-D) never enters: what carries it is refused.

It serves the authorities' own planning alone, is no rating and must not leak (国市监信发〔2022〕6号 and
the provincial plans that carry it out).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from credit.domain.errors import InputError
from credit.rules.citations import cites

RISK_PLAN: Final = "关于推进企业信用风险分类管理进一步提升监管效能的意见（国市监信发〔2022〕6号）"

_WORDS: Final = "class|level|grade|categor|rank|scor|rating|tier"
# A word for the class behind the word "risk", or before it: as pairs, because one expression with
# `.*` between them takes time that grows with the square of a heading made to hurt.
_BEHIND: Final = (
    ("风险", re.compile("等级|级别|分类|类别|类型|评级|评分|分值|得分|指数|指标|权重|[类級级]")),
    ("risk", re.compile(f"{_WORDS}|index|type|weight")),
    ("خەتەر", re.compile("دەرىجى|دەرىجە|تۈر|نومۇر")),
    ("خەۋپ", re.compile("دەرىجى|دەرىجە|تۈر|نومۇر")),
)
_BEFORE: Final = (
    ("风险", re.compile("等级|级别|分类|类别|评级|评分|得分|指数")),
    ("risk", re.compile(_WORDS)),
)
_SHORT: Final = re.compile(r"(?:qy)?(?:xy)?fx(?:dj|fl|lb|jb|pj|pf|df|zs)(?:jg|dm|mc)?")
_LETTER: Final = "(?<![A-Za-zＡ-Ｚａ-ｚ])[A-Da-dＡ-Ｄａ-ｄ](?![A-Za-zＡ-Ｚａ-ｚ])"
_NOUN: Final = r"风险\s*(?:等级|级别|分类|类别|评级)"
_STATED: Final = re.compile(
    rf"{_NOUN}[^。；;\n]{{0,8}}?{_LETTER}\s*(?:[类级等档]|[。，,；;、）)\]】}}》”’\"'\s]|$)"
    rf"|(?:{_NOUN}[^。；;\n]{{0,24}}?|信用\s*风险[^。；;\n]{{0,8}}?){_LETTER}\s*[类级档]"
    r"|(?<![A-Za-zＡ-Ｚａ-ｚ])[A-DＡ-Ｄ]\s*[类级]\s*(?:信用)?风险"
)
_SEPARATORS: Final = re.compile(r"[^\w]|_")


@cites(RISK_PLAN, "总体要求")
def names_risk_class(name: str) -> bool:
    """Whether a column, key or field name speaks of the risk class, in any usual spelling."""
    folded = _SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold())
    if _SHORT.fullmatch(folded) or "fengxian" in folded:
        return True
    for risk, word in _BEHIND:
        first = folded.find(risk)
        if first >= 0 and word.search(folded, first + len(risk)):
            return True
    return any(word.search(folded, 0, max(0, folded.rfind(risk))) for risk, word in _BEFORE)


@cites(RISK_PLAN, "总体要求")
def states_risk_class(text: str) -> bool:
    """Whether a text states a subject's risk class ("信用风险等级：C类")."""
    return any(True for _ in statements(text))


def statements(text: str) -> Iterator[tuple[int, int]]:
    """Where a text states a risk class: start and end of each statement."""
    if "风险" in text:
        yield from (match.span() for match in _STATED.finditer(text))


@cites(RISK_PLAN, "总体要求")
def refuse_risk_class(keys: Iterable[object]) -> None:
    """Refuse input whose columns or keys, however deep, speak of the risk class.

    A mapping or sequence is searched whole. Raises InputError `risk_class.refused` with the name of
    the first such column; the value beside it goes nowhere, not even into the error.
    """
    for name in _names(keys):
        if names_risk_class(name):
            raise InputError("risk_class.refused", column=name)


def _names(tree: object, *, keys: bool = True) -> Iterable[str]:
    if isinstance(tree, str):
        if keys:
            yield tree
    elif isinstance(tree, Mapping):
        for key, value in tree.items():
            yield str(key)
            yield from _names(value, keys=False)
    elif isinstance(tree, Iterable):
        for item in tree:
            yield from _names(item, keys=keys)
