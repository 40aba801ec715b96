"""The one place that talks to a cluster: requests out, plain answers or our own errors back."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

import orjson
from elastic_transport import ConnectionTimeout
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.serializer import OrjsonSerializer

from search.elastic import limits
from search.elastic.address import Address
from search.elastic.breaker import Breaker
from search.elastic.schema import LATER
from search.errors import SearchUnavailableError

_JSON = "application/vnd.elasticsearch+json; compatible-with=8"  # servers 8 and 9 both speak it
_LINES = "application/vnd.elasticsearch+x-ndjson; compatible-with=8"
_OVERLOADED = frozenset({408, 429, 500, 502, 503, 504})


# the client tells every request at level INFO, which a portal does twenty times a second, and each time that
# it tries a node that is gone
logging.getLogger("elastic_transport.transport").setLevel(logging.WARNING)
logging.getLogger("elastic_transport.node_pool").setLevel(logging.ERROR)


class RequestError(SearchUnavailableError):
    """The cluster refused a request; status: HTTP status. It may pass from one process to another."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status

    def __reduce__(self) -> tuple[type["RequestError"], tuple[int, str]]:
        return type(self), (self.status, str(self))


class Cluster:
    """A connection pool to one cluster, opened with the first request. Safe in many threads."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.breaker = Breaker(self._probe)
        self._made: Elasticsearch | None = None
        self._patient: dict[float, Elasticsearch] = {}  # by the seconds it waits; making one takes half a ms

    def _waiting(self, seconds: float) -> Elasticsearch:
        """The client, waiting so long for an answer."""
        found = self._patient.get(seconds)
        if found is None:
            found = self._patient[seconds] = self._client.options(request_timeout=seconds)
        return found

    @property
    def _client(self) -> Elasticsearch:
        if self._made is None:
            address = self.address
            tls: dict[str, Any] = {"ca_certs": address.options["ca"]} if "ca" in address.options else {}
            self._made = Elasticsearch(
                list(address.hosts),
                api_key=address.api_key(),
                basic_auth=address.login(),
                serializer=OrjsonSerializer(),
                connections_per_node=limits.CONNECTIONS,
                max_retries=limits.ASK_RETRIES,
                retry_on_timeout=False,
                retry_on_status=(),
                **tls,
            )
        return self._made

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        timeout: float = limits.WRITE_TIMEOUT,
        params: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send one request; the answer's JSON. Raises: RequestError, SearchUnavailableError."""
        sent = body if body is None or isinstance(body, bytes) else orjson.dumps(body)
        return self._send(method, path, sent, _JSON, timeout, params)

    def lines(
        self,
        path: str,
        body: bytes,
        timeout: float = limits.WRITE_TIMEOUT,
        params: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send a body of JSON lines; the answer's JSON. Raises: RequestError, SearchUnavailableError."""
        return self._send("POST", path, body, _LINES, timeout, params)

    def ask(self, searches: Iterable[tuple[str, object]], filter_path: str) -> list[Any]:
        """Several searches in one trip, for a visitor who waits: (index, body) each; an answer each.

        Raises: SearchUnavailableError, at once while the breaker is open.
        """
        self.breaker.check()
        parts: list[bytes] = []
        for index, body in searches:
            spared = index.rpartition("-")[2] in LATER
            header = {"index": index, "allow_partial_search_results": False, "ignore_unavailable": spared}
            parts += [orjson.dumps(header), b"\n", orjson.dumps(body), b"\n"]
        params = {"filter_path": filter_path, "max_concurrent_searches": 8}
        try:
            told = self.lines("/_msearch", b"".join(parts), limits.ASK_TIMEOUT, params)
            answers = told["responses"]
            _check(answers)
        except RequestError as error:
            self._weigh(error)
            raise
        except SearchUnavailableError as error:
            self.breaker.failed(str(error))
            raise
        self.breaker.succeeded()
        return list(answers)

    def ask_one(self, index: str, body: object, filter_path: str) -> Any:
        """One search for a visitor who waits. Raises: SearchUnavailableError."""
        self.breaker.check()
        params = {"filter_path": filter_path, "allow_partial_search_results": "false"}
        if index.rpartition("-")[2] in LATER:
            params["ignore_unavailable"] = "true"
        path = f"/{quote(index)}/_search"
        try:
            answer = self.request("POST", path, body, limits.ASK_TIMEOUT, params)
        except RequestError as error:
            self._weigh(error)
            raise
        except SearchUnavailableError as error:
            self.breaker.failed(str(error))
            raise
        self.breaker.succeeded()
        return answer

    def _weigh(self, error: RequestError) -> None:
        """A cluster that is overloaded or red counts as failing; one that knows no such index answers."""
        if error.status in _OVERLOADED:
            self.breaker.failed(str(error))
        else:
            self.breaker.succeeded()

    def _send(
        self,
        method: str,
        path: str,
        body: bytes | None,
        kind: str,
        timeout: float,
        params: Mapping[str, Any] | None,
    ) -> Any:
        headers = {"accept": _JSON} if body is None else {"accept": _JSON, "content-type": kind}
        try:
            client = self._waiting(timeout)
            return client.perform_request(method, path, params=params, headers=headers, body=body).body
        except ApiError as error:
            raise RequestError(error.status_code, _reason(error)) from error
        except ConnectionTimeout as error:
            raise SearchUnavailableError(f"no answer within {timeout:g} s") from error
        except TransportError as error:
            raise SearchUnavailableError(f"{type(error).__name__}: {error.message}") from error
        except ValueError as error:  # a secret or certificate that cannot be read
            raise SearchUnavailableError(str(error)) from error

    def _probe(self) -> bool:
        """Whether the cluster answers again, and can search."""
        try:
            found = self.request("GET", "/_cluster/health", timeout=limits.PROBE_TIMEOUT)
        except SearchUnavailableError:
            return False
        return bool(found.get("status"))

    def close(self) -> None:
        """Give back the connections."""
        if self._made is not None:
            self._made.close()
            self._made = None
            self._patient.clear()


def _check(answers: Iterable[Mapping[str, Any]]) -> None:
    """Raises: RequestError for the first search that failed."""
    for answer in answers:
        if "error" in answer:
            error = answer["error"]
            raise RequestError(int(answer.get("status", 500)), f"{error.get('type')}: {error.get('reason')}")


def _reason(error: ApiError) -> str:
    """What the cluster says is wrong, without repeating the request."""
    return f"{error.status_code} {error.message}"
