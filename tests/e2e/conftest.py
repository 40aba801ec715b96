"""How the end-to-end tests look at the portal: a page of a fresh browser, watched for mishaps."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.fixtures.served import Served

Visit = Callable[..., Page]
HERE = Path(__file__).parent
# One of the two groups, which take about the same time.
PAGES = {
    "test_answers",
    "test_breach",
    "test_commitments",
    "test_every_page",
    "test_objections",
    "test_reader_choices",
    "test_repair",
    "test_repair_desk",
}
PATIENCE = 5_000  # milliseconds until something expected counts as missing

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In two groups, one for each worker of a run, so that each makes one portal and one browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            group = "pages" if item.path.stem in PAGES else "readers"
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(params=["zh", "ug"])
def lang(request: pytest.FixtureRequest) -> str:
    """The language of the pages."""
    return str(request.param)


@pytest.fixture(params=[360, 1280])
def width(request: pytest.FixtureRequest) -> int:
    """The width of the window in CSS pixels: a small phone, a desk."""
    return int(request.param)


class Mishaps(list[str]):
    """What went wrong on watched pages.

    Wrong is: a request to another host, an answer of 500 or above, an error in the console (which is
    where a breach of the content security policy shows).
    """

    def __init__(self, home: str) -> None:
        super().__init__()
        self._watches: dict[Any, Callable[[Any], None]] = {
            "request": lambda request: _watch_request(request.url, home, self),
            "response": lambda answer: _watch_answer(answer.status, answer.url, self),
            "pageerror": lambda error: self.append(f"script: {error}"),
            "console": lambda message: _watch_console(message.type, message.text, self),
        }

    def watch(self, page: Page) -> None:
        for event, told in self._watches.items():
            page.on(event, told)

    def leave(self, page: Page) -> None:
        for event, told in self._watches.items():
            page.remove_listener(event, told)


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A context for pages that ask for nothing but a width: opening one takes longer than a page."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="session")
def pane(reader: BrowserContext) -> Page:
    """The page of `glance`."""
    return reader.new_page()


@pytest.fixture
def visit(browser: Browser, reader: BrowserContext, served: Served) -> Iterator[Visit]:
    """Open an address in a new page without cookies; at the end nothing may have gone wrong on the way.

    A second page of a test, and one with options, is in a context of its own.
    """
    mishaps, pages, contexts = Mishaps(served.url), list[Page](), list[BrowserContext]()

    def open_page(address: str, width: int = 1280, **options: Any) -> Page:
        size: ViewportSize = {"width": width, "height": 800}
        if pages or options:
            contexts.append(browser.new_context(viewport=size, **options))
            page = contexts[-1].new_page()
        else:
            page = reader.new_page()
            page.set_viewport_size(size)
        pages.append(page)
        page.set_default_timeout(PATIENCE)
        mishaps.watch(page)
        page.goto(served.url + address)
        return page

    yield open_page
    for opened in (*pages, *contexts):
        opened.close()
    reader.clear_cookies()
    assert mishaps == []


@pytest.fixture
def glance(reader: BrowserContext, pane: Page, served: Served) -> Iterator[Visit]:
    """As `visit`, but always in the one page that stays open, as a reader's does: for looking at many.

    What a test does to the document is gone with the next address; it must not listen to the page.
    """
    mishaps = Mishaps(served.url)
    mishaps.watch(pane)

    def look(address: str, width: int = 1280, **media: Any) -> Page:
        pane.set_viewport_size({"width": width, "height": 800})
        pane.emulate_media(**{"color_scheme": "null", "forced_colors": "null", **media})
        pane.goto(served.url + address)
        return pane

    yield look
    mishaps.leave(pane)
    reader.clear_cookies()
    assert mishaps == []


def _watch_request(url: str, home: str, mishaps: list[str]) -> None:
    if not url.startswith((home, "data:", "about:")):
        mishaps.append(f"request to another host: {url}")


def _watch_answer(status: int, url: str, mishaps: list[str]) -> None:
    if status >= 500:
        mishaps.append(f"{status}: {url}")


def _watch_console(kind: str, text: str, mishaps: list[str]) -> None:
    # the browser notes every 404 page in its console; that page is what some tests ask for
    if kind == "error" and "status of 404" not in text:
        mishaps.append(f"console: {text}")
