"""Answers: pages with their frame, entity tags, redirects that stay on this site."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Request, Response
from werkzeug.datastructures import Headers

from credit.domain.labels import zh
from i18n.locales import Locale
from web.http.locale import current_display, current_locale, current_request
from web.http.portal import portal
from web.presenters.frame import Area, Place, frame, search_box
from web.presenters.parts import SearchBox, Text
from web.presenters.speech import SPEECH, Speech
from web.settings import Settings

VARY = "Cookie"
_PLAIN_PATH = re.compile("[0-9A-Za-z/]*")
HTML = "text/html; charset=utf-8"


def speech() -> Speech:
    """The language of this request."""
    return SPEECH[current_locale().prefix]


class Ready(Response):
    """A finished page, sent as it is.

    The library goes through the headers of an answer once more while it is sent, for what a page
    never has; that takes as long as making them.
    """

    def __init__(self, body: bytes, status: int, headers: list[tuple[str, str]]) -> None:
        super().__init__(body, status, Headers(headers))

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response(self.status, self.headers.to_wsgi_list())
        # a list is sent at once by the server, anything else piece by piece
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.get_data()]


def page(
    template: str,
    /,
    *,
    area: Area = Area.OTHER,
    box: SearchBox | None = None,
    band: bool = True,
    status: int = 200,
    private: bool = False,
    at: str = "",
    **objects: Any,
) -> Response:
    """A page: `template` with its frame and objects. band: false leaves the search box out.

    at: the path, without its language, that shows this page when it is asked for; empty: the request's.
    private: it is for one person; no browser or proxy keeps it, and going back asks for it anew.
    """
    parts, asked, locale = portal(), current_request(), current_locale()
    shown = box or (search_box(SPEECH[locale.prefix]) if band else None)
    age = objects.pop("data_age", None)
    made = frame(
        _place(asked, locale, area, parts.settings, at), parts.look, shown, _age() if age is None else age
    )
    html = parts.templates.render(locale, template, frame=made, **objects)
    if private:
        headers = [("Content-Language", locale.tag), ("Vary", VARY), ("Cache-Control", "no-store")]
        return Ready(html.encode(), status, [("Content-Type", HTML), *headers])
    return conditional(html.encode(), status, locale, asked.environ.get("HTTP_IF_NONE_MATCH", ""))


def fragment(template: str, **objects: Any) -> Response:
    """A piece of a page for a script."""
    html = portal().templates.render(current_locale(), template, **objects)
    answer = Response(html, content_type=HTML)
    answer.headers["Cache-Control"] = "private, max-age=30"
    return answer


def conditional(body: bytes, status: int, locale: Locale, held: str) -> Response:
    """A page with its entity tag; a browser that holds the same page gets 304 and no body.

    The tag is made of the page itself: whatever changes it, a rule at midnight too, changes the tag.
    """
    # shown again only after asking: a record may end at any moment
    headers = [("Content-Language", locale.tag), ("Vary", VARY), ("Cache-Control", "no-cache")]
    if status == 200:
        tag = f'"{sha256(body).hexdigest()[:24]}"'
        headers.append(("ETag", tag))
        if tag in held:
            return Response(None, 304, Headers(headers))
    return Ready(body, status, [("Content-Type", HTML), *headers])


def _place(asked: Request, locale: Locale, area: Area, settings: Settings, at: str) -> Place:
    """Where a request stands."""
    display = current_display()
    return Place(
        locale=locale,
        path=at or _bare_path(asked.path, locale.prefix),
        query=asked.query_string.decode("ascii", "replace")[:2000],
        area=area,
        base_url=settings.base_url,  # else relative: what a request calls us proves nothing
        theme=display.theme,
        elder=display.elder,
        demo=settings.demo,
        account=bool(len(portal().accounts.doors)),
    )


def _bare_path(path: str, prefix: str) -> str:
    """The path of a request without its language, encoded; `/` for addresses outside both languages."""
    head = f"/{prefix}/"
    rest = path[len(head) :] if path.startswith(head) else ""
    return f"/{rest}" if _PLAIN_PATH.fullmatch(rest) else f"/{quote(rest)}"


def safe_return(target: str, fallback: str) -> str:
    """`target` if it is a path of this site, else `fallback`: nobody is sent elsewhere by a link to us."""
    if not target.startswith("/") or target.startswith(("//", "/\\")) or not target.isprintable():
        return fallback
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc and "\\" not in target else fallback


def _age() -> Text:
    """Until when the data reach; nothing while the database cannot say."""
    known = portal().freshness.get()
    return _until(known) if known else ""


def index_age() -> Text | None:
    """Until when the data reach that are searched, which may be behind the register; None: not known."""
    found = portal().standing.get()
    reached = found.standing.reached if found is not None and found.standing is not None else None
    return _until(reached) if reached else None


def _until(moment: datetime) -> Text:
    return _said_until(current_locale().prefix, moment)


@lru_cache(64)
def _said_until(prefix: str, moment: datetime) -> Text:
    words = SPEECH[prefix]
    return words.say(zh("数据更新至 %(moment)s"), moment=words.moment(moment))
