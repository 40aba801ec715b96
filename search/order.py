"""The order of documents inside a tier and by date: one number each, worked out when one is indexed."""

from datetime import date
from hashlib import blake2b

from search.document import Document

_HASH_BITS = 37
_LONGEST = 63
_FIRST_DAY = date(1899, 12, 31).toordinal()
_LAST_DAY = (1 << 16) - 1  # in 2079


def orders(document: Document) -> tuple[int, int]:
    """(rank, day) of a document, both below 2**53; the greater comes first, and no two documents are equal.

    rank: weight, size by legal form, short names, a hash. day: newer dates, then a hash; without a date last.
    """
    told = blake2b(f"{document.kind.value}/{document.key}".encode(), digest_size=8).digest()
    tie = int.from_bytes(told, "big") >> (64 - _HASH_BITS)
    names = document.names
    length = min(_LONGEST, *[len(name.text) for name in names]) if names else _LONGEST
    weight = min(max(document.weight, 0), 100)
    form = _form_class(names[0].text) if names else 0
    day = document.day.toordinal() - _FIRST_DAY if document.day else 0
    rank = (weight << 9 | form << 6 | _LONGEST - length) << _HASH_BITS | tie
    return rank, min(max(day, 0), _LAST_DAY) << _HASH_BITS | tie


def _form_class(name: str) -> int:
    """4 joint-stock companies, 3 groups, 2 other companies, 1 co-operatives and partnerships, 0 the rest."""
    if name.endswith("公司") and "分公司" not in name:
        if "股份" in name and "股份合作" not in name:
            return 4
        return 3 if "集团" in name else 2
    return 1 if "合作社" in name or "合伙" in name else 0
