"""Who may use a route: every view carries one marker, and a test walks the route table for it."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "__portal_access__"


class Access(StrEnum):
    PUBLIC = "public"  # anyone, GET and HEAD only
    MACHINE = "machine"  # probes and robots: no page, no language, no quota


def public(view: View) -> View:
    """Everybody may read this; nothing can be written through it."""
    setattr(view, _MARK, Access.PUBLIC)
    return view


def machine(view: View) -> View:
    """For probes, collectors of figures and robots."""
    setattr(view, _MARK, Access.MACHINE)
    return view


def marker(view: Callable[..., Any]) -> Access | None:
    """The marker of a view, or None where it was forgotten."""
    mark = getattr(view, _MARK, None)
    return mark if isinstance(mark, Access) else None
