"""Signing in and out at a real provider: the portal as a person and an attacker meet it."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.fixtures.people import BAKER, TRADER, Stage
from web.app import create_app
from web.demo_idp.app import create_provider, logout_token
from web.http.oidc import LOGOUT_EVENT
from web.settings import Settings, SettingsError


@pytest.mark.parametrize("language", ["zh", "ug"])
def test_a_licence_at_the_provider_opens_the_enterprise(stage: Stage, language: str) -> None:
    browser = stage.browser()
    browser.sign_in("trader", language)
    assert browser.path[-1] == f"{stage.url}/{language}/account"
    assert TRADER in browser.text
    assert browser.get(f"/{language}/my/{TRADER}").status_code == 200
    assert browser.get(f"/{language}/my/{BAKER}").status_code == 403


def test_after_the_login_one_is_where_one_wanted_to_be(stage: Stage) -> None:
    browser = stage.browser()
    assert browser.get(f"/zh/my/{TRADER}/members").url.startswith(f"{stage.url}/zh/login?next=")
    link = browser.page.css_first(".ways a").attributes["href"]
    assert link is not None
    chooser = browser.get(link)
    browser.follow(browser.http.post(chooser.url, data={"person": "trader"}, allow_redirects=False))
    assert browser.path[-1] == f"{stage.url}/zh/my/{TRADER}/members"


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "/\\example.org"])
def test_nobody_is_sent_elsewhere_by_a_login(stage: Stage, target: str) -> None:
    browser = stage.browser()
    browser.sign_in("trader", target=target)
    assert browser.path[-1] == f"{stage.url}/zh/account"


def test_the_request_to_the_provider_is_guarded(stage: Stage) -> None:
    answer = requests.get(f"{stage.url}/zh/login/demo", allow_redirects=False, timeout=20)
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) >= 20
    assert len(asked["state"][0]) >= 20
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_code_of_another_browser_is_refused(stage: Stage) -> None:
    """Who is given somebody else's way back (login CSRF) is not signed in by it."""
    thief = stage.browser()
    chooser = thief.get("/zh/login/demo")
    back = thief.http.post(chooser.url, data={"person": "trader"}, allow_redirects=False)
    victim = stage.browser()
    answer = victim.get(back.headers["Location"])
    assert answer.status_code == 400
    assert victim.heading == "登录没有完成"
    assert victim.get("/zh/account").url.startswith(f"{stage.url}/zh/login")


def test_a_code_counts_once(stage: Stage) -> None:
    browser = stage.browser()
    chooser = browser.get("/zh/login/demo")
    back = browser.http.post(chooser.url, data={"person": "trader"}, allow_redirects=False)
    assert browser.get(back.headers["Location"]).status_code == 200
    assert browser.get(back.headers["Location"]).status_code == 400


def test_an_answer_of_another_issuer_is_refused(stage: Stage) -> None:
    browser = stage.browser()
    chooser = browser.get("/zh/login/demo")
    back = browser.http.post(chooser.url, data={"person": "trader"}, allow_redirects=False)
    assert browser.get(back.headers["Location"] + "&iss=https://evil.example").status_code == 400


def test_a_refusal_at_the_provider_is_explained(stage: Stage) -> None:
    browser = stage.browser()
    browser.get("/zh/login/demo")
    answer = browser.get("/login/demo/callback?error=access_denied&state=x")
    assert answer.status_code == 400
    assert "access_denied" not in browser.text


def test_keys_may_be_rotated_at_any_time(stage: Stage) -> None:
    stage.browser().sign_in("trader")
    stage.store.keys.rotate()
    browser = stage.browser()
    browser.sign_in("baker")
    assert browser.path[-1] == f"{stage.url}/zh/account"


def test_the_cookie_is_another_one_after_the_login(stage: Stage) -> None:
    browser = stage.browser()
    browser.get("/zh/login/demo")
    before = browser.http.cookies["portal"]
    browser.sign_in("trader")
    assert browser.http.cookies["portal"] != before


def test_signing_out_ends_both_ends(stage: Stage) -> None:
    browser, there = stage.browser(), set(stage.store.seats)
    browser.sign_in("trader")
    assert len(stage.store.seats) == len(there) + 1
    browser.post("/zh/logout")
    assert browser.path[-1].startswith(f"{stage.url}/zh/signed-out")
    assert any(one.startswith(f"{stage.idp}/end") for one in browser.path)
    assert set(stage.store.seats) == there
    assert browser.get("/zh/account").url.startswith(f"{stage.url}/zh/login")


def test_signing_out_cannot_be_done_by_a_link(stage: Stage) -> None:
    browser = stage.browser()
    browser.sign_in("trader")
    assert browser.get("/zh/logout").status_code == 405
    assert browser.get("/zh/account").status_code == 200


def test_signing_out_at_the_provider_ends_the_session_here(stage: Stage) -> None:
    browser = stage.browser()
    browser.sign_in("trader")
    browser.http.post(f"{stage.idp}/leave", timeout=20)
    until = time.monotonic() + 10
    while browser.get("/zh/account").url == f"{stage.url}/zh/account" and time.monotonic() < until:
        time.sleep(0.05)
    assert browser.path[-1].startswith(f"{stage.url}/zh/login")


def back_channel(stage: Stage, token: str) -> int:
    address = f"{stage.url}/logout/demo/back-channel"
    return requests.post(address, data={"logout_token": token}, timeout=20).status_code


def test_a_logout_token_counts_once_and_only_from_the_provider(stage: Stage) -> None:
    browser = stage.browser()
    browser.sign_in("trader")
    sid = list(stage.store.seats)[-1]
    sound = logout_token(stage.store, stage.idp, "credit-portal", sid, "demo-trader")
    for wrong in (
        logout_token(stage.store, "https://evil.example", "credit-portal", sid, "demo-trader"),
        logout_token(stage.store, stage.idp, "somebody", sid, "demo-trader"),
        sound[:-8] + "AAAAAAAA",
        "",
        "not a token",
        LOGOUT_EVENT,
    ):
        assert back_channel(stage, wrong) == 400
    assert browser.get("/zh/account").status_code == 200
    assert browser.path[-1] == f"{stage.url}/zh/account"
    assert back_channel(stage, sound) == 200
    assert back_channel(stage, sound) == 400
    assert browser.get("/zh/account").url.startswith(f"{stage.url}/zh/login")


def test_a_provider_that_is_down_is_said_to_be(stage: Stage) -> None:
    dead = Settings.from_mapping({"PORTAL_DEMO": "1", "PORTAL_DEMO_LOGIN_PORT": "9"})
    app = create_app(dead)
    answer = app.test_client().get("/zh/login/demo")
    assert answer.status_code == 503
    assert "登录服务暂时没有回应" in answer.get_data(as_text=True)


def test_the_demo_login_refuses_anything_but_a_demonstration() -> None:
    for given in ({}, {"PORTAL_DEMO_LOGIN_PORT": "8001"}, {"PORTAL_DEMO": "1"}):
        with pytest.raises(SettingsError):
            create_provider(Settings.from_mapping(given), ("http://127.0.0.1:8000",))


def test_public_pages_are_the_same_for_everybody(stage: Stage) -> None:
    browser = stage.browser()
    stranger = requests.get(f"{stage.url}/zh/about", timeout=20)
    browser.sign_in("trader")
    known = browser.http.get(f"{stage.url}/zh/about", timeout=20)
    assert known.text == stranger.text
    assert known.headers["ETag"] == stranger.headers["ETag"]
    assert "Set-Cookie" not in known.headers


def test_a_login_begun_many_times_still_comes_to_an_end(stage: Stage) -> None:
    browser = stage.browser()
    for _ in range(30):
        browser.get("/zh/login/demo")
    assert len(browser.http.cookies["portal"]) < 2000
    browser.sign_in("trader")
    assert browser.path[-1] == f"{stage.url}/zh/account"


def test_a_page_that_answers_a_form_can_be_asked_for_in_the_other_language(stage: Stage) -> None:
    browser = stage.browser()
    browser.sign_in("trader")
    browser.get("/zh/account/recovery")
    browser.post("/zh/account/recovery", code="91652801MA6D00149G")
    wrong = browser.post(f"{browser.path[-1]}/receipt", shown="HZ-0")
    assert wrong.status_code == 400
    assert "回执编号与最近一次申报的不一致" in browser.text
    switch = browser.page.css_first("a.language").attributes["href"] or ""
    assert browser.get(switch).status_code == 200
    assert browser.path[-1].startswith(f"{stage.url}/ug/account/recovery/")
