"""Notices that belong to no enterprise: in the list, on a page of their own, in the site map."""

import re
from dataclasses import replace

import pytest

from credit.domain.notice_kinds import NoticeKind
from credit.services.public import PublicReader
from tests.web.visiting import Visitor
from web.app import create_app
from web.presenters.asked import Asked
from web.settings import Settings


@pytest.fixture(scope="module")
def keys(reader: PublicReader) -> dict[NoticeKind, str]:
    """A notice of each kind that the region has."""
    shown = (one.notice for one in reader.notices.everything())
    return {one.content.notice_kind: one.key for one in shown if one is not None}


@pytest.mark.parametrize("language", ["zh", "ug"])
@pytest.mark.parametrize(
    "kind", [NoticeKind.CHECK_PLAN, NoticeKind.FORCED_DEREGISTRATION, NoticeKind.ABNORMAL_BATCH]
)
def test_its_page_says_all_of_it(
    visit: Visitor, reader: PublicReader, keys: dict[NoticeKind, str], kind: NoticeKind, language: str
) -> None:
    notice = reader.notices.notice(keys[kind])
    assert notice is not None
    page = visit(f"/notices/{keys[kind]}", language)
    assert page.heading == notice.content.title
    for told in (notice.source.agency.name, notice.content.number, notice.source.published_on.isoformat()):
        assert str(told) in page.main
    body = notice.content.body
    assert isinstance(body, str)
    assert all(line in page.main for line in body.splitlines())
    for one in notice.content.attachments:
        assert one.url in page.links("main a")
    open_now = notice.content.objections_until is not None
    assert bool(page.tree.css_first(".verdict--warn")) is open_now


def test_the_other_language_is_one_step_away(visit: Visitor, keys: dict[NoticeKind, str]) -> None:
    address = f"/notices/{keys[NoticeKind.CHECK_PLAN]}"
    assert f"/ug{address}" in visit(address).links()


@pytest.mark.parametrize("address", ["0" * 26, "x", "A" * 26, "%00", "a" * 5000, "é" * 26])
def test_an_unknown_one_is_not_found(visit: Visitor, address: str) -> None:
    assert visit.get(f"/zh/notices/{address}").status_code == 404


def test_another_spelling_leads_to_the_one_address(visit: Visitor, keys: dict[NoticeKind, str]) -> None:
    key = keys[NoticeKind.CHECK_PLAN]
    answer = visit.get(f"/zh/notices/{key.upper()}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/zh/notices/{key}")


def own_pages(links: list[str]) -> set[str]:
    return {found[1] for one in links if (found := re.fullmatch(r"/zh/notices/([0-9a-z]{26})", one))}


def test_the_list_holds_notices_of_enterprises_and_of_authorities(visit: Visitor) -> None:
    links = [link for sort in ("newest", "oldest") for link in visit(f"/notices?sort={sort}").links("main a")]
    assert own_pages(links)
    assert any("/zh/enterprise/" in one and "#r-" in one for one in links)


def test_the_list_is_narrowed_to_one_agency(
    visit: Visitor, reader: PublicReader, keys: dict[NoticeKind, str]
) -> None:
    notice = reader.notices.notice(keys[NoticeKind.CHECK_PLAN])
    assert notice is not None
    name = notice.source.agency.name
    shown = visit(f"/notices?agency={name}&topic=check_plan")
    assert own_pages(shown.links("main a")) == {notice.key}
    assert name in " ".join(shown.texts(".chip"))
    ruled_out = visit(f"/notices?not.agency={name}&topic=check_plan")
    assert notice.key not in own_pages(ruled_out.links("main a"))
    assert own_pages(ruled_out.links("main a"))


def test_an_agency_in_an_address_is_a_name_or_nothing() -> None:
    class Arguments(dict[str, str]):
        def getlist(self, key: str) -> list[str]:
            return [self[key]] if key in self else []

    for typed in ("<script>", "a|b", "局=1", "", "局" * 200):
        assert Asked.read(Arguments(kind="notice", agency=typed)).chosen == ()


def test_the_site_map_names_each_of_them(region: Settings, reader: PublicReader) -> None:
    crawl = Visitor(create_app(replace(region, base_url="https://credit.example.gov.cn")))
    assert "sitemap-notices-0.xml" in crawl.get("/sitemap.xml").get_data(as_text=True)
    told = crawl.get("/sitemap-notices-0.xml").get_data(as_text=True)
    for one in reader.notices.everything():
        assert f"/ug/notices/{one.key}</loc>" in told
    assert crawl.get("/sitemap-notices-99.xml").status_code == 404
