"""The one writer: replaces parents by version, keeps the log's position beside them, builds aside."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from search.document import Replacement
from search.elastic import bulk, limits
from search.elastic.cluster import Cluster
from search.elastic.filling import Sender, Tally, actions, all_actions
from search.elastic.generations import Generations
from search.elastic.layout import is_current
from search.elastic.lock import WriterLock
from search.elastic.schema import PARENTS, POSITION
from search.engine import Held, Shared
from search.errors import OutdatedIndexError, SearchUnavailableError

_AT_ONCE = 1_000
Found = dict[str, tuple[int, frozenset[str]]]  # parent: version held, keys of its documents


class ElasticWriter:
    """Implements `search.engine.SearchWriter` on a cluster; creates empty indices where there are none: what
    was in them is followed or built again from the log."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._generations = Generations(cluster)
        self._names = self._generations.names
        self._lock: WriterLock | None = WriterLock(cluster, self._names.lock)
        self._positions: dict[str, int] = {}
        try:
            self._generations.sweep_unfinished()
            live = self._generations.live()
            self._live_name = live if live is not None else self._begin_empty()
        except BaseException:
            self.close()
            raise

    def _begin_empty(self) -> str:
        name = self.build((), 0)
        self._generations.switch(name)
        return name

    def _mine(self, generation: str | None) -> str:
        """A generation that may be written now. Raises: SearchUnavailableError, OutdatedIndexError."""
        self._hold()
        name = generation or self._live_name
        if not is_current(name):
            raise OutdatedIndexError(f"generation {name} is of an older layout, build the index anew")
        return name

    def _hold(self) -> None:
        if self._lock is None:
            raise SearchUnavailableError("this writer was closed")
        self._lock.check()

    def current(self) -> bool:
        """Whether the live generation was built as documents are analysed now."""
        return is_current(self._live_name)

    def apply(self, changes: Iterable[Replacement], position: int, generation: str | None = None) -> int:
        """Take over changes up to log position `position` at once; how many were newer than held.

        Entries come first, the position last: what breaks off between is taken over again, which does no
        harm. Readers see all of it or nothing, as far as one shard goes; with several, each by itself.
        Raises: SearchUnavailableError, OutdatedIndexError.
        """
        name = self._mine(generation)
        wanted = list(changes)
        try:
            taken = self._replace(name, wanted)
            if taken or position > self.position(name):
                self._set_position(name, max(position, self.position(name)))
        except BaseException:
            self._positions.pop(name, None)
            raise
        return taken

    def _replace(self, name: str, changes: list[Replacement]) -> int:
        newest: dict[str, Replacement] = {}
        held = self._versions(name, dict.fromkeys(change.parent for change in changes))
        taken = 0
        for change in changes:
            known = newest.get(change.parent)
            version = known.version if known else held.get(change.parent, (-1, frozenset()))[0]
            if version < change.version:
                newest[change.parent] = change
                taken += 1
        nobody = -1, frozenset[str]()
        wanted = [
            action
            for change in newest.values()
            for action in actions(self._names, name, change, held.get(change.parent, nobody)[1])
        ]
        bulk.send(self._cluster, wanted, refresh=self._cluster.address.refresh == "-1")
        return taken

    def _versions(self, name: str, parents: Iterable[str]) -> Found:
        """What is held of some parents."""
        wanted = list(parents)
        found: Found = {}
        path = f"/{self._names.index(name, PARENTS)}/_mget"
        for start in range(0, len(wanted), _AT_ONCE):
            body = {"ids": wanted[start : start + _AT_ONCE]}
            params = {"_source": "version,keys"}
            for one in self._cluster.request("POST", path, body, params=params)["docs"]:
                if "error" in one:
                    raise SearchUnavailableError(f"{name}: {one['error'].get('reason')}")
                if one.get("found"):
                    source = one["_source"]
                    found[one["_id"]] = source["version"], frozenset(source.get("keys", ()))
        return found

    def build(
        self,
        documents: Iterable[Replacement],
        position: int,
        progress: Callable[[int], None] | None = None,
    ) -> str:
        """Build a generation aside, holding the log up to `position`; answers its name.

        Each parent must come once. A failed build leaves no trace.
        """
        self._hold()
        name = self._generations.begin()
        try:
            self._fill(name, documents, progress)
            self._set_position(name, position)
            self._generations.finish(name)
        except BaseException:
            self._generations.drop(name)
            raise
        return name

    def _fill(
        self, name: str, documents: Iterable[Replacement], progress: Callable[[int], None] | None
    ) -> None:
        """Send everything, from several processes where it can be read so."""

        def tell(done: int) -> None:
            self._hold()
            if progress is not None:
                progress(done)

        tally = Tally(tell)
        sender = Sender(self._cluster.address, name)
        parts = documents.shared(sender) if isinstance(documents, Shared) else None
        if parts is None:
            bulk.send_many(self._cluster, all_actions(self._names, name, tally.passing(documents)))
        else:
            with closing(parts):  # what is dropped after a failure must not be written to any more
                for count in parts:
                    tally.add(count)
        tally.end()

    def switch(self, generation: str) -> None:
        """Make a built generation the live one, in one action; the one before is kept, others are removed."""
        self._hold()
        before = self._generations.switch(generation)
        self._live_name = generation
        if before is not None:
            kept = {before} if self._generations.position(before) else set()
            self._generations.keep_only({generation} | kept)

    def drop(self, generation: str) -> None:
        """Remove a generation. Raises: LookupError, SearchUnavailableError for the live one."""
        self._hold()
        if generation not in self._generations.all():
            raise LookupError(f"no generation {generation!r}")
        self._generations.drop(generation)

    def held(self) -> Iterator[Held]:
        """Every parent in the live generation with its version, ordered by parent."""
        index = self._names.index(self._mine(None), PARENTS)
        self._cluster.request("POST", f"/{index}/_refresh")
        opened = self._cluster.request("POST", f"/{index}/_pit", params={"keep_alive": limits.SNAPSHOT})
        snapshot = opened["id"]
        body: dict[str, Any] = {
            "query": {"exists": {"field": "parent"}},
            "size": limits.PAGE,
            "sort": [{"parent": "asc"}],
            "_source": ["parent", "version"],
            "track_total_hits": False,
        }
        try:
            while True:
                body["pit"] = {"id": snapshot, "keep_alive": limits.SNAPSHOT}
                told = self._cluster.request("POST", "/_search", body)
                snapshot = told.get("pit_id", snapshot)
                hits = told["hits"]["hits"]
                for hit in hits:
                    yield Held(hit["_source"]["parent"], int(hit["_source"]["version"]))
                if len(hits) < limits.PAGE:
                    return
                body["search_after"] = hits[-1]["sort"]
        finally:
            self._cluster.request("DELETE", "/_pit", {"id": snapshot})

    def position(self, generation: str | None = None) -> int:
        """How far the log has been followed. Remembered: nobody else writes it."""
        name = self._mine(generation)
        if name not in self._positions:
            self._positions[name] = self._generations.position(name)
        return self._positions[name]

    def _set_position(self, name: str, position: int) -> None:
        """Write the position; visible at once, since it is also what tells readers of a change."""
        path = f"/{self._names.index(name, PARENTS)}/_doc/{quote(POSITION, safe='')}"
        entry = {"position": position, "writer": token_hex(4)}
        self._cluster.request("PUT", path, entry, params={"refresh": "true"})
        self._positions[name] = position

    def close(self) -> None:
        """Give back the lock and the connections."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
            self._cluster.close()
