"""Every page in both languages."""

import pytest

from tests.web.conftest import SHOWN_PIECE
from tests.web.visiting import LANGUAGES, Visitor

PAGES = (
    "/",
    "/search",
    "/search?q=新疆",
    "/search?q=tianshan&kind=penalty",
    "/search?kind=notice&sort=oldest",
    "/notices",
    "/recent",
    "/recent?kind=notice&days=1",
    "/document",
    "/document?number=JY16501020337822",
    "/terms",
    "/services",
    "/repair",
    "/about",
    "/status",
    "/preferences",
    "/components",
    f"/enterprise/{SHOWN_PIECE}",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_page(visit: Visitor, path: str, language: str) -> None:
    page = visit(path, language)
    other = "ug" if language == "zh" else "zh"
    switch = page.tree.css_first("a.language")
    assert switch.attributes["href"].startswith(f"/{other}{path.partition('?')[0]}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_enterprise_has_a_good_page(visit: Visitor, addresses: tuple[str, ...], language: str) -> None:
    for address in addresses[:: 3 if language == "zh" else 5]:
        visit(f"/enterprise/{address}", language)


def test_home_says_six_doors_and_what_changed(visit: Visitor) -> None:
    page = visit("/")
    assert page.texts(".door-label") == ["企业办事", "信用修复", "举报和查询", "查承诺", "看公告", "核对文书"]
    assert page.tree.css_first("form[role=search] input[name=q]") is not None  # the way to enterprises
    for door in page.links(".door a"):
        assert visit.get(door).status_code == 200
    for link in page.links(".counts a"):
        assert visit.get(link).status_code == 200


def test_the_door_is_chosen_by_cookie_then_browser(visit: Visitor) -> None:
    def sent_to(**headers: str) -> str:
        answer = visit.get("/", headers=headers)
        assert answer.status_code == 302
        assert answer.headers["Vary"] == "Accept-Language, Cookie"
        return answer.headers["Location"]

    assert sent_to() == "/zh/"
    assert sent_to(**{"Accept-Language": "ug-Arab-CN,en;q=0.5"}) == "/ug/"
    assert sent_to(**{"Accept-Language": "zh-TW"}) == "/zh/"
    assert sent_to(**{"Accept-Language": "ug", "Cookie": "lang=zh"}) == "/zh/"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/robots.txt"])
def test_for_programs(visit: Visitor, path: str) -> None:
    assert visit.get(path).status_code == 200


def test_files_of_the_look_never_change(visit: Visitor) -> None:
    page = visit("/")
    sheet = page.links('link[rel="stylesheet"]')[0]
    answer = visit.get(sheet, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert visit.get(sheet, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert visit.get("/assets/nothing.css").status_code == 404


def test_a_page_that_did_not_change_is_not_sent_again(visit: Visitor) -> None:
    address = f"/zh/enterprise/{SHOWN_PIECE}"
    tag = visit.get(address).headers["ETag"]
    again = visit.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")
    dark = visit.get(address, headers={"If-None-Match": tag, "Cookie": "theme=dark"})
    assert dark.status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_settings_are_remembered_and_lead_back(visit: Visitor, language: str) -> None:
    answer = visit.get(f"/{language}/preferences?elder=on&theme=dark&next=/{language}/search%3Fq%3Dx")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/{language}/search?q=x"
    cookies = " ".join(answer.headers.getlist("Set-Cookie"))
    assert "elder=on" in cookies
    assert "theme=dark" in cookies
    page = visit("/", language, headers={"Cookie": "elder=on; theme=dark"})
    root = page.tree.css_first("html").attributes
    assert root["data-theme"] == "dark"
    assert "data-elder" in root


def test_a_chosen_language_changes_the_page_one_returns_to(visit: Visitor) -> None:
    answer = visit.get("/zh/preferences?language=ug&next=/zh/terms")
    assert answer.headers["Location"] == "/ug/terms"


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/\n/evil.example"],
)
def test_nobody_is_sent_elsewhere(visit: Visitor, target: str) -> None:
    answer = visit.get("/zh/preferences", query_string={"elder": "on", "next": target})
    assert answer.headers["Location"] == "/zh/preferences"


def test_other_sites_cannot_change_settings(visit: Visitor) -> None:
    answer = visit.get("/zh/preferences?elder=on", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
