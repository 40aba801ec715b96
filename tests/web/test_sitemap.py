"""What search engines are told: every public page, in every language, and nothing by a name we were given."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tests.web.conftest import SHOWN_PIECE
from tests.web.visiting import LANGUAGES, Visitor
from web.app import create_app
from web.settings import Settings

BASE = "https://credit.example.gov.cn"
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def crawl(region: Settings) -> Visitor:
    return Visitor(create_app(replace(region, base_url=BASE)))


def read(crawl: Visitor, address: str) -> ElementTree.Element:
    answer = crawl.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(answer.get_data())


def places(crawl: Visitor) -> list[str]:
    parts = [one.text or "" for one in read(crawl, "/sitemap.xml").iterfind("s:sitemap/s:loc", SPACE)]
    assert all(part.startswith(f"{BASE}/sitemap-") for part in parts)
    documents = [read(crawl, part.removeprefix(BASE)) for part in parts]
    return [one.text or "" for tree in documents for one in tree.iterfind("s:url/s:loc", SPACE)]


def test_every_public_page_is_there_once_in_each_language(crawl: Visitor, addresses: tuple[str, ...]) -> None:
    found = places(crawl)
    assert len(found) == len(set(found))
    for language in LANGUAGES:
        listed = {one for one in found if one.startswith(f"{BASE}/{language}/enterprise/")}
        assert listed == {f"{BASE}/{language}/enterprise/{address}" for address in addresses}
        assert f"{BASE}/{language}/" in found
        assert f"{BASE}/{language}/notices" in found


def test_every_page_that_is_always_there_answers(crawl: Visitor) -> None:
    for place in places(crawl):
        if "/enterprise/" not in place:
            assert crawl.get(place.removeprefix(BASE)).status_code == 200


def test_each_names_its_other_language_and_its_day(crawl: Visitor) -> None:
    for entry in read(crawl, "/sitemap-0.xml").iterfind("s:url", SPACE):
        place = entry.findtext("s:loc", "", SPACE)
        if place.endswith(SHOWN_PIECE):
            others = {one.get("hreflang"): one.get("href") for one in entry.iterfind("x:link", SPACE)}
            assert place in others.values()
            assert set(others) == {"zh-Hans-CN", "ug-CN"}
            assert len(entry.findtext("s:lastmod", "", SPACE)) == 10
            break
    else:
        raise AssertionError("the enterprise is not there")


def test_a_part_that_is_not_there(crawl: Visitor) -> None:
    assert crawl.get("/sitemap-999.xml").status_code == 404


def test_robots_are_told_where_it_is(crawl: Visitor) -> None:
    told = crawl.get("/robots.txt").get_data(as_text=True)
    assert f"\nSitemap: {BASE}/sitemap.xml\n" in told
    assert "Disallow: /zh/search?" in told


def test_without_a_public_address_nobodys_name_for_us_is_repeated(visit: Visitor) -> None:
    for address in ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-0.xml"):
        assert visit.get(address, headers={"Host": "evil.example"}).status_code == 404
    assert "Sitemap" not in visit.get("/robots.txt", headers={"Host": "evil.example"}).get_data(as_text=True)
    page = visit.get(f"/zh/enterprise/{SHOWN_PIECE}", headers={"Host": "evil.example"})
    html = page.get_data(as_text=True)
    assert f'<link rel="canonical" href="/zh/enterprise/{SHOWN_PIECE}">' in html
    assert "evil" not in html


def test_parts_are_counted_like_pages(region: Settings) -> None:
    few = Visitor(create_app(replace(region, base_url=BASE, quota_pages="2 per minute")))
    assert [few.get("/sitemap-0.xml").status_code for _ in range(3)] == [200, 200, 429]
