"""Every rule names the law it carries out; decisions and pages quote it from here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument and article. `unverified`: the article itself could not be read."""

    instrument: str
    article: str
    unverified: bool = False


_CITED: Final[dict[str, tuple[Citation, ...]]] = {}


def cites(
    instrument: str, article: str, *, unverified: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Bind a rule to the article it carries out; stack it for several. The function stays itself."""
    citation = Citation(instrument, article, unverified)

    def bind(rule: Callable[P, R]) -> Callable[P, R]:
        name = f"{rule.__module__}.{rule.__qualname__}"
        _CITED[name] = (citation, *_CITED.get(name, ()))
        return rule

    return bind


def citations_of(rule: Callable[..., object]) -> tuple[Citation, ...]:
    """The citations of a rule, in the order written; empty when it has none."""
    return _CITED.get(f"{rule.__module__}.{rule.__qualname__}", ())
