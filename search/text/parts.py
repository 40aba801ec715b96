"""Cuts a Chinese enterprise name into place, brand, trade and legal form."""

from functools import lru_cache
from typing import NamedTuple

from search.text.tables import form_sizes, forms, place_sizes, places, trade_sizes, trades

_LONGEST_PLACE = 12
_LONGEST_TRADE = 6
_LONGEST_FORM = 11
_LONGEST_BRAND = 6
_LEVELS = ("省", "市", "区", "县", "州", "盟", "旗", "镇", "乡")


class Parts(NamedTuple):
    """A folded name in pieces; they join back to the name. branch: what follows the head's form."""

    place: str
    brand: str
    trade: str
    form: str
    branch: str = ""

    @property
    def core(self) -> str:
        """The name without its legal form."""
        return self.place + self.brand + self.trade


def split_form(name: str) -> tuple[str, str]:
    """A name and its ending; at least two characters stay in front of the ending."""
    known, longest = forms(), min(_LONGEST_FORM, len(name) - 2)
    for size in form_sizes().get(name[-1:], ()):
        if size <= longest and name[-size:] in known:
            return name[:-size], name[-size:]
    return name, ""


def split_place(name: str) -> tuple[int, int]:
    """Where the leading places end, and where the last of them begins; one character at least stays."""
    known, sizes = places(), place_sizes()
    end = last = 0
    while end < len(name) - 1:
        longest = min(_LONGEST_PLACE, len(name) - end - 1)
        for size in sizes.get(name[end : end + 2], ()):
            if size <= longest and name[end : end + size] in known:
                last, end = end, end + size
                break
        else:
            break
    if end and name[end] in _LEVELS and len(name) - end > 2:
        end += 1
    return end, last


def _trade_start(rest: str) -> int:
    """Where the trade begins: the first known trade word behind a brand of usual length."""
    shortest = 2 if len(rest) > 3 else 1
    for start in range(shortest, min(len(rest), _LONGEST_BRAND + 1)):
        if trade_at(rest, start):
            return start
    return len(rest)


def trade_at(text: str, start: int) -> int:
    """Length of the longest trade word that begins there; 0 if none does."""
    found = trade_sizes().get(text[start : start + 2])
    if found is None:
        return 0
    known, longest = trades(), min(_LONGEST_TRADE, len(text) - start)
    return next((size for size in found if size <= longest and text[start : start + size] in known), 0)


def _all_trade(rest: str) -> bool:
    """Whether a name without brand goes on with nothing but trade words (广东省房地产开发公司)."""
    at = 0
    while at < len(rest):
        size = trade_at(rest, at)
        if not size:
            return False
        at += size
    return bool(rest)


def _branch_end(name: str) -> int:
    """Where the head of a branch's name ends: behind the first 公司 that is not the last word."""
    place = name.find("公司")
    return place + 2 if 3 < place < len(name) - 3 else len(name)


def cut(name: str) -> Parts:
    """Parts of a folded name (see `fold.letters`)."""
    end = _branch_end(name)
    body, form = split_form(name[:end])
    at, last = split_place(body)
    start = 0 if at and _all_trade(body[at:]) else _trade_start(body[at:])
    if not start and last and body[at - 1] not in _LEVELS:  # 庐山市 江华 汽车: a place's name as brand
        at, start = last, at - last
    return Parts(body[:at], body[at : at + start], body[at + start :], form, name[end:])


@lru_cache(maxsize=65_536)
def split(name: str) -> Parts:
    """`cut`, remembered: a reader's question and the names it is held against come again and again."""
    return cut(name)
