"""Only one writer at a time, in the whole cluster: an entry with a holder and the time when it ends.

A holder that died on the same machine is noticed at once, one on another machine when its time is up.
"""

import os
import socket
import time
from secrets import token_hex
from threading import Event, Thread
from typing import Any

from search.elastic import limits
from search.elastic.cluster import Cluster, RequestError
from search.errors import SearchUnavailableError

_MAPPING = {
    "dynamic": "strict",
    "properties": {
        "holder": {"type": "keyword", "index": False, "doc_values": False},
        "until": {"type": "double", "index": False, "doc_values": False},
    },
}


class WriterLock:
    """Held from its making until `release`, or until it could not be made longer in time."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._path = f"/{index}/_doc/writer"
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{token_hex(4)}"
        self._until = 0.0
        self._version: tuple[int, int] | None = None
        self._make_index(index)
        self._take()
        self._stop = Event()
        self._thread = Thread(target=self._beat, name="search-lock", daemon=True)
        self._thread.start()

    def _make_index(self, index: str) -> None:
        settings = {"index.number_of_shards": 1, "index.auto_expand_replicas": "0-1", "index.hidden": True}
        try:
            self._cluster.request("PUT", f"/{index}", {"settings": settings, "mappings": _MAPPING})
        except RequestError as error:
            if error.status != 400:  # it is there already
                raise

    def check(self) -> None:
        """Raises: SearchUnavailableError if the lock was lost and somebody else may write."""
        if time.monotonic() >= self._until:
            self._take()

    def _take(self) -> None:
        found = self._found()
        if found is not None and not self._free(found["_source"]):
            raise SearchUnavailableError(f"another process writes: {found['_source']['holder']}")
        self._write(found)

    def _found(self) -> Any:
        try:
            return self._cluster.request("GET", self._path)
        except RequestError as error:
            if error.status == 404:
                return None
            raise

    def _free(self, entry: Any) -> bool:
        holder = entry["holder"]
        return holder == self._holder or entry["until"] < time.time() or _is_dead(holder)

    def _write(self, found: Any) -> None:
        """Write the entry, if it is still as it was found."""
        if found is None:
            params: dict[str, Any] = {"op_type": "create"}
        else:
            params = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        until = time.monotonic() + limits.LOCK_SECONDS
        entry = {"holder": self._holder, "until": time.time() + limits.LOCK_SECONDS}
        try:
            self._cluster.request("PUT", self._path, entry, params=params)
        except RequestError as error:
            if error.status == 409:
                raise SearchUnavailableError("another process began to write at the same time") from error
            raise
        self._until = until

    def _beat(self) -> None:
        while not self._stop.wait(limits.LOCK_BEAT):
            try:
                self._take()
            except SearchUnavailableError:
                continue  # `check` finds out in time

    def release(self) -> None:
        """Give it back."""
        self._stop.set()
        self._thread.join()
        try:
            found = self._found()
            if found is not None and found["_source"]["holder"] == self._holder:
                mine = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
                self._cluster.request("DELETE", self._path, params=mine)
        except SearchUnavailableError:
            pass  # it ends by itself
        self._until = 0.0


def _is_dead(holder: str) -> bool:
    """Whether the holder was a process of this machine that is no more."""
    machine, _, rest = holder.partition(":")
    number = rest.partition(":")[0]
    if machine != socket.gethostname() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
