"""Answers: pages with their frame, entity tags, redirects that stay on this site."""

from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Response, request

from credit.domain.labels import zh
from web.http.locale import Display, current_display, current_locale
from web.http.portal import portal
from web.presenters.frame import Area, Look, Place, frame, search_box
from web.presenters.parts import Frame, SearchBox, Text
from web.presenters.speech import SPEECH, Speech

VARY = "Cookie"


def speech() -> Speech:
    """The language of this request."""
    return SPEECH[current_locale().prefix]


def page(
    template: str,
    /,
    *,
    area: Area = Area.OTHER,
    box: SearchBox | None = None,
    band: bool = True,
    status: int = 200,
    **objects: Any,
) -> Response:
    """A page: `template` with its frame and objects. band: false leaves the search box out."""
    shown = box or (search_box(speech()) if band else None)
    html = portal().templates.render(
        current_locale(), template, frame=_frame(area, shown, objects.pop("data_age", None)), **objects
    )
    return conditional(Response(html, status, content_type="text/html; charset=utf-8"))


def fragment(template: str, **objects: Any) -> Response:
    """A piece of a page for a script."""
    html = portal().templates.render(current_locale(), template, **objects)
    answer = Response(html, content_type="text/html; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=30"
    return answer


def conditional(answer: Response) -> Response:
    """Give a page its entity tag; a browser that holds the same page gets 304 and no body.

    The tag is made of the page itself: whatever changes it, a rule at midnight too, changes the tag.
    """
    headers = answer.headers
    headers["Content-Language"] = current_locale().tag
    headers["Vary"] = VARY
    # shown again only after asking: a record may end at any moment
    headers["Cache-Control"] = "no-cache"
    if answer.status_code == 200:
        tag = f'"{sha256(answer.get_data()).hexdigest()[:24]}"'
        headers["ETag"] = tag
        if tag in request.headers.get("If-None-Match", ""):
            answer.set_data(b"")
            answer.status_code = 304
            del headers["Content-Type"]
    return answer


def _frame(area: Area, box: SearchBox | None, data_age: Text | None) -> Frame:
    parts = portal()
    look = Look(parts.assets.css, parts.assets.js, parts.assets.favicon)
    return frame(place(area, current_display()), look, box, _age() if data_age is None else data_age)


def place(area: Area, display: Display) -> Place:
    """Where this request stands."""
    settings = portal().settings
    locale = current_locale()
    return Place(
        locale=locale,
        path=_bare_path(locale.prefix),
        query=request.query_string.decode("ascii", "replace")[:2000],
        area=area,
        base_url=settings.base_url or f"{request.scheme}://{request.host}",
        theme=display.theme,
        elder=display.elder,
        demo=settings.demo,
    )


def _bare_path(prefix: str) -> str:
    """The path of this request without its language, encoded; `/` for addresses outside both languages."""
    path = request.path
    head = f"/{prefix}/"
    return f"/{quote(path[len(head) :])}" if path.startswith(head) else "/"


def safe_return(target: str, fallback: str) -> str:
    """`target` if it is a path of this site, else `fallback`: nobody is sent elsewhere by a link to us."""
    if not target.startswith("/") or target.startswith(("//", "/\\")) or not target.isprintable():
        return fallback
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc and "\\" not in target else fallback


def _age() -> Text:
    """Until when the data reach; nothing while the database cannot say."""
    known = portal().freshness.get()
    words = speech()
    return words.say(zh("数据更新至 %(moment)s"), moment=words.moment(known)) if known else ""
