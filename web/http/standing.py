"""How the search stands to the register: asked for probes, figures, the page of the state, and the foot of
results."""

from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from credit.services.public import PublicReader
from search.engine import SearchReader
from search.errors import IndexBuildingError, SearchUnavailableError
from web.presenters.status import SearchStanding, SearchState


def look(search: SearchReader, reader: PublicReader) -> SearchStanding:
    """Ask both. Raises: SQLAlchemyError while the database does not answer."""
    try:
        health = search.health()
    except IndexBuildingError:
        health = None
    except SearchUnavailableError:
        return SearchStanding(SearchState.DOWN)
    if health is None or not (health.ready and (health.position or any(health.documents.values()))):
        return SearchStanding(SearchState.EMPTY if reader.freshness() is None else SearchState.BUILDING)
    return SearchStanding(SearchState.OK, health, reader.standing(health.position))


class StandingFigures(Collector):
    """The same as figures for Prometheus, asked anew whenever they are collected."""

    def __init__(self, ask: Callable[[], SearchStanding], now: Callable[[], datetime]) -> None:
        self._ask = ask
        self._now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One gauge after the other; of a search that cannot be asked there is only that it is down."""
        try:
            found = self._ask()
        except SQLAlchemyError:
            yield GaugeMetricFamily("portal_database_up", "Whether the database answers", 0)
            return
        yield GaugeMetricFamily("portal_database_up", "Whether the database answers", 1)
        up = found.state in (SearchState.OK, SearchState.EMPTY)
        yield GaugeMetricFamily("portal_search_up", "Whether the search engine answers from an index", up)
        if found.standing is not None and found.health is not None:
            yield from self._of_index(found)

    def _of_index(self, found: SearchStanding) -> Iterator[GaugeMetricFamily]:
        standing, health = found.standing, found.health
        assert standing is not None
        assert health is not None
        lag = standing.seconds(self._now())
        yield GaugeMetricFamily("portal_changes_head", "Last position of the change log", standing.head)
        yield GaugeMetricFamily("portal_index_position", "Last position the index holds", standing.position)
        yield GaugeMetricFamily("portal_index_lag_changes", "Changes the index lacks", standing.behind)
        yield GaugeMetricFamily("portal_index_lag_seconds", "How long the oldest of them waits", lag)
        yield GaugeMetricFamily("portal_index_current", "Whether its layout is this code's", health.current)
        documents = GaugeMetricFamily("portal_index_documents", "Documents by kind", labels=["kind"])
        for kind, count in health.documents.items():
            documents.add_metric([kind.value], count)
        yield documents
