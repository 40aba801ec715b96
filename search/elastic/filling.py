"""What becomes of documents on their way into a generation: entries, sent by one process or by several."""

from collections.abc import Callable, Iterable, Iterator

from search.document import Replacement
from search.elastic import bulk
from search.elastic.address import Address
from search.elastic.cluster import Cluster
from search.elastic.names import Names
from search.elastic.schema import PARENTS, entry, located, parent_entry

_TELL_EVERY = 1_000


def actions(
    names: Names, generation: str, change: Replacement, held: Iterable[str] = ()
) -> Iterator[bulk.Action]:
    """Everything one parent has now; what it had (`held`, as in its entry) and has no more is deleted."""
    kept = set()
    for document in change.documents:
        index = names.index(generation, document.kind.value)
        kept.add((document.kind.value, document.key))
        yield bulk.put(index, document.key, change.version, entry(document))
    for place in map(located, held):
        if place not in kept:
            yield bulk.remove(names.index(generation, place[0]), place[1], change.version)
    yield bulk.put(names.index(generation, PARENTS), change.parent, change.version, parent_entry(change))


def all_actions(names: Names, generation: str, documents: Iterable[Replacement]) -> Iterator[bulk.Action]:
    """Everything that many parents have, in an empty generation."""
    return (action for one in documents for action in actions(names, generation, one))


class Sender:
    """Sends a part of a generation's documents. A copy in another process opens connections of its own."""

    def __init__(self, address: Address, generation: str) -> None:
        self._address = address
        self._generation = generation
        self._cluster: Cluster | None = None

    def __call__(self, documents: Iterable[Replacement]) -> int:
        """Send them all; how many entries readers may find. Raises: SearchUnavailableError."""
        if self._cluster is None:
            self._cluster = Cluster(self._address)
        tally = Tally(lambda _: None)
        names = Names(self._address.prefix)
        bulk.send_many(self._cluster, all_actions(names, self._generation, tally.passing(documents)))
        return tally.done


class Tally:
    """Counts documents, of parents without any the one entry, and tells from time to time how many."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell = tell
        self.done = self._told = 0

    def passing(self, documents: Iterable[Replacement]) -> Iterator[Replacement]:
        """The documents themselves, counted when they are done with."""
        for one in documents:
            yield one
            self.add(len(one.documents) or 1)

    def add(self, count: int) -> None:
        """So many more are done."""
        self.done += count
        if self.done - self._told >= _TELL_EVERY:
            self.end()

    def end(self) -> None:
        """Tell what was not yet told."""
        if self.done > self._told:
            self._told = self.done
            self._tell(self.done)
