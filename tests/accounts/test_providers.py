"""Login providers as configured: what a claim means, what is refused, what nobody may say."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.actors import OfficerRole, Tongue
from web.app import create_app
from web.demo_idp.people import people
from web.http.providers import ClaimsError, Provider, load_providers
from web.presenters.scripts import has_uyghur
from web.settings import Settings, SettingsError

PLAIN: dict[str, Any] = {
    "name": "one",
    "label": "登录",
    "issuer": "https://id.example.com",
    "client_id": "portal",
    "client_secret": "s",
}
CLAIMS = {"sub": "7", "name": "某人", "locale": "ug-CN", "acr": "high", "email": "a@example.com"}


def provider(**more: Any) -> Provider:
    return Provider(**(PLAIN | more))


def test_claims_become_a_person() -> None:
    said = provider(real_name_acr=frozenset({"high"})).sign_in(CLAIMS, "token")
    assert (said.subject, said.name, said.locale, said.real_name) == ("7", "某人", Tongue.UG, True)
    assert not provider().sign_in(CLAIMS, "").real_name


def test_a_name_is_taken_in_the_language_of_the_page_and_the_checked_one_stays() -> None:
    claims = {"sub": "1", "name": "示例甲", "name#ug-CN": "مىسال ئالىم", "acr": "real-name"}
    here = {one: provider().sign_in(claims, "", one) for one in ("ug", "zh", "")}
    assert [one.shown_as for one in here.values()] == ["مىسال ئالىم", "", ""]
    assert {one.name for one in here.values()} == {"示例甲"}
    for odd in (7, None, "\x00", ["x"]):
        assert provider().sign_in({**claims, "name#ug-CN": odd}, "", "ug").shown_as == ""


def test_the_people_of_the_demonstration_have_names_in_both_scripts() -> None:
    for someone in people().values():
        told = someone.claims("openid profile")
        assert has_uyghur(told.get("name#ug", told["name"]))


def test_licences_count_only_where_they_are_trusted() -> None:
    claims = CLAIMS | {"licences": ["91650100MA77X3PQ6A"]}
    assert provider().sign_in(claims, "").licences == ()
    (held,) = provider(licences=True).sign_in(claims, "").licences
    assert held.code == "91650100MA77X3PQ6A"


def test_a_claim_may_lie_deep_and_hold_objects() -> None:
    deep = provider(licences=True, claims={"licences": "biz.held"}, licence_code="uscc", licence_name="title")
    said = deep.sign_in(CLAIMS | {"biz": {"held": {"uscc": "5", "title": "某协会"}}}, "")
    assert [(one.code, one.name) for one in said.licences] == [("5", "某协会")]
    assert deep.sign_in(CLAIMS | {"biz": "nothing of the kind"}, "").licences == ()


def test_officers_come_only_from_where_officers_come_from() -> None:
    claims = CLAIMS | {"authority": "650102", "roles": ["chief", "handler"]}
    assert provider().sign_in(claims, "").roles == frozenset()
    assert provider(officers=True).sign_in(claims, "").roles == {OfficerRole.HANDLER}
    mapped = provider(officers=True, roles={"chief": "reviewer"}).sign_in(claims, "")
    assert mapped.roles == {OfficerRole.REVIEWER}  # a word that is not mapped means nothing
    assert mapped.authority == "650102"


@pytest.mark.parametrize("authority", ["", "110000", "650102 ", 650102, None, ["650102"]])
def test_an_authority_that_is_none_makes_no_officer(authority: object) -> None:
    claims = CLAIMS | {"authority": authority, "roles": ["handler"]}
    said = provider(officers=True).sign_in(claims, "")
    assert bool(said.roles) is (said.authority == "650102")


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["sub", "sid", "name", "licences", "roles", "authority", "acr"]), junk)
)
def test_whatever_a_provider_says_is_taken_or_refused(claims: dict[str, Any]) -> None:
    trusted = provider(licences=True, officers=True, real_name_acr=frozenset({"1"}))
    try:
        said = trusted.sign_in(claims, "")
    except ClaimsError:
        return
    assert said.subject == claims["sub"]
    assert len(said.name) <= 200
    assert said.name.isprintable()


def write(path: Path, text: str) -> Settings:
    (path / "login.toml").write_text(text)
    return Settings.from_mapping(
        {
            "PORTAL_DATA_DIR": str(path),
            "PORTAL_LOGIN_FILE": str(path / "login.toml"),
            "PORTAL_LOGIN_SECRET_ONE": SECRET,
            "PORTAL_SECRET_KEY": "k",
            "PORTAL_BASE_URL": "https://portal.example.com",
        }
    )


SECRET = "of-the-provider-alone"
GOOD = """
[[provider]]
name = "one"
label = "登录"
issuer = "https://id.example.com"
client_id = "portal"
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[provider", "login.toml"),
        (GOOD.replace('"one"', '"One"'), "small letters"),
        (GOOD.replace('"one"', '"two"'), "PORTAL_LOGIN_SECRET_TWO"),
        (GOOD + 'secret = "x"', "unknown secret"),
        (GOOD.replace("https", "http"), "https://"),
        (GOOD + GOOD, "same name"),
        (GOOD.replace('client_id = "portal"', ""), "client_id"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        load_providers(write(tmp_path, text))


def test_a_good_one_is_taken_and_tells_no_secret(tmp_path: Path) -> None:
    settings = write(tmp_path, GOOD)
    (one,) = load_providers(settings)
    assert one.client_secret == SECRET
    assert SECRET not in repr(one) + repr(settings)


@pytest.mark.parametrize(("missing", "told"), [("secret_key", "SECRET_KEY"), ("base_url", "BASE_URL")])
def test_logins_need_a_key_and_an_address_of_their_own(tmp_path: Path, missing: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        create_app(replace(write(tmp_path, GOOD), **{missing: ""}))


def test_without_providers_there_is_no_way_in_and_no_link_to_it(tmp_path: Path) -> None:
    app = create_app(Settings.from_mapping({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_ACCESS_LOG": "0"}))
    client = app.test_client()
    assert 'class="sign-in"' not in client.get("/zh/about").get_data(as_text=True)
    assert "本站还没有开通登录" in client.get("/zh/login").get_data(as_text=True)
    assert client.get("/zh/login/demo").status_code == 404


def test_the_cookie_is_bound_to_https_and_this_host(sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "portal.db")
    given = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_HTTPS": "1", "PORTAL_ACCESS_LOG": "0"}
    client = create_app(Settings.from_mapping(given)).test_client()
    headers = {"Origin": "http://localhost"}
    sent = client.post("/zh/account/extend", data={"a": "b"}, headers=headers)
    cookie = sent.headers["Set-Cookie"]
    assert cookie.startswith("__Host-portal=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie


def test_strangers_cannot_fill_the_room_of_kept_forms(sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "portal.db")
    given = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_QUOTA_PAGES": "5 per minute", "PORTAL_ACCESS_LOG": "0"}
    client = create_app(Settings.from_mapping(given)).test_client()
    headers = {"Origin": "http://localhost"}
    sent = [client.post("/zh/account/extend", data={"a": "b"}, headers=headers) for _ in range(7)]
    assert [one.status_code for one in sent] == [303] * 5 + [429] * 2
