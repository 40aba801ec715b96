"""What must not come in: the internal risk class, and columns of identity numbers.

The internal risk class (A-D) of an enterprise is for allotting supervision and may not be published
(企业信用风险分类管理): a file that carries it is refused as a whole, before anything of it is kept.
"""

import re
from collections.abc import Iterable

from credit.rules import risk_class
from credit.services.imports.cells import fold

_BARE_RISK = frozenset({"信用风险", "风险", "risk", "creditrisk"})
_PERSONAL_HEADING = re.compile(
    r"sfzh|zjhm|zjlx|zjlb|zjh$|身份证|身份号|证件号|证件类型|证照证件号|idcard|idnumber"
)


class RefusedError(ValueError):
    """A file that is not taken at all; the text says why, in Chinese."""


RISK_REFUSED = (
    "文件含有企业信用风险分类（或等级、评分）一类的列。该信息仅供监管内部使用，不得进入公示系统，整个文件未导入。"
    "请删除该列后重新导入。"
)


def names_risk(heading: str) -> bool:
    """Whether a heading or key speaks of the internal risk class."""
    return risk_class.names_risk_class(heading) or fold(heading) in _BARE_RISK


def refuse_risk(headings: Iterable[str]) -> None:
    """Raises RefusedError when one of the headings names the risk class."""
    if any(names_risk(heading) for heading in headings):
        raise RefusedError(RISK_REFUSED)


class KeyScreen:
    """Looks at every key of many JSON objects, however deep; each new key once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def check(self, value: object) -> None:
        """Raises RefusedError when a key names the risk class."""
        if isinstance(value, dict):
            if not self._seen.issuperset(value):
                self._new(value.keys() - self._seen)
            for inner in value.values():
                if isinstance(inner, dict | list):
                    self.check(inner)
        elif isinstance(value, list):
            for inner in value:
                self.check(inner)

    def _new(self, keys: Iterable[str]) -> None:
        refuse_risk(keys)
        if len(self._seen) < 100_000:
            self._seen.update(keys)


def tells_risk(text: str) -> bool:
    """Whether a text states a risk class, as in 信用风险分类为 C 类."""
    return "风险" in text and risk_class.states_risk_class(text)


def is_personal(heading: str) -> bool:
    """Whether a column holds identity documents of persons: it is never read."""
    return _PERSONAL_HEADING.search(fold(heading)) is not None
