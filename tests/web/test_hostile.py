"""Whatever is sent gets a page that says so, never a broken one."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.visiting import LANGUAGES, Visitor, checked

NASTY = (
    "<script>alert(1)</script>",
    "' OR 1=1; DROP TABLE subjects; --",
    '" AND name:* OR (',
    "name_zh:[* TO *] ~ ^ \\ / + - && ||",
    "\u202e\u2066\u200f新疆\u2069",
    "\x00\x01\x1b[31m",
    "%s %(count)s {0} {{ 7*7 }} {% raw %}",
    "../../etc/passwd",
    "\ud7ff\ufffe\uffff",
    "a" * 5000,
)
PATHS = (
    "/search?q={}",
    "/search?kind={}&sort={}",
    "/search?status={}&not.year={}&cursor={}",
    "/document?number={}",
    "/recent?kind={}&days={}&cursor={}&at={}",
)
PLACES = ("/enterprise/{}", "/{}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nasty_text(visit: Visitor, text: str, language: str) -> None:
    sent = quote(text, errors="surrogatepass")
    for path in PATHS:
        page = visit(path.replace("{}", sent), language)
        assert "<script>alert" not in page.html
        assert not set("\u202e\u2066\x00\x1b") & set(page.tree.css_first("title").text())
    for place in PLACES:
        answer = visit.get(f"/{language}{place}".replace("{}", sent))
        assert answer.status_code in (301, 308, 404), text
        if answer.status_code == 404:
            checked(answer, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_megabyte(visit: Visitor, language: str) -> None:
    page = visit(f"/search?q={'新' * 350_000}", language)
    assert len(page.html) < 60_000
    assert len(page.tree.css_first("input[name=q]").attributes["value"]) == 200
    visit(f"/search?{'status=x&' * 20_000}", language)


@pytest.mark.parametrize(
    "query", ["q=%ff%fe%c3", "q=%ed%a0%80", "%ff=%ff", "q=%", "q=%zz", "&&==&", "at=-1", "at=9" * 40]
)
def test_broken_encoding(visit: Visitor, query: str) -> None:
    visit(f"/search?{query}")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40), value=st.text(max_size=20), language=st.sampled_from(LANGUAGES))
def test_anything(visit: Visitor, text: str, value: str, language: str) -> None:
    sent, other = (quote(one, errors="replace") for one in (text, value))
    page = visit(f"/search?q={sent}&status={other}&cursor={other}&at={other}", language)
    assert page.status == 200
    answer = visit.get(f"/{language}/enterprise/{sent or 'x'}")
    assert answer.status_code in (200, 301, 308, 404)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=60))
def test_any_bytes(visit: Visitor, raw: bytes) -> None:
    for address in ("/zh/search?q=", "/zh/suggest?q=", "/ug/document?number=", "/zh/preferences?next="):
        assert visit.get(address + quote(raw)).status_code in (200, 303)
