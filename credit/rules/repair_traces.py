"""By what a repaired record is known again, whoever sends it and however they write it.

A repair stops the publication and the use of a record everywhere, not only in one copy of it
(市场监督管理信用修复管理办法; 民营经济促进法 Art 54). Two copies are one record when their numbers are the
same, or, for entries that mostly come without a number, when they state the same ground for the same day.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from credit.domain.records import AbnormalEntry, AnyContent, Check, Notice, Penalty, SeriousEntry, Voluntary
from credit.rules.citations import cites
from credit.rules.instant.publication import document_key

ORDER_107: Final = "市场监督管理信用修复管理办法（市场监管总局令第107号）"
PRIVATE_ECONOMY_LAW: Final = "民营经济促进法"
SHORTEST_NUMBER: Final = 6  # a shorter key, as of "12号", says too little to look for in a text
_RUN: Final = re.compile(r"\d[\d〔〕\[\]()【】{}<>《》\-–—/_第字. ]*\d|\d")


def numbers_of(content: AnyContent) -> tuple[str, ...]:
    """The numbers, as written, by which a decision that can be repaired is named."""
    match content:
        case Penalty() | AbnormalEntry() | SeriousEntry() as one:
            return (one.decision_no,) if isinstance(one.decision_no, str) and one.decision_no else ()
        case _:
            number = getattr(content, "decision_no", None)
            return (number,) if isinstance(number, str) and number else ()


@cites(ORDER_107, "条号未载", unverified=True)
@cites(PRIVATE_ECONOMY_LAW, "第五十四条")
def traces(content: AnyContent) -> tuple[str, ...]:
    """What a copy of the same record has in common with it, within one subject; nothing: it has no copies."""
    kind = content.record_kind().value
    numbers = [key for number in numbers_of(content) if (key := document_key(number))]
    match content:
        case AbnormalEntry() as one:  # one decision may list several years, or grounds
            keys = [str(one.report_year)] if one.report_year else [*numbers, one.listed_on.isoformat()]
            found = [f"{kind}/{one.ground.value}:{key}" for key in keys]
        case SeriousEntry() as one:
            found = [f"{kind}/{one.category.value}:{key}" for key in (*numbers, one.listed_on.isoformat())]
        case Check() as one:
            texts = (text for text in (one.task_no, one.plan_no, one.item) if isinstance(text, str))
            about = document_key(next(texts, ""))
            found = [f"{kind}/{one.check_kind.value}:{one.checked_on.isoformat()}:{about}"]
        case _:
            found = [f"{kind}/{key}" for key in numbers]
    return tuple(dict.fromkeys(found))


def tail(number: str) -> str:
    """The last digits of a number, its year with them: `乌市监罚〔2025〕12号` has 202512."""
    runs = tails(number)
    return runs[-1] if runs else ""


def tails(text: str) -> tuple[str, ...]:
    """The digits of every number that a text may name, in their order: what to look it up by."""
    folded = unicodedata.normalize("NFKC", text)
    return tuple("".join(char for char in run if char.isdigit()) for run in _RUN.findall(folded))


def names(text: str, numbers: Iterable[str]) -> bool:
    """Whether a text names one of the documents. numbers: as `document_key` makes them."""
    folded = document_key(text)
    return any(_within(key, folded) for key in numbers if len(key) >= SHORTEST_NUMBER)


def _within(key: str, text: str) -> bool:
    """Whether a key stands in a text, not as a part of a longer number."""
    at = text.find(key)
    while at >= 0:
        end = at + len(key)
        joined = (key[0].isdigit() and at > 0 and text[at - 1].isdigit()) or (
            key[-1].isdigit() and end < len(text) and text[end].isdigit()
        )
        if not joined:
            return True
        at = text.find(key, at + 1)
    return False


def told_in(content: AnyContent) -> str:
    """The text of a record that is a text and nothing else; empty for all others."""
    match content:
        case Notice() | Voluntary() as one:
            body = one.body if isinstance(one, Notice) else one.text
            return f"{one.title}\n{body if isinstance(body, str) else ''}"
        case _:
            return ""
