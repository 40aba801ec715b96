"""The lists behind the counts of the front page hold what was counted, whatever stands in the address."""

from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from credit.db.session import open_sessions
from credit.domain.clock import SystemClock
from credit.domain.recent import Position, Published, Recently
from credit.domain.vocabulary import RecordKind
from credit.services.public import PublicReader
from search.engine import SearchReader
from search.errors import SearchUnavailableError
from tests.web.visiting import LANGUAGES, Page, Visitor
from web.app import create_app
from web.http.portal import EXTENSION
from web.presenters.recent import KINDS
from web.settings import Settings

RECORDS = "table tbody td a"


def pages(visit: Visitor, address: str) -> list[Page]:
    """Every page of a list, by its link to the next."""
    language, _, path = address.removeprefix("/").partition("/")
    found = [visit(f"/{path}", language)]
    while following := found[-1].links("a[rel=next]"):
        found.append(visit(following[0].removeprefix(f"/{language}"), language))
        assert len(found) < 200
    return found


def records(visit: Visitor, address: str) -> list[str]:
    return [link for page in pages(visit, address) for link in page.links(RECORDS)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_page_leads_to_what_it_counted(visit: Visitor, language: str) -> None:
    front = visit("/", language)
    counts = [int(text.replace(",", "")) for text in front.texts(".counts-number")]
    links = front.links(".counts a")
    assert counts
    for count, link in zip(counts, links, strict=True):
        found = records(visit, link)
        assert len(set(found)) == len(found) == count, link


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("days", [1, 7])
def test_every_list_is_what_was_counted(
    visit: Visitor, reader: PublicReader, kind: RecordKind, days: int
) -> None:
    today = reader.today()
    counted = (today.today if days == 1 else today.week).get(kind, 0)
    found = records(visit, f"/zh/recent?kind={kind.value}&days={days}")
    assert len(set(found)) == len(found) == counted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_rows_are_newest_first_and_lead_to_their_record(
    visit: Visitor, kind: RecordKind, language: str
) -> None:
    page = visit(f"/recent?kind={kind.value}&days=7", language)
    days = page.texts("tbody td:last-child")
    assert days == sorted(days, reverse=True)
    for link in page.links(RECORDS)[:5]:
        path, _, place = link.partition("#")
        target = visit(path.removeprefix(f"/{language}"), language)
        assert target.tree.css_first(f"#{place}" if place else "h1") is not None, link


class ShortPages(PublicReader):
    """So that a small region has lists of several pages."""

    def recent(self, kind: RecordKind, days: int, after: Position | None = None, limit: int = 1) -> Recently:
        return super().recent(kind, days, after, limit)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_page_goes_on_where_this_one_ends(region: Settings, visit: Visitor, language: str) -> None:
    short = ShortPages(open_sessions(region.database_url), SystemClock())
    week = short.today().week
    kind = max(KINDS, key=lambda one: week.get(one, 0))
    address = f"/{language}/recent?kind={kind.value}&days=7"
    found = pages(Visitor(create_app(region, reader=short)), address)
    assert len(found) > 1
    assert [link for page in found for link in page.links(RECORDS)] == records(visit, address)
    assert found[0].links("a.pagination-first") == []
    for number, page in enumerate(found[1:], 1):
        assert page.links("a.pagination-first") == [address]
        assert f"{number + 1}–" in page.texts(".pagination-place")[0]


def test_uyghur_readers_see_the_uyghur_name_first(visit: Visitor, reader: PublicReader) -> None:
    named = {
        one.dossier.registered.uyghur_name: one.dossier.registered.name
        for kind in KINDS
        for one in reader.recent(kind, 7, limit=1000).items
        if isinstance(one, Published) and one.dossier.registered.uyghur_name
    }
    heads = {
        head
        for kind in KINDS
        for page in pages(visit, f"/ug/recent?kind={kind.value}&days=7")
        for head in page.texts("tbody th > span:first-child")
    }
    assert named
    assert {f"{uyghur} {chinese}" for uyghur, chinese in named.items()} <= heads


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    [
        "kind=x&days=y",
        "kind=website&days=365",
        "days=-1&days=1",
        "days=07",
        "days=" + "9" * 400,
        "kind=%00&days=%ff",
        "cursor=%22%27--&at=-5",
        "cursor=2026-99-99.a.b&at=x",
        "kind=licence&days=7&kind=" + quote("' OR 1=1"),
    ],
)
def test_whatever_is_asked_gets_the_list_itself(visit: Visitor, query: str, language: str) -> None:
    plain = visit("/recent", language)
    assert visit(f"/recent?{query}", language).texts("tbody th") == plain.texts("tbody th")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [1, 7])
def test_nothing_is_said_in_words(visit: Visitor, days: int, language: str) -> None:
    page = visit(f"/recent?days={days}&cursor=0001-01-01.a.a&at=50", language)
    assert page.texts(".empty-title") != [""]
    assert page.tree.css_first("table") is None
    assert page.links("a.pagination-first") == [f"/{language}/recent?kind=licence&days={days}"]


def test_it_asks_the_database_alone(region: Settings, portal_app: Flask) -> None:
    class Down:
        def __getattr__(self, name: str) -> object:
            raise SearchUnavailableError

    down: SearchReader = Down()  # type: ignore[assignment]
    visit = Visitor(create_app(region, reader=portal_app.extensions[EXTENSION].reader, search=down))
    assert visit("/recent").links(RECORDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_database(tmp_path: Path, language: str) -> None:
    settings = Settings.from_mapping(
        {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path}/none/none.db"}
    )
    page = Visitor(create_app(settings))("/recent?kind=penalty", language, status=503)
    assert page.response.headers["Retry-After"] == "30"
