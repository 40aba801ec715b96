"""Generations in the cluster: begun aside, finished, switched to in one action, removed."""

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

from search.elastic import limits
from search.elastic.cluster import Cluster, RequestError
from search.elastic.layout import is_current
from search.elastic.names import Names, new_generation
from search.elastic.schema import INDICES, PARENTS, POSITION, mapping, settings
from search.engine import Generation
from search.errors import SearchUnavailableError

_FINISHED = "finished"
# Nobody reads what is being filled. Still it is refreshed: what came is then put in order and on disk while
# more is on its way, and not at the end, when nothing else is left to do
_FILLING = {"index.number_of_replicas": 0, "index.refresh_interval": "5s"}


class Generations:
    """The indices under one prefix."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.names = Names(cluster.address.prefix)

    def live(self) -> str | None:
        """Name of the live generation, None before the first.

        One of an older layout may lack the index of a kind that came later; of this layout, nothing.
        """
        try:
            told = self._cluster.request("GET", f"/_alias/{self.names.pattern()}")
        except RequestError as error:
            if error.status == 404:
                return None
            raise
        there = set(told)
        found = {name for name in map(self.names.generation, there) if name is not None}
        if len(found) != 1:
            return None
        (name,) = found
        needed = INDICES if is_current(name) else (PARENTS,)
        return name if all(self.names.index(name, index) in there for index in needed) else None

    def all(self) -> dict[str, bool]:
        """All generations by name, the oldest first, and whether each was finished."""
        told = self._cluster.request("GET", f"/{self.names.pattern()}/_mapping")
        found: dict[str, bool] = {}
        for index, holds in sorted(told.items()):
            name = self.names.generation(index)
            if name is not None:
                marked = bool(holds["mappings"].get("_meta", {}).get(_FINISHED))
                found[name] = found.get(name, False) or (marked and index.endswith(f"-{PARENTS}"))
        return found

    def position(self, name: str) -> int:
        """How far a whole generation has followed the log."""
        path = f"/{self.names.index(name, PARENTS)}/_doc/{quote(POSITION, safe='')}"
        return int(self._cluster.request("GET", path)["_source"]["position"])

    def listed(self) -> tuple[Generation, ...]:
        """All whole generations, the oldest first."""
        live = self.live()
        whole = [name for name, finished in self.all().items() if finished]
        return tuple(Generation(name, name == live, is_current(name), self.position(name)) for name in whole)

    def begin(self) -> str:
        """Empty indices under a new name, set for being filled."""
        name = new_generation()
        try:
            with ThreadPoolExecutor(len(INDICES)) as pool:
                list(pool.map(lambda index: self._create(name, index), INDICES))
        except BaseException:
            self.drop(name)
            raise
        return name

    def _create(self, name: str, index: str) -> None:
        wanted = settings(index, self._cluster.address.shards) | _FILLING
        body = {"settings": wanted, "mappings": mapping(index)}
        self._cluster.request("PUT", f"/{self.names.index(name, index)}", body)

    def finish(self, name: str) -> None:
        """Make a filled generation whole: visible, safe on disk, copied as configured."""
        address = self._cluster.address
        every = ",".join(self.names.index(name, index) for index in INDICES)
        self._cluster.request("POST", f"/{every}/_refresh", timeout=limits.LONG_TIMEOUT)
        self._cluster.request("POST", f"/{every}/_flush", timeout=limits.LONG_TIMEOUT)
        serving = {
            "index.number_of_replicas": address.replicas,
            "index.refresh_interval": address.refresh,
        }
        if serving != _FILLING:
            self._cluster.request("PUT", f"/{every}/_settings", serving)
        path = f"/{self.names.index(name, PARENTS)}/_mapping"
        self._cluster.request("PUT", path, {"_meta": {_FINISHED: True}})

    def switch(self, name: str) -> str | None:
        """Point all aliases to a finished generation in one action; the one that was live before."""
        if not self.all().get(name):
            raise LookupError(f"no generation {name!r}")
        before = self.live()
        actions: list[Any] = []
        for index in INDICES:
            alias = self.names.alias(index)
            actions.append(
                {"remove": {"index": self.names.index("*", index), "alias": alias, "must_exist": False}}
            )
            actions.append({"add": {"index": self.names.index(name, index), "alias": alias}})
        self._cluster.request("POST", "/_aliases", {"actions": actions})
        return before if before != name else None

    def sweep_unfinished(self) -> None:
        """Remove what builds left that were killed; only the one writer may."""
        live = self.live()
        for name, finished in self.all().items():
            if not finished and name != live:
                self.drop(name)

    def keep_only(self, kept: Collection[str]) -> None:
        """Remove every other generation."""
        for name in self.all():
            if name not in kept:
                self.drop(name)

    def drop(self, name: str) -> None:
        """Remove a generation, whatever is left of it. Raises: SearchUnavailableError for the live one."""
        if name == self.live():
            raise SearchUnavailableError(f"generation {name} is live")
        for index in INDICES:
            try:
                self._cluster.request("DELETE", f"/{self.names.index(name, index)}")
            except RequestError as error:
                if error.status != 404:
                    raise
