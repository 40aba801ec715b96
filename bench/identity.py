"""Whether an index on a cluster is what the register says: every document compared, not only its version."""

from collections.abc import Iterator
from typing import Any

from credit.db.session import Sessions
from credit.domain.clock import Clock
from credit.jobs import indexing
from credit.services.change_source import DossierChanges
from search.document import Document
from search.elastic import limits
from search.elastic.address import parse
from search.elastic.cluster import Cluster
from search.elastic.names import Names
from search.elastic.schema import body
from search.query import Kind

Place = tuple[Kind, str]


def differences(sessions: Sessions, clock: Clock, url: str) -> list[str]:
    """Documents missing, in excess or of another content, one line each; follows the log to its head."""
    drift = indexing.compare(sessions, clock, url)
    found = [f"version of {key}" for key in (*drift.missing, *drift.stale)]
    found += [f"version of {one.parent}" for one in drift.excess]
    wanted = {
        (document.kind, document.key): document
        for replacement in DossierChanges(sessions, clock).everything()
        for document in replacement.documents
    }
    cluster = Cluster(parse(url))
    try:
        for place, document in _held(cluster):
            if wanted.pop(place, None) != document:
                found.append(f"content of {place[0].value} {place[1]}")
    finally:
        cluster.close()
    return found + [f"no {kind.value} {key}" for kind, key in wanted]


def _held(cluster: Cluster) -> Iterator[tuple[Place, Document]]:
    """Everything in the live generation."""
    names = Names(cluster.address.prefix)
    for kind in Kind:
        alias = names.alias(kind.value)
        cluster.request("POST", f"/{alias}/_refresh")
        snapshot = cluster.request("POST", f"/{alias}/_pit", params={"keep_alive": limits.SNAPSHOT})["id"]
        asked: dict[str, Any] = {
            "size": 1_000,
            "sort": [{"_shard_doc": "asc"}],
            "stored_fields": ["body"],
            "track_total_hits": False,
            "pit": {"id": snapshot, "keep_alive": limits.SNAPSHOT},
        }
        try:
            while hits := cluster.request("POST", "/_search", asked)["hits"]["hits"]:
                for hit in hits:
                    yield (kind, hit["_id"]), body(hit["fields"]["body"][0])
                asked["search_after"] = hits[-1]["sort"]
        finally:
            cluster.request("DELETE", "/_pit", {"id": snapshot})
