"""The one box: results of every kind, and lines under it while typing."""

import logging
from dataclasses import replace

from flask import Blueprint, Response, request

from credit.disclosure import narrow
from credit.domain.vocabulary import Channel
from credit.services.search_documents import card
from search.document import Card
from search.errors import CursorError, IndexBuildingError, SearchUnavailableError
from search.page import Page
from search.query import Kind, Language, Query
from web.http.access import public
from web.http.locale import PREFIX
from web.http.observe import FALLBACKS
from web.http.page import fragment, index_age, page, speech
from web.http.portal import portal
from web.presenters.asked import PAGE_SIZE, Asked, clean
from web.presenters.frame import Area, search_box
from web.presenters.hits import plain_hit, plain_suggestion, suggestion
from web.presenters.search import Counts, Results, Teller
from web.presenters.unavailable import apology

log = logging.getLogger(__name__)
bp = Blueprint("search", __name__, url_prefix=PREFIX)

SUGGESTIONS = 8


@bp.get("/search")
@public
def results() -> Response:
    """Results for an address, whatever it holds."""
    words, asked, on = speech(), Asked.read(request.args), portal().clock.today()
    teller = Teller(words, asked, on, f"/{words.prefix}/search")
    try:
        found, counts = _ask(asked, asked.query(on, Language(words.prefix)))
        shown, age = teller.results(found, counts), index_age()
    except SearchUnavailableError as error:
        shown, age = _instead(teller, asked, error), None
    hidden = () if asked.kind is Kind.ENTERPRISE else (("kind", asked.kind.value),)
    box = search_box(words, asked.text, hidden)
    return page("search/results", area=Area.SEARCH, box=box, data_age=age, results=shown)


@bp.get("/suggest")
@public
def suggest() -> Response:
    """Lines for a half-typed question."""
    words, on = speech(), portal().clock.today()
    text, _cut = clean(request.args.get("q", ""))
    try:
        found = portal().search.suggest(text, Language(words.prefix), on, SUGGESTIONS) if text else ()
    except SearchUnavailableError:
        cards = portal().reader.suggest_names(text, SUGGESTIONS)
        found = tuple(map(plain_suggestion, cards))
    items = tuple(suggestion(words, one) for one in found)
    status = words.suggestion_count(len(items))
    return fragment("search/suggestions", items=items, status=status)


def _ask(asked: Asked, query: Query) -> tuple[Page, Counts]:
    """The page, and how much there is of the other kinds. Raises: SearchUnavailableError."""
    engine = portal().search
    kinds = [kind for kind in Kind if kind is not asked.kind]
    others = [asked.of_kind(kind).counting(query.on, query.language) for kind in kinds]
    try:
        found, told = engine.search_and_count(query, others)
    except CursorError:
        # an old or foreign link: its search is still good, from the beginning
        found, told = engine.search_and_count(replace(query, cursor=None), others)
    return found, {asked.kind: (found.total, found.exact), **dict(zip(kinds, told, strict=True))}


def _instead(teller: Teller, asked: Asked, error: SearchUnavailableError) -> Results:
    """What can be said without the engine; an index is empty for good where the register is."""
    if isinstance(error, IndexBuildingError) and portal().reader.freshness() is None:
        return teller.results(Page((), 0), {})
    return teller.fallback(_register(asked), apology(error))


def _register(asked: Asked) -> Page:
    """What the database can answer while the engine is down: codes, and names by their beginning."""
    FALLBACKS.inc()
    log.warning("search engine unavailable, answering from the register")
    reader = portal().reader
    located = reader.enterprise(asked.text) if asked.text else None
    if located:
        cards: tuple[Card, ...] = (card(narrow(located.dossier, Channel.CARD)),)
    else:
        cards = reader.suggest_names(asked.text, PAGE_SIZE)
    return Page(tuple(map(plain_hit, cards)), len(cards), exact=False)
