"""Sessions: they end when they should, change their token, can be ended, and lose nothing typed."""

from datetime import timedelta

import pytest

from credit.db.session import Sessions
from credit.domain.actors import person, system
from credit.domain.errors import NotFoundError
from credit.domain.logins import Ended, Resumed, SessionRules, SignIn
from credit.services import audit, held_forms, logins
from credit.services.context import Context
from tests.fixtures.facts import NOON
from tests.fixtures.people import TRADER, MovingClock, Stage

RULES = SessionRules(secret=b"of a test")
WHO = SignIn(provider="demo", subject="one", name="示例", sid="s1")


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(NOON)


@pytest.fixture
def ctx(sessions: Sessions, clock: MovingClock) -> Context:
    return Context(sessions, clock, system("test"))


def resumed(ctx: Context, token: str) -> Resumed:
    found = logins.resume(ctx, RULES, token)
    assert isinstance(found, Resumed), found
    return found


def test_a_session_lasts_as_long_as_it_is_used(ctx: Context, clock: MovingClock) -> None:
    _, token = logins.open_login(ctx, RULES, WHO, "")
    for _ in range(20):
        clock.move(minutes=29)
        token = resumed(ctx, token).token or token
    clock.move(minutes=30)
    found = logins.resume(ctx, RULES, token)
    assert isinstance(found, Ended)
    assert found.why == "idle"


def test_a_session_ends_in_any_case_after_some_hours(ctx: Context, clock: MovingClock) -> None:
    begun, token = logins.open_login(ctx, RULES, WHO, "")
    while clock.now() < begun.created_at + RULES.longest - timedelta(minutes=20):
        clock.move(minutes=20)
        token = resumed(ctx, token).token or token
    clock.move(minutes=20)
    assert isinstance(logins.resume(ctx, RULES, token), Ended)


def test_a_token_nobody_was_given_is_nobody(ctx: Context) -> None:
    assert logins.resume(ctx, RULES, "x" * 43) is None
    assert logins.resume(ctx, RULES, "\ud800") is None


def test_the_token_changes_and_the_former_one_ends(ctx: Context, clock: MovingClock) -> None:
    _, first = logins.open_login(ctx, RULES, WHO, "")
    clock.move(minutes=16)
    second = resumed(ctx, first).token
    assert second not in (None, first)
    assert second is not None
    assert resumed(ctx, second).token is None
    clock.move(seconds=59)
    resumed(ctx, first)  # a request that was under way
    clock.move(seconds=90)
    found = logins.resume(ctx, RULES, first)
    assert isinstance(found, Ended)
    assert found.why == "copied"
    assert isinstance(logins.resume(ctx, RULES, second), Ended)


def test_an_answer_lost_on_the_way_locks_nobody_out(ctx: Context, clock: MovingClock) -> None:
    _, first = logins.open_login(ctx, RULES, WHO, "")
    clock.move(minutes=16)
    lost = resumed(ctx, first).token
    clock.move(minutes=10)
    assert resumed(ctx, first).token == lost  # two requests at once lead to the same token too
    assert lost is not None
    assert resumed(ctx, lost).token is None


def test_one_persons_sessions_are_that_persons(ctx: Context) -> None:
    mine, _ = logins.open_login(ctx, RULES, WHO, "Chrome, Android")
    theirs, token = logins.open_login(ctx, RULES, SignIn(provider="demo", subject="two", name="示例"), "")
    me = Context(ctx.sessions, ctx.clock, person(mine.person.id))
    with pytest.raises(NotFoundError):
        logins.end(me, theirs.id)
    assert [one.device for one in logins.of_person(me, RULES)] == ["Chrome, Android"]
    resumed(ctx, token)


def test_every_other_session_can_be_ended(ctx: Context) -> None:
    tokens = [logins.open_login(ctx, RULES, WHO, "") for _ in range(3)]
    me = Context(ctx.sessions, ctx.clock, person(tokens[0][0].person.id))
    assert logins.end_others(me, tokens[0][0].id) == 2
    resumed(ctx, tokens[0][1])
    assert all(isinstance(logins.resume(ctx, RULES, token), Ended) for _, token in tokens[1:])


def test_nothing_of_a_login_stands_in_the_trail(ctx: Context) -> None:
    named = SignIn(provider="demo", subject="s-u-b", name="某某某", email="a@example.com", id_token="t-o-k")
    begun, token = logins.open_login(ctx, RULES, named, "Chrome, Android")
    with ctx.sessions.read() as session:
        written = " ".join(str(entry) for entry, _ in audit.rows(session))
    assert begun.person.id in written
    for secret in ("某某某", "a@example.com", "t-o-k", "s-u-b", token):
        assert secret not in written


def test_what_is_kept_is_kept_for_one_person_and_a_day(ctx: Context, clock: MovingClock) -> None:
    mine, _ = logins.open_login(ctx, RULES, WHO, "")
    me = Context(ctx.sessions, clock, person(mine.person.id))
    other, _ = logins.open_login(ctx, RULES, SignIn(provider="demo", subject="two", name=""), "")
    held = held_forms.hold(ctx, mine.person.id, "/zh/x", [("a", "1"), ("a", "2")])
    assert held_forms.own(me, held).fields == [("a", "1"), ("a", "2")]
    with pytest.raises(NotFoundError):
        held_forms.own(Context(ctx.sessions, clock, person(other.person.id)), held)
    clock.move(days=1, seconds=1)
    with pytest.raises(NotFoundError):
        held_forms.own(me, held)


def test_kept_forms_are_few(ctx: Context) -> None:
    mine, _ = logins.open_login(ctx, RULES, WHO, "")
    me = Context(ctx.sessions, ctx.clock, person(mine.person.id))
    for number in range(held_forms.MOST + 5):
        held_forms.hold(ctx, mine.person.id, "/zh/x", [("n", str(number))])
    kept = [form.fields[0][1] for form in held_forms.of_person(me)]
    assert len(kept) == held_forms.MOST
    assert str(held_forms.MOST + 4) in kept


@pytest.mark.parametrize("language", ["zh", "ug"])
def test_a_form_sent_after_the_session_ended_waits_behind_the_login(stage: Stage, language: str) -> None:
    browser = stage.browser()
    browser.sign_in("trader", language)
    browser.get(f"/{language}/my/{TRADER}/members")
    fields = {"label": "会计一号", "role": "filer", "tasks": ["repair", "commitment"]}
    stage.clock.move(minutes=31)
    answer = browser.post(f"/{language}/my/{TRADER}/members", **fields)
    assert "/login" in answer.url
    browser.follow(
        browser.http.post(
            browser.get(browser.page.css_first(".ways a").attributes["href"] or "").url,
            data={"person": "trader"},
            allow_redirects=False,
            timeout=20,
        )
    )
    assert "/account/kept/" in browser.path[-1]
    assert "会计一号" in browser.text
    form = browser.page.css_first("form.actions")
    inputs = form.css("input[type=hidden]")
    kept = [(one.attributes["name"] or "", one.attributes["value"] or "") for one in inputs]
    assert ("tasks", "repair") in kept
    assert ("tasks", "commitment") in kept
    sent = browser.http.post(
        stage.url + (form.attributes["action"] or ""), data=kept, headers={"Origin": stage.url}, timeout=20
    )
    assert sent.status_code == 200
    assert "会计一号" in sent.text
    assert "/invitation/" in sent.text
    browser.get(f"/{language}/account")
    assert not browser.page.css(".banner--warn")


def test_a_form_from_elsewhere_is_not_kept(stage: Stage) -> None:
    browser = stage.browser()
    browser.sign_in("trader")
    address = f"{stage.url}/zh/my/{TRADER}/members"
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    sent = browser.http.post(
        address, data={"label": "恶意"}, headers=foreign, allow_redirects=False, timeout=20
    )
    assert sent.status_code == 400
    browser.get("/zh/account")
    assert "恶意" not in browser.text


def test_a_script_is_told_to_sign_in(stage: Stage) -> None:
    browser = stage.browser()
    answer = browser.http.post(
        f"{stage.url}/zh/account/extend", headers={"Accept": "application/json"}, timeout=20
    )
    assert answer.status_code == 401
    assert answer.json()["login"].startswith("/zh/login?next=")


def test_a_session_can_be_lengthened(stage: Stage) -> None:
    browser = stage.browser()
    browser.sign_in("trader")
    stage.clock.move(minutes=28)
    browser.get("/zh/account")
    sent = browser.http.post(
        f"{stage.url}/zh/account/extend",
        data={"csrf_token": browser.token()},
        headers={"Accept": "application/json"},
        timeout=20,
    )
    assert sent.json() == {"seconds": 1800}
    stage.clock.move(minutes=28)
    assert browser.get("/zh/account").url == f"{stage.url}/zh/account"


def test_a_lost_device_can_be_signed_out_from_another(stage: Stage) -> None:
    lost, mine = stage.browser(), stage.browser()
    lost.sign_in("trader")
    mine.sign_in("trader")
    mine.get("/zh/account/sessions")
    mine.post("/zh/account/sessions/others")
    assert "/login" in lost.get("/zh/account").url
    assert mine.get("/zh/account").url == f"{stage.url}/zh/account"


def test_what_was_left_is_ended_by_the_sweep(ctx: Context, clock: MovingClock) -> None:
    _, left = logins.open_login(ctx, RULES, WHO, "")
    clock.move(hours=23)
    _, used = logins.open_login(ctx, RULES, WHO, "")
    clock.move(hours=1, seconds=1)
    logins.forget(ctx)
    found = logins.resume(ctx, RULES, left)
    assert isinstance(found, Ended)
    assert found.why == "left"
    other = logins.resume(ctx, RULES, used)
    assert isinstance(other, Ended)
    assert other.why == "idle"
