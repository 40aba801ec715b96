"""Anyone reports or asks: without a session, once, with a code, told in their language what is wrong."""

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from credit.db.case_models import CaseRow
from credit.db.session import open_sessions
from credit.domain.supervision import Matter
from tests.fixtures.facts import NOON
from tests.fixtures.people import MANY, TRADER, MovingClock, town
from tests.services.supervision.pictures import photo
from tests.web.visiting import Page, checked
from web.app import create_app
from web.settings import Settings

LANGUAGES = ("zh", "ug")
ORIGIN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


class Reporter:
    """A browser that keeps no cookie and sends the forms it was given."""

    def __init__(self, app: Flask, language: str = "zh") -> None:
        self.app, self.language = app, language
        self.page: Page | None = None

    def get(self, path: str, status: int = 200) -> Page:
        return self._seen(self.app.test_client(use_cookies=False).get(f"/{self.language}{path}"), status)

    def send(
        self, path: str, status: int = 200, headers: dict[str, str] | None = None, **fields: Any
    ) -> Page:
        """A form of the page seen last, with its hidden fields."""
        hidden = self.hidden() | {name: value for name, value in fields.items() if value is not None}
        answer = self.app.test_client(use_cookies=False).post(
            f"/{self.language}{path}", data=hidden, headers=ORIGIN if headers is None else headers
        )
        return self._seen(answer, status)

    def hidden(self) -> dict[str, str]:
        assert self.page is not None
        nodes = self.page.tree.css("main input[type=hidden]")
        return {str(node.attributes["name"]): node.attributes["value"] or "" for node in nodes}

    def report(self, matter: Matter = Matter.INFORMATION, **fields: Any) -> str:
        """Hand something in; the code as it is shown."""
        self.get(f"/report/{matter.value}?about={TRADER}")
        return code_on(self.send(f"/report/{matter.value}", **({"text": "电话打不通"} | fields)))

    def _seen(self, answer: TestResponse, status: int) -> Page:
        assert answer.status_code == status, (answer.status_code, answer.get_data(as_text=True)[:2000])
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        self.page = checked(answer, self.language)
        return self.page


def code_on(page: Page) -> str:
    (code,) = page.texts(".receipt-number strong")
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}", code)
    return code


@pytest.fixture(scope="module")
def settings(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    place = tmp_path_factory.mktemp("letters")
    shutil.copy(sqlite_template, place / "portal.db")
    given = {
        "PORTAL_DATA_DIR": str(place),
        "PORTAL_REPORTER_KEYS": "ab" * 32,
        "PORTAL_ACCESS_LOG": "0",
        "PORTAL_QUOTA_PAGES": MANY,
        "PORTAL_QUOTA_LETTERS": MANY,
        "PORTAL_QUOTA_CODES": MANY,
    }
    made = Settings.from_mapping(given)
    opened = open_sessions(made.database_url)
    town(opened, MovingClock(NOON))
    opened.close()
    return made


@pytest.fixture(scope="module")
def app(settings: Settings) -> Flask:
    return create_app(settings, clock=MovingClock(NOON))


def cases(settings: Settings) -> int:
    opened = open_sessions(settings.database_url)
    with opened.read() as session:
        found = session.scalar(select(func.count()).select_from(CaseRow))
    opened.close()
    return found or 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("matter", Matter)
def test_from_the_form_to_the_code_and_back(app: Flask, language: str, matter: Matter) -> None:
    reporter = Reporter(app, language)
    code = reporter.report(matter, name="示例", phone="138 1234 5678", email="a@shop.example")
    reporter.get("/report/status")
    page = reporter.send("/report/status", code=code.lower().replace("-", " "))
    assert code not in page.main
    assert TRADER in page.main
    assert "138" not in page.html


def test_every_way_leads_from_one_page(app: Flask) -> None:
    page = Reporter(app).get(f"/report?about={TRADER}")
    found = page.links("main a")
    assert {f"/zh/report/{one.value}" for one in Matter} == {
        one.partition("?")[0] for one in found if "/report/" in one
    } - {"/zh/report/status"}
    assert f"/zh/report/promise?about={TRADER}" in found


def test_the_enterprise_is_named_or_its_code_is_asked(app: Flask) -> None:
    reporter = Reporter(app)
    hidden = reporter.get(f"/report/promise?about={TRADER}").tree.css("input[name=subject][type=hidden]")
    assert len(hidden) == 1
    page = reporter.get("/report/promise?about=nobody")
    (field,) = page.tree.css("input[name=subject]")
    assert field.attributes["value"] == "nobody"
    again = reporter.send("/report/promise", 400, text="没有退款", subject="91650100MA000000XX")
    assert "没有找到使用这个代码的企业" in again.main
    assert "没有退款" in again.html  # nothing typed is lost


def test_wrong_forms_come_back_with_what_was_typed(app: Flask) -> None:
    reporter = Reporter(app)
    for fields, said in (
        ({"text": ""}, "请写明情况"),
        ({"text": "x" * 3001}, "3000"),
        ({"text": "示例", "email": "nobody"}, "电子邮箱不完整"),
        ({"text": "示例", "phone": "abc"}, "电话只填数字"),
        ({"text": "示例", "token": "forged"}, "页面已经过期"),
        ({"text": "示例", "photos": (BytesIO(b"%PDF-1.7"), "a.jpg")}, "不是能够打开的照片"),
    ):
        reporter.get(f"/report/information?about={TRADER}")
        page = reporter.send("/report/information", 400, **({"name": "汗古丽"} | fields))
        assert said in page.main
        assert "汗古丽" in page.html
    assert code_on(reporter.send("/report/information", text="示例"))  # the form that came back works


def test_numbers_of_others_are_warned_of_once(app: Flask) -> None:
    reporter = Reporter(app)
    reporter.get(f"/report/broker?about={TRADER}")
    page = reporter.send("/report/broker", 400, text="他的电话 13900001111")
    assert "手机号码" in page.main
    assert page.tree.css_first("input[name=sure]")
    code_on(reporter.send("/report/broker", text="他的电话 13900001111", sure="1"))
    reporter.get(f"/report/broker?about={TRADER}")
    code_on(reporter.send("/report/broker", text="我是 13900001111", phone="139 0000 1111"))


def test_sent_twice_it_counts_once(app: Flask) -> None:
    reporter = Reporter(app)
    page = reporter.get(f"/report/information?about={TRADER}")
    first = reporter.send("/report/information", text="示例")
    reporter.page = page
    second = reporter.send("/report/information", text="示例")
    assert code_on(first) == code_on(second)
    assert first.texts(".fact-value")[0] == second.texts(".fact-value")[0]


def test_photos_words_and_an_end(app: Flask) -> None:
    reporter = Reporter(app)
    code = reporter.report(photos=[(BytesIO(photo()), "a.jpg"), (BytesIO(photo()), "b.jpg")])
    reporter.get("/report/status")
    assert "2 张" in reporter.send("/report/status", code=code).main
    page = reporter.send("/report/add", text="还有一张", photos=(BytesIO(photo()), "c.jpg"))
    assert "补充的材料已经收到" in page.main
    assert "3 张" in page.main
    assert "请写明情况" in reporter.send("/report/add", 400, text=" ").main
    ended = reporter.send("/report/withdraw")
    assert "已由提交人撤回" in ended.main
    assert not ended.tree.css_first("form[action$='/report/add']")


@pytest.mark.parametrize("code", ["", "short", "0000-0000-0000-0000", "' OR 1=1 --", "x" * 500])
def test_a_wrong_code_is_told_so(app: Flask, code: str) -> None:
    reporter = Reporter(app)
    reporter.report()
    reporter.get("/report/status")
    assert reporter.send("/report/status", 400, code=code).tree.css_first(".errors")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://elsewhere.example"}, 400),
        ({"Origin": "null"}, 400),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 400),
        ({}, 200),
        ({"Referer": "http://localhost/zh/report/information"}, 200),
    ],
)
def test_another_site_cannot_have_its_visitors_write(
    app: Flask, headers: dict[str, str], status: int
) -> None:
    reporter = Reporter(app)
    reporter.get(f"/report/information?about={TRADER}")
    client = app.test_client(use_cookies=False)
    data = reporter.hidden() | {"text": "示例"}
    assert client.post("/zh/report/information", data=data, headers=headers).status_code == status


def test_a_session_is_never_looked_at(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who is signed in reports as anybody does."""
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["sid"] = "somebody"

    def looked(*_: object) -> None:
        raise AssertionError("the session was read")

    monkeypatch.setattr("web.http.sessions.LaterSession._held", looked)
    assert client.get(f"/zh/report/information?about={TRADER}").status_code == 200
    reporter = Reporter(app)
    reporter.report()


def test_too_many_are_told_when_to_come_again_and_keep_their_words(settings: Settings) -> None:
    app = create_app(
        replace(settings, quota_letters="1 per hour", quota_codes="1 per hour"), clock=MovingClock(NOON)
    )
    reporter = Reporter(app)
    code = reporter.report()
    reporter.get(f"/report/information?about={TRADER}")
    page = reporter.send("/report/information", 429, text="第二件")
    assert 0 < int(page.response.headers["Retry-After"]) <= 3600
    assert "第二件" in page.html
    assert "提交得太频繁" in page.main
    reporter.get("/report/status")
    reporter.send("/report/status", code=code)
    reporter.get("/report/status")
    assert reporter.send("/report/status", 429, code=code).response.headers["Retry-After"]


def test_without_keys_nothing_is_taken_in_and_nothing_kept(settings: Settings) -> None:
    before = cases(settings)
    app = create_app(replace(settings, reporter_keys=""), clock=MovingClock(NOON))
    reporter = Reporter(app)
    reporter.get(f"/report/information?about={TRADER}")
    reporter.send("/report/information", 503, text="示例")
    assert cases(settings) == before


def test_the_ways_in_are_where_people_look(app: Flask) -> None:
    """From the enterprise, what enterprises have to do, repair, and the foot of every page."""
    client = app.test_client(use_cookies=False)
    for path, wanted in (
        (f"/zh/enterprise/{TRADER}", f"/zh/report?about={TRADER}"),
        ("/zh/services", "/zh/report"),
        ("/ug/repair", "/ug/report/broker"),
        ("/ug/about", "/ug/report"),
    ):
        page = checked(client.get(path), path[1:3])
        assert wanted in page.links(), path
        assert client.get(wanted).status_code == 200
