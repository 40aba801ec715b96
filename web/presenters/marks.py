"""Text into mark-up, as fast as it can be done: what pages do hundreds of times each."""

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any

import markupsafe
from markupsafe import Markup, escape

# the library's inner function answers plain text; its public one wraps each answer in an object
escape_text = getattr(markupsafe, "_escape_inner", None) or (lambda text: str(escape(text)))

# finished mark-up as such: without the look for an `__html__` that the constructor takes (0.1 µs of 0.4)
marked: Callable[[str], Markup] = partial(str.__new__, Markup)


def escaped(value: Any) -> str:
    """A value as it may stand in a page: mark-up as it is, everything else escaped."""
    kind = value.__class__
    if kind is Markup:
        text: str = value
    elif kind is str:
        text = escape_text(value)
    elif isinstance(value, Enum):
        text = escape_text(str(value))
    else:
        text = escape(value)
    return text
