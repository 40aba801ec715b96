"""Pages for what went wrong: in the reader's language, with a way on, never bare."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.web.visiting import LANGUAGES, Visitor, checked
from web.app import create_app
from web.http.access import Access, marker
from web.settings import Settings


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_no_such_page(visit: Visitor, language: str) -> None:
    page = visit("/nowhere", language, status=404)
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.tree.css_first("form[role=search]") is not None


def test_outside_both_languages_the_browser_decides(visit: Visitor) -> None:
    checked(visit.get("/nowhere", headers={"Accept-Language": "ug"}), "ug")
    checked(visit.get("/nowhere"), "zh")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_public_pages_are_for_reading(portal_app: Flask, method: str) -> None:
    for rule in portal_app.url_map.iter_rules():
        if marker(portal_app.view_functions[rule.endpoint]) is Access.PUBLIC and rule.rule != "/":
            path = rule.rule.replace("<any(zh, ug):language>", "ug").replace("<path:address>", "x")
            answer = portal_app.test_client().open(path, method=method)
            assert answer.status_code == 405, (method, path)
            assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}
            checked(answer, "ug")


def test_head_is_a_page_without_its_body(portal_app: Flask) -> None:
    answer = portal_app.test_client().head("/zh/")
    assert (answer.status_code, answer.get_data()) == (200, b"")


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_many_questions(region: Settings, language: str) -> None:
    limited = Settings.from_mapping(
        {
            "PORTAL_DATA_DIR": str(region.data_dir),
            "PORTAL_QUOTA_PAGES": "2 per minute",
            "PORTAL_TRUSTED_PROXIES": "1",
        }
    )
    client = create_app(limited).test_client()

    def ask(address: str, path: str = f"/{language}/") -> int:
        return client.get(path, headers={"X-Forwarded-For": address}).status_code

    assert [ask("192.0.2.1") for _ in range(3)] == [200, 200, 429]
    answer = client.get(f"/{language}/terms", headers={"X-Forwarded-For": "192.0.2.1"})
    page = checked(answer, language)
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Retry-After"] in page.main
    assert ask("192.0.2.2") == 200
    assert [ask("2001:db8::1"), ask("2001:db8::2"), ask("2001:db8:0:0:1::")] == [200, 200, 429]
    # seen through a socket for both, IPv4 clients are still counted one by one
    assert [ask(f"::ffff:192.0.2.{last}") for last in (7, 7, 8, 9, 7)] == [200, 200, 200, 200, 429]
    assert ask("192.0.2.1", "/healthz") == 200


@pytest.mark.parametrize("address", ["/zh", "/zh//search", "//zh//search", "/ug?q=a"])
def test_a_corrected_address_stays_on_this_site(portal_app: Flask, address: str) -> None:
    """Whatever host a request claims to be for is not repeated to whoever keeps the answer."""
    environ = {"HTTP_HOST": "elsewhere.example", "PATH_INFO": address.partition("?")[0]}
    environ["QUERY_STRING"] = address.partition("?")[2]
    answer = portal_app.test_client().open("/", environ_overrides=environ)
    assert answer.status_code == 308
    target = answer.headers["Location"]
    assert target.startswith(("/zh/", "/ug/"))
    assert "elsewhere" not in target + answer.get_data(as_text=True)
    assert target.endswith("?q=a") == address.endswith("?q=a")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_database(tmp_path: Path, language: str) -> None:
    settings = Settings.from_mapping(
        {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path}/none/none.db"}
    )
    visit = Visitor(create_app(settings))
    page = visit("/enterprise/91650100MA77X3PQ6A", language, status=503)
    assert page.response.headers["Retry-After"] == "30"
    assert page.response.headers["X-Request-ID"] in page.main
    visit("/", language)
    visit("/terms", language)
    visit("/search?q=x", language, status=503)
    assert visit.get("/readyz").status_code == 503
    assert visit.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("error", "status"), [(ZeroDivisionError(), 500), (OperationalError("", {}, OSError()), 503)]
)
def test_what_nobody_expected(region: Settings, error: Exception, status: int) -> None:
    app = create_app(region)

    def fail() -> str:
        raise error

    app.add_url_rule("/zh/fail", view_func=fail)
    answer = app.test_client().get("/zh/fail")
    assert answer.status_code == status
    page = checked(answer, "zh")
    assert answer.headers["X-Request-ID"] in page.main
    assert "ZeroDivision" not in page.html
