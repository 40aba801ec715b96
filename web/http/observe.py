"""What happened, for operators: a request id, one JSON line a request, figures for Prometheus.

A line names the route, never the address: what a person looked for, from where, and with which
browser is not written down anywhere.
"""

import logging
import os
import secrets
import sys
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from time import perf_counter
from typing import Any

import orjson
from flask import Flask, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from credit.domain.clock import SHANGHAI
from web.http.locale import current_request
from web.http.security import Application, StartResponse

REQUEST_ID = "portal.request_id"
ROUTE = "portal.route"
MULTIPROCESS_DIR = "PROMETHEUS_MULTIPROC_DIR"

REQUESTS = Counter("portal_requests_total", "Answers by route and status", ["route", "status"])
SECONDS = Histogram(
    "portal_request_seconds",
    "Time to an answer by route",
    ["route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
FALLBACKS = Counter("portal_search_fallbacks_total", "Answers given while the engine was down")

access_log = logging.getLogger("portal.access")


class JsonLines(logging.Formatter):
    """One JSON object a line, in legal time; `extra={"fields": {...}}` stands beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "log": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def configure_logging(level: str) -> None:
    """Send everything this process logs to standard error as JSON lines. Raises ValueError."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)


@cache
def _counters(route: str, status: str) -> tuple[Counter, Histogram]:
    """The counters of one route and status; looking them up in the library takes longer than counting."""
    return REQUESTS.labels(route, status), SECONDS.labels(route)


class Observer:
    """WSGI wrapper: gives the request its id, then logs and counts the answer."""

    def __init__(self, application: Application, *, log: bool) -> None:
        self._application = application
        self._log = log

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        begun = perf_counter()
        environ[REQUEST_ID] = request_id = secrets.token_hex(8)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            headers.append(("X-Request-ID", request_id))
            self._record(environ, status[:3], perf_counter() - begun)
            return start_response(status, headers, exc_info)

        return self._application(environ, start)

    def _record(self, environ: dict[str, Any], status: str, seconds: float) -> None:
        route = environ.get(ROUTE, "none")
        answers, duration = _counters(route, status)
        answers.inc()
        duration.observe(seconds)
        if self._log:
            fields = {
                "request_id": environ[REQUEST_ID],
                "method": environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"].isalpha() else "?",
                "route": route,
                "status": int(status),
                "ms": round(seconds * 1000, 2),
            }
            access_log.info("request", extra={"fields": fields})


def note_route() -> None:
    """Before each request: tell the observer which route was taken."""
    asked = current_request()
    asked.environ[ROUTE] = asked.endpoint or "none"


def figures(more: Collector) -> Response:
    """All figures of this installation in Prometheus' text form (of every process, if several serve).

    more: what is asked for now rather than counted.
    """
    registry = REGISTRY
    if os.environ.get(MULTIPROCESS_DIR):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    now = CollectorRegistry()
    now.register(more)
    text = generate_latest(registry) + generate_latest(now)
    return Response(text, content_type=CONTENT_TYPE_LATEST)


def observe(app: Flask, *, log: bool) -> None:
    """Put the observer around the application."""
    app.before_request(note_route)
    app.wsgi_app = Observer(app.wsgi_app, log=log)  # type: ignore[method-assign]
