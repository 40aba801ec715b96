"""Finding the view of an address, without what no address of this portal needs."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import IO, Any

from flask import Flask, Request, current_app
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.routing import MapAdapter
from werkzeug.utils import cached_property

from web.http.access import Access, marker

NUL = "\0"
# zero bytes, which PostgreSQL keeps in no text, and code points that are no characters: no page may hold them
_NEVER = re.compile("[\0\ufdd0-\ufdef\ufffe\uffff]")
_PLAIN_HOST = re.compile(r"[0-9A-Za-z.-]{1,253}(?::[0-9]{1,5})?")


class PortalRequest(Request):
    """A request without what nobody types and no text may hold."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        """Where an upload is read into: a letter of a reporter never touches a disk before it is sealed."""
        view = current_app.view_functions.get(self.endpoint or "")
        if view is not None and marker(view) is Access.LETTERBOX:
            return BytesIO()
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)

    def _load_form_data(self) -> None:
        super()._load_form_data()
        self.form = _texts(self.form)

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The query of the address."""
        return _texts(super().args)


def _texts(sent: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    pairs = list(sent.items(multi=True))
    if not any(_NEVER.search(name) or _NEVER.search(text) for name, text in pairs):
        return ImmutableMultiDict(sent)
    return ImmutableMultiDict((_NEVER.sub("", name), _NEVER.sub("", text)) for name, text in pairs)


class PortalFlask(Flask):
    """Flask, with the table of addresses bound to a request in a third of the time.

    Binding works out subdomains, the name of the host in every encoding and the place at which the
    application is mounted: none of them decides where an address of the portal leads.
    """

    request_class = PortalRequest

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Views and hooks as they are: none is a coroutine, which need not be asked with each page."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        if request is not None and NUL in request.path:
            raise NotFound
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
