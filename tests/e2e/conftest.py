"""How the end-to-end tests look at the portal: a page of a fresh browser, watched for mishaps."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

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


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Visit]:
    """Open an address in a new browser context; at the end nothing may have gone wrong on the way.

    Wrong is: a request to another host, an answer of 500 or above, an error in the console (which is
    where a breach of the content security policy shows).
    """
    contexts = []
    mishaps: list[str] = []

    def open_page(address: str, width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: _watch_request(request.url, served.url, mishaps))
        page.on("response", lambda answer: _watch_answer(answer.status, answer.url, mishaps))
        page.on("pageerror", lambda error: mishaps.append(f"script: {error}"))
        page.on("console", lambda message: _watch_console(message.type, message.text, mishaps))
        page.goto(served.url + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
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
