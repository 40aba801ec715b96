"""What visitors look for is written down nowhere in the cluster, however slow it is."""

import pytest

from search.elastic.cluster import Cluster
from search.elastic.schema import INDICES
from search.elastic.writer import ElasticWriter
from tests.contract.search.region import alone, enterprise

pytestmark = pytest.mark.xdist_group("elastic-9")


def test_no_index_logs_slow_questions(cluster: Cluster, writer: ElasticWriter) -> None:
    writer.apply([alone(enterprise("喀什秘密果业商店"))], 1)
    prefix = cluster.address.prefix
    told = cluster.request("GET", f"/{prefix}-*/_settings", params={"flat_settings": "true"})
    kept = [one["settings"] for name, one in told.items() if name.rpartition("-")[2] in INDICES]
    assert len(kept) == len(INDICES)
    slow = "index.search.slowlog.threshold"
    levels = [
        f"{slow}.{p}.{level}" for p in ("query", "fetch") for level in ("warn", "info", "debug", "trace")
    ]
    for settings in kept:
        assert {settings[level] for level in levels} == {"-1"}
        assert settings["index.indexing.slowlog.source"] == "false"
    # the twin: what an index has that nobody told this
    cluster.request("PUT", f"/{prefix}-plain")
    plain = cluster.request("GET", f"/{prefix}-plain/_settings", params={"flat_settings": "true"})
    assert not any(level in plain[f"{prefix}-plain"]["settings"] for level in levels)
