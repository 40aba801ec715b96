"""Officers look at commitments and keep their wordings; associations confirm their members."""

from datetime import date

import pytest

from credit.domain.committing import Progress
from credit.services.commitments import own, wordings
from tests.fixtures.people import TRADER, Browser, Stage
from tests.fixtures.reports import key_of
from tests.web.test_own_commitments import BASE, links, seen, to_check, value
from tests.web.visiting import LANGUAGES

HOME = "停业三天，负责人家住幸福路5号楼3单元"
WORDINGS = "/desk/commitments/wordings"
ASSOCIATION = "51650000MJ00000182"


def enter(stage: Stage, who: str, target: str) -> Browser:
    browser = stage.browser()
    browser.sign_in(who, target=target)
    return browser


def signed(browser: Browser, draft: str) -> str:
    """Sign what is looked at; the own page of what was made."""
    answer = browser.post(f"{draft}/sign", signer="示例甲", kind="licence", token=value(browser, "token"))
    assert answer.url.endswith("?done=1"), browser.text
    return answer.url.partition("?")[0].removeprefix(browser.stage.url)


@pytest.mark.parametrize(("act", "progress"), [("release", Progress.PUBLIC), ("refuse", Progress.REFUSED)])
def test_what_waits_is_looked_at_and_nobody_sees_it_before(
    stage: Stage, act: str, progress: Progress
) -> None:
    home = f"{HOME}，{act}"
    owner = enter(stage, "trader", f"/zh{BASE}")
    draft = to_check(owner, "zh", **{"blank-extra": home})
    assert "监管部门核验" in owner.text
    page = signed(owner, draft)
    assert "承诺已经提交" in owner.text
    assert not links(owner, "main a[href*='/commitment/']")
    owner.get(f"/zh/enterprise/{TRADER}")
    assert home not in owner.text
    looker = enter(stage, "handler", "/zh/desk/commitments")
    seen(looker, "zh")
    (case,) = links(looker, ".places a")
    looker.get(case)
    seen(looker, "zh")
    assert home in looker.text
    assert looker.post(f"{case}/refuse", reasons="").status_code == 400
    looker.post(f"{case}/{act}", reasons="写了住址")
    seen(looker, "zh")
    assert not looker.page.css("form[action$=release]")
    looker.post(f"{case}/refuse", reasons="再来一次")  # decided: nothing changes
    ctx = stage.ctx()
    found = own.one(ctx, key_of(ctx, TRADER), page.rpartition("/")[2])
    assert found.progress is progress
    owner.get(page)
    seen(owner, "zh")
    owner.get(f"/zh/enterprise/{TRADER}")
    assert (home in owner.text) is (act == "release")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wording_is_drafted_by_one_and_put_in_force_by_another(stage: Stage, language: str) -> None:
    handler = enter(stage, "handler", f"/{language}{WORDINGS}")
    seen(handler, language)
    handler.get(f"/{language}{WORDINGS}/new?from=statement_general")
    seen(handler, language)
    fields = {
        str(node.attributes["name"]): node.text()
        if node.tag == "textarea"
        else node.attributes.get("value") or ""
        for node in handler.page.css(
            "form.form textarea, form.form input:not([type=radio]):not([type=checkbox])"
        )
    }
    fields |= {
        "commitment_type": "statement",
        "starts": "2026-06-20",
        "version": f"2026-{language}",
        "blank-kind-0": "text",
    }
    fields["need"], fields["clause-1"] = f"新的说明{language}", fields["clause-1"] + "按时发货。"
    fields.pop("csrf_token")
    refused = handler.post(f"/{language}{WORDINGS}/new", **{**fields, "clause-ug-0": ""})
    assert refused.status_code == 400
    seen(handler, language)
    assert "按时发货。" in handler.page.html  # type: ignore[operator]
    made = handler.post(f"/{language}{WORDINGS}/new", **fields)
    assert made.status_code == 200, handler.text
    page = made.url.removeprefix(stage.url)
    seen(handler, language)
    assert "按时发货。" in handler.text
    assert not handler.page.css("form[action$=release]")
    assert handler.post(f"{page}/release").status_code == 403
    assert version_in_force(stage) != f"2026-{language}"
    reviewer = enter(stage, "reviewer", page)
    seen(reviewer, language)
    assert "officer:" not in reviewer.text  # people have names at the desk
    read = value(reviewer, "seen")
    handler.get(f"{page}/edit")
    handler.post(f"{page}/edit", **{**fields, "need": "没有读过的说明"})
    assert reviewer.post(f"{page}/release", seen=read).status_code == 400
    assert "没有读过的说明" in reviewer.text
    seen(reviewer, language)
    assert reviewer.post(f"{page}/release", seen=value(reviewer, "seen")).status_code == 200
    seen(reviewer, language)
    assert not reviewer.page.css("form[action$=release]")
    assert version_in_force(stage) == f"2026-{language}"


def version_in_force(stage: Stage) -> str:
    """Of the general statement, for the enterprises of the officers, on the day of the new version."""
    with stage.sessions.read() as session:
        return wordings.find(session, "statement_general", "650102", date(2026, 6, 20)).version


def test_a_draft_of_a_wording_is_changed_and_thrown_away(stage: Stage) -> None:
    handler = enter(stage, "handler", f"/zh{WORDINGS}/new?from=statement_food")
    fields = {
        str(node.attributes["name"]): node.text()
        if node.tag == "textarea"
        else node.attributes.get("value") or ""
        for node in handler.page.css(
            "form.form textarea, form.form input:not([type=radio]):not([type=checkbox])"
        )
    }
    fields |= {
        "commitment_type": "statement",
        "starts": "2026-07-01",
        "version": "2026-7",
        "blank-kind-0": "text",
    }
    fields.pop("csrf_token")
    page = handler.post(f"/zh{WORDINGS}/new", **fields).url.removeprefix(stage.url)
    handler.get(f"{page}/edit")
    assert value(handler, "version") == "2026-7"
    handler.post(f"{page}/edit", **{**fields, "matter": "食品安全和卫生"})
    assert "食品安全和卫生" in handler.text
    handler.post(f"{page}/discard")
    assert handler.get(page).status_code == 404


def _release(stage: Stage, page: str) -> None:
    """An officer of the region, to whom the association belongs, lets its text pass; nobody below does."""
    case = f"/zh/desk/commitments/waiting/{page.rpartition('/')[2]}"
    for who in ("handler", "reviewer"):
        below = enter(stage, who, "/zh/desk/commitments")
        assert case not in links(below, ".places a")
        assert below.post(f"{case}/release").status_code == 403
    region = enter(stage, "region", "/zh/desk/commitments")
    assert case in links(region, ".places a")
    region.get(case)
    seen(region, "zh")
    assert region.post(f"{case}/release").status_code == 200
    assert not region.page.css("form[action$=release]")


def test_an_association_takes_its_members_in(stage: Stage) -> None:
    base = f"/my/{ASSOCIATION}/commitments"
    chair = enter(stage, "association", f"/zh{base}")
    seen(chair, "zh")
    way = links(chair, ".doors a")[0]
    assert len(links(chair, ".doors a")) == 1
    chair.get(way)
    draft = chair.post(way, replaces="").url.removeprefix(stage.url)
    typed = {str(node.attributes["name"]): "公约内容" for node in chair.page.css("[name^=blank-]")}
    answer = chair.post(draft, send="check", agreed="1", **typed)
    assert answer.url.endswith("/check"), chair.text
    seen(chair, "zh")
    _release(stage, signed(chair, draft))
    member = enter(stage, "trader", f"/zh{BASE}")
    (offer,) = links(member, "section[aria-labelledby=offers] a")
    member.get(offer)
    seen(member, "zh")
    joined = {"signer": "示例甲", "kind": "licence", "token": value(member, "token")}
    assert member.post(offer, **joined).status_code == 400
    assert member.page.css_first("#agreed-error")
    member.post(offer, agreed="1", **joined)
    seen(member, "zh")
    assert "行业协会" in member.text or "等待核验" in member.text
    chair.get(f"/zh{base}/members")
    seen(chair, "zh")
    (confirm,) = [str(node.attributes["action"]) for node in chair.page.css("form[action$=confirm]")]
    assert chair.post(confirm.replace("confirm", "decline"), reasons="").status_code == 400
    chair.post(confirm)
    seen(chair, "zh")
    assert not chair.page.css("form[action$=confirm]")
    member.get(f"/zh/enterprise/{TRADER}")
    assert "行业自律类承诺" in member.text


def test_nothing_is_made_for_a_day_that_is_past(stage: Stage) -> None:
    handler = enter(stage, "handler", f"/zh{WORDINGS}/new")
    seen(handler, "zh")
    answer = handler.post(f"/zh{WORDINGS}/new", code="x y", starts=date(2020, 1, 1).isoformat())
    assert answer.status_code == 400
    seen(handler, "zh")
    assert "用小写字母开头" in handler.text
