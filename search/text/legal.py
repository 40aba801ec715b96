"""Legal forms as words of their own: a name bears one token for each that stands in it.

Half of all names end in one of a few forms. Cut into characters they would be the longest lists of the index,
and every question with a form in it would have to intersect them.
"""

import re
from functools import cache, lru_cache

from search.text.tables import forms


@cache
def legal_forms() -> frozenset[str]:
    """The legal forms of the table, as they stand in folded names."""
    return frozenset(form for form, kind in forms().items() if kind == "legal" and form.isalnum())


def _shortest(found: frozenset[str]) -> list[str]:
    return sorted(form for form in found if not any(other in form for other in found - {form}))


@cache
def _any_form() -> re.Pattern[str]:
    return re.compile("|".join(_shortest(legal_forms())))


def holds_form(text: str) -> bool:
    """Whether any legal form stands in a folded text."""
    return _any_form().search(text) is not None


@lru_cache(maxsize=4096)
def forms_in(text: str) -> tuple[str, ...]:
    """Every legal form that stands in a folded text, those inside longer ones too."""
    return tuple(sorted(form for form in legal_forms() if form in text))


@lru_cache(maxsize=4096)
def forms_with(piece: str) -> tuple[str, ...]:
    """The fewest legal forms of which a name has one wherever a form in it has the piece."""
    return tuple(_shortest(frozenset(form for form in legal_forms() if piece in form)))


def without_form(text: str) -> tuple[str, str]:
    """A text and the longest legal form at its end; either may be empty."""
    for start in range(len(text) - 1):
        if text[start:] in legal_forms():
            return text[:start], text[start:]
    return text, ""
