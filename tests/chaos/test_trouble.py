"""A served portal while its real Elasticsearch is built anew, paused, killed and restarted under load.

Short phases; `python -m bench.chaos SECONDS NODES` does the same for longer, also with a cluster of three.
How long pages take is measured there: here no page may wait for the engine.
"""

from pathlib import Path

import pytest

from bench.chaos import run, section
from bench.witnesses import Answer, Outcome, Phase
from search.elastic import limits
from tests.fixtures.elastic import QUICK, ElasticServers

VERSION = "9.5.3"


@pytest.mark.slow
@pytest.mark.xdist_group("elastic-9")
def test_readers_do_not_fail_and_nothing_is_lost(elastic_servers: ElasticServers, tmp_path: Path) -> None:
    elastic_servers.home(VERSION)
    met = run(tmp_path, seconds=1.0, size=60, options=QUICK)
    assert met.failed == [], (tmp_path / "portal.log").read_text(encoding="utf-8")[-4000:]
    assert met.differences == []
    assert met.changes > 20
    built = met.of("search", Phase.REBUILT)  # on a busy machine one may wait too long
    assert sum(one.fallback for one in built) <= len(built) / 10
    assert any(one.fallback for one in met.of("search", Phase.PAUSED))
    assert any(one.fallback for one in met.of("search", Phase.KILLED))
    for page in ("search", "enterprise"):
        for phase in Phase:
            assert met.of(page, phase), f"{page} was not read while {phase}"
    assert met.p95("enterprise", Phase.PAUSED, Phase.KILLED) < limits.ASK_TIMEOUT / 2


def test_what_readers_met_is_told_against_its_bars() -> None:
    """The twin: failures, slow pages and lost documents are seen."""
    good = Outcome()
    for phase in Phase:
        for page in ("search", "enterprise"):
            good.answers += [Answer(phase, page, 200, 0.01, fallback=False)] * 20
    good.recovered = {Phase.RESUMED: 1.0, Phase.RESTARTED: 2.0}
    assert {line.met for line in section(good, 1).lines} == {True, None}
    bad = Outcome(list(good.answers), 3, ["content of enterprise x"], dict(good.recovered))
    bad.answers += [Answer(Phase.KILLED, "enterprise", 500, 0.09, fallback=False)] * 20
    bad.answers.append(Answer(Phase.REBUILT, "search", 200, 0.01, fallback=True))
    assert [line.met for line in section(bad, 3).lines if line.met is not None] == [False] * 4
    assert ("server killed", "60", ", ".join(["500"] * 20), "0", "90.0") in section(bad, 3).rows
