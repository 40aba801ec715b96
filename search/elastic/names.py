"""Names of indices and aliases in the cluster, and what is there under them.

<prefix>-<generation>-<index>   an index of a generation; <prefix>-<index> the alias of the live one
<prefix>-lock                   who writes
"""

from dataclasses import dataclass
from secrets import token_hex
from time import gmtime, strftime, time_ns

from search.elastic.layout import layout
from search.elastic.schema import INDICES


@dataclass(frozen=True, slots=True)
class Names:
    """Names under one prefix."""

    prefix: str

    def alias(self, index: str) -> str:
        """The alias under which readers find the live index."""
        return f"{self.prefix}-{index}"

    def index(self, generation: str, index: str) -> str:
        """An index of a generation."""
        return f"{self.prefix}-{generation}-{index}"

    @property
    def lock(self) -> str:
        """The index that says who writes."""
        return f"{self.prefix}-lock"

    def pattern(self) -> str:
        """All indices of all generations, and what else bears the prefix."""
        return f"{self.prefix}-*"

    def generation(self, index: str) -> str | None:
        """The generation of an index by its name; None for a name that is none of ours."""
        rest = index.removeprefix(self.prefix + "-")
        name, _, last = rest.rpartition("-")
        ours = rest != index and last in INDICES and name.count("-") == 2
        return name if ours else None


def new_generation() -> str:
    """A name that sorts by time and ends with the layout."""
    seconds, rest = divmod(time_ns(), 10**9)
    return f"{strftime('%Y%m%d%H%M%S', gmtime(seconds))}{rest // 10**6:03}-{token_hex(3)}-{layout()}"
