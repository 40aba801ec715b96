"""Bulk writing: what the cluster puts off is sent again, what is stale is left, what is refused is named."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

import orjson

from search.elastic import limits
from search.elastic.cluster import Cluster, RequestError
from search.errors import SearchUnavailableError

Action = tuple[bytes, bytes | None]  # what to do, and the entry to write
_PUT_OFF = frozenset({429, 503})
_FINE = frozenset({200, 201, 404, 409})  # 404: deleted already; 409: a newer version is there


class RefusedError(SearchUnavailableError):
    """The cluster refused an entry; the text names index, id and reason."""


def put(index: str, key: str, version: int, entry: bytes) -> Action:
    """Write an entry, unless a newer version of it is there."""
    return orjson.dumps({"index": _place(index, key, version)}), entry


def remove(index: str, key: str, version: int) -> Action:
    """Delete an entry, unless a newer version of it is there."""
    return orjson.dumps({"delete": _place(index, key, version)}), None


def _place(index: str, key: str, version: int) -> dict[str, Any]:
    return {"_index": index, "_id": key, "version": version, "version_type": "external_gte"}


def send(cluster: Cluster, actions: Iterable[Action], refresh: bool = False) -> None:
    """Carry actions out, one request after the other. Raises: SearchUnavailableError.

    A cluster that was lost without a word is noticed soon: a follower waits for this, no build.
    """
    for chunk in chunks(actions):
        _send(cluster, chunk, refresh, limits.WRITE_TIMEOUT)


def send_many(cluster: Cluster, actions: Iterable[Action]) -> None:
    """Carry actions out in any order, several requests at a time. Raises: SearchUnavailableError."""
    with ThreadPoolExecutor(limits.BULK_AT_ONCE, "search-bulk") as pool:
        running: set[Future[None]] = set()
        try:
            for chunk in chunks(actions):
                while len(running) > limits.BULK_AT_ONCE:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for one in done:
                        one.result()
                running.add(pool.submit(_send, cluster, chunk, False, limits.LONG_TIMEOUT))
            for one in running:
                one.result()
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def chunks(actions: Iterable[Action]) -> Iterator[list[Action]]:
    """Actions in lists of bounded size."""
    chunk: list[Action] = []
    size = 0
    for action in actions:
        chunk.append(action)
        size += len(action[0]) + len(action[1] or b"")
        if size >= limits.BULK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _send(cluster: Cluster, chunk: list[Action], refresh: bool, timeout: float) -> None:
    pause = limits.BULK_PAUSE
    for _ in range(limits.BULK_TRIES):
        chunk = _once(cluster, chunk, refresh, timeout)
        if not chunk:
            return
        time.sleep(pause)
        pause = min(pause * 2, limits.BULK_LONGEST_PAUSE)
    raise SearchUnavailableError(f"the search cluster keeps putting off {len(chunk)} entries")


def _once(cluster: Cluster, chunk: list[Action], refresh: bool, timeout: float) -> list[Action]:
    """Send; what must be sent again."""
    body = b"\n".join(line for action in chunk for line in action if line is not None) + b"\n"
    params = {"filter_path": "errors,items.*.status,items.*.error,items.*._index,items.*._id"}
    if refresh:
        params["refresh"] = "true"
    try:
        told = cluster.lines("/_bulk", body, timeout, params)
    except RequestError as error:
        if error.status in _PUT_OFF:
            return chunk
        raise
    if not told["errors"]:
        return []
    again: list[Action] = []
    for action, item in zip(chunk, told["items"], strict=True):
        (result,) = item.values()
        if result["status"] in _PUT_OFF:
            again.append(action)
        elif result["status"] not in _FINE:
            raise RefusedError(_named(result))
    return again


def _named(result: dict[str, Any]) -> str:
    error = result.get("error", {})
    cause = error.get("caused_by", {}).get("reason")
    why = f"{error.get('type')}: {error.get('reason')}" + (f" ({cause})" if cause else "")
    return f"{result.get('_index')}/{result.get('_id')} was refused: {why}"
