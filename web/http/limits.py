"""Quotas by client: a person never notices them, a program gets a clear answer and a time to wait.

Flask-Limiter holds the configuration, the storage and the strategy. Its own hook, which looks up the
limits of a route anew on each request, costs more than a whole page (78 µs against 3 µs measured),
so the strategy is asked directly from one hook of ours.
"""

import logging
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import time

from flask import Flask, current_app
from flask_limiter import Limiter
from limits import RateLimitItem, parse
from werkzeug.exceptions import TooManyRequests

from web.http import counting
from web.http.access import Access, marker
from web.http.locale import current_request
from web.settings import Settings, SettingsError

log = logging.getLogger(__name__)

_COUNTED = frozenset({Access.PUBLIC, Access.ENTRANCE, Access.LETTERBOX})  # whoever signed in: the guard
_MADE_ANEW = frozenset({"sitemap.part"})  # for programs, and dear: thousands of dossiers are read for it
LOCAL = f"{counting.SCHEME}://"  # naming the module registers its storage


class TooManyOfPersonError(TooManyRequests):
    """A signed-in person asks more than anybody can by hand. kept: what they sent is kept for them."""

    kept = False


class Quotas:
    """What one client may ask of pages and of suggestions."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._limiter = Limiter(_client, storage_uri=settings.quota_storage, strategy="fixed-window")
        app.extensions["limiter"] = {self._limiter}  # already there: it adds no hooks of its own
        self._limiter.init_app(app)
        self._pages = _item("QUOTA_PAGES", settings.quota_pages)
        self._suggestions = _item("QUOTA_SUGGESTIONS", settings.quota_suggestions)
        self._person = _item("QUOTA_PERSON", settings.quota_person)
        self._letters = _item("QUOTA_LETTERS", settings.quota_letters)
        self._codes = _item("QUOTA_CODES", settings.quota_codes)
        counted = {endpoint for endpoint, view in app.view_functions.items() if marker(view) in _COUNTED}
        self._public = counted | _MADE_ANEW

    def check(self) -> None:
        """Count the request. Raises TooManyRequests with the seconds to wait."""
        asked = current_request()
        endpoint = asked.endpoint
        if endpoint is not None and endpoint not in self._public:
            return
        if endpoint == "search.suggest":
            self._count(self._suggestions, "suggestions", asked.remote_addr)
        else:
            self._count(self._pages, "pages", asked.remote_addr)

    def person(self, person_id: str) -> None:
        """Count a request of a signed-in person, wherever it comes from. Raises TooManyOfPersonError."""
        self._hit(self._person, "person", person_id, TooManyOfPersonError)

    def stranger(self) -> None:
        """Count a request for a page of one's own by somebody who has no session. Raises as `check`."""
        self._count(self._pages, "pages", current_request().remote_addr)

    def letter(self) -> None:
        """Count something that is handed in. Raises as `check`."""
        self._count(self._letters, "letters", current_request().remote_addr)

    def code(self) -> None:
        """Count a code that is tried. Raises as `check`."""
        self._count(self._codes, "codes", current_request().remote_addr)

    def _count(self, item: RateLimitItem, bucket: str, remote: str | None) -> None:
        self._hit(item, bucket, client(remote), TooManyRequests)

    def _hit(self, item: RateLimitItem, bucket: str, who: str, refusal: type[TooManyRequests]) -> None:
        try:
            allowed = self._limiter.limiter.hit(item, bucket, who)
        except Exception:
            # the store of counts is down: pages go on, the operator reads it here
            log.exception("quota storage failed")
            return
        if not allowed:
            raise refusal(retry_after=self._wait(item, bucket, who))

    def _wait(self, item: RateLimitItem, bucket: str, who: str) -> int:
        reset = self._limiter.limiter.get_window_stats(item, bucket, who).reset_time
        return max(1, ceil(reset - time()))


def client(remote: str | None) -> str:
    """Who is counted: the address; of IPv6 the network, which is what one household is given."""
    if not remote:
        return "unknown"
    if ":" not in remote:
        return remote
    try:
        address = ip_address(remote.partition("%")[0])
    except ValueError:
        return remote
    if not isinstance(address, IPv6Address):
        return remote
    mapped = address.ipv4_mapped  # an IPv4 client at a socket for both: all of them share one network
    return str(mapped) if mapped else f"{int(address) >> 64:x}/64"


def _client() -> str:
    return client(current_request().remote_addr)


def count_requests(app: Flask, settings: Settings) -> None:
    """Install the quotas; call after all routes are known. Raises SettingsError."""
    quotas = Quotas(app, settings)
    app.extensions["quotas"] = quotas
    app.before_request(quotas.check)


def quotas() -> Quotas:
    """The quotas of the current application."""
    found: Quotas = current_app.extensions["quotas"]
    return found


def _item(name: str, notation: str) -> RateLimitItem:
    try:
        return parse(notation)
    except ValueError as error:
        raise SettingsError(f"PORTAL_{name}={notation!r}: write e.g. '240 per minute'") from error
